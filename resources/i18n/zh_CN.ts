<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ChatPanel</name>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Write a prompt. Enter sends, Shift+Enter makes a new line.</source>
        <translation>输入提示词。按 Enter 发送，按 Shift+Enter 换行。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Show t&amp;hinking</source>
        <translation>显示思考过程(&amp;H)</translation>
    </message>
    <message>
        <source>Unfold what the model thinks before it answers</source>
        <translation>展开模型回答之前的思考过程</translation>
    </message>
    <message>
        <source>Cop&amp;y answer</source>
        <translation>复制回答(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>新建对话(&amp;N)</translation>
    </message>
    <message>
        <source>Enter sends; Esc stops the answer</source>
        <translation>按 Enter 发送，按 Esc 停止回答</translation>
    </message>
</context>
<context>
    <name>ChoiceModel</name>
    <message>
        <source>Demo model (part of the program)</source>
        <translation>演示模型（随程序附带）</translation>
    </message>
    <message>
        <source>From Match: {name}, random weights</source>
        <translation>来自“匹配”：{name}，随机权重</translation>
    </message>
    <message>
        <source>From Match: {name}</source>
        <translation>来自“匹配”：{name}</translation>
    </message>
    <message>
        <source>{name}, random weights</source>
        <translation>{name}，随机权重</translation>
    </message>
</context>
<context>
    <name>ComponentModel</name>
    <message>
        <source>Component</source>
        <translation>部件</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Have</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Decides</source>
        <translation>决定结论</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>shown only</source>
        <translation>仅供参考</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>short</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Thought for {seconds} s ({tokens} tokens)</source>
        <translation>已思考 {seconds} 秒（{tokens} 个 token）</translation>
    </message>
    <message>
        <source>Thinking… {seconds} s ({tokens} tokens)</source>
        <translation>正在思考… {seconds} 秒（{tokens} 个 token）</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Which model fits a graphics card with 12 GB?</source>
        <translation>12 GB 显存能跑什么模型？</translation>
    </message>
    <message>
        <source>What does quantisation do?</source>
        <translation>量化有什么作用？</translation>
    </message>
    <message>
        <source>What can I do when memory runs out?</source>
        <translation>显存不够用怎么办？</translation>
    </message>
</context>
<context>
    <name>ErrorBanner</name>
    <message>
        <source>&amp;Copy details</source>
        <translation>复制详细信息(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>关闭(&amp;D)</translation>
    </message>
    <message>
        <source>Something went wrong inside the program: {error}</source>
        <translation>程序内部出错：{error}</translation>
    </message>
    <message>
        <source>This is a bug. The program goes on; please report it with the details.</source>
        <translation>这是程序缺陷。程序会继续运行；请附上详细信息报告此问题。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export a script</source>
        <translation>导出脚本</translation>
    </message>
    <message>
        <source>Placed for {machine}</source>
        <translation>按 {machine} 分配</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>格式(&amp;F)：</translation>
    </message>
    <message>
        <source>The script as it will be saved</source>
        <translation>将要保存的脚本</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>⚠ By the estimate this may fail there: {reason}</source>
        <translation>⚠ 根据估算，它在那台机器上可能失败：{reason}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Writing the script…</source>
        <translation>正在生成脚本…</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>保存脚本</translation>
    </message>
</context>
<context>
    <name>FactModel</name>
    <message>
        <source>Part</source>
        <translation>部件</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>FailurePanel</name>
    <message>
        <source>Try a&amp;gain</source>
        <translation>重试(&amp;G)</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Totals of the last answer</source>
        <translation>上一个回答的统计</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>首个 token</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Time from sending the prompt to the first token</source>
        <translation>从发送提示词到收到首个 token 的时间（首个 token 时延）</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Tokens of the prompt with the conversation so far; it was read at {rate}</source>
        <translation>提示词连同此前对话的 token 数；预填充速度为 {rate}</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>tok/s</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>speed seen</source>
        <translation>实测速度</translation>
    </message>
    <message>
        <source>engine&apos;s speed</source>
        <translation>引擎计速</translation>
    </message>
    <message>
        <source>Speed as it arrived in this window, from the first to the last token</source>
        <translation>本窗口实际收到的速度，从首个 token 到最后一个 token</translation>
    </message>
    <message>
        <source>Speed by the engine&apos;s own timings</source>
        <translation>按引擎自身计时得出的速度</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>The estimate for this plan on this machine</source>
        <translation>此方案在这台机器上的估算值</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Tokens of the answer, thinking included.</source>
        <translation>回答的 token 数，包括思考过程。</translation>
    </message>
    <message>
        <source>The context is {percent} % full.</source>
        <translation>上下文已占用 {percent} %。</translation>
    </message>
    <message>
        <source>Most memory seen of the engine process.</source>
        <translation>引擎进程的内存峰值。</translation>
    </message>
    <message>
        <source>Expected: {expected}.</source>
        <translation>预计：{expected}。</translation>
    </message>
</context>
<context>
    <name>LiveCharts</name>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>tok/s</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存占用</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Machine load</source>
        <translation>机器负载</translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>Eng&amp;ine log</source>
        <translation>引擎日志(&amp;I)</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>复制日志</translation>
    </message>
    <message>
        <source>Engine log</source>
        <translation>引擎日志</translation>
    </message>
    <message>
        <source>Nothing yet: the engine&apos;s own messages appear here.</source>
        <translation>暂无内容：引擎输出的消息会显示在这里。</translation>
    </message>
</context>
<context>
    <name>MachineFacts</name>
    <message>
        <source>no GPU</source>
        <translation>无 GPU</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>核心数</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Base clock</source>
        <translation>基础频率</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>总容量</translation>
    </message>
    <message>
        <source>Available now</source>
        <translation>当前可用</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Error correction (ECC)</source>
        <translation>纠错（ECC）</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>带宽</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>none found: models run on the processor</source>
        <translation>未找到：模型将在处理器上运行</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>Free memory now</source>
        <translation>当前空闲显存</translation>
    </message>
    <message>
        <source>Memory bandwidth</source>
        <translation>显存带宽</translation>
    </message>
    <message>
        <source>Half-precision rate</source>
        <translation>半精度算力</translation>
    </message>
    <message>
        <source>Shader cores</source>
        <translation>着色器核心数</translation>
    </message>
    <message>
        <source>Link between GPUs</source>
        <translation>GPU 间互联</translation>
    </message>
    <message>
        <source>Link to the processor</source>
        <translation>与处理器的连接</translation>
    </message>
    <message>
        <source>Rated power</source>
        <translation>额定功率</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>可用空间</translation>
    </message>
    <message>
        <source>Read speed</source>
        <translation>读取速度</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>RAID</source>
        <translation>RAID</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>operating system</source>
        <translation>操作系统</translation>
    </message>
    <message>
        <source>NVIDIA driver</source>
        <translation>NVIDIA 驱动</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>measured on this machine</source>
        <translation>本机实测</translation>
    </message>
    <message>
        <source>machine file</source>
        <translation>机器文件</translation>
    </message>
    <message>
        <source>catalogue</source>
        <translation>内置目录</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>计算得出</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>手动修改</translation>
    </message>
    <message>
        <source>{size}, shared with the processor</source>
        <translation>{size}，与处理器共享</translation>
    </message>
    <message>
        <source>{size} each, {total} together</source>
        <translation>每块 {size}，共 {total}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>MachineStep</name>
    <message>
        <source>Machin&amp;e:</source>
        <translation>机器(&amp;E)：</translation>
    </message>
    <message>
        <source>&amp;Open machine file…</source>
        <translation>打开机器文件(&amp;O)…</translation>
    </message>
    <message>
        <source>Try a machine that a TOML file describes</source>
        <translation>试用由 TOML 文件描述的机器</translation>
    </message>
    <message>
        <source>De&amp;tect again</source>
        <translation>重新检测(&amp;T)</translation>
    </message>
    <message>
        <source>Reads memory with all cores for half a second; speeds are computed from it</source>
        <translation>用所有核心读取内存半秒；速度据此计算</translation>
    </message>
    <message>
        <source>Machine to match for</source>
        <translation>要匹配的机器</translation>
    </message>
    <message>
        <source>Facts of the machine</source>
        <translation>机器的各项信息</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Measure memor&amp;y bandwidth</source>
        <translation>测量内存带宽(&amp;Y)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>Reading this machine…</source>
        <translation>正在读取这台机器的信息…</translation>
    </message>
    <message>
        <source>{name} (simulated)</source>
        <translation>{name}（模拟）</translation>
    </message>
    <message>
        <source>Open a machine file</source>
        <translation>打开机器文件</translation>
    </message>
    <message>
        <source>Machine files (*.toml)</source>
        <translation>机器文件 (*.toml)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Ctrl+{number}</source>
        <translation>Ctrl+{number}</translation>
    </message>
    <message>
        <source>&amp;Monitor</source>
        <translation>监控(&amp;M)</translation>
    </message>
    <message>
        <source>M&amp;atch</source>
        <translation>匹配(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>Engine: {engine}</source>
        <translation>引擎：{engine}</translation>
    </message>
    <message>
        <source>Model: {model}</source>
        <translation>模型：{model}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Reading this machine…</source>
        <translation>正在读取这台机器的信息…</translation>
    </message>
    <message>
        <source>simulated: {name}</source>
        <translation>模拟：{name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
    </message>
</context>
<context>
    <name>MatchPage</name>
    <message>
        <source>This machine</source>
        <translation>这台机器</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Verdict and models</source>
        <translation>结论与模型</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>Reading the machine…</source>
        <translation>正在读取机器信息…</translation>
    </message>
    <message>
        <source>Ranking plans…</source>
        <translation>正在为方案排序…</translation>
    </message>
</context>
<context>
    <name>MatchWords</name>
    <message>
        <source>{span} tok/s (expected {expected})</source>
        <translation>{span} tok/s（预计 {expected}）</translation>
    </message>
    <message>
        <source>{span} s (expected {expected})</source>
        <translation>{span} s（预计 {expected}）</translation>
    </message>
    <message>
        <source>reported by the engine</source>
        <translation>由引擎报告</translation>
    </message>
    <message>
        <source>measured on this machine</source>
        <translation>本机实测</translation>
    </message>
    <message>
        <source>computed, corrected by measurements here</source>
        <translation>计算得出，并按本机实测修正</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>计算得出</translation>
    </message>
    <message>
        <source>{source}. {basis}</source>
        <translation>{source}。{basis}</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>Memory by device and part</source>
        <translation>各设备、各部分的内存与显存</translation>
    </message>
    <message>
        <source>Total / free</source>
        <translation>合计 / 可用</translation>
    </message>
    <message>
        <source>{count} × {name}, the fullest</source>
        <translation>{count} × {name}，占用最多的一块</translation>
    </message>
    <message>
        <source>Main memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>计算缓冲</translation>
    </message>
    <message>
        <source>Overhead</source>
        <translation>其他开销</translation>
    </message>
    <message>
        <source>{total} / {free}</source>
        <translation>{total} / {free}</translation>
    </message>
</context>
<context>
    <name>ModelBar</name>
    <message>
        <source>Reading the file&apos;s header…</source>
        <translation>正在读取文件头…</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 参数</translation>
    </message>
    <message>
        <source>context {tokens}</source>
        <translation>上下文 {tokens}</translation>
    </message>
    <message>
        <source>Does not fit: {reason}</source>
        <translation>无法运行：{reason}</translation>
    </message>
    <message>
        <source>Expected: {memory}, speed unknown</source>
        <translation>预计：{memory}，速度未知</translation>
    </message>
    <message>
        <source>Expected: {memory}, {speed} tok/s</source>
        <translation>预计：{memory}，{speed} tok/s</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>启动(&amp;T)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Unload</source>
        <translation>卸载(&amp;U)</translation>
    </message>
    <message>
        <source>S&amp;witch model</source>
        <translation>切换模型(&amp;W)</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>正在结束…</translation>
    </message>
    <message>
        <source>M&amp;odel</source>
        <translation>模型(&amp;O)</translation>
    </message>
    <message>
        <source>Open a GGU&amp;F file…</source>
        <translation>打开 GGUF 文件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>A script that starts this model without this program</source>
        <translation>不依赖本程序即可启动此模型的脚本</translation>
    </message>
    <message>
        <source>Model to run</source>
        <translation>要运行的模型</translation>
    </message>
    <message>
        <source>Loading progress</source>
        <translation>加载进度</translation>
    </message>
</context>
<context>
    <name>MonitorCharts</name>
    <message>
        <source>GPU {index}</source>
        <translation>GPU {index}</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>written</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>内存与显存占用</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功耗</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
</context>
<context>
    <name>MonitorPage</name>
    <message>
        <source>SM active {percent} %</source>
        <translation>SM 活跃 {percent} %</translation>
    </message>
    <message>
        <source>GPU {index}</source>
        <translation>GPU {index}</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>采样间隔(&amp;E)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Seconds between two samples</source>
        <translation>两次采样之间的秒数</translation>
    </message>
    <message>
        <source>C&amp;harts</source>
        <translation>图表范围(&amp;H)</translation>
    </message>
    <message>
        <source>How far back the charts reach</source>
        <translation>图表向前显示的时间</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>last {minutes} min</source>
        <translation>最近 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Simulated: {name}</source>
        <translation>模拟：{name}</translation>
    </message>
    <message>
        <source>CPU and RAM</source>
        <translation>CPU 与内存</translation>
    </message>
    <message>
        <source>{threads} threads</source>
        <translation>{threads} 线程</translation>
    </message>
    <message>
        <source>{cores} cores, {threads} threads</source>
        <translation>{cores} 核 {threads} 线程</translation>
    </message>
    <message>
        <source>of {size}</source>
        <translation>共 {size}</translation>
    </message>
    <message>
        <source>{count}, the busiest at {percent} %</source>
        <translation>{count} 个，最忙的为 {percent} %</translation>
    </message>
</context>
<context>
    <name>NeedStep</name>
    <message>
        <source>What is it for?</source>
        <translation>用来做什么？</translation>
    </message>
    <message>
        <source>Conte&amp;xt per user:</source>
        <translation>每位用户的上下文(&amp;X)：</translation>
    </message>
    <message>
        <source>&amp;Users at once:</source>
        <translation>同时使用人数(&amp;U)：</translation>
    </message>
    <message>
        <source>&amp;Least speed wanted:</source>
        <translation>最低速度要求(&amp;L)：</translation>
    </message>
    <message>
        <source>Context length per user</source>
        <translation>每位用户的上下文长度</translation>
    </message>
    <message>
        <source> tok/s</source>
        <translation> tok/s</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Questions and answers for one person, with short texts.</source>
        <translation>一个人问答，文本较短。</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>编程</translation>
    </message>
    <message>
        <source>Write and explain code; files and errors go along as context.</source>
        <translation>编写和讲解代码，文件与报错作为上下文一并提供。</translation>
    </message>
    <message>
        <source>Long documents</source>
        <translation>长文档</translation>
    </message>
    <message>
        <source>Read reports or books and answer from them.</source>
        <translation>阅读报告或书籍，并据此回答。</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>One server for several people who ask at the same time.</source>
        <translation>一台服务器，供多人同时提问。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Many texts in one go; only the total throughput counts.</source>
        <translation>一次处理大量文本，只看总吞吐量。</translation>
    </message>
    <message>
        <source>{tokens} tokens</source>
        <translation>{tokens} 个 token</translation>
    </message>
    <message>
        <source>about {pages} pages of text, question and answer together</source>
        <translation>约 {pages} 页文字，问题与回答合计</translation>
    </message>
    <message>
        <source>{total} tokens of cache in all</source>
        <translation>缓存合计 {total} 个 token</translation>
    </message>
    <message>
        <source>slower plans are shown too</source>
        <translation>较慢的方案也会列出</translation>
    </message>
    <message>
        <source>for each user; about {times} times the pace of silent reading</source>
        <translation>每位用户的速度；约为默读速度的 {times} 倍</translation>
    </message>
</context>
<context>
    <name>PhaseStrip</name>
    <message>
        <source>loading</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>预填充</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Phases of the engine</source>
        <translation>引擎的各阶段</translation>
    </message>
    <message>
        <source>What the engine was doing, on the time axis of the charts</source>
        <translation>引擎在各时刻的工作，与图表共用时间轴</translation>
    </message>
</context>
<context>
    <name>PlanDetails</name>
    <message>
        <source>Choose &amp;this plan</source>
        <translation>选择此方案(&amp;T)</translation>
    </message>
    <message>
        <source>Choose a plan in the list to see what it takes.</source>
        <translation>在列表中选择一个方案，查看它所需的资源。</translation>
    </message>
    <message>
        <source>file {size}</source>
        <translation>文件 {size}</translation>
    </message>
    <message>
        <source>It fits.</source>
        <translation>可以运行。</translation>
    </message>
    <message>
        <source>It does not fit.</source>
        <translation>无法运行。</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>速度：{speed}</translation>
    </message>
    <message>
        <source>with the context full: {speed}</source>
        <translation>上下文占满时：{speed}</translation>
    </message>
    <message>
        <source>first token of a page after {time}</source>
        <translation>输入一页文字后首个 token 时延：{time}</translation>
    </message>
</context>
<context>
    <name>PlanList</name>
    <message>
        <source>Only those that &amp;fit</source>
        <translation>只看可运行的(&amp;F)</translation>
    </message>
    <message>
        <source>Best of each mode&amp;l</source>
        <translation>每个模型只看最佳(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;earch:</source>
        <translation>搜索(&amp;E)：</translation>
    </message>
    <message>
        <source>model or quantisation</source>
        <translation>模型或量化</translation>
    </message>
    <message>
        <source>Plans, best first</source>
        <translation>方案，最佳的在前</translation>
    </message>
    <message>
        <source>Plans: {fitting} of {total} fit</source>
        <translation>方案：{total} 个中有 {fitting} 个可运行</translation>
    </message>
    <message>
        <source>not estimated: {count}</source>
        <translation>未估算：{count} 个</translation>
    </message>
    <message>
        <source>No engine here knows the shapes of these:</source>
        <translation>这里的引擎都不支持以下模型的结构：</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>No plans yet.</source>
        <translation>还没有方案。</translation>
    </message>
    <message>
        <source>No plan has these words. Clear the search to see all.</source>
        <translation>没有方案包含这些词。清空搜索即可查看全部方案。</translation>
    </message>
    <message>
        <source>Nothing fits as asked. Show the other plans too: each says what is missing and what would help.</source>
        <translation>没有方案能满足这些要求。请显示其余方案：每个方案都会说明缺少什么、怎样改善。</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存与显存</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Fits here</source>
        <translation>能否运行</translation>
    </message>
    <message>
        <source>Fits, slower than asked</source>
        <translation>可运行，但慢于要求</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>可运行</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>无法运行</translation>
    </message>
    <message>
        <source>No: {reason}</source>
        <translation>否：{reason}</translation>
    </message>
    <message>
        <source>Best first: what fits and is as fast as asked; then what is more able (size, age, purpose), loses less by its quantisation and is comfortably fast. What does not fit comes last, smallest first.</source>
        <translation>最佳的在前：先看能否运行、是否达到要求的速度；再看能力（规模、发布时间、用途）、量化损失和速度是否充裕。无法运行的排在最后，从小到大排列。</translation>
    </message>
</context>
<context>
    <name>PlanStep</name>
    <message>
        <source>Run &amp;it</source>
        <translation>运行(&amp;I)</translation>
    </message>
    <message>
        <source>E&amp;xport script…</source>
        <translation>导出脚本(&amp;X)…</translation>
    </message>
    <message>
        <source>Memory by device</source>
        <translation>各设备的内存与显存</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>须知</translation>
    </message>
    <message>
        <source>Planned for {machine}</source>
        <translation>为 {machine} 制定</translation>
    </message>
    <message>
        <source>This plan does not fit.</source>
        <translation>此方案无法运行。</translation>
    </message>
    <message>
        <source>Fits, {speed}</source>
        <translation>可运行，{speed}</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>层的分配</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Speed, context full</source>
        <translation>速度（上下文占满）</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>预填充速度</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>首个 token 时延</translation>
    </message>
    <message>
        <source>Where the speed is from</source>
        <translation>速度的依据</translation>
    </message>
    <message>
        <source>Where the memory is from</source>
        <translation>内存数据的依据</translation>
    </message>
    <message>
        <source>built in: llama.cpp in a process of its own</source>
        <translation>内置：独立进程中的 llama.cpp</translation>
    </message>
    <message>
        <source>{tokens} tokens, one user</source>
        <translation>{tokens} 个 token，一位用户</translation>
    </message>
    <message>
        <source>{tokens} tokens: {users} users with {each} each</source>
        <translation>{tokens} 个 token：{users} 位用户，每位 {each} 个</translation>
    </message>
    <message>
        <source>the experts of {count} layers in main memory</source>
        <translation>{count} 层的专家放在内存中</translation>
    </message>
    <message>
        <source>split over the GPUs {shares}</source>
        <translation>在各 GPU 间按 {shares} 分配</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>the engine decides</source>
        <translation>由引擎决定</translation>
    </message>
    <message>
        <source>everything on the processor</source>
        <translation>全部在处理器上</translation>
    </message>
    <message>
        <source>{count} layers on the GPU</source>
        <translation>{count} 层在 GPU 上</translation>
    </message>
    <message>
        <source>all {count} layers on the GPU</source>
        <translation>全部 {count} 层在 GPU 上</translation>
    </message>
    <message>
        <source>{count} of {all} layers on the GPU, the others on the processor</source>
        <translation>{all} 层中有 {count} 层在 GPU 上，其余在处理器上</translation>
    </message>
    <message>
        <source>flash attention where it helps</source>
        <translation>Flash Attention：自动</translation>
    </message>
    <message>
        <source>flash attention on</source>
        <translation>Flash Attention：开</translation>
    </message>
    <message>
        <source>flash attention off</source>
        <translation>Flash Attention：关</translation>
    </message>
    <message>
        <source>{type}; {flash}</source>
        <translation>{type}；{flash}</translation>
    </message>
    <message>
        <source>The model&apos;s file is not on this disk. Run makes one of the same shapes with random weights ({size}): speed and memory are real, words are not.</source>
        <translation>模型文件不在这块磁盘上。运行时会生成一个结构相同、权重随机的文件（{size}）：速度和内存占用是真实的，文字没有意义。</translation>
    </message>
    <message>
        <source>{machine} is simulated. Run starts the plan on this computer, where memory and speed differ; export a script to start it there.</source>
        <translation>{machine} 是模拟的机器。“运行”会在这台电脑上启动方案，内存和速度会有所不同；要在那台机器上启动，请导出脚本。</translation>
    </message>
    <message>
        <source>The disk has {free} free: too little for this file.</source>
        <translation>磁盘可用空间为 {free}，不足以存放此文件。</translation>
    </message>
    <message>
        <source>Speeds are ranges: about four of five machines like this one lie inside.</source>
        <translation>速度以区间给出：约五分之四的同类机器落在区间内。</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Conversation and charts</source>
        <translation>对话与图表</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>Model files (*.gguf)</source>
        <translation>模型文件 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Ending the engine…</source>
        <translation>正在结束引擎…</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监控</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>颜色(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Interval between samples</source>
        <translation>采样间隔(&amp;I)</translation>
    </message>
    <message>
        <source>Model &amp;files</source>
        <translation>模型文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Profile</source>
        <translation>配置(&amp;P)</translation>
    </message>
    <message>
        <source>Lo&amp;gs</source>
        <translation>日志(&amp;G)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open the profile folder</source>
        <translation>打开配置文件夹</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Choose the folder of model files</source>
        <translation>选择存放模型文件的文件夹</translation>
    </message>
    <message>
        <source>Use the default folder of model files</source>
        <translation>使用默认的模型文件夹</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Folder of model files</source>
        <translation>存放模型文件的文件夹</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Demo model</source>
        <translation>演示模型</translation>
    </message>
    <message>
        <source>{name}, random weights</source>
        <translation>{name}，随机权重</translation>
    </message>
    <message>
        <source>Demo model: a check that the engine works, not DeepSeek.</source>
        <translation>演示模型：用于检查引擎能否工作，并非 DeepSeek。</translation>
    </message>
    <message>
        <source>Random weights: speed and memory are real, words are not.</source>
        <translation>随机权重：速度和内存占用是真实的，文字没有意义。</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Your prompt is sent as soon as the model answers.</source>
        <translation>模型就绪后会立即发送提示词。</translation>
    </message>
    <message>
        <source>You can write your prompt already.</source>
        <translation>现在就可以输入提示词。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Write a prompt below, or begin with one of these:</source>
        <translation>在下方输入提示词，或从以下问题开始：</translation>
    </message>
    <message>
        <source>Ending the engine</source>
        <translation>正在结束引擎</translation>
    </message>
    <message>
        <source>Its memory is free in a moment.</source>
        <translation>它占用的内存马上就会释放。</translation>
    </message>
    <message>
        <source>Start a model</source>
        <translation>启动模型</translation>
    </message>
    <message>
        <source>Press Start, or ask: the model starts by itself.</source>
        <translation>点击“启动”，或直接提问：模型会自动启动。</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Choose one above, or drop a GGUF file here.</source>
        <translation>在上方选择，或将 GGUF 文件拖到这里。</translation>
    </message>
</context>
<context>
    <name>TierCard</name>
    <message>
        <source>{tier}: {verdict}</source>
        <translation>{tier}：{verdict}</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>short</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Too little: {components}.</source>
        <translation>不足：{components}。</translation>
    </message>
    <message>
        <source>Not known: {components}.</source>
        <translation>未知：{components}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names}，另有 {count} 项</translation>
    </message>
    <message>
        <source>Everything that decides is there.</source>
        <translation>起决定作用的各项均已达标。</translation>
    </message>
    <message>
        <source>It passes a higher tier, and so this one.</source>
        <translation>已达到更高一级的要求，因此也达到本级要求。</translation>
    </message>
    <message>
        <source>Whether its model runs here is not known.</source>
        <translation>本级的模型能否在此运行尚不清楚。</translation>
    </message>
    <message>
        <source>Its model of today runs here.</source>
        <translation>本级如今的模型可以在此运行。</translation>
    </message>
    <message>
        <source>Its model of today does not run here.</source>
        <translation>本级如今的模型无法在此运行。</translation>
    </message>
</context>
<context>
    <name>VerdictStep</name>
    <message>
        <source>From the article&apos;s own lists. What is marked “shown only” does not decide the tier&apos;s verdict.</source>
        <translation>出自原文章的清单。标为“仅供参考”的项目不影响该级的结论。</translation>
    </message>
    <message>
        <source>Components of the chosen tier</source>
        <translation>所选级别的部件</translation>
    </message>
    <message>
        <source>▾ Hide the com&amp;ponents</source>
        <translation>▾ 隐藏部件(&amp;P)</translation>
    </message>
    <message>
        <source>▸ Show the com&amp;ponents</source>
        <translation>▸ 显示部件(&amp;P)</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>There is no display to open a window on.</source>
        <translation>没有可用于打开窗口的显示器。</translation>
    </message>
    <message>
        <source>Start it from a desktop session, or over ssh with “ssh -X”. Without one, the terminal does the same: deepseek-gui match, deepseek-gui run --help.</source>
        <translation>请在桌面会话中启动，或使用“ssh -X”登录后启动。没有显示器时，可在终端完成同样的工作：deepseek-gui match、deepseek-gui run --help。</translation>
    </message>
    <message>
        <source>The display {display} does not answer.</source>
        <translation>显示器 {display} 没有响应。</translation>
    </message>
    <message>
        <source>Check the variable DISPLAY and that this user may use that screen. The terminal does the same: deepseek-gui match, deepseek-gui run --help.</source>
        <translation>请检查环境变量 DISPLAY，以及当前用户是否有权使用该屏幕。也可在终端完成同样的工作：deepseek-gui match、deepseek-gui run --help。</translation>
    </message>
    <message>
        <source>On Debian or Ubuntu: sudo apt install {package}. Then start again.</source>
        <translation>在 Debian 或 Ubuntu 上执行：sudo apt install {package}，然后重新启动程序。</translation>
    </message>
    <message>
        <source>“python3 packaging/dev.py run” installs or names what is missing.</source>
        <translation>执行“python3 packaging/dev.py run”可安装或列出缺少的内容。</translation>
    </message>
    <message>
        <source>The window&apos;s libraries can&apos;t be loaded: {error}.</source>
        <translation>无法加载窗口所需的库：{error}。</translation>
    </message>
    <message>
        <source>The driver has not answered for {seconds} s.</source>
        <translation>驱动已有 {seconds} 秒没有响应。</translation>
    </message>
    <message>
        <source>The machine file {path} cannot be read.</source>
        <translation>无法读取机器文件 {path}。</translation>
    </message>
    <message>
        <source>It must be a small text file in TOML.</source>
        <translation>它必须是较小的 TOML 文本文件。</translation>
    </message>
    <message>
        <source>The machine file {path} is not TOML: {error}.</source>
        <translation>机器文件 {path} 不是有效的 TOML：{error}。</translation>
    </message>
    <message>
        <source>Compare it with an example: [cpu], [memory], [[gpus]], [storage], [network].</source>
        <translation>请对照示例检查：[cpu]、[memory]、[[gpus]]、[storage]、[network]。</translation>
    </message>
    <message>
        <source>The machine file {path} has a wrong value: {problem}.</source>
        <translation>机器文件 {path} 中有错误的值：{problem}。</translation>
    </message>
    <message>
        <source>Correct that field, or leave it out: what is not known stays unknown.</source>
        <translation>请更正该字段，或将其省略：未填写的项目按未知处理。</translation>
    </message>
    <message>
        <source>There is no machine “{name}”.</source>
        <translation>没有名为“{name}”的机器。</translation>
    </message>
    <message>
        <source>Name a machine file (TOML) or one of: {names}.</source>
        <translation>请指定机器文件（TOML）或以下之一：{names}。</translation>
    </message>
    <message>
        <source>“{name}” can be {cards}; what they do not share stays unknown.</source>
        <translation>“{name}”可能是 {cards}；它们互不相同的项目按未知处理。</translation>
    </message>
    <message>
        <source>There is no model called “{name}” in the catalogue.</source>
        <translation>内置目录中没有名为“{name}”的模型。</translation>
    </message>
    <message>
        <source>Nearest: {names}.</source>
        <translation>最接近的有：{names}。</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>基础版</translation>
    </message>
    <message>
        <source>Professional</source>
        <translation>专业版</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>企业版</translation>
    </message>
    <message>
        <source>7B models (today 7B and 8B)</source>
        <translation>7B 模型（如今为 7B 和 8B）</translation>
    </message>
    <message>
        <source>13B and 33B models (today 14B and 32B)</source>
        <translation>13B 和 33B 模型（如今为 14B 和 32B）</translation>
    </message>
    <message>
        <source>65B and 175B models (today 70B and 671B)</source>
        <translation>65B 和 175B 模型（如今为 70B 和 671B）</translation>
    </message>
    <message>
        <source>Something went wrong inside the program: {error}.</source>
        <translation>程序内部出错：{error}。</translation>
    </message>
    <message>
        <source>Please report it with the trace that stands above on stderr.</source>
        <translation>请附上 stderr 中以上的错误跟踪信息进行报告。</translation>
    </message>
    <message>
        <source>The engine was ended from outside, as happens when the memory runs out.</source>
        <translation>引擎被外部终止，内存耗尽时会发生这种情况。</translation>
    </message>
    <message>
        <source>Start it again; if it happens again, choose a smaller context, quantisation or model.</source>
        <translation>请重新启动；如果再次发生，请选择更小的上下文、量化或模型。</translation>
    </message>
    <message>
        <source>This processor lacks instructions that the engine needs.</source>
        <translation>此处理器缺少引擎所需的指令集。</translation>
    </message>
    <message>
        <source>Use another build of the engine, or another computer.</source>
        <translation>请使用引擎的其他构建版本，或换一台电脑。</translation>
    </message>
    <message>
        <source>The engine could not start: the program or a library of it is missing.</source>
        <translation>引擎无法启动：程序本身或它所需的库缺失。</translation>
    </message>
    <message>
        <source>Install the engine again, or choose another build of it.</source>
        <translation>请重新安装引擎，或换用它的另一个构建版本。</translation>
    </message>
    <message>
        <source>The engine ended by itself (exit status {code}).</source>
        <translation>引擎自行退出（退出状态 {code}）。</translation>
    </message>
    <message>
        <source>Its log says more; copy the details when you report it.</source>
        <translation>日志中有更多信息；报告时请复制详细信息。</translation>
    </message>
    <message>
        <source>The model file was changed while the engine read it, or its disk failed.</source>
        <translation>引擎读取模型文件时，文件被更改或磁盘出现故障。</translation>
    </message>
    <message>
        <source>Start it again, and leave the file alone while its model is loaded.</source>
        <translation>请重新启动，并在模型加载期间不要改动该文件。</translation>
    </message>
    <message>
        <source>The engine crashed ({signal}).</source>
        <translation>引擎崩溃（{signal}）。</translation>
    </message>
    <message>
        <source>Start it again; if it happens again, report it with the details.</source>
        <translation>请重新启动；如果再次发生，请附上详细信息报告。</translation>
    </message>
    <message>
        <source>The engine&apos;s process could not be started: {reason}</source>
        <translation>无法启动引擎进程：{reason}</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>The engine {engine} is not installed on this computer.</source>
        <translation>本机未安装引擎 {engine}。</translation>
    </message>
    <message>
        <source>Install it, or choose the embedded engine, which needs nothing else.</source>
        <translation>请安装它，或选择内置引擎，内置引擎无需其他依赖。</translation>
    </message>
    <message>
        <source>Source: estimates cannot be “{source}”.</source>
        <translation>依据：估算不能采用“{source}”。</translation>
    </message>
    <message>
        <source>Use the computed ones, or the engine&apos;s.</source>
        <translation>请使用计算得出的估算，或引擎给出的估算。</translation>
    </message>
    <message>
        <source>Source: the engine cannot be asked about {name} before it is downloaded.</source>
        <translation>来源：{name} 下载之前无法询问引擎。</translation>
    </message>
    <message>
        <source>Use the computed estimate; it goes by the published size.</source>
        <translation>请使用计算得出的估算，它以公布的大小为准。</translation>
    </message>
    <message>
        <source>The size is the published one ({source}); how layers share it is an estimate.</source>
        <translation>大小为公布值（{source}）；各层如何分配为估算。</translation>
    </message>
    <message>
        <source>It needs {needed} on {device}, and how much that has is not known.</source>
        <translation>需要在 {device} 上占用 {needed}，但它的容量未知。</translation>
    </message>
    <message>
        <source>State the size of {device}&apos;s memory.</source>
        <translation>请填写 {device} 的内存或显存容量。</translation>
    </message>
    <message>
        <source>Engine: {engine} does not read GGUF files.</source>
        <translation>引擎：{engine} 不能读取 GGUF 文件。</translation>
    </message>
    <message>
        <source>Name a model with --model, or use the embedded engine.</source>
        <translation>请用 --model 指定模型，或使用内置引擎。</translation>
    </message>
    <message>
        <source>{model} is not estimated: no engine here knows its shapes.</source>
        <translation>无法估算 {model}：这里的引擎都不支持它的结构。</translation>
    </message>
    <message>
        <source>This build has no demo model.</source>
        <translation>此构建版本不含演示模型。</translation>
    </message>
    <message>
        <source>Name a model or a GGUF file.</source>
        <translation>请指定一个模型或 GGUF 文件。</translation>
    </message>
    <message>
        <source>Context: {context} tokens are more than {model} was made for.</source>
        <translation>上下文：{context} 个 token 超出了 {model} 支持的长度。</translation>
    </message>
    <message>
        <source>Use at most {most}.</source>
        <translation>最多可用 {most}。</translation>
    </message>
    <message>
        <source>Bash script for llama-server</source>
        <translation>用于 llama-server 的 Bash 脚本</translation>
    </message>
    <message>
        <source>Scripts in the format “{name}” are not built yet.</source>
        <translation>尚不支持生成“{name}”格式的脚本。</translation>
    </message>
    <message>
        <source>There is no script format “{name}”.</source>
        <translation>没有名为“{name}”的脚本格式。</translation>
    </message>
    <message>
        <source>Available: {names}.</source>
        <translation>可用的有：{names}。</translation>
    </message>
    <message>
        <source>It was made for {trained} tokens; {wanted} are asked for.</source>
        <translation>它支持 {trained} 个 token，而要求为 {wanted} 个。</translation>
    </message>
    <message>
        <source>Ask for at most {trained} tokens.</source>
        <translation>请将要求降到 {trained} 个 token 以内。</translation>
    </message>
    <message>
        <source>{path} is no folder of safetensors.</source>
        <translation>{path} 不是 safetensors 模型文件夹。</translation>
    </message>
    <message>
        <source>Weights in other formats can run code when they are read; choose another folder.</source>
        <translation>其他格式的权重在读取时可能会执行代码，请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Ollama&apos;s library has no {model}.</source>
        <translation>Ollama 模型库中没有 {model}。</translation>
    </message>
    <message>
        <source>Choose a GGUF file of it, or another engine.</source>
        <translation>请选择它的 GGUF 文件，或换用其他引擎。</translation>
    </message>
    <message>
        <source>There is no file of {model} on this computer.</source>
        <translation>这台电脑上没有 {model} 的文件。</translation>
    </message>
    <message>
        <source>Choose a GGUF file, or run it with random weights: speed and memory are real, words are not.</source>
        <translation>请选择 GGUF 文件，或用随机权重运行：速度和内存占用是真实的，文字没有意义。</translation>
    </message>
    <message>
        <source>Choose a GGUF file, or another model with random weights.</source>
        <translation>请选择 GGUF 文件，或选择其他可用随机权重运行的模型。</translation>
    </message>
    <message>
        <source>The shapes of {model} are not known.</source>
        <translation>{model} 的结构未知。</translation>
    </message>
    <message>
        <source>Choose a model whose makers published them.</source>
        <translation>请选择公开了结构的模型。</translation>
    </message>
    <message>
        <source>The model file needs {needed}, the disk of {folder} has {free} left.</source>
        <translation>模型文件需要 {needed}，而 {folder} 所在磁盘仅剩 {free}。</translation>
    </message>
    <message>
        <source>Free some space, or choose a smaller model or quantisation.</source>
        <translation>请腾出一些空间，或选择更小的模型或量化。</translation>
    </message>
    <message>
        <source>Making a model file with random weights</source>
        <translation>正在生成随机权重的模型文件</translation>
    </message>
    <message>
        <source>The model file cannot be written to {folder}: {reason}.</source>
        <translation>无法将模型文件写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{name} cannot be removed: {reason}.</source>
        <translation>无法删除 {name}：{reason}。</translation>
    </message>
    <message>
        <source>Unload the model that runs on it, then try again.</source>
        <translation>请先卸载正在使用它的模型，然后重试。</translation>
    </message>
    <message>
        <source>The list of llama.cpp&apos;s releases cannot be understood.</source>
        <translation>无法解析 llama.cpp 的发布列表。</translation>
    </message>
    <message>
        <source>Update this program, or install llama.cpp yourself.</source>
        <translation>请更新本程序，或自行安装 llama.cpp。</translation>
    </message>
    <message>
        <source>llama.cpp publishes no build for this system ({system}, {processor}).</source>
        <translation>llama.cpp 没有为本系统（{system}，{processor}）发布构建版本。</translation>
    </message>
    <message>
        <source>Build it from source, or use the embedded engine.</source>
        <translation>请从源码编译，或使用内置引擎。</translation>
    </message>
    <message>
        <source>The engine needs {needed}, the disk of {folder} has {free} left.</source>
        <translation>引擎需要 {needed}，而 {folder} 所在磁盘仅剩 {free}。</translation>
    </message>
    <message>
        <source>Free some space, or use the embedded engine.</source>
        <translation>请腾出一些空间，或使用内置引擎。</translation>
    </message>
    <message>
        <source>{file} has no published checksum, so it is not fetched.</source>
        <translation>{file} 没有公布校验和，因此不予下载。</translation>
    </message>
    <message>
        <source>The archive {file} holds no {program}.</source>
        <translation>压缩包 {file} 中没有 {program}。</translation>
    </message>
    <message>
        <source>The engine cannot be written to {folder}: {reason}.</source>
        <translation>无法将引擎写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>Make the folder writable, or free some space on its disk.</source>
        <translation>请将该文件夹设为可写，或在其磁盘上腾出一些空间。</translation>
    </message>
    <message>
        <source>The script can&apos;t be saved as {path}: {cause}.</source>
        <translation>脚本无法保存为 {path}：{cause}。</translation>
    </message>
    <message>
        <source>Choose another folder or name.</source>
        <translation>请选择其他文件夹或名称。</translation>
    </message>
    <message>
        <source>Quantisation: {name} cannot be chosen for a file that exists; it has its own.</source>
        <translation>量化：已有的文件自带量化方式，不能另选 {name}。</translation>
    </message>
    <message>
        <source>Leave --quant away, or name a model of the catalogue with --model.</source>
        <translation>请去掉 --quant，或用 --model 指定目录中的模型。</translation>
    </message>
    <message>
        <source>A V cache of type {type} needs flash attention.</source>
        <translation>{type} 类型的 V 缓存需要 Flash Attention。</translation>
    </message>
    <message>
        <source>Leave flash attention on auto, or take f16 for the V cache.</source>
        <translation>请将 Flash Attention 保持为自动，或将 V 缓存设为 f16。</translation>
    </message>
    <message>
        <source>{parallel} sequences cannot share a context of {context} tokens.</source>
        <translation>{parallel} 个序列无法共用 {context} 个 token 的上下文。</translation>
    </message>
    <message>
        <source>The context is the whole cache: take a larger one, or fewer sequences.</source>
        <translation>上下文即整个缓存：请增大上下文，或减少序列数。</translation>
    </message>
    <message>
        <source>KV cache type: {engine} does not have {type}.</source>
        <translation>KV 缓存类型：{engine} 不支持 {type}。</translation>
    </message>
    <message>
        <source>Use q8_0: it has 8 bits too.</source>
        <translation>请使用 q8_0：它同样是 8 位。</translation>
    </message>
    <message>
        <source>Plans cannot be made for the engine “{engine}”.</source>
        <translation>无法为引擎“{engine}”制定方案。</translation>
    </message>
    <message>
        <source>Use one of: {names}.</source>
        <translation>请使用以下之一：{names}。</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>没有加载模型。</translation>
    </message>
    <message>
        <source>Start one, then send again.</source>
        <translation>请先启动模型，再重新发送。</translation>
    </message>
    <message>
        <source>The connection to the engine broke off in the middle of the answer.</source>
        <translation>回答过程中与引擎的连接中断。</translation>
    </message>
    <message>
        <source>Send again; if it happens again, unload the model and start it anew.</source>
        <translation>请重新发送；如果再次发生，请卸载模型后重新启动。</translation>
    </message>
    <message>
        <source>The program made a mistake: {error}</source>
        <translation>程序出错：{error}</translation>
    </message>
    <message>
        <source>Start the model again, and report this with the details.</source>
        <translation>请重新启动模型，并附上详细信息报告此问题。</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>文件 {file} 不存在。</translation>
    </message>
    <message>
        <source>The engine did not say what {file} takes.</source>
        <translation>引擎没有给出 {file} 所需的资源。</translation>
    </message>
    <message>
        <source>Use the computed estimate, or another engine build.</source>
        <translation>请使用计算得出的估算，或换用引擎的其他构建版本。</translation>
    </message>
    <message>
        <source>The engine {engine} cannot be asked: it is not installed.</source>
        <translation>无法询问引擎 {engine}：它没有安装。</translation>
    </message>
    <message>
        <source>Use the computed estimate, or install the engine.</source>
        <translation>请使用计算得出的估算，或安装该引擎。</translation>
    </message>
    <message>
        <source>The model file is incomplete: the data of {tensor} is missing.</source>
        <translation>模型文件不完整：缺少 {tensor} 的数据。</translation>
    </message>
    <message>
        <source>Copy or download the file again.</source>
        <translation>请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>This build of the engine does not know the quantisation of {tensor} (type {type}).</source>
        <translation>该引擎构建版本不认识 {tensor} 的量化格式（类型 {type}）。</translation>
    </message>
    <message>
        <source>Update the engine or choose another quantisation.</source>
        <translation>请更新引擎，或选择其他量化版本。</translation>
    </message>
    <message>
        <source>This build of the engine does not know the quantisation {type}.</source>
        <translation>该引擎构建版本不认识量化格式 {type}。</translation>
    </message>
    <message>
        <source>This engine does not know models of the architecture “{architecture}”.</source>
        <translation>此引擎不支持“{architecture}”架构的模型。</translation>
    </message>
    <message>
        <source>Update the engine or choose another model.</source>
        <translation>请更新引擎，或选择其他模型。</translation>
    </message>
    <message>
        <source>This engine does not know models of this architecture.</source>
        <translation>该引擎不支持这种架构的模型。</translation>
    </message>
    <message>
        <source>The model file lacks the tensor {tensor}.</source>
        <translation>模型文件缺少张量 {tensor}。</translation>
    </message>
    <message>
        <source>The file is damaged or made for another engine: copy or download it again.</source>
        <translation>文件已损坏或为其他引擎制作：请重新复制或下载。</translation>
    </message>
    <message>
        <source>The tensor {tensor} of the model file has a wrong shape.</source>
        <translation>模型文件中张量 {tensor} 的形状有误。</translation>
    </message>
    <message>
        <source>The model file is damaged: its header cannot be read.</source>
        <translation>模型文件已损坏：无法读取文件头。</translation>
    </message>
    <message>
        <source>The engine cannot read the model&apos;s vocabulary.</source>
        <translation>引擎无法读取模型的词表。</translation>
    </message>
    <message>
        <source>Update the engine or choose another file of this model.</source>
        <translation>请更新引擎，或选择此模型的其他文件。</translation>
    </message>
    <message>
        <source>A compressed V cache needs flash attention.</source>
        <translation>量化的 V 缓存需要 Flash Attention。</translation>
    </message>
    <message>
        <source>Set flash attention to on, or the type of the V cache to f16.</source>
        <translation>请开启 Flash Attention，或将 V 缓存的类型设为 f16。</translation>
    </message>
    <message>
        <source>This model&apos;s heads are too small for a cache of the type {type}.</source>
        <translation>此模型的注意力头太小，无法使用 {type} 类型的缓存。</translation>
    </message>
    <message>
        <source>Set the type of the cache to f16.</source>
        <translation>请将缓存的类型设为 f16。</translation>
    </message>
    <message>
        <source>This build of the engine has no option {option}.</source>
        <translation>该引擎构建版本没有选项 {option}。</translation>
    </message>
    <message>
        <source>Install another version of the engine, or change that setting.</source>
        <translation>请安装引擎的其他版本，或更改该设置。</translation>
    </message>
    <message>
        <source>The engine needs the library {library}, which is not installed.</source>
        <translation>引擎需要库 {library}，但它未安装。</translation>
    </message>
    <message>
        <source>Install the package that holds it, or choose another build of the engine.</source>
        <translation>请安装包含该库的软件包，或换用引擎的其他构建版本。</translation>
    </message>
    <message>
        <source>The engine&apos;s build is too new for this system: it needs {library}.</source>
        <translation>该引擎构建版本对本系统来说太新：它需要 {library}。</translation>
    </message>
    <message>
        <source>Choose another build of the engine, or update the system.</source>
        <translation>请换用引擎的其他构建版本，或更新系统。</translation>
    </message>
    <message>
        <source>The graphics driver is too old for this build of the engine.</source>
        <translation>显卡驱动对该引擎构建版本来说太旧。</translation>
    </message>
    <message>
        <source>Update the driver, or choose a build for an older CUDA version.</source>
        <translation>请更新驱动，或选择面向较旧 CUDA 版本的构建。</translation>
    </message>
    <message>
        <source>This build of the engine was not made for this GPU.</source>
        <translation>该引擎构建版本不支持这块 GPU。</translation>
    </message>
    <message>
        <source>Choose another build of the engine, for instance Vulkan.</source>
        <translation>请换用引擎的其他构建版本，例如 Vulkan。</translation>
    </message>
    <message>
        <source>The GPUs cannot reach each other&apos;s memory.</source>
        <translation>各 GPU 之间无法直接访问彼此的显存。</translation>
    </message>
    <message>
        <source>Use one GPU, or an engine that copies through main memory.</source>
        <translation>请只用一块 GPU，或换用经内存中转的引擎。</translation>
    </message>
    <message>
        <source>The model has no chat template that the engine understands.</source>
        <translation>该模型没有引擎能理解的对话模板。</translation>
    </message>
    <message>
        <source>The conversation no longer fits into the context.</source>
        <translation>对话已超出上下文长度。</translation>
    </message>
    <message>
        <source>The weights fitted into memory, but the KV cache and the work space did not.</source>
        <translation>权重已装入内存，但 KV 缓存和工作区放不下。</translation>
    </message>
    <message>
        <source>Choose a smaller context, a compressed KV cache or fewer users.</source>
        <translation>请减小上下文、压缩 KV 缓存或减少用户数。</translation>
    </message>
    <message>
        <source>The engine sees no GPU and runs on the CPU.</source>
        <translation>引擎没有检测到 GPU，正在用 CPU 运行。</translation>
    </message>
    <message>
        <source>Install a build of the engine for this GPU.</source>
        <translation>请安装支持这块 GPU 的引擎构建版本。</translation>
    </message>
    <message>
        <source>The GPUs cannot reach each other&apos;s memory; the engine copies through main memory.</source>
        <translation>各 GPU 之间无法直接访问彼此的显存，引擎改为经内存中转。</translation>
    </message>
    <message>
        <source>It works, but slower than the estimate.</source>
        <translation>可以运行，但会比估算慢。</translation>
    </message>
    <message>
        <source>Port {port} of this computer is taken by another program.</source>
        <translation>这台电脑的端口 {port} 已被其他程序占用。</translation>
    </message>
    <message>
        <source>Choose another port, or end the other program.</source>
        <translation>请选择其他端口，或结束占用它的程序。</translation>
    </message>
    <message>
        <source>There is not enough memory for this model with these settings.</source>
        <translation>按这些设置运行此模型，内存或显存不足。</translation>
    </message>
    <message>
        <source>Choose a smaller context, a smaller quantisation or a smaller model, or close other programs.</source>
        <translation>请选择更小的上下文、量化或模型，或关闭其他程序。</translation>
    </message>
    <message>
        <source>The model file could not be read from its disk.</source>
        <translation>无法从磁盘读取模型文件。</translation>
    </message>
    <message>
        <source>Check the disk, and copy or download the file again.</source>
        <translation>请检查磁盘，并重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>The engine cannot read the model file.</source>
        <translation>引擎无法读取模型文件。</translation>
    </message>
    <message>
        <source>Check that it is a complete GGUF file.</source>
        <translation>请检查它是否为完整的 GGUF 文件。</translation>
    </message>
    <message>
        <source>{program} is on the search path.</source>
        <translation>{program} 位于搜索路径中。</translation>
    </message>
    <message>
        <source>The model file {file} exists.</source>
        <translation>模型文件 {file} 存在。</translation>
    </message>
    <message>
        <source>There is no engine “{id}”.</source>
        <translation>没有名为“{id}”的引擎。</translation>
    </message>
    <message>
        <source>Known engines: {ids}.</source>
        <translation>已知的引擎：{ids}。</translation>
    </message>
    <message>
        <source>The conversation has {tokens} tokens, the context only {context}.</source>
        <translation>对话有 {tokens} 个 token，而上下文只有 {context} 个。</translation>
    </message>
    <message>
        <source>Shorten it, begin a new conversation, or start with a larger context.</source>
        <translation>请缩短内容、新建对话，或以更长的上下文启动。</translation>
    </message>
    <message>
        <source>The engine refused the request: {reason}</source>
        <translation>引擎拒绝了请求：{reason}</translation>
    </message>
    <message>
        <source>Try again; if it happens again, unload the model and start it anew.</source>
        <translation>请重试；如果再次发生，请卸载模型后重新启动。</translation>
    </message>
    <message>
        <source>This GPU sleeps to save power; it is not woken to be read.</source>
        <translation>此 GPU 已休眠以节省电力，不会为读取数据而唤醒它。</translation>
    </message>
    <message>
        <source>{name} shares the host&apos;s memory and is not counted as a GPU.</source>
        <translation>{name} 与主机共用内存，不计为 GPU。</translation>
    </message>
    <message>
        <source>The driver reported an error: {error}</source>
        <translation>驱动报告错误：{error}</translation>
    </message>
    <message>
        <source>The driver has lost this GPU; the values are the last it gave.</source>
        <translation>驱动已与此 GPU 失去联系；显示的是最后一次读数。</translation>
    </message>
    <message>
        <source>NVIDIA cards that do not answer: {count}. Restart the computer.</source>
        <translation>有 {count} 块 NVIDIA 显卡没有响应，请重新启动电脑。</translation>
    </message>
    <message>
        <source>NVIDIA driver {driver}, CUDA up to {cuda}.</source>
        <translation>NVIDIA 驱动 {driver}，最高支持 CUDA {cuda}。</translation>
    </message>
    <message>
        <source>An NVIDIA driver is installed, but it finds no card.</source>
        <translation>已安装 NVIDIA 驱动，但它未找到显卡。</translation>
    </message>
    <message>
        <source>The NVIDIA driver was updated while the computer ran: restart the computer.</source>
        <translation>NVIDIA 驱动在电脑运行期间更新过：请重新启动电脑。</translation>
    </message>
    <message>
        <source>An NVIDIA card is built in, but its driver does not answer: {error}</source>
        <translation>已装有 NVIDIA 显卡，但其驱动没有响应：{error}</translation>
    </message>
    <message>
        <source>No NVIDIA driver found: NVIDIA graphics cards are neither used nor shown.</source>
        <translation>未找到 NVIDIA 驱动：NVIDIA 显卡既不会使用，也不会显示。</translation>
    </message>
    <message>
        <source>The {vendor} graphics driver does not answer.</source>
        <translation>{vendor} 显卡驱动没有响应。</translation>
    </message>
    <message>
        <source>Random weights of type {type} cannot be made.</source>
        <translation>无法生成 {type} 类型的随机权重。</translation>
    </message>
    <message>
        <source>Choose another quantisation.</source>
        <translation>请选择其他量化。</translation>
    </message>
    <message>
        <source>The model is split, and {count} of its parts are missing: {name}.</source>
        <translation>模型是分卷的，缺少 {count} 个分卷：{name}。</translation>
    </message>
    <message>
        <source>Download every part into the same folder.</source>
        <translation>请将所有分卷下载到同一文件夹。</translation>
    </message>
    <message>
        <source>{name} is one part of a model in {count} parts, but its name does not say so.</source>
        <translation>{name} 是一个共 {count} 卷的模型的分卷，但文件名没有表明这一点。</translation>
    </message>
    <message>
        <source>Give the parts their original names (…-00001-of-0000N.gguf).</source>
        <translation>请恢复各分卷的原始文件名（…-00001-of-0000N.gguf）。</translation>
    </message>
    <message>
        <source>The header of {name} is damaged.</source>
        <translation>{name} 的文件头已损坏。</translation>
    </message>
    <message>
        <source>Download the file again.</source>
        <translation>请重新下载该文件。</translation>
    </message>
    <message>
        <source>The file {name} is cut off: it has {have} of {need}.</source>
        <translation>文件 {name} 不完整：应为 {need}，只有 {have}。</translation>
    </message>
    <message>
        <source>Its download did not finish: resume it or download the file again.</source>
        <translation>下载没有完成：请继续下载，或重新下载该文件。</translation>
    </message>
    <message>
        <source>This file&apos;s architecture, {name}, is not known here.</source>
        <translation>不支持此文件的架构 {name}。</translation>
    </message>
    <message>
        <source>Known are: {names}.</source>
        <translation>支持的有：{names}。</translation>
    </message>
    <message>
        <source>The file&apos;s header lacks {key}, which this architecture needs.</source>
        <translation>文件头缺少此架构所需的 {key}。</translation>
    </message>
    <message>
        <source>Download the file again, or use another conversion of the model.</source>
        <translation>请重新下载该文件，或使用此模型的其他转换版本。</translation>
    </message>
    <message>
        <source>The file&apos;s header says {key} = {value}, which cannot be.</source>
        <translation>文件头中 {key} = {value}，这不是有效的值。</translation>
    </message>
    <message>
        <source>There is no file {name}.</source>
        <translation>文件 {name} 不存在。</translation>
    </message>
    <message>
        <source>Check the path; the file may have been moved or deleted.</source>
        <translation>请检查路径；文件可能已被移动或删除。</translation>
    </message>
    <message>
        <source>{name} is a folder, not a model file.</source>
        <translation>{name} 是文件夹，不是模型文件。</translation>
    </message>
    <message>
        <source>Choose the .gguf file inside it; of a split model, the first part.</source>
        <translation>请选择其中的 .gguf 文件；分卷模型请选择第一卷。</translation>
    </message>
    <message>
        <source>The file {name} may not be read.</source>
        <translation>没有读取文件 {name} 的权限。</translation>
    </message>
    <message>
        <source>Give yourself the right to read it, or copy it to a folder of yours.</source>
        <translation>请为自己授予读取权限，或将它复制到自己的文件夹。</translation>
    </message>
    <message>
        <source>The file {name} cannot be read.</source>
        <translation>无法读取文件 {name}。</translation>
    </message>
    <message>
        <source>Check the disk or the network drive that holds it.</source>
        <translation>请检查它所在的磁盘或网络驱动器。</translation>
    </message>
    <message>
        <source>The file {name} is empty.</source>
        <translation>文件 {name} 是空的。</translation>
    </message>
    <message>
        <source>Its download did not begin or the disk was full: download it again.</source>
        <translation>下载没有开始，或磁盘已满：请重新下载。</translation>
    </message>
    <message>
        <source>The file {name} is GGUF of a version that is not read here ({version}).</source>
        <translation>不支持文件 {name} 的 GGUF 版本（{version}）。</translation>
    </message>
    <message>
        <source>Use a newer conversion of the model, for little-endian machines.</source>
        <translation>请使用此模型较新的小端序转换版本。</translation>
    </message>
    <message>
        <source>The file {name} is no GGUF model: it looks like {kind}.</source>
        <translation>文件 {name} 不是 GGUF 模型：它看起来是{kind}。</translation>
    </message>
    <message>
        <source>Download the .gguf file itself.</source>
        <translation>请下载 .gguf 文件本身。</translation>
    </message>
    <message>
        <source>Use a GGUF conversion of the model.</source>
        <translation>请使用此模型的 GGUF 转换版本。</translation>
    </message>
    <message>
        <source>a Git LFS pointer, which stands for the real file</source>
        <translation>代表实际文件的 Git LFS 指针</translation>
    </message>
    <message>
        <source>Run &quot;git lfs pull&quot; in its folder, or download the file itself.</source>
        <translation>请在其所在文件夹执行“git lfs pull”，或下载文件本身。</translation>
    </message>
    <message>
        <source>a web page, perhaps an error or login page</source>
        <translation>网页，可能是错误页或登录页</translation>
    </message>
    <message>
        <source>a server&apos;s error message</source>
        <translation>服务器的错误消息</translation>
    </message>
    <message>
        <source>a ZIP archive or a PyTorch file</source>
        <translation>ZIP 压缩包或 PyTorch 文件</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>safetensors 文件</translation>
    </message>
    <message>
        <source>Use a GGUF conversion of the model, or an engine that reads safetensors.</source>
        <translation>请使用此模型的 GGUF 转换版本，或能读取 safetensors 的引擎。</translation>
    </message>
    <message>
        <source>a model in the old GGML format</source>
        <translation>旧 GGML 格式的模型</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>其他类型的文件</translation>
    </message>
    <message>
        <source>Tensor {name} has {have} bytes of data, its shape needs {need}.</source>
        <translation>张量 {name} 有 {have} 字节数据，而其形状需要 {need} 字节。</translation>
    </message>
    <message>
        <source>It needs {size}. Free some space, or choose another folder for models.</source>
        <translation>需要 {size}。请腾出一些空间，或选择其他模型文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder for models that exists and that you may write to.</source>
        <translation>请选择一个已存在且可写的模型文件夹。</translation>
    </message>
    <message>
        <source>The model file {name} could not be written: {reason}.</source>
        <translation>无法写入模型文件 {name}：{reason}。</translation>
    </message>
    <message>
        <source>A name with a NUL character cannot be written into a script.</source>
        <translation>含有 NUL 字符的名称无法写入脚本。</translation>
    </message>
    <message>
        <source>Rename the file.</source>
        <translation>请重命名该文件。</translation>
    </message>
    <message>
        <source>The settings can&apos;t be read: {cause}.</source>
        <translation>无法读取设置：{cause}。</translation>
    </message>
    <message>
        <source>Check the permissions of {path}. Until then the defaults are used.</source>
        <translation>请检查 {path} 的权限。在此之前使用默认设置。</translation>
    </message>
    <message>
        <source>The settings file is damaged; the defaults are used.</source>
        <translation>设置文件已损坏，使用默认设置。</translation>
    </message>
    <message>
        <source>The damaged file is kept as {path}.</source>
        <translation>损坏的文件已保留为 {path}。</translation>
    </message>
    <message>
        <source>The profile folder can&apos;t be written to: {cause}.</source>
        <translation>无法写入配置文件夹：{cause}。</translation>
    </message>
    <message>
        <source>The program goes on, but forgets its settings when it closes. Make {path} writable, or start with --profile-dir and another folder.</source>
        <translation>程序会继续运行，但关闭后不会保留设置。请将 {path} 设为可写，或用 --profile-dir 指定其他文件夹启动。</translation>
    </message>
    <message>
        <source>The engine “{engine}” cannot be estimated here.</source>
        <translation>无法在此估算引擎“{engine}”。</translation>
    </message>
    <message>
        <source>Use one of: {engines}.</source>
        <translation>请使用以下之一：{engines}。</translation>
    </message>
    <message>
        <source>Unknown: the speed of this engine is not modelled.</source>
        <translation>未知：尚无法估算此引擎的速度。</translation>
    </message>
    <message>
        <source>Short by {missing} of RAM.</source>
        <translation>内存不足，还差 {missing}。</translation>
    </message>
    <message>
        <source>Short by {missing} of disk space for the model file.</source>
        <translation>磁盘空间不足以存放模型文件，还差 {missing}。</translation>
    </message>
    <message>
        <source>Free {missing} on the disk.</source>
        <translation>请在磁盘上腾出 {missing}。</translation>
    </message>
    <message>
        <source>State gpus[{index}].vram_gib: {gpu} is not in the catalogue.</source>
        <translation>请写明 gpus[{index}].vram_gib：目录中没有 {gpu}。</translation>
    </message>
    <message>
        <source>Short by {missing} of GPU memory.</source>
        <translation>显存不足，还差 {missing}。</translation>
    </message>
    <message>
        <source>KV cache type: {type} is not one that the engine knows.</source>
        <translation>KV 缓存类型：引擎不支持 {type}。</translation>
    </message>
    <message>
        <source>Use one of: {types}.</source>
        <translation>请使用以下之一：{types}。</translation>
    </message>
    <message>
        <source>KV cache type: rows of {count} elements cannot be stored as {type}.</source>
        <translation>KV 缓存类型：{count} 个元素的行无法存为 {type}。</translation>
    </message>
    <message>
        <source>Use f16 for the KV cache.</source>
        <translation>请将 KV 缓存设为 f16。</translation>
    </message>
    <message>
        <source>{field}: {value} is not possible, it must be at least 1.</source>
        <translation>{field}：不能为 {value}，至少为 1。</translation>
    </message>
    <message>
        <source>KV cache type for V: {type} needs flash attention, which is switched off.</source>
        <translation>V 缓存的类型：{type} 需要 Flash Attention，而它已关闭。</translation>
    </message>
    <message>
        <source>Set flash attention to auto, or the V cache to f16.</source>
        <translation>请将 Flash Attention 设为自动，或将 V 缓存设为 f16。</translation>
    </message>
    <message>
        <source>It fits, but context: {context} tokens are more than the {trained} that the model was trained for.</source>
        <translation>可以运行，但上下文 {context} 个 token 超出了模型训练时的 {trained} 个。</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Short by {missing} of {scarce}.</source>
        <translation>{scarce}不足，还差 {missing}。</translation>
    </message>
    <message>
        <source>Set the KV cache to q8_0.</source>
        <translation>请将 KV 缓存设为 q8_0。</translation>
    </message>
    <message>
        <source>Reduce the context to {context} tokens or less.</source>
        <translation>请将上下文减到 {context} 个 token 以内。</translation>
    </message>
    <message>
        <source>Set the KV cache to fp8.</source>
        <translation>请将 KV 缓存设为 fp8。</translation>
    </message>
    <message>
        <source>Choose a smaller format, a smaller model, or add {missing} of GPU memory.</source>
        <translation>请选择更小的格式或模型，或增加 {missing} 显存。</translation>
    </message>
    <message>
        <source>vLLM wants {budget} of {gpu} at its start, and {free} are free.</source>
        <translation>vLLM 启动时需要占用 {gpu} 的 {budget} 显存，而仅有 {free} 空闲。</translation>
    </message>
    <message>
        <source>End what uses the GPU, or give --gpu-memory-utilization {share}.</source>
        <translation>请结束占用 GPU 的程序，或指定 --gpu-memory-utilization {share}。</translation>
    </message>
    <message>
        <source>{engine} needs an NVIDIA or AMD GPU.</source>
        <translation>{engine} 需要 NVIDIA 或 AMD GPU。</translation>
    </message>
    <message>
        <source>Choose a GGUF quantisation with the embedded engine.</source>
        <translation>请选择 GGUF 量化，并使用内置引擎。</translation>
    </message>
    <message>
        <source>Choose a smaller quantisation: about {size} of weights or less would fit.</source>
        <translation>请选择更小的量化：权重约 {size} 以内即可容纳。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or add {missing} of memory.</source>
        <translation>请选择更小的模型，或增加 {missing} 的内存或显存。</translation>
    </message>
    <message>
        <source>The tensor type {type} is not known.</source>
        <translation>不支持张量类型 {type}。</translation>
    </message>
    <message>
        <source>Update the program, or use a file with another quantisation.</source>
        <translation>请更新程序，或使用其他量化的文件。</translation>
    </message>
    <message>
        <source>Rows of {count} elements cannot be stored as {type}.</source>
        <translation>{count} 个元素的行无法存为 {type}。</translation>
    </message>
    <message>
        <source>Quantisation: {mix} is not a mix that is known here.</source>
        <translation>量化：不支持 {mix}。</translation>
    </message>
    <message>
        <source>Use one of: {mixes}.</source>
        <translation>请使用以下之一：{mixes}。</translation>
    </message>
    <message>
        <source>Unknown: the memory bandwidth of a device that the plan uses is not known.</source>
        <translation>未知：此方案所用的某个设备的内存或显存带宽未知。</translation>
    </message>
    <message>
        <source>Computed from bytes read per token and {gbs} GB/s that decoding reaches here: {measured} GB/s were measured.</source>
        <translation>按每个 token 读取的字节数和此处解码可达的 {gbs} GB/s 计算；实测内存带宽为 {measured} GB/s。</translation>
    </message>
    <message>
        <source>Computed from bytes read per token and {gbs} GB/s that the CPU can read.</source>
        <translation>按每个 token 读取的字节数和 CPU 可达的 {gbs} GB/s 读取带宽计算。</translation>
    </message>
    <message>
        <source>Computed: {percent} % of {gbs} GB/s and {us} µs a layer on {kind} GPUs; {host} GB/s from RAM.</source>
        <translation>计算得出：{kind} GPU 按 {gbs} GB/s 的 {percent} %、每层 {us} µs 计；内存按 {host} GB/s 计。</translation>
    </message>
    <message>
        <source>Computed: {percent} % of {gbs} GB/s and {us} µs a layer, as fitted on {kind} GPUs.</source>
        <translation>计算得出：按 {gbs} GB/s 的 {percent} %、每层 {us} µs 计，由 {kind} GPU 的实测数据拟合。</translation>
    </message>
    <message>
        <source>Models of the architecture “{name}” cannot be sized here.</source>
        <translation>无法在此计算“{name}”架构的模型。</translation>
    </message>
    <message>
        <source>Quantisation: MXFP4_MOE exists for models with experts only.</source>
        <translation>量化：MXFP4_MOE 只适用于混合专家（MoE）模型。</translation>
    </message>
    <message>
        <source>Choose Q4_K_M for a dense model.</source>
        <translation>稠密模型请选择 Q4_K_M。</translation>
    </message>
    <message>
        <source>The description of this {name} model lacks its attention or expert facts.</source>
        <translation>此 {name} 模型的描述缺少注意力或专家部分的信息。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>GPU memory bandwidth</source>
        <translation>显存带宽</translation>
    </message>
    <message>
        <source>Link between the GPUs</source>
        <translation>GPU 间互联</translation>
    </message>
    <message>
        <source>one GPU, none needed</source>
        <translation>单 GPU，无需互联</translation>
    </message>
    <message>
        <source>CUDA cores</source>
        <translation>CUDA 核心数</translation>
    </message>
    <message>
        <source>Memory type</source>
        <translation>内存类型</translation>
    </message>
    <message>
        <source>ECC memory</source>
        <translation>ECC 内存</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>RAID</source>
        <translation>RAID</translation>
    </message>
    <message>
        <source>PCIe</source>
        <translation>PCIe</translation>
    </message>
    <message>
        <source>{size} GiB on {count} GPUs</source>
        <translation>{count} 块 GPU 共 {size} GiB</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>CPU 线程数</translation>
    </message>
    <message>
        <source>Memory size</source>
        <translation>内存容量</translation>
    </message>
    <message>
        <source>Storage size</source>
        <translation>存储容量</translation>
    </message>
    <message>
        <source>Storage speed</source>
        <translation>存储速度</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>CPU cores</source>
        <translation>CPU 核心数</translation>
    </message>
    <message>
        <source>CPU base clock</source>
        <translation>CPU 基础频率</translation>
    </message>
    <message>
        <source>Memory speed</source>
        <translation>内存速率</translation>
    </message>
    <message>
        <source>Memory channels</source>
        <translation>内存通道数</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>正在结束</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>{engine}, {state}</source>
        <translation>{engine}，{state}</translation>
    </message>
    <message>
        <source>Use the computed estimate.</source>
        <translation>请使用计算得出的估算。</translation>
    </message>
    <message>
        <source>Source: an engine can be asked about this computer only, not about {name}.</source>
        <translation>依据：只能就这台电脑询问引擎，不能询问 {name}。</translation>
    </message>
    <message>
        <source>Source: the engine {engine} cannot be asked what a model takes.</source>
        <translation>依据：无法向引擎 {engine} 询问模型所需的资源。</translation>
    </message>
    <message>
        <source>Source: this build of {engine} does not see {gpu}: it has no {backend}.</source>
        <translation>依据：{engine} 的这个构建版本不支持 {backend}，因此看不到 {gpu}。</translation>
    </message>
    <message>
        <source>Use the computed estimate, or install a build for this GPU.</source>
        <translation>请使用计算得出的估算，或安装支持此 GPU 的构建版本。</translation>
    </message>
    <message>
        <source>Choose a smaller quantisation or less context.</source>
        <translation>请选择更小的量化或更短的上下文。</translation>
    </message>
    <message>
        <source>Quantisation: {engine} does not load {format}.</source>
        <translation>量化：{engine} 不支持加载 {format}。</translation>
    </message>
    <message>
        <source>Use one of: {formats}.</source>
        <translation>请使用以下之一：{formats}。</translation>
    </message>
    <message>
        <source>Leave it at f16: the cache has the type of the weights.</source>
        <translation>请保持 f16：缓存与权重的类型相同。</translation>
    </message>
    <message>
        <source>Take a smaller batch, less context or a smaller model, or a GGUF quantisation.</source>
        <translation>请减小批大小、上下文或模型，或选择 GGUF 量化。</translation>
    </message>
    <message>
        <source>The engine cannot open a file whose name is not valid text: {name}.</source>
        <translation>引擎无法打开名称含无效字符的文件：{name}。</translation>
    </message>
    <message>
        <source>Rename the file, or the folder that it is in.</source>
        <translation>请重命名该文件或其所在的文件夹。</translation>
    </message>
    <message>
        <source>The archive {file} is not unpacked: it is damaged or not to be trusted.</source>
        <translation>压缩包 {file} 未解压：它已损坏或不可信。</translation>
    </message>
    <message>
        <source>Fetch it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>The address must not carry a name or a password.</source>
        <translation>地址中不能包含用户名或密码。</translation>
    </message>
    <message>
        <source>Put the key into its own field.</source>
        <translation>请将密钥填入单独的输入框。</translation>
    </message>
    <message>
        <source>“{text}” is no address of a server.</source>
        <translation>“{text}”不是有效的服务器地址。</translation>
    </message>
    <message>
        <source>Enter one that begins with http:// or https://, like http://127.0.0.1:8080.</source>
        <translation>请输入以 http:// 或 https:// 开头的地址，例如 http://127.0.0.1:8080。</translation>
    </message>
    <message>
        <source>Nobody answers at {address}.</source>
        <translation>{address} 没有响应。</translation>
    </message>
    <message>
        <source>Check the address, and that the server runs.</source>
        <translation>请检查地址，并确认服务器正在运行。</translation>
    </message>
    <message>
        <source>The server at {address} refuses the key.</source>
        <translation>{address} 的服务器拒绝了该密钥。</translation>
    </message>
    <message>
        <source>Enter the key that the server was started with.</source>
        <translation>请输入启动该服务器时所用的密钥。</translation>
    </message>
    <message>
        <source>{address} is no OpenAI-compatible server with a model (it answered {status}).</source>
        <translation>{address} 不是带有模型的 OpenAI 兼容服务器（返回 {status}）。</translation>
    </message>
    <message>
        <source>Enter the address of llama-server, Ollama, vLLM, SGLang or the like.</source>
        <translation>请输入 llama-server、Ollama、vLLM、SGLang 等服务的地址。</translation>
    </message>
    <message>
        <source>The server at {address} has no model {model}.</source>
        <translation>{address} 的服务器没有模型 {model}。</translation>
    </message>
    <message>
        <source>It has: {names}.</source>
        <translation>它提供：{names}。</translation>
    </message>
    <message>
        <source>Try again: it goes on where it stopped.</source>
        <translation>请重试：将从中断处继续。</translation>
    </message>
    <message>
        <source>{file} is not the file that was published: its checksum differs.</source>
        <translation>{file} 与发布的文件不符：校验和不一致。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, something on the way changes files.</source>
        <translation>请重试；如果再次发生，说明传输途中有设备改动了文件。</translation>
    </message>
    <message>
        <source>{url} is not fetched: its address does not begin with https.</source>
        <translation>不会下载 {url}：地址不是以 https 开头。</translation>
    </message>
    <message>
        <source>Install llama.cpp yourself.</source>
        <translation>请自行安装 llama.cpp。</translation>
    </message>
    <message>
        <source>{host} answered {status} instead of sending the file.</source>
        <translation>{host} 返回了 {status}，没有发送文件。</translation>
    </message>
    <message>
        <source>Try again later, or fetch it in a browser.</source>
        <translation>请稍后重试，或用浏览器下载。</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>无法连接 {host}。</translation>
    </message>
    <message>
        <source>Check the connection to the internet, then try again.</source>
        <translation>请检查网络连接，然后重试。</translation>
    </message>
    <message>
        <source>The download broke off: {reason}.</source>
        <translation>下载中断：{reason}。</translation>
    </message>
    <message>
        <source>Halve the context to {context} tokens</source>
        <translation>将上下文减半为 {context} 个 token</translation>
    </message>
    <message>
        <source>Double the context to {context} tokens</source>
        <translation>将上下文加倍为 {context} 个 token</translation>
    </message>
    <message>
        <source>Compress the KV cache (q8_0)</source>
        <translation>压缩 KV 缓存（q8_0）</translation>
    </message>
    <message>
        <source>Use an uncompressed KV cache (f16)</source>
        <translation>使用不压缩的 KV 缓存（f16）</translation>
    </message>
    <message>
        <source>Answer one user at a time</source>
        <translation>一次只回答一个用户</translation>
    </message>
    <message>
        <source>Halve the micro-batch to {ubatch} tokens</source>
        <translation>将微批次减半为 {ubatch} 个 token</translation>
    </message>
    <message>
        <source>Keep the experts in main memory</source>
        <translation>将专家权重留在内存中</translation>
    </message>
    <message>
        <source>Put only {layers} layers on the GPU</source>
        <translation>只在 GPU 上放 {layers} 层</translation>
    </message>
    <message>
        <source>Run on the CPU</source>
        <translation>用 CPU 运行</translation>
    </message>
    <message>
        <source>Use one GPU</source>
        <translation>只用一块 GPU</translation>
    </message>
    <message>
        <source>Read the file whole instead of mapping it</source>
        <translation>整体读入文件，而不是内存映射</translation>
    </message>
    <message>
        <source>Take the quantisation {quantisation}</source>
        <translation>改用量化版本 {quantisation}</translation>
    </message>
    <message>
        <source>Use the engine {engine}</source>
        <translation>改用引擎 {engine}</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Install a newer version of the engine</source>
        <translation>安装更新版本的引擎</translation>
    </message>
    <message>
        <source>Get a build of the engine for this GPU</source>
        <translation>获取支持这块 GPU 的引擎构建版本</translation>
    </message>
    <message>
        <source>Update the graphics driver</source>
        <translation>更新显卡驱动</translation>
    </message>
    <message>
        <source>Install the missing library</source>
        <translation>安装缺失的库</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>换用其他端口</translation>
    </message>
    <message>
        <source>Copy or download the model file again</source>
        <translation>重新复制或下载模型文件</translation>
    </message>
    <message>
        <source>Begin a new conversation</source>
        <translation>开始新的对话</translation>
    </message>
    <message>
        <source>Choose a smaller model</source>
        <translation>选择更小的模型</translation>
    </message>
    <message>
        <source>Close other programs</source>
        <translation>关闭其他程序</translation>
    </message>
    <message>
        <source>The engine runs on the CPU although this computer has a GPU ({gpu}).</source>
        <translation>本机有 GPU（{gpu}），但引擎正在用 CPU 运行。</translation>
    </message>
    <message>
        <source>Get a build of the engine for this GPU.</source>
        <translation>请获取支持这块 GPU 的引擎构建版本。</translation>
    </message>
    <message>
        <source>The engine has written nothing for {seconds} s.</source>
        <translation>引擎已有 {seconds} 秒没有输出。</translation>
    </message>
    <message>
        <source>A long prompt takes its time; otherwise stop it, unload the model and start it anew.</source>
        <translation>长提示词需要时间；若并非如此，请停止、卸载模型并重新启动。</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory is full and the speed ({measured} tokens/s) is far under the estimate ({expected} tokens/s): the driver keeps a part of the model in main memory.</source>
        <translation>显存已满，且速度（{measured} token/s）远低于估算（{expected} token/s）：驱动程序把模型的一部分放到了内存里。</translation>
    </message>
    <message>
        <source>Choose a smaller context or fewer layers on the GPU.</source>
        <translation>请减小上下文，或减少放在 GPU 上的层数。</translation>
    </message>
    <message>
        <source>The model was read at {rate} MB/s: the disk is slow.</source>
        <translation>模型读取速度为 {rate} MB/s：磁盘较慢。</translation>
    </message>
    <message>
        <source>Keep model files on an SSD.</source>
        <translation>请将模型文件放在固态硬盘上。</translation>
    </message>
    <message>
        <source>It runs on Linux; on Windows use it within WSL 2.</source>
        <translation>它运行在 Linux 上；在 Windows 上请通过 WSL 2 使用。</translation>
    </message>
    <message>
        <source>The script asks for administrator rights; read it before you run it.</source>
        <translation>该脚本会请求管理员权限，运行前请先阅读。</translation>
    </message>
    <message>
        <source>{engine} cannot do what this plan needs: {option}.</source>
        <translation>{engine} 无法满足该方案的需要：{option}。</translation>
    </message>
    <message>
        <source>Use llama-server or the embedded engine for this plan.</source>
        <translation>该方案请使用 llama-server 或内置引擎。</translation>
    </message>
    <message>
        <source>Copying the model into Ollama&apos;s library</source>
        <translation>正在将模型复制到 Ollama 模型库</translation>
    </message>
    <message>
        <source>Ollama: {status}</source>
        <translation>Ollama：{status}</translation>
    </message>
    <message>
        <source>Ollama cannot get the model: {reason}</source>
        <translation>Ollama 无法获取模型：{reason}</translation>
    </message>
    <message>
        <source>Check the model&apos;s name and the connection to the internet.</source>
        <translation>请检查模型名称和网络连接。</translation>
    </message>
    <message>
        <source>{engine} has no option {flag}, which this plan needs.</source>
        <translation>{engine} 没有该方案所需的选项 {flag}。</translation>
    </message>
    <message>
        <source>Install a newer version of the engine, or change that setting.</source>
        <translation>请安装更新版本的引擎，或更改该设置。</translation>
    </message>
    <message>
        <source>{engine} does not accept {value} for its option {flag}.</source>
        <translation>{engine} 的选项 {flag} 不接受值 {value}。</translation>
    </message>
    <message>
        <source>It accepts: {values}.</source>
        <translation>可用的值：{values}。</translation>
    </message>
    <message>
        <source>Tensor cores need no option: engines use them by themselves whenever the type of the weights (FP16, BF16, FP8, or integers in llama.cpp&apos;s kernels) allows it.</source>
        <translation>张量核心无需任何选项：只要权重类型允许（FP16、BF16、FP8，或 llama.cpp 内核中的整数），引擎就会自动使用。</translation>
    </message>
    <message>
        <source>Keeps the KV cache in 8 bits instead of 16: half the memory for the context, hardly any loss. In models with MLA (V2, V3, R1) only the keys&apos; part counts.</source>
        <translation>以 8 位而不是 16 位保存 KV 缓存：上下文占用的内存减半，几乎没有损失。对采用 MLA 的模型（V2、V3、R1），只有键的部分起作用。</translation>
    </message>
    <message>
        <source>Maps the file into memory and reads a part only when it is used. It is what engines do anyway; the opposite reads the whole file first.</source>
        <translation>将文件映射到内存，用到哪部分才读取哪部分。引擎本来就这样做；相反的做法是先读入整个文件。</translation>
    </message>
    <message>
        <source>There is no such choice. With several GPUs vLLM&apos;s own all-reduce is on unless it is switched off, and asynchronous scheduling hides a part of the waiting; llama.cpp splits by layers and waits little.</source>
        <translation>没有这样的选项。多 GPU 时，vLLM 自带的 all-reduce 默认开启，异步调度可掩盖部分等待；llama.cpp 按层拆分，等待很少。</translation>
    </message>
    <message>
        <source>Lets NVIDIA&apos;s communication library tell how GPUs are connected. For finding faults only: NVIDIA advises against keeping it in production.</source>
        <translation>让 NVIDIA 的通信库输出 GPU 的连接方式。仅用于排查故障：NVIDIA 不建议在生产环境中保留。</translation>
    </message>
    <message>
        <source>Names the network card between several computers. The value is the beginning of a name: eth0 also means eth01, “=eth0” means this one only. Within one computer it has no effect.</source>
        <translation>指定多台计算机之间使用的网卡。该值是名称前缀：eth0 也会匹配 eth01，“=eth0”则只匹配它本身。在单台计算机内不起作用。</translation>
    </message>
    <message>
        <source>Saves memory while a model is trained; answering needs no gradients, so it has no effect there. What helps: a smaller context or batch, a compressed KV cache, a smaller quantisation.</source>
        <translation>用于在训练时节省内存；推理不需要梯度，因此不起作用。真正有效的是：减小上下文或批次、压缩 KV 缓存、选用更小的量化版本。</translation>
    </message>
    <message>
        <source>There is no official build for {gpu} on this system; this one uses the CPU.</source>
        <translation>本系统上没有支持 {gpu} 的官方构建版本；此版本使用 CPU。</translation>
    </message>
    <message>
        <source>There is no official {best} build for this system; {taken} is the nearest.</source>
        <translation>本系统没有官方的 {best} 构建版本；最接近的是 {taken}。</translation>
    </message>
    <message>
        <source>{engine} has no KV cache of the type {type}.</source>
        <translation>{engine} 没有 {type} 类型的 KV 缓存。</translation>
    </message>
    <message>
        <source>The options were taken from {engine}&apos;s own sources; this program was not run with it.</source>
        <translation>这些选项取自 {engine} 自身的源码；本程序未与它实际运行过。</translation>
    </message>
</context>
</TS>
