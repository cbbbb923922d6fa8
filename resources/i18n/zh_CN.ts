<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ArticleNotes</name>
    <message>
        <source>The article, checked</source>
        <translation>文章内容核对</translation>
    </message>
    <message>
        <source>The article: {claim} True today: {truth}</source>
        <translation>文章说：{claim}实际情况：{truth}</translation>
    </message>
</context>
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
    <name>CompareDialog</name>
    <message>
        <source>Compare plans</source>
        <translation>比较方案</translation>
    </message>
    <message>
        <source>Plans side by side</source>
        <translation>并排比较的方案</translation>
    </message>
</context>
<context>
    <name>CompareModel</name>
    <message>
        <source>Fits here</source>
        <translation>能否运行</translation>
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
        <source>Confidence</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Context asked for</source>
        <translation>所需上下文</translation>
    </message>
    <message>
        <source>Most context that fits</source>
        <translation>最多可容纳的上下文</translation>
    </message>
    <message>
        <source>Quality cost</source>
        <translation>质量损失</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No:</source>
        <translation>不可以：</translation>
    </message>
    <message>
        <source>Main memory</source>
        <translation>内存</translation>
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
    <name>CostInputs</name>
    <message>
        <source>Use</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>Local machine</source>
        <translation>本地机器</translation>
    </message>
    <message>
        <source>Exchange rates</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Cloud: a rented machine</source>
        <translation>云：租用一台机器</translation>
    </message>
    <message>
        <source>API: paid by the token</source>
        <translation>API：按 token 付费</translation>
    </message>
    <message>
        <source>Reserved for the whole time</source>
        <translation>整个期间预留</translation>
    </message>
    <message>
        <source>These watts were measured</source>
        <translation>以上功率是实测的</translation>
    </message>
    <message>
        <source>Paid for 24 hours a day, used or not, at the discount.</source>
        <translation>无论用不用，每天按 24 小时以折扣价付费。</translation>
    </message>
    <message>
        <source>Off: they are the parts&apos; ratings and an allowance for the rest.</source>
        <translation>不勾选：按部件的额定功率，再加其余部分的估计值。</translation>
    </message>
    <message>
        <source>Listed instances</source>
        <translation>价目表中的实例</translation>
    </message>
    <message>
        <source>Own price of an instance</source>
        <translation>自填实例价格</translation>
    </message>
    <message>
        <source>Listed models</source>
        <translation>价目表中的模型</translation>
    </message>
    <message>
        <source>Own prices of an API</source>
        <translation>自填 API 价格</translation>
    </message>
    <message>
        <source>Listed machines</source>
        <translation>价目表中的机器</translation>
    </message>
    <message>
        <source>Own purchase price</source>
        <translation>自填购置价</translation>
    </message>
    <message>
        <source>Listed electricity prices</source>
        <translation>价目表中的电价</translation>
    </message>
    <message>
        <source>Own electricity price</source>
        <translation>自填电价</translation>
    </message>
    <message>
        <source>Yuan for a dollar</source>
        <translation>一美元合人民币</translation>
    </message>
    <message>
        <source>Euro for a dollar</source>
        <translation>一美元合欧元</translation>
    </message>
    <message>
        <source>Your own price.</source>
        <translation>您自己填写的价格。</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>来源：{source}</translation>
    </message>
