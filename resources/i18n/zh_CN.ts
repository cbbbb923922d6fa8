<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AlertDialog</name>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Monitor says so in a quiet line while a limit is passed. It ends by itself: no sound, no window.</source>
        <translation>超过限值时，监视页会用一行文字安静地提示，恢复后自动消失：没有声音，也不弹窗。</translation>
    </message>
    <message>
        <source>&amp;Temperature of a GPU from</source>
        <translation>GPU 温度达到(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Memory of a GPU from</source>
        <translation>GPU 显存占用达到(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;RAM from</source>
        <translation>内存占用达到(&amp;R)</translation>
    </message>
</context>
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
    <name>AttachDialog</name>
    <message>
        <source>Attach to a running server</source>
        <translation>连接到正在运行的服务</translation>
    </message>
    <message>
        <source>Any server with an OpenAI-compatible interface: llama-server, Ollama, vLLM, SGLang, LM Studio.</source>
        <translation>任何提供 OpenAI 兼容接口的服务均可：llama-server、Ollama、vLLM、SGLang、LM Studio。</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>地址(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>密钥(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Empty when the server wants none</source>
        <translation>服务不需要密钥时留空</translation>
    </message>
    <message>
        <source>&amp;Remember the key in this system&apos;s keyring</source>
        <translation>将密钥保存到系统密钥环(&amp;R)</translation>
    </message>
    <message>
        <source>No keyring here: the key is forgotten when the program ends</source>
        <translation>此系统没有密钥环：程序结束后不保留密钥</translation>
    </message>
    <message>
        <source>&amp;Test the connection</source>
        <translation>测试连接(&amp;T)</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>It answers. Models served: {count}</source>
        <translation>服务有应答，提供的模型数：{count}</translation>
    </message>
</context>
<context>
    <name>BuildFetch</name>
    <message>
        <source>Official build for this machine</source>
        <translation>适合本机的官方构建版本</translation>
    </message>
    <message>
        <source>Part of the download that is there</source>
        <translation>已下载的部分</translation>
    </message>
    <message>
        <source>&amp;Look it up</source>
        <translation>查询(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation>下载(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>llama.cpp publishes builds for most systems and GPUs; the right one is looked up on GitHub.</source>
        <translation>llama.cpp 为大多数系统和 GPU 发布构建版本；将在 GitHub 上查询适合本机的版本。</translation>
    </message>
    <message>
        <source>Asking the release pages…</source>
        <translation>正在查询发布页面…</translation>
    </message>
    <message>
        <source>Fetching {build}</source>
        <translation>正在下载 {build}</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>正在下载…</translation>
    </message>
    <message>
        <source>Stopped. What was fetched is kept: it goes on from there.</source>
        <translation>已停止。已下载的部分会保留，可从该处继续。</translation>
    </message>
    <message>
        <source>{build} is installed.</source>
        <translation>{build} 已安装。</translation>
    </message>
    <message>
        <source>Download: {size}; {room} of free disk space are needed to unpack it.</source>
        <translation>下载大小：{size}；解包需要 {room} 可用磁盘空间。</translation>
    </message>
    <message>
        <source>Its checksum is compared with the published one.</source>
        <translation>下载后会与公布的校验和比对。</translation>
    </message>
</context>
<context>
    <name>ChartBar</name>
    <message>
        <source>{chart} (nothing known yet)</source>
        <translation>{chart}（暂无数据）</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>显示时段</translation>
    </message>
    <message>
        <source>Follows the run</source>
        <translation>跟随运行</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>All {count} together</source>
        <translation>全部 {count} 个合计</translation>
    </message>
    <message>
        <source>GPU {index}</source>
        <translation>GPU {index}</translation>
    </message>
    <message>
        <source>Last {minutes} min</source>
        <translation>最近 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Which charts are shown, of which GPU, and how far back</source>
        <translation>显示哪些图表、哪个 GPU，以及多长的时段</translation>
    </message>
    <message>
        <source>Save charts…</source>
        <translation>保存图表…</translation>
    </message>
    <message>
        <source>Save what happened since the engine was started</source>
        <translation>保存引擎启动以来的数据</translation>
    </message>
    <message>
        <source>Several users…</source>
        <translation>多用户…</translation>
    </message>
    <message>
        <source>Measure how the throughput grows with the number of users at once</source>
        <translation>测量吞吐量如何随同时在线的用户数增长</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片（PNG）…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>表格（CSV）…</translation>
    </message>
    <message>
        <source>Recording for Monitor…</source>
        <translation>供“监控”打开的录制…</translation>
    </message>
</context>
<context>
    <name>ChartSaver</name>
    <message>
        <source>Save the charts as a picture</source>
        <translation>将图表保存为图片</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save the charts as a table</source>
        <translation>将图表保存为表格</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the run as a recording</source>
        <translation>将本次运行保存为录制</translation>
    </message>
    <message>
        <source>Recordings (*.dgrec)</source>
        <translation>录制文件 (*.dgrec)</translation>
    </message>
</context>
<context>
    <name>ChartStack</name>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPU {index}</source>
        <translation>GPU {index}</translation>
    </message>
    <message>
        <source>{count} GPUs</source>
        <translation>{count} 个 GPU</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>已用</translation>
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
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>tok/s</translation>
    </message>
    <message>
        <source>Prompt read</source>
        <translation>提示词读取</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>VRAM, {gpu}</source>
        <translation>显存，{gpu}</translation>
    </message>
    <message>
        <source>VRAM</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>Machine load</source>
        <translation>机器负载</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Energy per token</source>
        <translation>每 token 能耗</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>计算缓冲</translation>
    </message>
    <message>
        <source>overhead</source>
        <translation>其他开销</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Charts of the run</source>
        <translation>运行图表</translation>
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
    <message>
        <source>{name}, in your Ollama</source>
        <translation>{name}（本机 Ollama）</translation>
    </message>
    <message>
        <source>{name} at {address}</source>
        <translation>{name}，位于 {address}</translation>
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
    <message>
        <source>Published score</source>
        <translation>公布的成绩</translation>
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
    <name>ConfirmPlanDialog</name>
    <message>
        <source>Start this plan?</source>
        <translation>要启动这个方案吗？</translation>
    </message>
    <message>
        <source>&amp;Start it</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>This plan comes from a file. It runs no program of its own and listens at 127.0.0.1 only. Beside that it brings what stands here; tick off each thing that you want.</source>
        <translation>这个方案来自文件。它不会运行自带的程序，也只在 127.0.0.1 上监听。除此之外它还带来以下内容，请逐项确认需要的内容。</translation>
    </message>
    <message>
        <source>What the plan brings</source>
        <translation>方案带来的内容</translation>
    </message>
    <message>
        <source>Risk: {risk}</source>
        <translation>风险：{risk}</translation>
    </message>
    <message>
        <source>Seen, and wanted</source>
        <translation>已看过，需要</translation>
    </message>
    <message>
        <source>{what}: seen, and wanted</source>
        <translation>{what}：已看过，需要</translation>
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
        <source>≈ is an estimate: its tool tip says of when and made of what. Enter your own number instead.</source>
        <translation>≈ 表示估计值：提示中写明日期和依据。请填入您自己的数字。</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
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
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Change of what local saves, and the month in which it then pays off. Counts move by one; hours and shares stop at their end.</source>
        <translation>本地部署所省金额的变化，以及随之回本的月份。数量按一增减；小时数和比例到上限为止。</translation>
    </message>
    <message>
        <source>{input} ±1</source>
        <translation>{input} ±1</translation>
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
    <name>EngineBar</name>
    <message>
        <source>Looking for engines…</source>
        <translation>正在查找引擎…</translation>
    </message>
    <message>
        <source>{engine}: {reason}</source>
        <translation>{engine}：{reason}</translation>
    </message>
    <message>
        <source>A running server</source>
        <translation>正在运行的服务</translation>
    </message>
    <message>
        <source>Get a GPU build…</source>
        <translation>获取 GPU 版本…</translation>
    </message>
    <message>
        <source>Get it…</source>
        <translation>获取…</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Engine that runs the model</source>
        <translation>运行模型的引擎</translation>
    </message>
    <message>
        <source>Engines…</source>
        <translation>引擎…</translation>
    </message>
    <message>
        <source>Which engines are here, what they can do, and how to get others</source>
        <translation>本机有哪些引擎、能做什么，以及如何获取其他引擎</translation>
    </message>
</context>
<context>
    <name>EngineDesk</name>
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
        <source>Open a folder of safetensors</source>
        <translation>打开 safetensors 文件夹</translation>
    </message>
    <message>
        <source>A name on Hugging Face</source>
        <translation>Hugging Face 上的模型名称</translation>
    </message>
    <message>
        <source>Owner and name of the model. vLLM and SGLang fetch it; Transformers takes it from the cache:</source>
        <translation>模型的所有者与名称。vLLM 和 SGLang 会自行下载；Transformers 从缓存读取：</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>EngineModel</name>
    <message>
        <source>{engine} ({reason})</source>
        <translation>{engine}（{reason}）</translation>
    </message>
</context>
<context>
    <name>EnginePane</name>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Commands that install the engine</source>
        <translation>安装该引擎的命令</translation>
    </message>
    <message>
        <source>Looking for engines…</source>
        <translation>正在查找引擎…</translation>
    </message>
    <message>
        <source>Part of this program: llama.cpp in the wheel xllamacpp.</source>
        <translation>本程序自带：xllamacpp 包中的 llama.cpp。</translation>
    </message>
    <message>
        <source>Missing from this installation.</source>
        <translation>此安装中缺失。</translation>
    </message>
    <message>
        <source>Not installed.</source>
        <translation>未安装。</translation>
    </message>
    <message>
        <source>Installed: {path}</source>
        <translation>已安装：{path}</translation>
    </message>
    <message>
        <source>GGUF files</source>
        <translation>GGUF 文件</translation>
    </message>
    <message>
        <source>folders of safetensors, or names on Hugging Face</source>
        <translation>safetensors 文件夹，或 Hugging Face 上的名称</translation>
    </message>
    <message>
        <source>names in its own library, or GGUF files, which it copies there</source>
        <translation>其自身模型库中的名称，或 GGUF 文件（会复制到库中）</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>可读取</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算后端</translation>
    </message>
    <message>
        <source>Lacks</source>
        <translation>不支持</translation>
    </message>
    <message>
        <source>its options were taken from its makers&apos; sources; this program was not run with it</source>
        <translation>其选项取自开发者的源码；本程序未与它实际运行过</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>models of the families {names}</source>
        <translation>{names} 系列的模型</translation>
    </message>
    <message>
        <source>nothing that plans of this program ask for</source>
        <translation>本程序的方案所需的功能均支持</translation>
    </message>
    <message>
        <source>How {engine} is installed</source>
        <translation>如何安装 {engine}</translation>
    </message>
    <message>
        <source>By its makers: {page}</source>
        <translation>开发者页面：{page}</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
</context>
<context>
    <name>EnginesDialog</name>
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>R&amp;efresh</source>
        <translation>刷新(&amp;E)</translation>
    </message>
    <message>
        <source>Look again for what was installed since</source>
        <translation>重新查找之后安装的引擎</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The article&apos;s options</source>
        <translation>文章中的选项</translation>
    </message>
    <message>
        <source>{engine} (not installed)</source>
        <translation>{engine}（未安装）</translation>
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
    <name>FactsButton</name>
    <message>
        <source>Mo&amp;del facts…</source>
        <translation>模型资料(&amp;D)…</translation>
    </message>
</context>
<context>
    <name>FailurePanel</name>
    <message>
        <source>Try a&amp;gain</source>
        <translation>重试(&amp;G)</translation>
    </message>
    <message>
        <source>Evidence: {line}</source>
        <translation>依据：{line}</translation>
    </message>
    <message>
        <source>Already tried: {steps}</source>
        <translation>已试过：{steps}</translation>
    </message>
    <message>
        <source>By hand: {steps}</source>
        <translation>手动处理：{steps}</translation>
    </message>
    <message>
        <source>Alternati&amp;ves</source>
        <translation>其他办法(&amp;V)</translation>
    </message>
    <message>
        <source>Try: {remedy}</source>
        <translation>试试：{remedy}</translation>
    </message>
    <message>
        <source>Try again without a change</source>
        <translation>不作更改，重试</translation>
    </message>
    <message>
        <source>{remedy}…</source>
        <translation>{remedy}…</translation>
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
        <source>Tokens of the answer, thinking included.</source>
        <translation>回答的 token 数，包括思考过程。</translation>
    </message>
    <message>
        <source>The context is {percent} % full.</source>
        <translation>上下文已占用 {percent} %。</translation>
    </message>
    <message>
        <source>Expected: {expected}.</source>
        <translation>预计：{expected}。</translation>
    </message>
    <message>
        <source>The most that the engine&apos;s process was seen to take since it was ready.</source>
        <translation>引擎就绪以来，其进程占用内存的最大值。</translation>
    </message>
    <message>
        <source>Pages of the model file that it has mapped and read count.</source>
        <translation>已映射并读取的模型文件页也计入。</translation>
    </message>
    <message>
        <source>{seen} ({percent} %)</source>
        <translation>{seen}（{percent} %）</translation>
    </message>
    <message>
        <source>GPU peak</source>
        <translation>显存峰值</translation>
    </message>
    <message>
        <source>RAM peak</source>
        <translation>内存峰值</translation>
    </message>
    <message>
        <source>tok</source>
        <translation>token</translation>
    </message>
</context>
<context>
    <name>FindingLine</name>
    <message>
        <source>GPU {index}: </source>
        <translation>GPU {index}：</translation>
    </message>
</context>
<context>
    <name>FindingPanel</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>How this is told, and what the article says</source>
        <translation>判断依据，以及文章的说法</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>A limit is named when 3 of the newest 5 samples show it:</source>
        <translation>最近 5 次采样中有 3 次符合，才判定为瓶颈：</translation>
    </message>
    <message>
        <source>The article: {claim}</source>
        <translation>文章：{claim}</translation>
    </message>
    <message>
        <source>Here: {truth}</source>
        <translation>本程序：{truth}</translation>
    </message>
    <message>
        <source>Because: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
</context>
<context>
    <name>GaugeBoard</name>
    <message>
        <source>SM active {percent} %</source>
        <translation>SM 活跃 {percent} %</translation>
    </message>
    <message>
        <source>GPU {index}</source>
        <translation>GPU {index}</translation>
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
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
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
        <translation>共 {count} 个，最忙的 {percent} %</translation>
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
    <name>GpuModel</name>
    <message>
        <source>not on this card</source>
        <translation>此卡不支持</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Temp.</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>SM</source>
        <translation>SM</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>DRAM</source>
        <translation>显存带宽</translation>
    </message>
    <message>
        <source>Clocks</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Held back by</source>
        <translation>降频原因</translation>
    </message>
    <message>
        <source>PCIe</source>
        <translation>PCIe</translation>
    </message>
    <message>
        <source>PCIe in / out</source>
        <translation>PCIe 收 / 发</translation>
    </message>
    <message>
        <source>ECC errors</source>
        <translation>ECC 错误</translation>
    </message>
    <message>
        <source>Fan</source>
        <translation>风扇</translation>
    </message>
</context>
<context>
    <name>KeptBuilds</name>
    <message>
        <source>Fetched builds</source>
        <translation>已下载的构建版本</translation>
    </message>
    <message>
        <source>&amp;Use it</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>移除(&amp;R)…</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建版本</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Remove {build}? It can be fetched again.</source>
        <translation>要移除 {build} 吗？之后可以重新下载。</translation>
    </message>
    <message>
        <source>Remove a build</source>
        <translation>移除构建版本</translation>
    </message>
</context>
<context>
    <name>LiveCharts</name>
    <message>
        <source>first token {seconds} s</source>
        <translation>首个 token {seconds} 秒</translation>
    </message>
    <message>
        <source>“{text}” ({count} tok)</source>
        <translation>“{text}”（{count} 个 token）</translation>
    </message>
</context>
<context>
    <name>LoadDialog</name>
    <message>
        <source>Several users at once</source>
        <translation>多用户同时使用</translation>
    </message>
    <message>
        <source>&amp;Users, up to</source>
        <translation>最多用户数(&amp;U)</translation>
    </message>
    <message>
        <source>Seconds per step, at &amp;most</source>
        <translation>每步最长时间(&amp;M)</translation>
    </message>
    <message>
        <source>Sa&amp;ve as CSV…</source>
        <translation>另存为 CSV(&amp;V)…</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Throughput, tok/s</source>
        <translation>吞吐量，tok/s</translation>
    </message>
    <message>
        <source>users at once</source>
        <translation>同时使用的用户数</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>predicted, a slot for each user</source>
        <translation>预计（每位用户一个槽位）</translation>
    </message>
    <message>
        <source>Throughput by number of users</source>
        <translation>各用户数下的吞吐量</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Restart with {count} slots</source>
        <translation>以 {count} 个槽位重新启动(&amp;R)</translation>
    </message>
    <message>
        <source>The engine does not answer at the moment.</source>
        <translation>引擎目前没有响应。</translation>
    </message>
    <message>
        <source>Every user asks a different question at the same moment.</source>
        <translation>所有用户在同一时刻各提一个不同的问题。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>This server was started by somebody else: how many it answers at once is not known.</source>
        <translation>此服务器不是由本程序启动的：无法得知它能同时回答多少个请求。</translation>
    </message>
    <message>
        <source>The engine answers {slots} at once; the others wait in line.</source>
        <translation>引擎可同时回答 {slots} 个请求，其余的排队等候。</translation>
    </message>
    <message>
        <source>A context of {each} tokens per user is too small for such an answer.</source>
        <translation>每位用户 {each} 个 token 的上下文不足以容纳这么长的回答。</translation>
    </message>
    <message>
        <source>With {users} slots the context is {users} × {each} = {context} tokens</source>
        <translation>使用 {users} 个槽位时，上下文为 {users} × {each} = {context} 个 token</translation>
    </message>
    <message>
        <source>{words}.</source>
        <translation>{words}。</translation>
    </message>
    <message>
        <source>{words}, {size} in all.</source>
        <translation>{words}，共占用 {size}。</translation>
    </message>
    <message>
        <source>Warming up…</source>
        <translation>正在预热…</translation>
    </message>
    <message>
        <source>{users} users: {tokens} tokens in {seconds} s</source>
        <translation>{users} 位用户：{seconds} 秒内生成 {tokens} 个 token</translation>
    </message>
    <message>
        <source>Save the steps as a table</source>
        <translation>将各步结果保存为表格</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Tokens per &amp;answer</source>
        <translation>每个回答的 token 数(&amp;A)</translation>
    </message>
</context>
<context>
    <name>LoadModel</name>
    <message>
        <source>Users</source>
        <translation>用户数</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Each user</source>
        <translation>每位用户</translation>
    </message>
    <message>
        <source>First token p50</source>
        <translation>首个 token p50</translation>
    </message>
    <message>
        <source>First token p95</source>
        <translation>首个 token p95</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>{number} tok/s</source>
        <translation>{number} tok/s</translation>
    </message>
    <message>
        <source>{rate} (cut)</source>
        <translation>{rate}（已截断）</translation>
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
    <name>MachineControl</name>
    <message>
        <source>the machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>a fact of the machine</source>
        <translation>机器的一项参数</translation>
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
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>操作系统</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Linux inside Windows (WSL)</source>
        <translation>Windows 中的 Linux（WSL）</translation>
    </message>
    <message>
        <source>Vulkan loader</source>
        <translation>Vulkan 加载器</translation>
    </message>
    <message>
        <source>Highest clock</source>
        <translation>最高频率</translation>
    </message>
    <message>
        <source>Instruction sets</source>
        <translation>指令集</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>处理器插槽数</translation>
    </message>
    <message>
        <source>NUMA nodes</source>
        <translation>NUMA 节点</translation>
    </message>
    <message>
        <source>Paths between GPUs</source>
        <translation>GPU 之间的通路</translation>
    </message>
    <message>
        <source>Power limit now</source>
        <translation>当前功率上限</translation>
    </message>
    <message>
        <source>Highest power limit</source>
        <translation>可设的最高功率上限</translation>
    </message>
    <message>
        <source>PCIe link now</source>
        <translation>当前 PCIe 链路</translation>
    </message>
    <message>
        <source>PCIe link at most</source>
        <translation>最高 PCIe 链路</translation>
    </message>
    <message>
        <source>NVLinks</source>
        <translation>NVLink 数</translation>
    </message>
    <message>
        <source>MIG instance</source>
        <translation>MIG 实例</translation>
    </message>
    <message>
        <source>Part of the processor</source>
        <translation>集成在处理器中</translation>
    </message>
    <message>
        <source>Compute capability</source>
        <translation>计算能力</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <source>Interface of the driver</source>
        <translation>驱动接口</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>AMD driver</source>
        <translation>AMD 驱动</translation>
    </message>
    <message>
        <source>generation {generation}, {width} lanes</source>
        <translation>第 {generation} 代，{width} 通道</translation>
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
        <source>Machine files (*.toml *.json)</source>
        <translation>机器文件 (*.toml *.json)</translation>
    </message>
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
        <source>{name} (edited)</source>
        <translation>{name}（已修改）</translation>
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
    <name>MatchControl</name>
    <message>
        <source>Weighing upgrades…</source>
        <translation>正在评估升级…</translation>
    </message>
    <message>
        <source>Ranking plans…</source>
        <translation>正在为方案排序…</translation>
    </message>
    <message>
        <source>what is asked for</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>a price</source>
        <translation>价格</translation>
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
        <source>Reading the machine…</source>
        <translation>正在读取机器信息…</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Upgrade path</source>
        <translation>升级路径</translation>
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
    <name>MeasureBar</name>
    <message>
        <source>Measure memor&amp;y bandwidth</source>
        <translation>测量内存带宽(&amp;Y)</translation>
    </message>
    <message>
        <source>Measure dis&amp;k speed</source>
        <translation>测量磁盘速度(&amp;K)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>A machine that is tried cannot be measured: only this computer can.</source>
        <translation>试用的机器无法测量：只能测量这台电脑。</translation>
    </message>
    <message>
        <source>Reads memory with all cores for half a second; speeds are computed from it</source>
        <translation>用所有核心读取内存半秒；速度据此计算</translation>
    </message>
    <message>
        <source>Measuring the disk of {folder}…</source>
        <translation>正在测量 {folder} 所在的磁盘…</translation>
    </message>
    <message>
        <source>Measuring the memory…</source>
        <translation>正在测量内存…</translation>
    </message>
    <message>
        <source>The disk is tested in {folder}: a large model file there is read, or else up to 1 GiB is written, read and removed. Some seconds; 2 GiB of the disk stay free.</source>
        <translation>磁盘在 {folder} 中测试：读取其中的大模型文件；没有时写入至多 1 GiB，读完即删除。需要几秒；磁盘始终留出 2 GiB 空间。</translation>
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
        <source>Ending…</source>
        <translation>正在结束…</translation>
    </message>
    <message>
        <source>M&amp;odel</source>
        <translation>模型(&amp;O)</translation>
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
    <message>
        <source>Served at {address}</source>
        <translation>由 {address} 提供服务</translation>
    </message>
    <message>
        <source>Not ours: what it takes is not known</source>
        <translation>并非由本程序启动：占用情况未知</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>S&amp;witch</source>
        <translation>切换(&amp;W)</translation>
    </message>
    <message>
        <source>Open &amp;from</source>
        <translation>打开(&amp;F)</translation>
    </message>
    <message>
        <source>A model file (GGUF)…</source>
        <translation>模型文件（GGUF）…</translation>
    </message>
    <message>
        <source>A folder of safetensors…</source>
        <translation>safetensors 文件夹…</translation>
    </message>
    <message>
        <source>A name on Hugging Face…</source>
        <translation>Hugging Face 上的名称…</translation>
    </message>
    <message>
        <source>A server that runs already…</source>
        <translation>正在运行的服务…</translation>
    </message>
</context>
<context>
    <name>ModelFactsDialog</name>
    <message>
        <source>Model facts</source>
        <translation>模型资料</translation>
    </message>
    <message>
        <source>Published scores</source>
        <translation>公布的成绩</translation>
    </message>
    <message>
        <source>Engines that are known to run it</source>
        <translation>已知能运行它的引擎</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Score that counts here</source>
        <translation>此处计入的成绩</translation>
    </message>
    <message>
        <source>No published score was found.</source>
        <translation>未找到公布的成绩。</translation>
    </message>
    <message>
        <source>Not known: no engine here knows its shapes.</source>
        <translation>未知：这里的引擎都不了解它的结构。</translation>
    </message>
    <message>
        <source>Enter or a double click opens a row&apos;s source in the browser.</source>
        <translation>按回车键或双击，即可在浏览器中打开该行的来源。</translation>
    </message>
    <message>
        <source>Open in the browser:</source>
        <translation>在浏览器中打开：</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>成绩</translation>
    </message>
    <message>
        <source>It asks for</source>
        <translation>考察内容</translation>
    </message>
    <message>
        <source>How it was taken</source>
        <translation>测试方式</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始版本</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
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
        <source>none that counts here; estimated from size and age</source>
        <translation>没有可计入的成绩；按规模和发布时间估计</translation>
    </message>
    <message>
        <source>{score} ({source})</source>
        <translation>{score}（{source}）</translation>
    </message>
    <message>
        <source>{title}, {date}</source>
        <translation>{title}，{date}</translation>
    </message>
    <message>
        <source>{version} or earlier</source>
        <translation>{version} 或更早</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
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
        <source>none published that is known</source>
        <translation>未见公布</translation>
    </message>
</context>
<context>
    <name>MonitorBar</name>
    <message>
        <source>&amp;Every</source>
        <translation>间隔(&amp;E)</translation>
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
        <translation>图表(&amp;H)</translation>
    </message>
    <message>
        <source>How far back the charts reach</source>
        <translation>图表回溯多久</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Hold everything shown still; sampling and recording go on.</source>
        <translation>画面保持不动；采样和录制继续进行。</translation>
    </message>
    <message>
        <source>Show a recorded file on this page.</source>
        <translation>在本页显示录制文件。</translation>
    </message>
    <message>
        <source>&amp;Open a recording…</source>
        <translation>打开录制文件(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Copy as a table</source>
        <translation>复制为表格(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save a picture…</source>
        <translation>保存图片(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Alerts…</source>
        <translation>提醒(&amp;A)…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>录制…</translation>
    </message>
    <message>
        <source>Close the file.</source>
        <translation>关闭文件。</translation>
    </message>
    <message>
        <source>Write every sample to a file.</source>
        <translation>把每次采样写入文件。</translation>
    </message>
    <message>
        <source>last {hours} h</source>
        <translation>最近 {hours} 小时</translation>
    </message>
    <message>
        <source>last {minutes} min</source>
        <translation>最近 {minutes} 分钟</translation>
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
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>mean of the threads</source>
        <translation>各线程平均</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存与显存</translation>
    </message>
    <message>
        <source>Multiprocessors active</source>
        <translation>流式多处理器活跃</translation>
    </message>
    <message>
        <source>Tensor cores active</source>
        <translation>张量核心活跃</translation>
    </message>
    <message>
        <source>GPU memory traffic</source>
        <translation>显存带宽占用</translation>
    </message>
    <message>
        <source>Memory controller busy</source>
        <translation>显存控制器利用率</translation>
    </message>
    <message>
        <source>GPU clock</source>
        <translation>GPU 频率</translation>
    </message>
    <message>
        <source>PCIe to the GPU</source>
        <translation>PCIe 至 GPU</translation>
    </message>
    <message>
        <source>PCIe from the GPU</source>
        <translation>PCIe 自 GPU</translation>
    </message>
    <message>
        <source>CPU clock</source>
        <translation>CPU 频率</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换空间</translation>
    </message>
</context>
<context>
    <name>MonitorPage</name>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Simulated: {name}</source>
        <translation>模拟：{name}</translation>
    </message>
    <message>
        <source>A recording</source>
        <translation>录制内容</translation>
    </message>
    <message>
        <source>Record into a file</source>
        <translation>录制到文件</translation>
    </message>
    <message>
        <source>Recordings (*{suffix})</source>
        <translation>录制文件 (*{suffix})</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>打开录制文件</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
</context>
<context>
    <name>MonitorStatus</name>
    <message>
        <source>Paused. Sampling and recording go on.</source>
        <translation>已暂停。采样和录制继续进行。</translation>
    </message>
    <message>
        <source>Paused at {clock}. Sampling and recording go on.</source>
        <translation>已在 {clock} 暂停。采样和录制继续进行。</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>Recording into {name}, for {time}.</source>
        <translation>正在录制到 {name}，已录 {time}。</translation>
    </message>
    <message>
        <source>S&amp;top recording</source>
        <translation>停止录制(&amp;T)</translation>
    </message>
</context>
<context>
    <name>MonitorView</name>
    <message>
        <source>GPUs</source>
        <translation>GPU 列表</translation>
    </message>
    <message>
        <source>Processes that hold GPU memory</source>
        <translation>占用显存的进程</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CPU clock</source>
        <translation>CPU 频率</translation>
    </message>
    <message>
        <source>RAM in use</source>
        <translation>已用内存</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Swap in use</source>
        <translation>已用交换空间</translation>
    </message>
    <message>
        <source>Disk, read</source>
        <translation>磁盘读取</translation>
    </message>
    <message>
        <source>Disk, written</source>
        <translation>磁盘写入</translation>
    </message>
    <message>
        <source>Network, received</source>
        <translation>网络接收</translation>
    </message>
    <message>
        <source>Network, sent</source>
        <translation>网络发送</translation>
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
    <message>
        <source>L&amp;icence:</source>
        <translation>许可证(&amp;I)：</translation>
    </message>
    <message>
        <source>Counts m&amp;ore:</source>
        <translation>更看重(&amp;O)：</translation>
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
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Try: {remedy}</source>
        <translation>试试：{remedy}</translation>
    </message>
    <message>
        <source>{remedy}…</source>
        <translation>{remedy}…</translation>
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
        <source>idle</source>
        <translation>空闲</translation>
    </message>
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
    <name>PlaceholderView</name>
    <message>
        <source>The article&apos;s options are placeholders. This is what stands behind them in today&apos;s engines.</source>
        <translation>文章中的选项是占位写法。下面是它们在当今各引擎中对应的真实选项。</translation>
    </message>
    <message>
        <source>The article&apos;s options today</source>
        <translation>文章中的选项在今天的对应</translation>
    </message>
    <message>
        <source>Real option</source>
        <translation>真实选项</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>无需选项</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>engines do it anyway</source>
        <translation>引擎本来就会这样做</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境变量</translation>
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
    <message>
        <source>all {count} users at once: {speed}, each of them {span} tok/s</source>
        <translation>{count} 位用户同时使用时合计 {speed}，每位 {span} tok/s</translation>
    </message>
    <message>
        <source>Published score: {score}</source>
        <translation>公布的成绩：{score}</translation>
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
        <source>Searc&amp;h:</source>
        <translation>搜索(&amp;H)：</translation>
    </message>
    <message>
        <source>Ranking rul&amp;e…</source>
        <translation>排序规则(&amp;E)…</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>any licence</source>
        <translation>任何许可证</translation>
    </message>
    <message>
        <source>commercial use</source>
        <translation>可商用</translation>
    </message>
    <message>
        <source>no conditions</source>
        <translation>无附加条件</translation>
    </message>
    <message>
        <source>any engine</source>
        <translation>任何引擎</translation>
    </message>
    <message>
        <source>No plan is for this engine and licence. Choose others to see more.</source>
        <translation>没有同时符合该引擎和许可证的方案。请改选其他条件。</translation>
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
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>1 is best; “Ranking rule” tells why.</source>
        <translation>1 为最佳；点“排序规则”查看原因。</translation>
    </message>
    <message>
        <source>The program that runs the model.</source>
        <translation>运行模型的程序。</translation>
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
    <message>
        <source>W&amp;hat it costs</source>
        <translation>费用如何(&amp;H)</translation>
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
        <source>Published score</source>
        <translation>公布的成绩</translation>
    </message>
    <message>
        <source>Known to run on</source>
        <translation>已知可用引擎</translation>
    </message>
    <message>
        <source>Run starts plans of llama.cpp; this one is for {engine}.</source>
        <translation>“运行”只能启动 llama.cpp 的方案；此方案用于 {engine}。</translation>
    </message>
    <message>
        <source>{engine} loads the weights from {repository} ({size}). Run cannot start it from here.</source>
        <translation>{engine} 从 {repository} 加载权重（{size}），无法在“运行”页直接启动。</translation>
    </message>
    <message>
        <source>{what}: {does}</source>
        <translation>{what}：{does}</translation>
    </message>
    <message>
        <source>The chosen plan</source>
        <translation>选定的方案</translation>
    </message>
</context>
<context>
    <name>PlaybackBar</name>
    <message>
        <source>&amp;Back to live</source>
        <translation>返回实时(&amp;B)</translation>
    </message>
    <message>
        <source>Time in the recording</source>
        <translation>录制中的时间</translation>
    </message>
    <message>
        <source>Recording of {name}.</source>
        <translation>{name} 的录制。</translation>
    </message>
    <message>
        <source>Recording of {name}, from {date}.</source>
        <translation>{name} 的录制，开始于 {date}。</translation>
    </message>
    <message>
        <source>Its end is missing.</source>
        <translation>末尾部分缺失。</translation>
    </message>
    <message>
        <source>It is long: one of {step} samples is shown.</source>
        <translation>内容较长：每 {step} 次采样显示一次。</translation>
    </message>
    <message>
        <source>{clock}, {passed} of {whole}</source>
        <translation>{clock}，{passed} / {whole}</translation>
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
    <name>ProcessModel</name>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>GPU busy</source>
        <translation>GPU 利用率</translation>
    </message>
</context>
<context>
    <name>QuestionDialog</name>
    <message>
        <source>Do you want this?</source>
        <translation>确定要这样做吗？</translation>
    </message>
    <message>
        <source>&amp;Yes, I trust it</source>
        <translation>是，我信任它(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
</context>
<context>
    <name>ReadingLine</name>
    <message>
        <source>first token {seconds}</source>
        <translation>首个 token {seconds}</translation>
    </message>
    <message>
        <source>prompt {tokens} tokens</source>
        <translation>提示词 {tokens} 个 token</translation>
    </message>
    <message>
        <source>prompt {done} of {total} tokens, {percent} %</source>
        <translation>提示词已读 {done}/{total} 个 token，{percent} %</translation>
    </message>
    <message>
        <source>{joules} J/token</source>
        <translation>{joules} J/token</translation>
    </message>
    <message>
        <source>{joules} J/token, {counted}</source>
        <translation>{joules} J/token，{counted}</translation>
    </message>
    <message>
        <source>Energy of the answer so far, by token: the power of what is named, over the time of writing</source>
        <translation>本次回答至今平均每个 token 的能耗：所列部件的功率乘以生成时间</translation>
    </message>
    <message>
        <source>Energy by token is not known: the machine is simulated, the engine runs on this computer.</source>
        <translation>无法得知每个 token 的能耗：显示的是模拟机器，而引擎在本机上运行。</translation>
    </message>
    <message>
        <source>Energy by token is not known: no power was read while tokens were written.</source>
        <translation>无法得知每个 token 的能耗：生成 token 期间没有读到功率。</translation>
    </message>
    <message>
        <source>GPU only</source>
        <translation>仅 GPU</translation>
    </message>
    <message>
        <source>CPU package only</source>
        <translation>仅 CPU 封装</translation>
    </message>
    <message>
        <source>GPU and CPU package</source>
        <translation>GPU 和 CPU 封装</translation>
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
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Ending the engine…</source>
        <translation>正在结束引擎…</translation>
    </message>
</context>
<context>
    <name>SectionWriter</name>
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
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>P&amp;ython with torch</source>
        <translation>带 torch 的 Python(&amp;Y)</translation>
    </message>
    <message>
        <source>The Transformers engine runs in it.</source>
        <translation>Transformers 引擎在其中运行。</translation>
    </message>
    <message>
        <source>A Python program…</source>
        <translation>Python 程序…</translation>
    </message>
    <message>
        <source>The folder of a virtual environment…</source>
        <translation>虚拟环境文件夹…</translation>
    </message>
    <message>
        <source>Choose the Python that holds torch</source>
        <translation>选择装有 torch 的 Python</translation>
    </message>
    <message>
        <source>Look for a Python with torch</source>
        <translation>自动查找装有 torch 的 Python</translation>
    </message>
    <message>
        <source>looked for where programs are found</source>
        <translation>在程序搜索路径中自动查找</translation>
    </message>
    <message>
        <source>Python that holds torch</source>
        <translation>装有 torch 的 Python</translation>
    </message>
    <message>
        <source>Virtual environment that holds torch</source>
        <translation>装有 torch 的虚拟环境</translation>
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
    <message>
        <source>Choose an engine</source>
        <translation>选择引擎</translation>
    </message>
    <message>
        <source>The one above cannot run this model; get it, or take another.</source>
        <translation>上方所选引擎无法运行此模型；请获取它，或改用其他引擎。</translation>
    </message>
</context>
<context>
    <name>StepFoot</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
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
        <source>Take back: {what} ({key})</source>
        <translation>撤销：{what}（{key}）</translation>
    </message>
    <message>
        <source>Do again: {what} ({key})</source>
        <translation>重做：{what}（{key}）</translation>
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
    <name>TimeChart</name>
    <message>
        <source>{time} ago</source>
        <translation>{time}前</translation>
    </message>
    <message>
        <source>{ago}, at {clock}</source>
        <translation>{ago}，{clock}</translation>
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
    <message>
        <source>Tiers and plans</source>
        <translation>档位与方案</translation>
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
        <source>{name} is a pipe or a device, not a model file.</source>
        <translation>{name} 是管道或设备，不是模型文件。</translation>
    </message>
    <message>
        <source>Choose a .gguf file on a disk.</source>
        <translation>请选择磁盘上的 .gguf 文件。</translation>
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
        <source>Choose a GGUF quantisation with the embedded engine.</source>
        <translation>请选择 GGUF 量化，并使用内置引擎。</translation>
    </message>
    <message>
        <source>Choose a smaller quantisation: about {size} of weights or less would fit.</source>
        <translation>请选择更小的量化：权重约 {size} 以内即可容纳。</translation>
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
        <source>The engine cannot open a file whose name is not valid text: {name}.</source>
        <translation>引擎无法打开名称含无效字符的文件：{name}。</translation>
    </message>
    <message>
        <source>Rename the file, or the folder that it is in.</source>
        <translation>请重命名该文件或其所在的文件夹。</translation>
    </message>
    <message>
        <source>There is a file {path} already.</source>
        <translation>文件 {path} 已存在。</translation>
    </message>
    <message>
        <source>Choose another name for the recording.</source>
        <translation>请为录制文件换一个名称。</translation>
    </message>
    <message>
        <source>The recording {path} can&apos;t be written: {cause}.</source>
        <translation>无法写入录制文件 {path}：{cause}。</translation>
    </message>
    <message>
        <source>Make room on the disk, or choose another folder. What was recorded stays readable.</source>
        <translation>请腾出磁盘空间，或选择其他文件夹。已录制的内容仍可读取。</translation>
    </message>
    <message>
        <source>The recording {path} cannot be read: {cause}.</source>
        <translation>无法读取录制文件 {path}：{cause}。</translation>
    </message>
    <message>
        <source>Choose a file that was recorded by this program (.dgrec).</source>
        <translation>请选择由本程序录制的文件（.dgrec）。</translation>
    </message>
    <message>
        <source>{path} is not a recording, or its beginning is damaged.</source>
        <translation>{path} 不是录制文件，或其开头已损坏。</translation>
    </message>
    <message>
        <source>A newer version of this program recorded {path}.</source>
        <translation>{path} 由本程序的更新版本录制。</translation>
    </message>
    <message>
        <source>Update the program to open it.</source>
        <translation>请更新程序后再打开。</translation>
    </message>
    <message>
        <source>GPU utilisation of 95 % or more with SM below 80 % means a memory bandwidth limit.</source>
        <translation>GPU 利用率持续 ≥ 95 % 而 SM 利用率 &lt; 80 %，说明存在内存带宽瓶颈。</translation>
    </message>
    <message>
        <source>Memory bandwidth is the limit when DRAM is at {dram} % or more and tensor below {tensor} %.</source>
        <translation>当 DRAM 活跃度 ≥ {dram} % 且张量单元 &lt; {tensor} % 时，瓶颈才是显存带宽。</translation>
    </message>
    <message>
        <source>It errs both ways. A processor that waits for memory counts as active: copying memory on an H200 shows SM 99 %, DRAM 88 %. And copying from the computer shows utilisation 99 %, SM 0 %: a transfer limit.</source>
        <translation>原规则两头都会误判：等待显存的 SM 也算活跃，在 H200 上复制显存时 SM 为 99 %、DRAM 为 88 %；而从主机向 GPU 复制数据时利用率为 99 %、SM 为 0 %，瓶颈其实是传输。</translation>
    </message>
    <message>
        <source>GPU utilisation of 90 % or more for long means that the card must be upgraded.</source>
        <translation>GPU 利用率持续 ≥ 90 % 则需升级显卡。</translation>
    </message>
    <message>
        <source>A busy GPU during generation is healthy; compare the speed with the estimate.</source>
        <translation>生成时 GPU 繁忙是正常的；应将速度与估算值比较。</translation>
    </message>
    <message>
        <source>Utilisation is the share of time in which anything runs on the GPU, not how much of it is used.</source>
        <translation>利用率表示 GPU 上有任务运行的时间占比，而不是 GPU 被用了多少。</translation>
    </message>
    <message>
        <source>One core at 100 % while the others are idle means that threads must be tuned.</source>
        <translation>单核利用率 100 % 而多核闲置，需优化线程调度。</translation>
    </message>
    <message>
        <source>One thread is the limit when it is at {thread} % or more and the GPU is below {gpu} %.</source>
        <translation>当某个线程 ≥ {thread} % 且 GPU &lt; {gpu} % 时，瓶颈才是单线程。</translation>
    </message>
    <message>
        <source>A thread that only waits for the GPU spins, and reads 100 % too.</source>
        <translation>只是在等待 GPU 的线程会空转，读数同样是 100 %。</translation>
    </message>
    <message>
        <source>Transfers: GPU busy ≥ {busy} %, SM &lt; {sm} %, PCIe above {link} % of the link</source>
        <translation>传输：GPU 利用率 ≥ {busy} %，SM &lt; {sm} %，PCIe 流量超过链路的 {link} %</translation>
    </message>
    <message>
        <source>Memory bandwidth: DRAM ≥ {dram} %, tensor &lt; {tensor} %</source>
        <translation>显存带宽：DRAM ≥ {dram} %，张量单元 &lt; {tensor} %</translation>
    </message>
    <message>
        <source>Computing: tensor ≥ {tensor} %</source>
        <translation>算力：张量单元 ≥ {tensor} %</translation>
    </message>
    <message>
        <source>Under-filled: GPU busy ≥ {busy} %, SM &lt; {sm} %</source>
        <translation>并行度不足：GPU 利用率 ≥ {busy} %，SM &lt; {sm} %</translation>
    </message>
    <message>
        <source>Starting work: GPU busy {low} to {high} %, SM, tensor and DRAM below {counter} %</source>
        <translation>任务启动：GPU 利用率 {low} 到 {high} %，SM、张量单元和 DRAM 均低于 {counter} %</translation>
    </message>
    <message>
        <source>Without counters: GPU busy ≥ {busy} % and memory controller ≥ {controller} % is probably memory bandwidth</source>
        <translation>没有计数器时：GPU 利用率 ≥ {busy} % 且显存控制器 ≥ {controller} %，多半是显存带宽</translation>
    </message>
    <message>
        <source>One thread: busiest thread of the engine ≥ {thread} %, GPU busy &lt; {gpu} %</source>
        <translation>单线程：引擎最忙的线程 ≥ {thread} %，GPU 利用率 &lt; {gpu} %</translation>
    </message>
    <message>
        <source>GPU busy {value} %</source>
        <translation>GPU 利用率 {value} %</translation>
    </message>
    <message>
        <source>memory controller {value} %</source>
        <translation>显存控制器 {value} %</translation>
    </message>
    <message>
        <source>SM {value} %</source>
        <translation>SM {value} %</translation>
    </message>
    <message>
        <source>tensor {value} %</source>
        <translation>张量单元 {value} %</translation>
    </message>
    <message>
        <source>DRAM {value} %</source>
        <translation>DRAM {value} %</translation>
    </message>
    <message>
        <source>{value} °C</source>
        <translation>{value} °C</translation>
    </message>
    <message>
        <source>memory {value} °C</source>
        <translation>显存 {value} °C</translation>
    </message>
    <message>
        <source>clock {value} MHz</source>
        <translation>频率 {value} MHz</translation>
    </message>
    <message>
        <source>{value} W</source>
        <translation>{value} W</translation>
    </message>
    <message>
        <source>{power} of {limit} W</source>
        <translation>{power}，上限 {limit} W</translation>
    </message>
    <message>
        <source>PCIe {rate} GiB/s</source>
        <translation>PCIe {rate} GiB/s</translation>
    </message>
    <message>
        <source>PCIe {rate} GiB/s ({share} % of the link)</source>
        <translation>PCIe {rate} GiB/s（链路的 {share} %）</translation>
    </message>
    <message>
        <source>GPU memory {used} of {total}</source>
        <translation>显存 {used}，共 {total}</translation>
    </message>
    <message>
        <source>{first}, {rest}</source>
        <translation>{first}，{rest}</translation>
    </message>
    <message>
        <source>{first} {rest}</source>
        <translation>{first}{rest}</translation>
    </message>
    <message>
        <source>The GPU driver is not answering; the values shown are old.</source>
        <translation>GPU 驱动没有响应；显示的是旧数值。</translation>
    </message>
    <message>
        <source>If it does not come back, end what uses the GPU, or restart the computer.</source>
        <translation>如果一直不恢复，请结束占用 GPU 的程序，或重启电脑。</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory has had errors that could not be corrected.</source>
        <translation>显存出现过无法纠正的错误。</translation>
    </message>
    <message>
        <source>{count} since the driver was loaded</source>
        <translation>驱动加载以来 {count} 次</translation>
    </message>
    <message>
        <source>Results may be wrong. Restart the computer; if it goes on, have the card checked.</source>
        <translation>结果可能有误。请重启电脑；如果仍然出现，请送检显卡。</translation>
    </message>
    <message>
        <source>slowdown: heat</source>
        <translation>降频原因：过热</translation>
    </message>
    <message>
        <source>The GPU is too hot and has lowered its clock.</source>
        <translation>GPU 过热，已降低频率。</translation>
    </message>
    <message>
        <source>Give it more air: clean the fans, check the case, or lower its power limit.</source>
        <translation>请改善散热：清理风扇、检查机箱，或降低功率上限。</translation>
    </message>
    <message>
        <source>slowdown: power brake</source>
        <translation>降频原因：供电制动</translation>
    </message>
    <message>
        <source>The power supply has told the GPU to slow down.</source>
        <translation>电源要求 GPU 降低速度。</translation>
    </message>
    <message>
        <source>Check the power cables and the power supply&apos;s rating, or lower the power limit.</source>
        <translation>请检查供电线和电源功率，或降低功率上限。</translation>
    </message>
    <message>
        <source>slowdown: hardware</source>
        <translation>降频原因：硬件</translation>
    </message>
    <message>
        <source>The GPU&apos;s hardware has lowered its clock.</source>
        <translation>GPU 硬件已降低频率。</translation>
    </message>
    <message>
        <source>Check cooling and power cables; heat or too little power is the usual cause.</source>
        <translation>请检查散热和供电线；通常是过热或供电不足。</translation>
    </message>
    <message>
        <source>clock: power limit</source>
        <translation>频率受限于功率上限</translation>
    </message>
    <message>
        <source>The GPU draws all the power it may, as is normal at full load.</source>
        <translation>GPU 已达到功率上限，满载时这是正常的。</translation>
    </message>
    <message>
        <source>The GPU&apos;s PCIe link runs below what it can do.</source>
        <translation>GPU 的 PCIe 链路低于其应有的规格。</translation>
    </message>
    <message>
        <source>PCIe {now} of {most}</source>
        <translation>PCIe {now}，最高 {most}</translation>
    </message>
    <message>
        <source>Seat the card again, use the slot next to the processor, leave out risers, check the BIOS setting.</source>
        <translation>请重新插好显卡，使用靠近处理器的插槽，不用转接线，并检查 BIOS 设置。</translation>
    </message>
    <message>
        <source>GPU memory is full, and part of the model is read from the computer&apos;s memory.</source>
        <translation>显存已满，模型的一部分要从内存读取。</translation>
    </message>
    <message>
        <source>GPU memory is full and much goes over PCIe: a model is loading, or part of it is in the computer&apos;s memory.</source>
        <translation>显存已满且 PCIe 流量很大：可能正在加载模型，也可能模型的一部分已转到内存。</translation>
    </message>
    <message>
        <source>GPU busy {value} % over {minutes} minutes</source>
        <translation>{minutes} 分钟内 GPU 利用率 {value} %</translation>
    </message>
    <message>
        <source>The GPU has been busy for long. That is healthy, and no reason for another card.</source>
        <translation>GPU 已长时间繁忙。这是正常的，不是更换显卡的理由。</translation>
    </message>
    <message>
        <source>Compare the speed with the estimate; an upgrade pays off only if it is too slow.</source>
        <translation>请将速度与估算值比较；只有速度太慢时才值得升级。</translation>
    </message>
    <message>
        <source>Put fewer layers on the GPU, take a shorter context or a smaller quantisation.</source>
        <translation>请减少放在 GPU 上的层数，或选择更短的上下文或更小的量化。</translation>
    </message>
    <message>
        <source>Limited by transfers: the GPU waits for data from the computer&apos;s memory.</source>
        <translation>瓶颈是传输：GPU 在等待来自内存的数据。</translation>
    </message>
    <message>
        <source>While a model loads this is normal. Else keep more layers on the GPU, or take a smaller quantisation.</source>
        <translation>加载模型时这是正常的。否则请把更多层放在 GPU 上，或选择更小的量化。</translation>
    </message>
    <message>
        <source>Limited by memory bandwidth, as is normal while tokens are written.</source>
        <translation>瓶颈是显存带宽，生成 token 时这是正常的。</translation>
    </message>
    <message>
        <source>For more speed take a smaller quantisation; several requests at once use the same reading of memory.</source>
        <translation>想更快请选择更小的量化；同时处理多个请求可以共用同一次显存读取。</translation>
    </message>
    <message>
        <source>Limited by computing, as is normal while a prompt is read or many are served.</source>
        <translation>瓶颈是算力，读取提示词或同时服务多个请求时这是正常的。</translation>
    </message>
    <message>
        <source>The GPU gives what it can. A shorter prompt or a smaller model needs less of it.</source>
        <translation>GPU 已全力运行。更短的提示词或更小的模型需要的算力更少。</translation>
    </message>
    <message>
        <source>The GPU is busy, but most of its processors have nothing to do.</source>
        <translation>GPU 繁忙，但大部分 SM 无事可做。</translation>
    </message>
    <message>
        <source>Serve several requests at once, or raise the batch size.</source>
        <translation>请同时处理多个请求，或增大批大小。</translation>
    </message>
    <message>
        <source>Limited by starting work: the GPU gets many pieces that are too small for it.</source>
        <translation>瓶颈是任务启动：GPU 收到的任务过于零碎。</translation>
    </message>
    <message>
        <source>Turn on flash attention and CUDA graphs, or serve several requests at once.</source>
        <translation>请启用 Flash Attention 和 CUDA Graph，或同时处理多个请求。</translation>
    </message>
    <message>
        <source>Probably limited by memory bandwidth, as is normal while tokens are written.</source>
        <translation>瓶颈多半是显存带宽，生成 token 时这是正常的。</translation>
    </message>
    <message>
        <source>For more speed take a smaller quantisation.</source>
        <translation>想更快请选择更小的量化。</translation>
    </message>
    <message>
        <source>The GPU is busy, and its counters show no single limit.</source>
        <translation>GPU 繁忙，计数器未显示单一的瓶颈。</translation>
    </message>
    <message>
        <source>The GPU is busy; the cause cannot be measured on this GPU.</source>
        <translation>GPU 繁忙；在此 GPU 上无法测出原因。</translation>
    </message>
    <message>
        <source>The computer&apos;s memory is nearly used up.</source>
        <translation>内存即将用尽。</translation>
    </message>
    <message>
        <source>Close other programs, or take a smaller model, quantisation or context.</source>
        <translation>请关闭其他程序，或选择更小的模型、量化或上下文。</translation>
    </message>
    <message>
        <source>{rate} MiB/s to swap</source>
        <translation>写入交换空间 {rate} MiB/s</translation>
    </message>
    <message>
        <source>The computer is out of memory and writes it to swap; everything slows down.</source>
        <translation>内存不足，正在写入交换空间；一切都会变慢。</translation>
    </message>
    <message>
        <source>Swap is in use, but nothing is being written to it now.</source>
        <translation>交换空间已被占用，但目前没有写入。</translation>
    </message>
    <message>
        <source>the engine reads {rate} MiB/s, {faults} page faults/s</source>
        <translation>引擎读取 {rate} MiB/s，每秒 {faults} 次缺页</translation>
    </message>
    <message>
        <source>A model is loading, or it does not fit memory and is read again from the disk.</source>
        <translation>模型正在加载，或者内存放不下、需要反复从磁盘读取。</translation>
    </message>
    <message>
        <source>If it goes on, take a smaller model or quantisation that fits memory.</source>
        <translation>如果持续如此，请选择内存放得下的更小的模型或量化。</translation>
    </message>
    <message>
        <source>One thread of the engine is at its limit while the rest of the computer waits.</source>
        <translation>引擎的一个线程已到极限，电脑的其余部分在等待。</translation>
    </message>
    <message>
        <source>Give the engine more threads, or put more layers on the GPU.</source>
        <translation>请给引擎更多线程，或把更多层放在 GPU 上。</translation>
    </message>
    <message>
        <source>the engine uses {used} of {cores} cores</source>
        <translation>引擎使用 {used} 个核心，共 {cores} 个</translation>
    </message>
    <message>
        <source>The processor computes; its memory bandwidth usually limits how fast tokens come.</source>
        <translation>由处理器计算；生成 token 的速度通常受内存带宽限制。</translation>
    </message>
    <message>
        <source>For more speed take a smaller quantisation, or put layers on a GPU.</source>
        <translation>想更快请选择更小的量化，或把部分层放到 GPU 上。</translation>
    </message>
    <message>
        <source>Some readings are old or missing.</source>
        <translation>部分读数已过时或缺失。</translation>
    </message>
    <message>
        <source>{left} left</source>
        <translation>剩余 {left}</translation>
    </message>
    <message>
        <source>{left} left of {total}</source>
        <translation>剩余 {left}，共 {total}</translation>
    </message>
    <message>
        <source>{size} in swap</source>
        <translation>交换空间占用 {size}</translation>
    </message>
    <message>
        <source>busiest thread {value} %</source>
        <translation>最忙的线程 {value} %</translation>
    </message>
    <message>
        <source>The disk does not keep up with the recording {path}.</source>
        <translation>磁盘速度跟不上录制文件 {path}。</translation>
    </message>
    <message>
        <source>Record to another disk. What was recorded stays readable.</source>
        <translation>请录制到其他磁盘。已录制的内容仍可读取。</translation>
    </message>
    <message>
        <source>Scripts that start {engine} are not built yet.</source>
        <translation>目前还不能生成启动 {engine} 的脚本。</translation>
    </message>
    <message>
        <source>Unknown: there is no GPU that this engine could use.</source>
        <translation>未知：没有此引擎可用的 GPU。</translation>
    </message>
    <message>
        <source>Roughly computed from {gbs} GB/s that the CPU can read: no run of {engine} on a CPU stands behind it.</source>
        <translation>按 CPU 可达到的 {gbs} GB/s 读取速度粗略计算：没有 {engine} 在 CPU 上的实测数据作为依据。</translation>
    </message>
    <message>
        <source>Computed: {engine} reaches {percent} % of the bandwidth and takes {us} µs a layer. Few public measurements stand behind it: the range is wide.</source>
        <translation>计算所得：{engine} 可达到 {percent} % 的带宽，每层耗时 {us} µs。可参考的公开实测数据不多，因此范围较宽。</translation>
    </message>
    <message>
        <source>Computed: {engine} in tensor parallel on {gpus} GPUs, {percent} % of their bandwidth, {us} µs a layer and {exchange} µs for each exchange. Few public measurements stand behind it: the range is wide.</source>
        <translation>计算所得：{engine} 在 {gpus} 个 GPU 上张量并行，可达到其带宽的 {percent} %，每层耗时 {us} µs，每次交换耗时 {exchange} µs。可参考的公开实测数据不多，因此范围较宽。</translation>
    </message>
    <message>
        <source>Measured on this machine ({when}).</source>
        <translation>在本机实测（{when}）。</translation>
    </message>
    <message>
        <source>Computed, and corrected to {percent} % by what similar plans reached on this machine ({count} measured).</source>
        <translation>计算所得，并按相近方案在本机的实测结果修正为 {percent} %（共 {count} 次实测）。</translation>
    </message>
    <message>
        <source>The machine file {path} is not JSON: {error}.</source>
        <translation>机器文件 {path} 不是 JSON：{error}。</translation>
    </message>
    <message>
        <source>Save what “deepseek-gui probe --json” prints, whole.</source>
        <translation>请完整保存“deepseek-gui probe --json”的输出。</translation>
    </message>
    <message>
        <source>{name} only shows a picture and is not counted as a GPU.</source>
        <translation>{name} 只用于显示画面，不计为 GPU。</translation>
    </message>
    <message>
        <source>{name} is built in, but no driver serves it: it cannot be used.</source>
        <translation>已装有 {name}，但没有可用的驱动程序，因此无法使用。</translation>
    </message>
    <message>
        <source>{name} is built in, but the driver {driver} serves it: it cannot be used.</source>
        <translation>已装有 {name}，但它由驱动程序 {driver} 占用，因此无法使用。</translation>
    </message>
    <message>
        <source>MIG is on, but no instance has been made: the NVIDIA card cannot be used.</source>
        <translation>MIG 已开启，但尚未创建实例，因此这块 NVIDIA 显卡无法使用。</translation>
    </message>
    <message>
        <source>MIG divides an NVIDIA card: only its instances can be used, and a program uses one at a time.</source>
        <translation>NVIDIA 显卡已被 MIG 划分：只能使用其中的实例，且一个程序一次只能用一个。</translation>
    </message>
    <message>
        <source>The disk&apos;s speed cannot be measured on Windows yet.</source>
        <translation>暂时无法在 Windows 上测量磁盘速度。</translation>
    </message>
    <message>
        <source>The folder lies in memory, not on a disk.</source>
        <translation>该文件夹位于内存中，而不在磁盘上。</translation>
    </message>
    <message>
        <source>Too little is free on the disk to measure its speed.</source>
        <translation>磁盘剩余空间太少，无法测量其速度。</translation>
    </message>
    <message>
        <source>The disk&apos;s speed cannot be measured here: {error}</source>
        <translation>无法在此处测量磁盘速度：{error}</translation>
    </message>
    <message>
        <source>This Linux runs inside Windows ({wsl}): it has the memory and cores that Windows lends it, and only NVIDIA cards can be read.</source>
        <translation>此 Linux 运行在 Windows 中（{wsl}）：内存和核心数由 Windows 分配，且只能读取 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>This container ({kind}) has no /sys: AMD and Intel graphics cards cannot be seen from it.</source>
        <translation>此容器（{kind}）没有 /sys：无法看到 AMD 和 Intel 显卡。</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>at its power limit</source>
        <translation>已达功耗上限</translation>
    </message>
    <message>
        <source>clock limited by a setting</source>
        <translation>频率受设置限制</translation>
    </message>
    <message>
        <source>held to the slowest GPU of its group</source>
        <translation>与同组最慢的 GPU 保持同步</translation>
    </message>
    <message>
        <source>slowed down by heat</source>
        <translation>因过热而降频</translation>
    </message>
    <message>
        <source>too hot: slowed down by the hardware</source>
        <translation>温度过高：硬件强制降频</translation>
    </message>
    <message>
        <source>slowed down by the hardware</source>
        <translation>硬件强制降频</translation>
    </message>
    <message>
        <source>slowed down by the power supply</source>
        <translation>因供电不足而降频</translation>
    </message>
    <message>
        <source>This idle GPU is left alone so that it can sleep.</source>
        <translation>这块 GPU 处于空闲状态，暂不读取，以便其进入睡眠。</translation>
    </message>
    <message>
        <source>The system has not answered for {seconds} s.</source>
        <translation>系统已有 {seconds} 秒没有响应。</translation>
    </message>
    <message>
        <source>The system reported an error: {error}</source>
        <translation>系统报告了错误：{error}</translation>
    </message>
    <message>
        <source>GPU {index} is at {value} °C; your limit is {limit} °C.</source>
        <translation>GPU {index} 温度为 {value} °C；您设的限值是 {limit} °C。</translation>
    </message>
    <message>
        <source>The memory of GPU {index} is {value} % full; your limit is {limit} %.</source>
        <translation>GPU {index} 的显存已占用 {value} %；您设的限值是 {limit} %。</translation>
    </message>
    <message>
        <source>RAM is {value} % full; your limit is {limit} %.</source>
        <translation>内存已占用 {value} %；您设的限值是 {limit} %。</translation>
    </message>
    <message>
        <source>{source}: {reason}</source>
        <translation>{source}：{reason}</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Engine process</source>
        <translation>引擎进程</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>The picture {path} can&apos;t be written.</source>
        <translation>无法写入图片 {path}。</translation>
    </message>
    <message>
        <source>Make room on the disk, or choose another folder.</source>
        <translation>请腾出磁盘空间，或换一个文件夹。</translation>
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
        <source>That value cannot be: {problem}.</source>
        <translation>不可能是这个值：{problem}。</translation>
    </message>
    <message>
        <source>Correct it, or leave it empty: what is not known stays unknown.</source>
        <translation>请更正，或留空：未知的就保持未知。</translation>
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
        <source>Quantisation: from nothing (8 bits and more) over {q4} (Q4_K_M) to {iq1} (IQ1_S), read off llama.cpp&apos;s published perplexities.</source>
        <translation>量化：从 0（8 位及以上）到 {q4}（Q4_K_M）直到 {iq1}（IQ1_S），取自 llama.cpp 公布的困惑度。</translation>
    </message>
    <message>
        <source>Speed: minus {slower} for each halving below {comfortable} tokens per second, plus {faster} for each doubling above, at most three.</source>
        <translation>速度：低于每秒 {comfortable} 个 token 时，每减半扣 {slower}；高于时每翻倍加 {faster}，最多计三次。</translation>
    </message>
    <message>
        <source>Engine: transformers loses {library}. For one user vLLM and SGLang lose {setup}, for they are set up by hand; for several llama.cpp loses {setup}, for those two answer many in one batch. Of equal plans the faster one comes first, then llama.cpp&apos;s, vLLM&apos;s, SGLang&apos;s and transformers&apos;.</source>
        <translation>引擎：transformers 扣 {library}。只有一个用户时，vLLM 和 SGLang 扣 {setup}，因为要手动搭建；有多个用户时改为 llama.cpp 扣 {setup}，因为前两者能在一个批次里同时回答多人。得分相同的方案中较快者在前，再依次为 llama.cpp、vLLM、SGLang、transformers。</translation>
    </message>
    <message>
        <source>What does not fit stands at the end, the smallest first: it is nearest to fitting. Last come models whose context or licence is not what was asked for: no memory would help them.</source>
        <translation>放不下的排在最后，小的在前，因为它最接近放得下。再往后是上下文或许可证不符合要求的模型：加内存也没有用。</translation>
    </message>
    <message>
        <source>The file can&apos;t be saved as {path}: {cause}.</source>
        <translation>文件无法保存为 {path}：{cause}。</translation>
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
        <source>The engine could not start: the program or a library of it is missing.</source>
        <translation>引擎无法启动：程序本身或它所需的库缺失。</translation>
    </message>
    <message>
        <source>Install the engine again, or choose another build of it.</source>
        <translation>请重新安装引擎，或换用它的另一个构建版本。</translation>
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
        <source>This engine does not know models of this architecture.</source>
        <translation>该引擎不支持这种架构的模型。</translation>
    </message>
    <message>
        <source>The model file is damaged: its header cannot be read.</source>
        <translation>模型文件已损坏：无法读取文件头。</translation>
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
        <source>The model file could not be read from its disk.</source>
        <translation>无法从磁盘读取模型文件。</translation>
    </message>
    <message>
        <source>Check the disk, and copy or download the file again.</source>
        <translation>请检查磁盘，并重新复制或下载该文件。</translation>
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
        <source>With {users} users every answer failed: {reason}</source>
        <translation>{users} 位用户时，所有回答都失败了：{reason}</translation>
    </message>
    <message>
        <source>Look at the engine&apos;s log, or try fewer users.</source>
        <translation>请查看引擎日志，或减少用户数。</translation>
    </message>
    <message>
        <source>The connection to the engine broke off.</source>
        <translation>与引擎的连接已断开。</translation>
    </message>
    <message>
        <source>Start the model again.</source>
        <translation>请重新启动模型。</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>已保存为 {path}。</translation>
    </message>
    <message>
        <source>Ability: by the scores that the model&apos;s makers published. For this use count, in this order: {benchmarks}. The first of them that a model has a score on decides; it is shown with its source.</source>
        <translation>能力：依据模型开发者公布的基准成绩。此用途依次计入：{benchmarks}。以模型有成绩的第一项为准，并注明来源。</translation>
    </message>
    <message>
        <source>A benchmark becomes doublings by moving and stretching its scores, as log odds, to the mean and the spread of the places that its models already hold: by a benchmark before it, or as estimated.</source>
        <translation>基准成绩这样换算为翻倍数：取对数几率后平移并缩放，使其均值和离散程度与这些模型已有的位置一致；已有的位置来自前一项基准，或来自估计。</translation>
    </message>
    <message>
        <source>A model without such a score is estimated and marked so: the doublings of its parameters (a mixture of experts counts the geometric mean of all and active ones) and {gain} for each year that it is newer. An estimated coder model gains 1 for coding and loses 1 otherwise, one for proofs or mathematics loses 3. One for images loses 1 in any case: its encoder takes room that words do not need.</source>
        <translation>没有此类成绩的模型按估计处理并注明：参数量的翻倍数（混合专家模型取总参数与激活参数的几何平均），每新一年加 {gain}。估计的代码模型用于编程时加 1，否则减 1；证明或数学模型减 3。图像模型一律减 1：其视觉编码器占用纯文本用不到的空间。</translation>
    </message>
    <message>
        <source>price at launch, Wikipedia</source>
        <translation>首发价，维基百科</translation>
    </message>
    <message>
        <source>price at launch, not checked</source>
        <translation>首发价，未核实</translation>
    </message>
    <message>
        <source>no price is known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>science questions for doctoral students</source>
        <translation>博士水平的科学问题</translation>
    </message>
    <message>
        <source>knowledge and reasoning, ten choices</source>
        <translation>知识与推理，十选一</translation>
    </message>
    <message>
        <source>expert questions from every field</source>
        <translation>各领域的专家问题</translation>
    </message>
    <message>
        <source>school and university knowledge, four choices</source>
        <translation>中学与大学知识，四选一</translation>
    </message>
    <message>
        <source>programming tasks newer than the training data</source>
        <translation>晚于训练数据的编程题</translation>
    </message>
    <message>
        <source>programming tasks of 2023 and 2024</source>
        <translation>2023 与 2024 年的编程题</translation>
    </message>
    <message>
        <source>short Python functions</source>
        <translation>简短的 Python 函数</translation>
    </message>
    <message>
        <source>short functions in eight languages</source>
        <translation>八种语言的简短函数</translation>
    </message>
    <message>
        <source>jobs done in a terminal</source>
        <translation>在终端中完成的任务</translation>
    </message>
    <message>
        <source>real bugs mended in real projects</source>
        <translation>修复真实项目中的真实缺陷</translation>
    </message>
    <message>
        <source>competition mathematics</source>
        <translation>竞赛数学</translation>
    </message>
    <message>
        <source>school mathematics</source>
        <translation>小学数学应用题</translation>
    </message>
    <message>
        <source>mathematical proofs in Lean</source>
        <translation>用 Lean 写的数学证明</translation>
    </message>
    <message>
        <source>questions on scanned documents</source>
        <translation>扫描文档问答</translation>
    </message>
    <message>
        <source>questions on charts</source>
        <translation>图表问答</translation>
    </message>
    <message>
        <source>DeepSeek-LLM, README</source>
        <translation>DeepSeek-LLM README</translation>
    </message>
    <message>
        <source>DeepSeek-Coder, README</source>
        <translation>DeepSeek-Coder README</translation>
    </message>
    <message>
        <source>DeepSeek-Coder, paper, table 10</source>
        <translation>DeepSeek-Coder 论文表 10</translation>
    </message>
    <message>
        <source>DeepSeekMath, README</source>
        <translation>DeepSeekMath README</translation>
    </message>
    <message>
        <source>DeepSeek-V2, README</source>
        <translation>DeepSeek-V2 README</translation>
    </message>
    <message>
        <source>DeepSeek-Coder-V2, README</source>
        <translation>DeepSeek-Coder-V2 README</translation>
    </message>
    <message>
        <source>DeepSeek-V2.5, model card</source>
        <translation>DeepSeek-V2.5 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-VL2, paper</source>
        <translation>DeepSeek-VL2 论文</translation>
    </message>
    <message>
        <source>DeepSeek-V3, README</source>
        <translation>DeepSeek-V3 README</translation>
    </message>
    <message>
        <source>DeepSeek-R1, README</source>
        <translation>DeepSeek-R1 README</translation>
    </message>
    <message>
        <source>DeepSeek-V3-0324, model card</source>
        <translation>DeepSeek-V3-0324 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-Prover-V2, paper, table 1</source>
        <translation>DeepSeek-Prover-V2 论文表 1</translation>
    </message>
    <message>
        <source>DeepSeek-R1-0528, model card</source>
        <translation>DeepSeek-R1-0528 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-V3.1, model card</source>
        <translation>DeepSeek-V3.1 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-V3.2-Exp, README</source>
        <translation>DeepSeek-V3.2-Exp README</translation>
    </message>
    <message>
        <source>DeepSeek-V3.2, paper, tables 2 and 3</source>
        <translation>DeepSeek-V3.2 论文表 2 和 3</translation>
    </message>
    <message>
        <source>DeepSeek-V4, model card</source>
        <translation>DeepSeek-V4 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-V4-Flash-0731, model card</source>
        <translation>DeepSeek-V4-Flash-0731 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-V4-Pro-0813, model card</source>
        <translation>DeepSeek-V4-Pro-0813 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-V4-Flash-Vision-Exp, model card</source>
        <translation>DeepSeek-V4-Flash-Vision-Exp 模型卡</translation>
    </message>
    <message>
        <source>DeepSeek-V4.1-Flash, model card</source>
        <translation>DeepSeek-V4.1-Flash 模型卡</translation>
    </message>
    <message>
        <source>0-shot</source>
        <translation>零样本</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>chain of thought</source>
        <translation>思维链</translation>
    </message>
    <message>
        <source>pass@1</source>
        <translation>pass@1</translation>
    </message>
    <message>
        <source>pass@1, CoT</source>
        <translation>pass@1，思维链</translation>
    </message>
    <message>
        <source>text only</source>
        <translation>仅文本题</translation>
    </message>
    <message>
        <source>agent mode</source>
        <translation>智能体模式</translation>
    </message>
    <message>
        <source>CoT, 32 samples</source>
        <translation>思维链，32 次采样</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考模式</translation>
    </message>
    <message>
        <source>thinking, text only</source>
        <translation>思考模式，仅文本题</translation>
    </message>
    <message>
        <source>thinking, 2024-08 – 2025-05</source>
        <translation>思考模式，2024-08 – 2025-05</translation>
    </message>
    <message>
        <source>max effort</source>
        <translation>最大推理强度</translation>
    </message>
    <message>
        <source>max effort, without tools</source>
        <translation>最大推理强度，不用工具</translation>
    </message>
    <message>
        <source>effort 100</source>
        <translation>推理强度 100</translation>
    </message>
    <message>
        <source>effort 100, full set</source>
        <translation>推理强度 100，完整题集</translation>
    </message>
    <message>
        <source>It can be run all the same, where there is room.</source>
        <translation>只要空间足够，仍然可以运行。</translation>
    </message>
    <message>
        <source>Bash script</source>
        <translation>Bash 脚本</translation>
    </message>
    <message>
        <source>Today these can be exported: {formats}, for the engines {engines}.</source>
        <translation>目前可导出：{formats}，适用于引擎 {engines}。</translation>
    </message>
    <message>
        <source>{model} is not on Hugging Face.</source>
        <translation>Hugging Face 上没有 {model}。</translation>
    </message>
    <message>
        <source>Choose a folder of its safetensors, or another engine.</source>
        <translation>请选择存放其 safetensors 文件的文件夹，或换用其他引擎。</translation>
    </message>
    <message>
        <source>A folder of random weights cannot be made for {model}.</source>
        <translation>无法为 {model} 生成随机权重的文件夹。</translation>
    </message>
    <message>
        <source>Choose a dense model (Llama or Qwen), or an engine that reads GGUF files.</source>
        <translation>请选择稠密模型（Llama 或 Qwen），或读取 GGUF 文件的引擎。</translation>
    </message>
    <message>
        <source>Unknown: no measurement of bitsandbytes stands behind an estimate.</source>
        <translation>未知：没有 bitsandbytes 的实测数据可供估算。</translation>
    </message>
    <message>
        <source>The folder {path} has no {name} that can be read.</source>
        <translation>文件夹 {path} 中没有可读取的 {name}。</translation>
    </message>
    <message>
        <source>Copy or download the model again.</source>
        <translation>请重新复制或下载该模型。</translation>
    </message>
    <message>
        <source>This model brings program files of its own, and the engine needs them to run it.</source>
        <translation>该模型自带程序文件，引擎需要运行这些文件才能使用它。</translation>
    </message>
    <message>
        <source>They can do whatever you can do on this computer: read your files, change them, send them away. Read the *.py files in the model&apos;s folder, and agree only if you trust their makers.</source>
        <translation>这些程序能做您在本机上能做的一切：读取、修改、外传您的文件。请先阅读模型文件夹中的 *.py 文件，只有在信任其作者时才同意运行。</translation>
    </message>
    <message>
        <source>The engine&apos;s Python lacks the package {package}.</source>
        <translation>引擎所用的 Python 缺少软件包 {package}。</translation>
    </message>
    <message>
        <source>Install it there with pip, or choose a plan that does without it.</source>
        <translation>请用 pip 在其中安装该软件包，或选择不需要它的方案。</translation>
    </message>
    <message>
        <source>This PyTorch was built without CUDA and cannot use the GPU.</source>
        <translation>此 PyTorch 构建时未包含 CUDA，无法使用 GPU。</translation>
    </message>
    <message>
        <source>Install a build of PyTorch for this GPU, or run on the CPU.</source>
        <translation>请安装适用于此 GPU 的 PyTorch 版本，或改用 CPU 运行。</translation>
    </message>
    <message>
        <source>The model has no weights in safetensors files.</source>
        <translation>该模型没有 safetensors 格式的权重文件。</translation>
    </message>
    <message>
        <source>This model is not on this computer.</source>
        <translation>本机上没有该模型。</translation>
    </message>
    <message>
        <source>Download it, or choose a folder that holds it.</source>
        <translation>请下载该模型，或选择存放它的文件夹。</translation>
    </message>
    <message>
        <source>Run the model&apos;s own program files, this time</source>
        <translation>仅此一次，运行模型自带的程序文件</translation>
    </message>
    <message>
        <source>For an NVIDIA GPU take the command for torch from pytorch.org.</source>
        <translation>若使用 NVIDIA GPU，请从 pytorch.org 获取 torch 的安装命令。</translation>
    </message>
    <message>
        <source>Unknown: a plan that does not fit has no speed.</source>
        <translation>未知：放不下的方案没有速度。</translation>
    </message>
    <message>
        <source>{engine} does not have the option {option}.</source>
        <translation>{engine} 没有选项 {option}。</translation>
    </message>
    <message>
        <source>Leave it away, or use an engine of llama.cpp: {engines}.</source>
        <translation>请去掉该选项，或使用 llama.cpp 系列的引擎：{engines}。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or put fewer layers on the GPU.</source>
        <translation>请选择更小的模型，或减少放在 GPU 上的层数。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or add {missing} of RAM.</source>
        <translation>请选择更小的模型，或增加 {missing} 内存。</translation>
    </message>
    <message>
        <source>Choose a GGUF quantisation or a smaller model, or add {gpu} of GPU memory and {host} of RAM.</source>
        <translation>请选择 GGUF 量化或更小的模型，或增加 {gpu} 显存和 {host} 内存。</translation>
    </message>
    <message>
        <source>Choose a GGUF quantisation or a smaller model, or add {missing} of GPU memory.</source>
        <translation>请选择 GGUF 量化或更小的模型，或增加 {missing} 显存。</translation>
    </message>
    <message>
        <source>Choose a GGUF quantisation or a smaller model, or add {missing} of RAM.</source>
        <translation>请选择 GGUF 量化或更小的模型，或增加 {missing} 内存。</translation>
    </message>
    <message>
        <source>It starts all the same, with the rest in main memory that is copied over for every token: about a token a second.</source>
        <translation>仍可启动，其余部分放在主内存中，每个 token 都要复制一遍：约每秒一个 token。</translation>
    </message>
    <message>
        <source>End what uses the GPU.</source>
        <translation>请结束占用 GPU 的程序。</translation>
    </message>
    <message>
        <source>{engine} runs on Linux.</source>
        <translation>{engine} 只在 Linux 上运行。</translation>
    </message>
    <message>
        <source>Run it on Linux or in WSL 2, or choose a GGUF quantisation.</source>
        <translation>请在 Linux 或 WSL 2 中运行，或选择 GGUF 量化。</translation>
    </message>
    <message>
        <source>{engine} needs an NVIDIA GPU of compute capability 7.5 or higher, or one of AMD&apos;s newer ones.</source>
        <translation>{engine} 需要计算能力 7.5 及以上的 NVIDIA GPU，或较新的 AMD GPU。</translation>
    </message>
    <message>
        <source>Inside such a group the higher score stands first. It is counted in doublings of a model&apos;s size; ability, quantisation, speed and engine add up to it.</source>
        <translation>同组内得分高的在前。得分以“模型规模翻倍的次数”计，由能力、量化、速度和引擎相加得出。</translation>
    </message>
    <message>
        <source>An old price, so an estimate today: {date}, {source}. Edit it.</source>
        <translation>价格较旧，今天只能算估计：{date}，{source}。请修改。</translation>
    </message>
    <message>
        <source>The plan file {path} names a program to run ({field}): no plan may do that.</source>
        <translation>方案文件 {path} 指定了要运行的程序（{field}）：任何方案都不允许这样做。</translation>
    </message>
    <message>
        <source>Take it out; which program runs is chosen in this window only.</source>
        <translation>请删去该项；运行哪个程序只能在本窗口中选择。</translation>
    </message>
    <message>
        <source>The plan file {path} is refused: it would listen at {host}.</source>
        <translation>方案文件 {path} 被拒绝：它会在 {host} 上监听。</translation>
    </message>
    <message>
        <source>Nothing listens beyond 127.0.0.1: take the host out of the plan.</source>
        <translation>任何程序都只在 127.0.0.1 上监听：请从方案中删去 host。</translation>
    </message>
    <message>
        <source>the plan&apos;s settings say that already</source>
        <translation>方案的设置中已经写明</translation>
    </message>
    <message>
        <source>it is not the name of a flag</source>
        <translation>这不是参数名</translation>
    </message>
    <message>
        <source>a short flag that this program does not know</source>
        <translation>本程序不认识的短参数</translation>
    </message>
    <message>
        <source>its value is empty, too long or looks like a flag</source>
        <translation>它的值为空、过长或像另一个参数</translation>
    </message>
    <message>
        <source>What this plan adds cannot be checked: llama-server lists no flags.</source>
        <translation>无法检查这个方案添加的内容：llama-server 没有列出参数。</translation>
    </message>
    <message>
        <source>Install a newer version of the engine, or take it out of the plan.</source>
        <translation>请安装更新版本的引擎，或从方案中删去该内容。</translation>
    </message>
    <message>
        <source>Put it there, under a name without a comma, or take it out of the plan.</source>
        <translation>请把文件放到该处（文件名不含逗号），或从方案中删去。</translation>
    </message>
    <message>
        <source>it needs a value</source>
        <translation>它需要一个值</translation>
    </message>
    <message>
        <source>it takes no value</source>
        <translation>它不接受值</translation>
    </message>
    <message>
        <source>nothing listens beyond 127.0.0.1, and nothing is called from a plan</source>
        <translation>任何程序都只在 127.0.0.1 上监听，方案也不得对外连接</translation>
    </message>
    <message>
        <source>a plan never names what would be run</source>
        <translation>方案不得指定要运行的内容</translation>
    </message>
    <message>
        <source>files go into the fields adapter and chat_template only</source>
        <translation>文件只能写在 adapter 和 chat_template 两项中</translation>
    </message>
    <message>
        <source>The flag {flag} is refused: {reason}.</source>
        <translation>参数 {flag} 被拒绝：{reason}。</translation>
    </message>
    <message>
        <source>Take it out of the plan.</source>
        <translation>请从方案中删去它。</translation>
    </message>
    <message>
        <source>Short term, within a year: {change}, linked by NVLink</source>
        <translation>短期（一年内）：{change}，以 NVLink 互连</translation>
    </message>
    <message>
        <source>Medium term, 2 to 3 years: 8 × {gpu}, which compute in FP8 too</source>
        <translation>中期（2 至 3 年）：8 × {gpu}，也能以 FP8 计算</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>来源：{source}</translation>
    </message>
    <message>
        <source>An estimate of {date}: the cards&apos; rated watts and {rest} W for the rest of the PC, unless you entered it.</source>
        <translation>{date} 的估计：显卡的额定功率，加上电脑其余部分的 {rest} W；您自己填入的除外。</translation>
    </message>
    <message>
        <source>An estimate of {date}: {card} W for each card that waits and {rest} W for the rest of the PC, unless you entered it.</source>
        <translation>{date} 的估计：每张空闲显卡 {card} W，加上电脑其余部分的 {rest} W；您自己填入的除外。</translation>
    </message>
    <message>
        <source>An estimate, unless you entered it: the makers&apos; prices of the cards at their launch (collected {launch}; no shop&apos;s price of today) and {rest} $ for the rest of the PC (our allowance of {date}).</source>
        <translation>估计值（您自己填入的除外）：显卡发布时的厂商价格（{launch} 收集，并非今天的售价），加上电脑其余部分的 {rest} 美元（{date} 的估算）。</translation>
    </message>
    <message>
        <source>An estimate of {date}, this program&apos;s own: edit it.</source>
        <translation>本程序在 {date} 的估计：请修改。</translation>
    </message>
    <message>
        <source>It loads this model file, with the chat template inside it.</source>
        <translation>它会加载这个模型文件，以及其中的对话模板。</translation>
    </message>
    <message>
        <source>A damaged or hostile file can crash the engine; its template shapes every question.</source>
        <translation>损坏或恶意的文件可能使引擎崩溃；其中的模板会影响每个问题。</translation>
    </message>
    <message>
        <source>It loads this LoRA adapter and adds its weights to the model&apos;s.</source>
        <translation>它会加载这个 LoRA 适配器，把其权重加到模型上。</translation>
    </message>
    <message>
        <source>It changes every answer, a hostile file can crash the engine, and the estimate omits it.</source>
        <translation>它会改变每个回答，恶意文件可能使引擎崩溃，而且估算中没有计入它。</translation>
    </message>
    <message>
        <source>It puts your questions into this chat template, not the one inside the model file.</source>
        <translation>它用这个对话模板包装您的问题，而不是模型文件中的模板。</translation>
    </message>
    <message>
        <source>A template can add instructions to every question, or change its words.</source>
        <translation>模板可以在每个问题中加入指令，或改动其文字。</translation>
    </message>
    <message>
        <source>It listens at this address: this computer only, as every engine does here.</source>
        <translation>它在这个地址监听：仅限这台电脑，与这里的每个引擎相同。</translation>
    </message>
    <message>
        <source>None: nothing listens beyond 127.0.0.1, whatever a plan says.</source>
        <translation>没有：无论方案怎么写，任何程序都只在 127.0.0.1 上监听。</translation>
    </message>
    <message>
        <source>It is passed to the engine; what it does stands in the engine&apos;s own help.</source>
        <translation>它会传给引擎；其作用见引擎自己的帮助。</translation>
    </message>
    <message>
        <source>The estimate leaves it out: memory and speed may differ, or the start may fail.</source>
        <translation>估算中没有计入它：内存和速度可能不同，也可能无法启动。</translation>
    </message>
    <message>
        <source>This program does not know the flag. Memory, speed and answers may differ; confirm it only if you know it.</source>
        <translation>本程序不认识这个参数。内存、速度和回答都可能不同；只有了解它时才应确认。</translation>
    </message>
    <message>
        <source>How freely words are chosen when a question does not say it.</source>
        <translation>问题没有指定时，选词的随机程度。</translation>
    </message>
    <message>
        <source>From how many of the likeliest words one is chosen.</source>
        <translation>从多少个最可能的词中选取。</translation>
    </message>
    <message>
        <source>Up to which share of likelihood words are chosen from.</source>
        <translation>在累计概率达到多少的词中选取。</translation>
    </message>
    <message>
        <source>How unlikely a word may be beside the likeliest one.</source>
        <translation>与最可能的词相比，一个词的概率可以低到多少。</translation>
    </message>
    <message>
        <source>Where the random choice of words begins.</source>
        <translation>随机选词的起点。</translation>
    </message>
    <message>
        <source>How much words that stood before are avoided.</source>
        <translation>在多大程度上避免重复前面的词。</translation>
    </message>
    <message>
        <source>How the work is spread over several processors&apos; memories.</source>
        <translation>工作如何分布到多个处理器的内存上。</translation>
    </message>
    <message>
        <source>Large prompts are not handed to the GPU.</source>
        <translation>较长的提示不交给 GPU 处理。</translation>
    </message>
    <message>
        <source>Keeps the model from being swapped out of main memory.</source>
        <translation>防止模型被换出主内存。</translation>
    </message>
    <message>
        <source>Reads the model whole instead of mapping its file.</source>
        <translation>整体读入模型，而不是映射文件。</translation>
    </message>
    <message>
        <source>How many tokens the model may think.</source>
        <translation>模型最多可以思考多少个词元。</translation>
    </message>
    <message>
        <source>Keeps the whole cache of layers that look only a little way back.</source>
        <translation>为只回看较短范围的层也保留完整缓存。</translation>
    </message>
    <message>
        <source>Keeps the experts of all layers in main memory.</source>
        <translation>把所有层的专家保留在主内存中。</translation>
    </message>
    <message>
        <source>Puts tensors with certain names into another memory.</source>
        <translation>把特定名称的张量放到其他内存中。</translation>
    </message>
    <message>
        <source>How the model is split over several GPUs.</source>
        <translation>模型如何拆分到多个 GPU 上。</translation>
    </message>
    <message>
        <source>Which GPU does what cannot be split.</source>
        <translation>由哪个 GPU 承担无法拆分的部分。</translation>
    </message>
    <message>
        <source>Which GPUs are used.</source>
        <translation>使用哪些 GPU。</translation>
    </message>
    <message>
        <source>One cache is shared by all users.</source>
        <translation>所有用户共用一个缓存。</translation>
    </message>
    <message>
        <source>Keeps the KV cache in main memory.</source>
        <translation>把 KV 缓存保留在主内存中。</translation>
    </message>
    <message>
        <source>How much main memory keeps former conversations, MiB.</source>
        <translation>用多少主内存保留以前的对话（MiB）。</translation>
    </message>
    <message>
        <source>Too little memory is free to measure its bandwidth.</source>
        <translation>空闲内存太少，无法测量带宽。</translation>
    </message>
    <message>
        <source>running server</source>
        <translation>外部服务</translation>
    </message>
    <message>
        <source>The connection to {host} is not encrypted: the key and everything you write can be read on the way.</source>
        <translation>与 {host} 的连接未加密：密钥和您输入的所有内容在途中都可能被读取。</translation>
    </message>
    <message>
        <source>This key cannot be sent: it holds spaces or characters beyond ASCII.</source>
        <translation>无法发送此密钥：其中含有空格或 ASCII 以外的字符。</translation>
    </message>
    <message>
        <source>The certificate of {address} is not trusted.</source>
        <translation>{address} 的证书不受信任。</translation>
    </message>
    <message>
        <source>Have its certificate added to this system&apos;s, or check that it is the server.</source>
        <translation>请将其证书加入系统，或确认它确实是该服务器。</translation>
    </message>
    <message>
        <source>Install the engine</source>
        <translation>安装该引擎</translation>
    </message>
    <message>
        <source>No GPU was found on this machine.</source>
        <translation>本机未发现 GPU。</translation>
    </message>
    <message>
        <source>It runs on every computer of this kind.</source>
        <translation>它可在所有同类计算机上运行。</translation>
    </message>
    <message>
        <source>{gpu} computes with CUDA; this is the oldest version that knows it.</source>
        <translation>{gpu} 使用 CUDA 计算；这是支持它的最旧版本，对驱动要求最低。</translation>
    </message>
    <message>
        <source>{gpu} computes with Vulkan, which its graphics driver brings along.</source>
        <translation>{gpu} 使用 Vulkan 计算，其显卡驱动已自带 Vulkan。</translation>
    </message>
    <message>
        <source>{gpu} computes with {backend}.</source>
        <translation>{gpu} 使用 {backend} 计算。</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>too old for models of the family {family}</source>
        <translation>版本过旧，不支持 {family} 系列的模型</translation>
    </message>
    <message>
        <source>random weights of its format cannot be made</source>
        <translation>无法生成此格式的随机权重</translation>
    </message>
    <message>
        <source>reads folders of safetensors, no GGUF files</source>
        <translation>只读取 safetensors 文件夹，不读取 GGUF 文件</translation>
    </message>
    <message>
        <source>reads GGUF files, no folders of safetensors</source>
        <translation>只读取 GGUF 文件，不读取 safetensors 文件夹</translation>
    </message>
    <message>
        <source>Running on the CPU although this machine has a GPU ({gpu})</source>
        <translation>本机有 GPU（{gpu}），但目前在 CPU 上运行</translation>
    </message>
    <message>
        <source>The key is not kept: this system&apos;s keyring does not take it.</source>
        <translation>密钥未保存：系统密钥环不接受它。</translation>
    </message>
    <message>
        <source>Unlock the keyring and try again, or enter the key at each start.</source>
        <translation>请解锁密钥环后重试，或在每次启动时输入密钥。</translation>
    </message>
    <message>
        <source>The engine fetches it from Hugging Face; it is not estimated.</source>
        <translation>由引擎从 Hugging Face 下载；不作估计。</translation>
    </message>
    <message>
        <source>It must be in Hugging Face&apos;s cache on this computer; it is not estimated.</source>
        <translation>它必须已在本机的 Hugging Face 缓存中；不作估计。</translation>
    </message>
    <message>
        <source>Look at its size there first.</source>
        <translation>请先在该处查看其大小。</translation>
    </message>
    <message>
        <source>a compressed KV cache</source>
        <translation>压缩的 KV 缓存</translation>
    </message>
    <message>
        <source>experts in main memory</source>
        <translation>将专家放在内存中</translation>
    </message>
    <message>
        <source>a share for each of several GPUs</source>
        <translation>在多块 GPU 间按比例分配</translation>
    </message>
    <message>
        <source>flash attention when it helps</source>
        <translation>按需启用 Flash Attention</translation>
    </message>
    <message>
        <source>fitting a model to the free GPU memory by itself</source>
        <translation>自动按可用显存放置模型</translation>
    </message>
    <message>
        <source>thinking apart from the answer</source>
        <translation>将思考与回答分开</translation>
    </message>
    <message>
        <source>refusing requests of web pages (CORS)</source>
        <translation>拒绝网页请求（CORS）</translation>
    </message>
    <message>
        <source>a key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>GGUF files</source>
        <translation>GGUF 文件</translation>
    </message>
    <message>
        <source>layers on the CPU</source>
        <translation>将层放在 CPU 上</translation>
    </message>
    <message>
        <source>“{text}” is no name on Hugging Face.</source>
        <translation>“{text}”不是 Hugging Face 上的名称。</translation>
    </message>
    <message>
        <source>Write owner and name, like deepseek-ai/DeepSeek-V2-Lite-Chat.</source>
        <translation>请输入所有者和名称，例如 deepseek-ai/DeepSeek-V2-Lite-Chat。</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>A file of the model is incomplete.</source>
        <translation>模型的一个文件不完整。</translation>
    </message>
    <message>
        <source>The model&apos;s weights do not have the shapes that its config.json tells.</source>
        <translation>模型权重的形状与其 config.json 所述不符。</translation>
    </message>
    <message>
        <source>The port is taken by another program.</source>
        <translation>端口已被其他程序占用。</translation>
    </message>
    <message>
        <source>This build of the engine does not accept {value} for its option {option}.</source>
        <translation>此版本的引擎不接受选项 {option} 的值 {value}。</translation>
    </message>
    <message>
        <source>Each user gets {context} tokens of context, and the model was made for {most}.</source>
        <translation>每位用户的上下文为 {context} 个 token，而模型最多支持 {most} 个。</translation>
    </message>
    <message>
        <source>Choose a smaller context, or more users who share it.</source>
        <translation>请选择较小的上下文，或让更多用户共享它。</translation>
    </message>
    <message>
        <source>This build of the engine finds no device here that it can compute on.</source>
        <translation>此版本的引擎在这台电脑上找不到可用于计算的设备。</translation>
    </message>
    <message>
        <source>Install the graphics driver, or a build of the engine for this GPU or for the CPU.</source>
        <translation>请安装显卡驱动，或安装适用于此 GPU 或 CPU 的引擎版本。</translation>
    </message>
    <message>
        <source>Compiling the model and trying it out</source>
        <translation>正在编译并试运行模型</translation>
    </message>
    <message>
        <source>At /invocations vLLM also answers who has no key, from other accounts of this computer too (seen with 0.32.0).</source>
        <translation>在 /invocations 路径上，vLLM 也会回应没有密钥的请求，包括来自本机其他账户的请求（见于 0.32.0）。</translation>
    </message>
    <message>
        <source>These options were tried with {engine} {version} on a CPU, not on GPUs.</source>
        <translation>这些选项已用 {engine} {version} 在 CPU 上试过，尚未在 GPU 上试过。</translation>
    </message>
    <message>
        <source>Less than expected so far: the work space counts once a prompt fills a micro-batch ({ubatch} tokens; the longest had {tokens}).</source>
        <translation>目前低于预期：只有当提示词填满一个微批次（{ubatch} 个 token；最长的为 {tokens} 个）后，工作空间才会计入。</translation>
    </message>
    <message>
        <source>Less than expected: the system has dropped pages of the mapped model file, or they were never read.</source>
        <translation>低于预期：系统已释放部分映射的模型文件页，或这些页从未被读取。</translation>
    </message>
    <message>
        <source>Less than expected: a part of the engine may be swapped out.</source>
        <translation>低于预期：引擎的一部分可能已被换出到磁盘。</translation>
    </message>
    <message>
        <source>More than expected: the engine keeps something that was not counted; its log names its buffers.</source>
        <translation>高于预期：引擎占用了未计入的内存；其日志列出了各个缓冲区。</translation>
    </message>
    <message>
        <source>More than expected: pages of the model file that were copied to the GPU count until the system drops them.</source>
        <translation>高于预期：已复制到 GPU 的模型文件页在系统释放之前仍会计入。</translation>
    </message>
    <message>
        <source>Less than expected: the driver may keep a part of the model in main memory.</source>
        <translation>低于预期：驱动程序可能把模型的一部分留在了内存中。</translation>
    </message>
    <message>
        <source>More than expected: the driver&apos;s libraries keep work space of their own on the GPU.</source>
        <translation>高于预期：驱动程序的库在 GPU 上保留了自己的工作空间。</translation>
    </message>
</context>
</TS>