</context>
<context>
    <name>CostPage</name>
    <message>
        <source>&amp;Preset</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>Curr&amp;ency</source>
        <translation>货币(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Years</source>
        <translation>年数(&amp;Y)</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年数</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Red&amp;o</source>
        <translation>重做(&amp;O)</translation>
    </message>
</context>
<context>
    <name>CostResults</name>
    <message>
        <source>Over the whole time</source>
        <translation>整个期间</translation>
    </message>
    <message>
        <source>What decides: one input a quarter lower or higher</source>
        <translation>什么起决定作用：某一项减少或增加四分之一</translation>
    </message>
    <message>
        <source>The article&apos;s table, as it stands and computed</source>
        <translation>文章的表格：原样与重新计算</translation>
    </message>
    <message>
        <source>Change of what local saves, and the month in which it then pays off. Hours and shares stop at their end.</source>
        <translation>本地所省金额的变化，以及届时回本的月份。小时数和百分比到上限为止。</translation>
    </message>
    <message>
        <source>Spent by each month</source>
        <translation>到每月为止的累计支出</translation>
    </message>
    <message>
        <source>months</source>
        <translation>月</translation>
    </message>
    <message>
        <source>month {month}</source>
        <translation>第 {month} 个月</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>本地</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>云</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>A million tokens</source>
        <translation>每百万 token</translation>
    </message>
    <message>
        <source>Local pays off</source>
        <translation>本地回本</translation>
    </message>
    <message>
        <source>Local: purchase {purchase}, electricity {electricity}, maintenance {maintenance}, resale {resale}.</source>
        <translation>本地：购置 {purchase}，电费 {electricity}，维护 {maintenance}，转售 {resale}。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入项</translation>
    </message>
    <message>
        <source>−25 %</source>
        <translation>−25 %</translation>
    </message>
    <message>
        <source>+25 %</source>
        <translation>+25 %</translation>
    </message>
    <message>
        <source>−25 %, month</source>
        <translation>−25 % 时的月份</translation>
    </message>
    <message>
        <source>+25 %, month</source>
        <translation>+25 % 时的月份</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永不</translation>
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
    <name>GpuDialog</name>
    <message>
        <source>Try other GPUs</source>
        <translation>试用其他 GPU</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Count:</source>
        <translation>数量(&amp;C)：</translation>
    </message>
    <message>
        <source>A name that the catalogue lacks can be typed too; state its memory and bandwidth afterwards.</source>
        <translation>目录中没有的名称也可以输入，之后再填写它的显存和带宽。</translation>
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
        <source>Ed&amp;it fact</source>
        <translation>编辑(&amp;I)</translation>
    </message>
    <message>
        <source>Change the selected fact: Enter, F2 or a double click does the same</source>
        <translation>修改选中的项；按回车、F2 或双击也可以</translation>
    </message>
    <message>
        <source>Other &amp;GPUs…</source>
        <translation>其他 GPU(&amp;G)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve machine file…</source>
        <translation>保存机器文件(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
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
        <source>{name} (edited)</source>
        <translation>{name}（已修改）</translation>
    </message>
    <message>
        <source>Open a machine file</source>
        <translation>打开机器文件</translation>
    </message>
    <message>
        <source>Machine files (*.toml)</source>
        <translation>机器文件 (*.toml)</translation>
    </message>
    <message>
        <source>Save as a machine file</source>
        <translation>另存为机器文件</translation>
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
    <message>
        <source>Cost</source>
        <translation>成本</translation>
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
        <source>Upgrade path</source>
        <translation>升级路径</translation>
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
        <source>Weighing upgrades…</source>
        <translation>正在评估升级…</translation>
    </message>
    <message>
        <source>Ranking plans…</source>
        <translation>正在为方案排序…</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Start this plan?</source>
        <translation>要启动这个方案吗？</translation>
    </message>
    <message>
        <source>This plan comes from a file.</source>
        <translation>这个方案来自一个文件。</translation>
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
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>tiny</source>
        <translation>极小</translation>
    </message>
    <message>
        <source>small</source>
        <translation>较小</translation>
    </message>
    <message>
        <source>felt</source>
        <translation>可察觉</translation>
    </message>
    <message>
        <source>large</source>
        <translation>较大</translation>
    </message>
    <message>
        <source>very large</source>
        <translation>很大</translation>
    </message>
    <message>
        <source>{words}: as much as {percent} % of the model&apos;s size</source>
        <translation>{words}：相当于模型规模减少 {percent} %</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{size}, {time}</source>
        <translation>{size}，{time}</translation>
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
        <source>L&amp;icence:</source>
        <translation>许可证(&amp;I)：</translation>
    </message>
    <message>
        <source>Counts m&amp;ore:</source>
        <translation>更看重(&amp;O)：</translation>
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
        <source>commercial use allowed</source>
        <translation>允许商用</translation>
    </message>
    <message>
        <source>commercial use, no conditions</source>
        <translation>商用且无附加条件</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>quality first</source>
        <translation>质量优先</translation>
    </message>
    <message>
        <source>speed first</source>
        <translation>速度优先</translation>
    </message>
    <message>
        <source>for private use and research every licence will do</source>
        <translation>个人使用和研究，任何许可证都可以</translation>
    </message>
    <message>
        <source>MIT, Apache, the DeepSeek Model License and the Llama licences</source>
        <translation>MIT、Apache、DeepSeek 模型许可证和 Llama 许可证</translation>
    </message>
    <message>
        <source>MIT and Apache only</source>
        <translation>仅 MIT 和 Apache</translation>
    </message>
    <message>
        <source>half the comfortable speed weighs as much as half the size</source>
        <translation>速度比舒适值减半，相当于模型规模减半</translation>
    </message>
    <message>
        <source>the most able model that fits, even if it is slow</source>
        <translation>放得下的能力最强的模型，慢一些也可以</translation>
    </message>
    <message>
        <source>the fastest model that is still able</source>
        <translation>仍然够用的最快的模型</translation>
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
    <name>PaceSample</name>
    <message>
        <source>How that looks, in tokens per second:</source>
        <translation>看起来有多快（每秒 token 数）：</translation>
    </message>
    <message>
        <source>A model writes one token after the other: a short word, a part of a long one, a comma. At five in a second you read along as it appears. At twenty the words run ahead of your eyes. At sixty a whole paragraph stands there before you have found its beginning, and a long answer takes seconds.</source>
        <translation>模型一个接一个地写出 token：一个字、一个词，或者一个标点。每秒五个时，您可以边出字边读；每秒二十个时，文字跑在您的目光前面；每秒六十个时，您还没找到开头，一整段就已经写完，长篇回答也只要几秒钟。想快一些还是答得更好一些，往往要二选一：模型越大，每个 token 要读的数据越多，出字就越慢。</translation>
    </message>
    <message>
        <source>Example text at the chosen speed</source>
        <translation>按所选速度书写的示例文字</translation>
    </message>
    <message>
        <source>{rate} tokens per second</source>
        <translation>每秒 {rate} 个 token</translation>
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
        <source>&amp;Group by model</source>
        <translation>按模型分组(&amp;G)</translation>
    </message>
    <message>
        <source>Do&amp;wnload at:</source>
        <translation>下载速度(&amp;W)：</translation>
    </message>
    <message>
        <source> Mbit/s</source>
        <translation> Mbit/s</translation>
    </message>
    <message>
        <source>C&amp;ompare…</source>
        <translation>比较(&amp;O)…</translation>
    </message>
    <message>
        <source>Select two or three plans with Ctrl and a click, or Ctrl and Space</source>
        <translation>按住 Ctrl 单击，或用 Ctrl 加空格，选择两到三个方案</translation>
    </message>
    <message>
        <source>How they are order&amp;ed…</source>
        <translation>排序规则(&amp;E)…</translation>
    </message>
    <message>
        <source>Searc&amp;h:</source>
        <translation>搜索(&amp;H)：</translation>
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
        <source>Tokens/s</source>
        <translation>token/秒</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Most context</source>
        <translation>最大上下文</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>可信度</translation>
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
        <source>1 is best; “How they are ordered” tells the rule.</source>
        <translation>1 为最佳；点“排序规则”查看规则。</translation>
    </message>
    <message>
        <source>What one user gets at the beginning; four of five machines lie in the range.</source>
        <translation>单个用户在开始时的速度；五台机器中有四台落在此范围内。</translation>
    </message>
    <message>
        <source>Quality that the quantisation costs, by llama.cpp&apos;s published perplexities.</source>
        <translation>量化造成的质量损失，依据 llama.cpp 公布的困惑度。</translation>
    </message>
    <message>
        <source>Tokens for each user that would still fit with the same placement.</source>
        <translation>在相同放置方式下，每位用户最多还能用多少 token。</translation>
    </message>
    <message>
        <source>Size of the file and its time over the link that is stated above.</source>
        <translation>文件大小，以及按上方网速下载所需的时间。</translation>
    </message>
    <message>
        <source>How narrow the range of the speed is, or whether it was measured.</source>
        <translation>速度范围有多窄，或者是否为实测。</translation>
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
        <source>Sa&amp;ve plan…</source>
        <translation>保存方案(&amp;V)…</translation>
    </message>
    <message>
        <source>Re&amp;port…</source>
        <translation>报告(&amp;P)…</translation>
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
        <source>Save the plan</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Plans (*.toml)</source>
        <translation>方案 (*.toml)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>保存报告</translation>
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
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>设计上下文</translation>
    </message>
    <message>
        <source>{tokens} tokens of context</source>
        <translation>{tokens} 个 token 的上下文</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>{name}: {words}</source>
        <translation>{name}：{words}</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>发布日期</translation>
    </message>
    <message>
        <source>Recommended sampling</source>
        <translation>推荐采样参数</translation>
    </message>
    <message>
        <source>{total} billion, all of them active</source>
        <translation>{total}B，全部激活</translation>
    </message>
    <message>
        <source>{total} billion, {active} of them active for a token</source>
        <translation>{total}B，每个 token 激活 {active}B</translation>
    </message>
    <message>
        <source>{name}, {layers} layers</source>
        <translation>{name}，{layers} 层</translation>
    </message>
    <message>
        <source>{name}, {layers} layers, {used} of {experts} experts a token</source>
        <translation>{name}，{layers} 层，每个 token 用 {experts} 个专家中的 {used} 个</translation>
    </message>
    <message>
        <source>temperature {value}</source>
        <translation>温度 {value}</translation>
    </message>
    <message>
        <source>top-p {value}</source>
        <translation>top-p {value}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
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
    <message>
        <source>W&amp;hat it costs</source>
        <translation>费用如何(&amp;H)</translation>
    </message>
</context>
<context>
    <name>PrinciplesCard</name>
    <message>
        <source>The three principles, for the selected plan</source>
        <translation>三大原则（针对所选方案）</translation>
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
        <source>need: {words}</source>
        <translation>需要：{words}</translation>
    </message>
    <message>
        <source>have: {words}</source>
        <translation>现有：{words}</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>How the plans are ordered</source>
        <translation>方案排序规则</translation>
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
    <name>UpgradeModel</name>
    <message>
        <source>Tokens per second that today&apos;s best plan gains for 1000 $, or for each $/h when it is rented.</source>
        <translation>每花 1000 美元，当前最佳方案每秒多出多少个 token；租用时按每 1 美元/小时计。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Tok/s gained</source>
        <translation>每秒多出 token</translation>
    </message>
    <message>
        <source>Today&apos;s plan</source>
        <translation>当前方案</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>New models</source>
        <translation>新增模型</translation>
    </message>
    <message>
        <source>Best plan then</source>
        <translation>届时最佳方案</translation>
    </message>
    <message>
        <source>Price from</source>
        <translation>价格来源</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{price} {symbol}/h</source>
        <translation>{price} {symbol}/小时</translation>
    </message>
    <message>
        <source>per $/h</source>
        <translation>每 $/小时</translation>
    </message>
    <message>
        <source>per 1000 $</source>
        <translation>每 1000 $</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>放不下</translation>
    </message>
    <message>
        <source>nothing fits</source>
        <translation>都放不下</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>手动修改</translation>
    </message>
    <message>
        <source>Double-click or F2 to edit.</source>
        <translation>双击或按 F2 编辑。</translation>
    </message>
</context>
<context>
    <name>UpgradeStep</name>
    <message>
        <source>What one more unit of money buys</source>
        <translation>多花一份钱能换来什么</translation>
    </message>
    <message>
        <source>Each change is matched anew for what you asked. Prices are dated or estimates; edit them with Enter, F2 or a double click.</source>
        <translation>每项改动都会按您的需求重新匹配。价格带有日期或为估计值，可用回车、F2 或双击编辑。</translation>
    </message>
    <message>
        <source>C&amp;urrency:</source>
        <translation>货币(&amp;U)：</translation>
    </message>
    <message>
        <source>The article&apos;s path, from its professional machine</source>
        <translation>文章的升级路径（从其专业版机器出发）</translation>
    </message>
    <message>
        <source>Upgrades of this machine</source>
        <translation>这台机器的升级</translation>
    </message>
    <message>
        <source>The article&apos;s upgrades</source>
        <translation>文章的升级</translation>
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
        <source>That value cannot be: {problem}.</source>
        <translation>不可能是这个值：{problem}。</translation>
    </message>
    <message>
        <source>Correct it, or leave it empty: what is not known stays unknown.</source>
        <translation>请更正，或留空：未知的就保持未知。</translation>
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
        <source>Its licence is not what you ask for: {licence}.</source>
        <translation>它的许可证不符合您的要求：{licence}。</translation>
    </message>
    <message>
        <source>Accept licences with conditions.</source>
        <translation>接受带条件的许可证。</translation>
    </message>
    <message>
        <source>Accept any licence.</source>
        <translation>接受任何许可证。</translation>
    </message>
    <message>
        <source>Memory first: plans that fit stand before those that do not. A plan fits when every device has room for weights, cache, buffers and a margin of {margin} MiB a GPU.</source>
        <translation>内存第一：放得下的方案排在放不下的前面。每个设备都容得下权重、缓存、缓冲区，并且每块 GPU 还留有 {margin} MiB 余量，才算放得下。</translation>
    </message>
    <message>
        <source>Then the wish: plans that reach the speed asked for, then those whose speed is not known, then the slower ones.</source>
        <translation>其次看要求：达到所要速度的方案在前，速度未知的其次，较慢的最后。</translation>
    </message>
    <message>
        <source>Inside such a group the higher score stands first. It is counted in doublings of a model&apos;s size; the four lines below add up to it.</source>
        <translation>同组内得分高的在前。得分以“模型规模翻倍的次数”计，由下面四行相加得出。</translation>
    </message>
    <message>
        <source>Ability: the doublings of its parameters (a mixture of experts counts the geometric mean of all and active ones), and {gain} for each year that it is newer.</source>
        <translation>能力：参数量翻倍的次数（混合专家模型取总参数与激活参数的几何平均），每新一年再加 {gain}。</translation>
    </message>
    <message>
        <source>Purpose: a coder model gains 1 for coding and loses 1 otherwise; one for images loses 1, one for proofs or mathematics 3.</source>
        <translation>用途：代码模型用于编程加 1，用于其他减 1；图像模型减 1，证明或数学模型减 3。</translation>
    </message>
    <message>
        <source>Quantisation: from nothing (8 bits and more) over {q4} (Q4_K_M) to {iq1} (IQ1_S), read off llama.cpp&apos;s published perplexities.</source>
        <translation>量化：从 0（8 位及以上）到 {q4}（Q4_K_M）直到 {iq1}（IQ1_S），取自 llama.cpp 公布的困惑度。</translation>
    </message>
    <message>
        <source>Speed: minus {slower} for each halving below {comfortable} tokens per second, plus {faster} for each doubling above, at most three.</source>
        <translation>速度：低于每秒 {comfortable} 个 token 时，每减半扣 {slower}；高于时每翻倍加 {faster}，最多计三次。</translation>
    </message>
    <message>
        <source>What does not fit stands at the end, the smallest first: it is nearest to fitting. Last come models whose context or licence is not what was asked for: no memory would help them.</source>
        <translation>放不下的排在最后，小的在前，因为它最接近放得下。再往后是上下文或许可证不符合要求的模型：加内存也没有用。</translation>
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
        <source>Make the folder writable, or free some space on its disk.</source>
        <translation>请将该文件夹设为可写，或在其磁盘上腾出一些空间。</translation>
    </message>
    <message>
        <source>The script can&apos;t be saved as {path}: {cause}.</source>
        <translation>脚本无法保存为 {path}：{cause}。</translation>
    </message>
    <message>
        <source>The file can&apos;t be saved as {path}: {cause}.</source>
        <translation>文件无法保存为 {path}：{cause}。</translation>
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
        <source>This engine does not know models of the architecture “{architecture}”.</source>
        <translation>此引擎不支持“{architecture}”架构的模型。</translation>
    </message>
    <message>
        <source>Update the engine or choose another model.</source>
        <translation>请更新引擎，或选择其他模型。</translation>
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
        <source>Compute, to read the prompt</source>
        <translation>算力：读取提示词</translation>
    </message>
    <message>
        <source>A prompt of {tokens} tokens is to be read in {seconds} s; each takes {gflop} GFLOP. What is there is what the engine reaches, not the peak of the data sheet.</source>
        <translation>{tokens} 个 token 的提示词应在 {seconds} 秒内读完，每个 token 需要 {gflop} GFLOP。“现有”指引擎实际能达到的算力，而不是规格表上的峰值。</translation>
    </message>
    <message>
        <source>Memory bandwidth, to write the answer</source>
        <translation>内存带宽：写出回答</translation>
    </message>
    <message>
        <source>Each token reads {size} GB of weights and cache. {paths}</source>
        <translation>每个 token 要读取 {size} GB 的权重和缓存。{paths}</translation>
    </message>
    <message>
        <source>All of it comes from RAM at {ram} GB/s.</source>
        <translation>全部来自内存，{ram} GB/s。</translation>
    </message>
    <message>
        <source>All of it comes from GPU memory at {gpu} GB/s.</source>
        <translation>全部来自显存，{gpu} GB/s。</translation>
    </message>
    <message>
        <source>GPU memory gives {gpu} GB/s; the {size} GB of weights in RAM come at {ram} GB/s, and over PCIe at {link} GB/s when a prompt is read.</source>
        <translation>显存提供 {gpu} GB/s；放在内存中的 {size} GB 权重以 {ram} GB/s 读取，读取提示词时经 PCIe 传输，{link} GB/s。</translation>
    </message>
    <message>
        <source>{rate} MB/s: loads in {seconds} s</source>
        <translation>{rate} MB/s：{seconds} 秒载入</translation>
    </message>
    <message>
        <source>Disk, to load the model</source>
        <translation>磁盘：载入模型</translation>
    </message>
    <message>
        <source>The file of {size} GB is read from one end to the other, once a start; the disk&apos;s random rate does not matter.</source>
        <translation>{size} GB 的文件每次启动时从头到尾读一遍，磁盘的随机读写速度无关紧要。</translation>
    </message>
    <message>
        <source>{amount} {unit}: {rate} tokens per second</source>
        <translation>{amount} {unit}：每秒 {rate} 个 token</translation>
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
        <source>commercial use allowed</source>
        <translation>允许商用</translation>
    </message>
    <message>
        <source>commercial use allowed, some uses are forbidden</source>
        <translation>允许商用，但禁止某些用途</translation>
    </message>
    <message>
        <source>commercial use allowed on conditions (up to 700 million users, its name shown)</source>
        <translation>有条件允许商用（用户不超过 7 亿，并须标明其名称）</translation>
    </message>
    <message>
        <source>not known whether commercial use is allowed</source>
        <translation>是否允许商用未知</translation>
    </message>
    <message>
        <source>7B in FP16 takes about 14 GB with its KV cache, on a card of 12 GB.</source>
        <translation>7B 模型在 FP16 精度下约需 14 GB 显存（含 K/V 缓存），推荐 12 GB 显卡。</translation>
    </message>
    <message>
        <source>7.6 billion parameters in FP16 are 15.2 GB of weights alone: that does not fit. Q8_0 (7.5 GiB) and Q4_K_M (4.4 GiB) do.</source>
        <translation>76 亿参数在 FP16 下仅权重就有 15.2 GB，放不下；Q8_0（7.5 GiB）和 Q4_K_M（4.4 GiB）放得下。</translation>
    </message>
    <message>
        <source>An i7-12700K has 8 cores and 16 threads.</source>
        <translation>i7-12700K 为 8 核 16 线程。</translation>
    </message>
    <message>
        <source>It has 12 cores (8 fast, 4 efficient) and 20 threads.</source>
        <translation>它有 12 核（8 个性能核、4 个能效核）20 线程。</translation>
    </message>
    <message>
        <source>A Xeon Platinum 8380 has 32 cores and 64 threads.</source>
        <translation>Xeon Platinum 8380 为 32 核 64 线程。</translation>
    </message>
    <message>
        <source>It has 40 cores and 80 threads; the EPYC 7543 has 32 and 64.</source>
        <translation>它有 40 核 80 线程；EPYC 7543 才是 32 核 64 线程。</translation>
    </message>
    <message>
        <source>Two Xeon Platinum 8480+ have 64 cores and 128 threads.</source>
        <translation>双路 Xeon Platinum 8480+ 为 64 核 128 线程。</translation>
    </message>
    <message>
        <source>They have 112 cores and 224 threads.</source>
        <translation>实为 112 核 224 线程。</translation>
    </message>
    <message>
        <source>DeepSeek comes in 7B, 13B, 33B, 65B and 175B.</source>
        <translation>DeepSeek 有 7B、13B、33B、65B 和 175B。</translation>
    </message>
    <message>
        <source>There is no DeepSeek with 13B, 65B or 175B: the sizes are 7B and 8B, 14B, 32B and 33B, 67B and 70B, 671B, and the V4 family.</source>
        <translation>DeepSeek 没有 13B、65B 或 175B：实际规模有 7B/8B、14B、32B/33B、67B/70B、671B 以及 V4 系列。</translation>
    </message>
    <message>
        <source>A GPU that is used to 90 % and more for long needs an upgrade.</source>
        <translation>GPU 利用率持续 ≥90% 就需要升级显卡。</translation>
    </message>
    <message>
        <source>A busy GPU during generation is healthy: look at the speed against the estimate, and at what limits it.</source>
        <translation>生成时 GPU 繁忙是正常的：应看速度与预估是否相符，以及瓶颈在哪里。</translation>
    </message>
    <message>
        <source>Utilisation from 95 % with SM below 80 % means that memory bandwidth limits.</source>
        <translation>利用率 ≥95% 而 SM &lt;80% 说明存在内存带宽瓶颈。</translation>
    </message>
    <message>
        <source>That holds in neither direction: only counters of the memory itself tell what limits a GPU.</source>
        <translation>这一判断正反都不成立：只有显存自身的计数器才能说明 GPU 的瓶颈。</translation>
    </message>
    <message>
        <source>A p4d.24xlarge at 3 $/h costs 108,000 $ in three years.</source>
        <translation>p4d.24xlarge 按 3 美元/小时计，三年 108,000 美元。</translation>
    </message>
    <message>
        <source>3 $ for 26,280 hours are 78,840 $. That instance has 8 A100 and costs many times 3 $/h, so the table compares 8 GPUs with 2.</source>
        <translation>3 美元 × 26,280 小时是 78,840 美元。该实例有 8 块 A100，价格是 3 美元/小时的许多倍，所以该表是拿 8 块 GPU 与 2 块相比。</translation>
    </message>
    <message>
        <source>Out of memory: switch gradient checkpointing on.</source>
        <translation>内存不足时启用梯度检查点。</translation>
    </message>
    <message>
        <source>That is for training. To run a model: a smaller context or batch, a quantised KV cache, a smaller quantisation, fewer layers on the GPU.</source>
        <translation>那只用于训练。推理时应减小上下文或批量、量化 KV 缓存、换更小的量化，或减少放在 GPU 上的层数。</translation>
    </message>
    <message>
        <source>--use_tensor_core and --sync_strategy make it faster.</source>
        <translation>使用 --use_tensor_core 和 --sync_strategy 可以加速。</translation>
    </message>
    <message>
        <source>No engine has such options; tensor cores are used whenever they are there.</source>
        <translation>没有引擎有这样的选项；只要有 Tensor Core，引擎就会使用。</translation>
    </message>
    <message>
        <source>In three to five years, plan for photonic chips.</source>
        <translation>长期（3-5 年）布局光子计算芯片。</translation>
    </message>
    <message>
        <source>That is the article&apos;s outlook, not advice: nobody sells one that runs a model.</source>
        <translation>这是文章的展望，不是建议：目前没有能运行模型的此类产品出售。</translation>
    </message>
    <message>
        <source>{model} in {quantisation} takes {taken}: the {asked} asked for are enough, {difference} remain.</source>
        <translation>{model}（{quantisation}）需要 {taken}：所要求的 {asked} 足够，还剩 {difference}。</translation>
    </message>
    <message>
        <source>{model} in {quantisation} takes {taken}: the {asked} asked for are too little, {difference} are missing.</source>
        <translation>{model}（{quantisation}）需要 {taken}：所要求的 {asked} 不够，还差 {difference}。</translation>
    </message>
    <message>
        <source>My plan</source>
        <translation>我的方案</translation>
    </message>
    <message>
        <source>The article&apos;s comparison</source>
        <translation>文章中的比较</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>An estimate of {date}: edit it.</source>
        <translation>{date} 的估计值：请修改。</translation>
    </message>
    <message>
        <source>{date}, {source}</source>
        <translation>{date}，{source}</translation>
    </message>
    <message>
        <source>Cost: the price list “{list}” has no “{name}”.</source>
        <translation>成本：价目表“{list}”中没有“{name}”。</translation>
    </message>
    <message>
        <source>Cost: there is no preset called “{name}”.</source>
        <translation>成本：没有名为“{name}”的预设。</translation>
    </message>
    <message>
        <source>As the article has it</source>
        <translation>文章原文</translation>
    </message>
    <message>
        <source>108,000 $ at 3 $/h would be 36,000 hours; three years have 26,280.</source>
        <translation>按 3 $/h，108,000 $ 相当于 36,000 小时；三年只有 26,280 小时。</translation>
    </message>
    <message>
        <source>Its own numbers, computed</source>
        <translation>按它自己的数字计算</translation>
    </message>
    <message>
        <source>3 $ x 26,280 h = 78,840 $. But no p4d.24xlarge costs 3 $/h: it has 8 A100, the server 2.</source>
        <translation>3 $ × 26,280 h = 78,840 $。但 p4d.24xlarge 并不是 3 $/h：它有 8 块 A100，服务器只有 2 块。</translation>
    </message>
    <message>
        <source>2 GPUs against 2</source>
        <translation>2 块 GPU 对 2 块</translation>
    </message>
    <message>
        <source>Two rented A100 40 GB at {price} $/h each ({where}).</source>
        <translation>租用两块 A100 40 GB，每块 {price} $/h（{where}）。</translation>
    </message>
    <message>
        <source>8 GPUs against 8</source>
        <translation>8 块 GPU 对 8 块</translation>
    </message>
    <message>
        <source>A p4d.24xlarge at {price} $/h ({where}) against four of the servers.</source>
        <translation>一台 p4d.24xlarge，{price} $/h（{where}），对四台这样的服务器。</translation>
    </message>
    <message>
        <source>There is nothing to compare with: choose the cloud, the API or both.</source>
        <translation>没有可比较的对象：请选择云、API 或两者。</translation>
    </message>
    <message>
        <source>Local pays off in month {month}: {money} less than {other} in {years} years.</source>
        <translation>本地在第 {month} 个月回本：{years} 年内比{other}少花 {money}。</translation>
    </message>
    <message>
        <source>It does not pay off in {years} years: local costs {money} more than {other}.</source>
        <translation>{years} 年内不划算：本地比{other}多花 {money}。</translation>
    </message>
    <message>
        <source>Nothing costs anything yet: enter the use and the prices.</source>
        <translation>目前各项均为零：请填写用量和价格。</translation>
    </message>
    <message>
        <source>Local comes out even with {other} in {years} years.</source>
        <translation>{years} 年内本地与{other}花费相同。</translation>
    </message>
    <message>
        <source>the cloud</source>
        <translation>云</translation>
    </message>
    <message>
        <source>the API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Against {other} it does not pay off either.</source>
        <translation>与{other}相比也不划算。</translation>
    </message>
    <message>
        <source>Against {other} it pays off in month {month}.</source>
        <translation>与{other}相比，第 {month} 个月回本。</translation>
    </message>
    <message>
        <source>No volume makes local cheaper than the API at these prices.</source>
        <translation>按这些价格，无论用量多少，本地都不会比 API 便宜。</translation>
    </message>
    <message>
        <source>Local is cheaper than the API from {tokens} million tokens a month; {wanted} are used.</source>
        <translation>每月达到 {tokens} 百万 token 时本地比 API 便宜；目前用量为 {wanted} 百万。</translation>
    </message>
    <message>
        <source>The purchase counts nothing: the machine is taken to be there already.</source>
        <translation>购置费按零计：视为机器已经在手。</translation>
    </message>
    <message>
        <source>The machine is never on: it makes none of the {wanted} million tokens.</source>
        <translation>机器从不开机：{wanted} 百万 token 一个也生成不了。</translation>
    </message>
    <message>
        <source>One machine makes at most {most} million tokens a month; {wanted} million take {machines} machines, and that many are counted.</source>
        <translation>一台机器每月最多处理 {most} 百万 token；{wanted} 百万需要 {machines} 台，已按此台数计算。</translation>
    </message>
    <message>
        <source>Cloud instances counted: {instances}; see whether they are enough for that.</source>
        <translation>云端按 {instances} 个实例计算，请确认是否够用。</translation>
    </message>
    <message>
        <source>The machine&apos;s speed is not known, so nothing says that it makes that many tokens.</source>
        <translation>机器的速度未知，因此无法确认它能否处理这么多 token。</translation>
    </message>
    <message>
        <source>ECB euro reference rates (7.9989 CNY, 1.1761 USD for a euro)</source>
        <translation>欧洲央行欧元参考汇率（1 欧元 = 7.9989 人民币 = 1.1761 美元）</translation>
    </message>
    <message>
        <source>ECB euro reference rates (1.1761 USD for a euro)</source>
        <translation>欧洲央行欧元参考汇率（1 欧元 = 1.1761 美元）</translation>
    </message>
    <message>
        <source>DeepSeek flash (V4.1), off-peak</source>
        <translation>DeepSeek flash (V4.1)，空闲时段</translation>
    </message>
    <message>
        <source>DeepSeek API documentation, Models &amp; Pricing</source>
        <translation>DeepSeek API 文档“模型 &amp; 价格”</translation>
    </message>
    <message>
        <source>DeepSeek flash (V4.1), peak hours</source>
        <translation>DeepSeek flash (V4.1)，高峰时段</translation>
    </message>
    <message>
        <source>DeepSeek V4 Pro, off-peak</source>
        <translation>DeepSeek V4 Pro，空闲时段</translation>
    </message>
    <message>
        <source>DeepSeek V4 Pro, peak hours</source>
        <translation>DeepSeek V4 Pro，高峰时段</translation>
    </message>
    <message>
        <source>RTX 4090 24 GB (OpenRelay)</source>
        <translation>RTX 4090 24 GB (OpenRelay)</translation>
    </message>
    <message>
        <source>OpenRelay price calculator</source>
        <translation>OpenRelay 价格计算器</translation>
    </message>
    <message>
        <source>A100 40 GB (Lambda)</source>
        <translation>A100 40 GB (Lambda)</translation>
    </message>
    <message>
        <source>Lambda GPU cloud prices</source>
        <translation>Lambda GPU 云价格</translation>
    </message>
    <message>
        <source>A100 80 GB (RunPod Secure)</source>
        <translation>A100 80 GB (RunPod Secure)</translation>
    </message>
    <message>
        <source>RunPod prices</source>
        <translation>RunPod 价格</translation>
    </message>
    <message>
        <source>H100 SXM 80 GB (RunPod Secure)</source>
        <translation>H100 SXM 80 GB (RunPod Secure)</translation>
    </message>
    <message>
        <source>AWS p4d.24xlarge, 8x A100 40 GB</source>
        <translation>AWS p4d.24xlarge，8 块 A100 40 GB</translation>
    </message>
    <message>
        <source>AWS EC2 on demand, us-east-1, Linux</source>
        <translation>AWS EC2 按需价格，us-east-1，Linux</translation>
    </message>
    <message>
        <source>AWS p5.48xlarge, 8x H100 80 GB</source>
        <translation>AWS p5.48xlarge，8 块 H100 80 GB</translation>
    </message>
    <message>
        <source>United States, household</source>
        <translation>美国，居民用电</translation>
    </message>
    <message>
        <source>EIA, average household price of 2023 (15.98 cents)</source>
        <translation>EIA，2023 年居民平均电价（15.98 美分）</translation>
    </message>
    <message>
        <source>European Union, household</source>
        <translation>欧盟，居民用电</translation>
    </message>
    <message>
        <source>Eurostat, average household price of the first half of 2022</source>
        <translation>欧盟统计局，2022 年上半年居民平均电价</translation>
    </message>
    <message>
        <source>China, household</source>
        <translation>中国，居民用电</translation>
    </message>
    <message>
        <source>PC with an RTX 3060 12 GB</source>
        <translation>配 RTX 3060 12 GB 的电脑</translation>
    </message>
    <message>
        <source>card at its launch price of 329 $; the rest of the PC 700 $, an estimate</source>
        <translation>显卡按首发价 329 $；电脑其余部分按 700 $ 估计</translation>
    </message>
    <message>
        <source>PC with a used RTX 3090</source>
        <translation>配二手 RTX 3090 的电脑</translation>
    </message>
    <message>
        <source>local-llm.net, whole system with the card at 700 $</source>
        <translation>local-llm.net，整机，其中显卡 700 $</translation>
    </message>
    <message>
        <source>PC with an RTX 4090</source>
        <translation>配 RTX 4090 的电脑</translation>
    </message>
    <message>
        <source>local-llm.net, whole system with the card at 1,700 $</source>
        <translation>local-llm.net，整机，其中显卡 1,700 $</translation>
    </message>
    <message>
        <source>Server with 2x A100 40 GB</source>
        <translation>配 2 块 A100 40 GB 的服务器</translation>
    </message>
    <message>
        <source>the article&apos;s figure</source>
        <translation>文章中的数字</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>h/day</source>
        <translation>小时/天</translation>
    </message>
    <message>
        <source>M tokens/month</source>
        <translation>百万 token/月</translation>
    </message>
    <message>
        <source>{money}/M tokens</source>
        <translation>{money}/百万 token</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>tok/s</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>输入 token</translation>
    </message>
    <message>
        <source>What is sent to the model in a month, the earlier turns of a chat included.</source>
        <translation>一个月内发给模型的内容，包括对话中之前的轮次。</translation>
    </message>
    <message>
        <source>Answer tokens</source>
        <translation>输出 token</translation>
    </message>
    <message>
        <source>What the model writes in a month, its thinking included.</source>
        <translation>模型一个月内写出的内容，包括思考过程。</translation>
    </message>
    <message>
        <source>Prompts from the cache</source>
        <translation>输入的缓存占比</translation>
    </message>
    <message>
        <source>Share of the prompt tokens that was sent before and is not read again.</source>
        <translation>此前发送过、无需重新读取的输入 token 所占比例。</translation>
    </message>
    <message>
        <source>Cloud price</source>
        <translation>云价格</translation>
    </message>
    <message>
        <source>{money}/h</source>
        <translation>{money}/小时</translation>
    </message>
    <message>
        <source>Of one instance, on demand.</source>
        <translation>一个实例的按需价格。</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>实例数</translation>
    </message>
    <message>
        <source>How many are rented at the same time.</source>
        <translation>同时租用的数量。</translation>
    </message>
    <message>
        <source>Cloud hours</source>
        <translation>云运行时间</translation>
    </message>
    <message>
        <source>How long it runs; a reserved instance is paid for all 24 hours.</source>
        <translation>运行多长时间；预留实例按 24 小时付费。</translation>
    </message>
    <message>
        <source>Discount when reserved</source>
        <translation>预留折扣</translation>
    </message>
    <message>
        <source>What reserving for years takes off the price on demand; an estimate, edit it.</source>
        <translation>按年预留相对按需价格的折扣；这是估计值，请修改。</translation>
    </message>
    <message>
        <source>API price, prompt</source>
        <translation>API 输入价</translation>
    </message>
    <message>
        <source>For a million prompt tokens that are not in the service&apos;s cache.</source>
        <translation>每百万未命中服务缓存的输入 token。</translation>
    </message>
    <message>
        <source>API price, cached</source>
        <translation>API 缓存价</translation>
    </message>
    <message>
        <source>For a million prompt tokens from the service&apos;s cache.</source>
        <translation>每百万命中服务缓存的输入 token。</translation>
    </message>
    <message>
        <source>API price, answer</source>
        <translation>API 输出价</translation>
    </message>
    <message>
        <source>For a million tokens that the model writes.</source>
        <translation>每百万模型输出的 token。</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>购置</translation>
    </message>
    <message>
        <source>{money}</source>
        <translation>{money}</translation>
    </message>
    <message>
        <source>Of one whole machine. One that stands there already costs nothing more: 0.</source>
        <translation>一整台机器的价格。已有的机器不再花钱：填 0。</translation>
    </message>
    <message>
        <source>Loss of value</source>
        <translation>折旧</translation>
    </message>
    <message>
        <source>%/year</source>
        <translation>%/年</translation>
    </message>
    <message>
        <source>What the machine loses each year of the value that it still has.</source>
        <translation>机器每年损失的、占其剩余价值的比例。</translation>
    </message>
    <message>
        <source>Resale</source>
        <translation>转售</translation>
    </message>
    <message>
        <source>% of value</source>
        <translation>% 残值</translation>
    </message>
    <message>
        <source>What a buyer pays at the end of the value that is left; 0 when it is not sold.</source>
        <translation>期末买家按剩余价值付的比例；不出售则为 0。</translation>
    </message>
    <message>
        <source>Power, busy</source>
        <translation>忙时功率</translation>
    </message>
    <message>
        <source>The whole machine at the wall while it answers.</source>
        <translation>生成时整机从插座取用的功率。</translation>
    </message>
    <message>
        <source>Power, idle</source>
        <translation>空闲功率</translation>
    </message>
    <message>
        <source>The whole machine at the wall while it waits.</source>
        <translation>等待时整机从插座取用的功率。</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>电价</translation>
    </message>
    <message>
        <source>{money}/kWh</source>
        <translation>{money}/千瓦时</translation>
    </message>
    <message>
        <source>What a kilowatt hour costs, taxes included.</source>
        <translation>每千瓦时的价格，含税。</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>维护</translation>
    </message>
    <message>
        <source>{money}/year</source>
        <translation>{money}/年</translation>
    </message>
    <message>
        <source>Repairs, space, insurance, somebody&apos;s time; for each machine.</source>
        <translation>维修、场地、保险、人工；按每台机器计。</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>开机时间</translation>
    </message>
    <message>
        <source>How long the machine is on, busy or not.</source>
        <translation>机器开机多长时间，无论忙闲。</translation>
    </message>
    <message>
        <source>Utilisation, at most</source>
        <translation>最高利用率</translation>
    </message>
    <message>
        <source>Nobody asks evenly: the share of those hours in which it can be kept busy.</source>
        <translation>请求不会均匀到来：开机时间中能让它保持忙碌的比例。</translation>
    </message>
    <message>
        <source>Answers at once</source>
        <translation>并发数</translation>
    </message>
    <message>
        <source>How many it writes at the same time.</source>
        <translation>同时生成的回答数。</translation>
    </message>
    <message>
        <source>Speed of each answer</source>
        <translation>每个回答的速度</translation>
    </message>
    <message>
        <source>While that many are written at once. 0 is not known: the capacity is not checked.</source>
        <translation>在该并发数下的速度。0 表示未知：不检查产能。</translation>
    </message>
    <message>
        <source>Reading prompts</source>
        <translation>读取输入</translation>
    </message>
    <message>
        <source>0 is not known: then reading takes no time.</source>
        <translation>0 表示未知：读取视为不耗时。</translation>
    </message>
    <message>
        <source>Cost: {field} cannot be {value}.</source>
        <translation>成本：{field} 不能是 {value}。</translation>
    </message>
    <message>
        <source>Give a number from {low} to {high}.</source>
        <translation>请填写 {low} 到 {high} 之间的数。</translation>
    </message>
    <message>
        <source>Write a number, with {unit} behind it or alone.</source>
        <translation>请输入数字，后面可带 {unit}，也可不带。</translation>
    </message>
    <message>
        <source>Write a value of the same kind as before.</source>
        <translation>请输入与原来同类的值。</translation>
    </message>
    <message>
        <source>“{words}” is not understood.</source>
        <translation>无法理解“{words}”。</translation>
    </message>
    <message>
        <source>The plan file {path} cannot be read.</source>
        <translation>方案文件 {path} 无法读取。</translation>
    </message>
    <message>
        <source>It loads the model file {path}, with the chat template inside it.</source>
        <translation>它会载入模型文件 {path}，以及其中的对话模板。</translation>
    </message>
    <message>
        <source>The plan file {path} is not accepted: {problem}.</source>
        <translation>方案文件 {path} 不被接受：{problem}。</translation>
    </message>
    <message>
        <source>Save the plan again with this program, or take that field out.</source>
        <translation>请用本程序重新保存方案，或删去该字段。</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>coding</source>
        <translation>编程</translation>
    </message>
    <message>
        <source>long documents</source>
        <translation>长文档</translation>
    </message>
    <message>
        <source>a team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>batch work</source>
        <translation>批处理</translation>
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
        <source>What is asked for</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>The machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>The plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存与显存</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>The three principles</source>
        <translation>三大原则</translation>
    </message>
    <message>
        <source>need</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>have</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>The article&apos;s tiers</source>
        <translation>文章的三个级别</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Speeds are ranges: about four of five machines like this one lie inside. Numbers are computed unless they say that they were measured. Made with DeepSeek GUI.</source>
        <translation>速度是一个范围：五台同类机器中约有四台落在其中。未注明实测的数字均为计算值。由 DeepSeek GUI 生成。</translation>
    </message>
    <message>
        <source>It fits.</source>
        <translation>可以运行。</translation>
    </message>
    <message>
        <source>It does not fit. {reason} {remedy}</source>
        <translation>放不下。{reason}{remedy}</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Context for each user</source>
        <translation>每位用户的上下文</translation>
    </message>
    <message>
        <source>Users at once</source>
        <translation>同时使用人数</translation>
    </message>
    <message>
        <source>Least speed</source>
        <translation>最低速度</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>{size}, about {minutes} min at {mbps} Mbit/s</source>
        <translation>{size}，在 {mbps} Mbit/s 下约 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Context in all</source>
        <translation>上下文总量</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Layers on GPUs (the output counts as one)</source>
        <translation>GPU 上的层数（输出层计为一层）</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Writing, context full</source>
        <translation>生成（上下文占满）</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>预填充速度</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>main memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个 token</translation>
    </message>
    <message>
        <source>{rate} tokens per second</source>
        <translation>每秒 {rate} 个 token</translation>
    </message>
    <message>
        <source>{low} to {high} tokens per second, expected {expected}</source>
        <translation>每秒 {low} 到 {high} 个 token，预计 {expected}</translation>
    </message>
    <message>
        <source>The report can&apos;t be saved as {path}.</source>
        <translation>报告无法保存为 {path}。</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>good</source>
        <translation>高</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>中</translation>
    </message>
    <message>
        <source>rough</source>
        <translation>粗略</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>Apple, price at launch</source>
        <translation>Apple 上市价</translation>
    </message>
    <message>
        <source>NVIDIA, price at launch</source>
        <translation>NVIDIA 上市价</translation>
    </message>
    <message>
        <source>{count} more {gpu}</source>
        <translation>再加 {count} 块 {gpu}</translation>
    </message>
    <message>
        <source>price at launch</source>
        <translation>上市价</translation>
    </message>
    <message>
        <source>{count} × {gpu} instead</source>
        <translation>换成 {count} × {gpu}</translation>
    </message>
    <message>
        <source>{size} GiB of main memory</source>
        <translation>内存增至 {size} GiB</translation>
    </message>
    <message>
        <source>A disk of {size} GiB that reads {rate} MB/s</source>
        <translation>{size} GiB 磁盘，读取 {rate} MB/s</translation>
    </message>
    <message>
        <source>{name} instead</source>
        <translation>换成 {name}</translation>
    </message>
    <message>
        <source>Rent: {name}, with {size} GiB of RAM assumed</source>
        <translation>租用：{name}（假定内存 {size} GiB）</translation>
    </message>
    <message>
        <source>Short term: {change}, linked by NVLink</source>
        <translation>短期：{change}，以 NVLink 互联</translation>
    </message>
    <message>
        <source>Medium term: 8 × {gpu}, which compute in FP8 too</source>
        <translation>中期：8 × {gpu}，支持 FP8 计算</translation>
    </message>
</context>
</TS>
