<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AbsenceDialog</name>
    <message>
        <source>Absence</source>
        <translation>不在岗</translation>
    </message>
    <message>
        <source>Away now or soon</source>
        <translation>现在或即将缺勤的人</translation>
    </message>
    <message>
        <source>Is back: ends now</source>
        <translation>已回来：现在结束</translation>
    </message>
    <message>
        <source>Nobody is away now, or will be.</source>
        <translation>现在没有人缺勤，之后也没有。</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>That ends before it begins. Choose a later time.</source>
        <translation>结束早于开始，请选更晚的时间。</translation>
    </message>
    <message>
        <source>Nobody stands in for themselves. Choose somebody else.</source>
        <translation>不能自己代理自己，请选他人。</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Who is away</source>
        <translation>谁不在</translation>
    </message>
    <message>
        <source>Who stands in</source>
        <translation>代理人</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Return to queue</source>
        <translation>退回队列</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>End</source>
        <translation>挂机</translation>
    </message>
    <message>
        <source>Change my state</source>
        <translation>切换状态</translation>
    </message>
    <message>
        <source>Open the pop</source>
        <translation>打开弹屏</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>本页按键</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>系统管理</translation>
    </message>
    <message>
        <source>Working days</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>Gaps and stranded orders</source>
        <translation>覆盖缺口与遗留派工单</translation>
    </message>
    <message>
        <source>Close the gap</source>
        <translation>关闭缺口</translation>
    </message>
    <message>
        <source>Off, worked, as usual</source>
        <translation>休、班、按星期</translation>
    </message>
    <message>
        <source>Year before</source>
        <translation>上一年</translation>
    </message>
    <message>
        <source>Next year</source>
        <translation>下一年</translation>
    </message>
    <message>
        <source>Set a password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>保存列表</translation>
    </message>
    <message>
        <source>New row</source>
        <translation>新增一行</translation>
    </message>
    <message>
        <source>Retire or bring back</source>
        <translation>停用或恢复</translation>
    </message>
    <message>
        <source>Row further up</source>
        <translation>上移一行</translation>
    </message>
    <message>
        <source>Row further down</source>
        <translation>下移一行</translation>
    </message>
    <message>
        <source>Paste from a spreadsheet</source>
        <translation>从表格粘贴</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Take the cell back</source>
        <translation>还原单元格</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>修改记录</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>复制给 IT</translation>
    </message>
    <message>
        <source>List of calls</source>
        <translation>回访清单</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>占线</translation>
    </message>
    <message>
        <source>Asked for later</source>
        <translation>客户要求改时间</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>打错号码</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>来电原因</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>Hand the call over</source>
        <translation>交给对方</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>接回</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停录</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>续录</translation>
    </message>
    <message>
        <source>Dial, press digits</source>
        <translation>拨号、按键</translation>
    </message>
    <message>
        <source>Transfer at once</source>
        <translation>立即转接</translation>
    </message>
    <message>
        <source>Ready at once</source>
        <translation>立即就绪</translation>
    </message>
    <message>
        <source>Call a supervisor</source>
        <translation>呼叫班长</translation>
    </message>
    <message>
        <source>Go on my break</source>
        <translation>去休息</translation>
    </message>
    <message>
        <source>End my shift</source>
        <translation>下班</translation>
    </message>
    <message>
        <source>Mark as disturbing</source>
        <translation>标记骚扰</translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Customer, order, serial</source>
        <translation>客户、单号、序列号</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>My sign-in</source>
        <translation>我的登录</translation>
    </message>
    <message>
        <source>Settings, doctor, backup</source>
        <translation>设置、本机检查、备份</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>约回访</translation>
    </message>
    <message>
        <source>Message, wishes, warranty</source>
        <translation>短信、意愿、保修</translation>
    </message>
    <message>
        <source>Complaint, return</source>
        <translation>投诉、退换</translation>
    </message>
    <message>
        <source>Done, next call</source>
        <translation>完成，接下一个</translation>
    </message>
    <message>
        <source>Columns and sorting</source>
        <translation>列与排序</translation>
    </message>
    <message>
        <source>This is the caller</source>
        <translation>此人来电</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>Choose a line</source>
        <translation>选择一行</translation>
    </message>
    <message>
        <source>Type Chinese, or letters</source>
        <translation>切换中文/字母输入</translation>
    </message>
    <message>
        <source>Open the line</source>
        <translation>打开此行</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>Guided questions</source>
        <translation>引导提问</translation>
    </message>
    <message>
        <source>Put the notice away</source>
        <translation>收起通知</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>Save the customer</source>
        <translation>保存客户</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>What the provider says</source>
        <translation>服务商回话</translation>
    </message>
    <message>
        <source>Chase</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>I rang the provider</source>
        <translation>已致电服务商</translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation>全部往来</translation>
    </message>
    <message>
        <source>Calls only</source>
        <translation>只看来电</translation>
    </message>
    <message>
        <source>Orders only</source>
        <translation>只看派工</translation>
    </message>
    <message>
        <source>Visits only</source>
        <translation>只看上门</translation>
    </message>
    <message>
        <source>Follow-ups only</source>
        <translation>只看回访</translation>
    </message>
    <message>
        <source>Complaints only</source>
        <translation>只看投诉</translation>
    </message>
    <message>
        <source>Messages only</source>
        <translation>仅看短信</translation>
    </message>
    <message>
        <source>Advice only</source>
        <translation>只看指导</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>换地址</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Unit before</source>
        <translation>上一台机器</translation>
    </message>
    <message>
        <source>Next unit</source>
        <translation>下一台机器</translation>
    </message>
    <message>
        <source>Order before</source>
        <translation>上一张派工单</translation>
    </message>
    <message>
        <source>Next order</source>
        <translation>下一张派工单</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>取消派工单</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>说明原因</translation>
    </message>
    <message>
        <source>Keep in sight</source>
        <translation>留在眼前</translation>
    </message>
    <message>
        <source>Take it up</source>
        <translation>接着办</translation>
    </message>
    <message>
        <source>One question back</source>
        <translation>退回上一问</translation>
    </message>
    <message>
        <source>Write knowledge</source>
        <translation>编写知识</translation>
    </message>
    <message>
        <source>Try the phone</source>
        <translation>测试电话</translation>
    </message>
    <message>
        <source>Hear the recording</source>
        <translation>听录音</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>The other language</source>
        <translation>另一种语言</translation>
    </message>
    <message>
        <source>Articles, notices, scripts</source>
        <translation>文章、通知、脚本</translation>
    </message>
    <message>
        <source>Said it</source>
        <translation>已说</translation>
    </message>
    <message>
        <source>Hints on or off</source>
        <translation>提示开/关</translation>
    </message>
    <message>
        <source>What went well</source>
        <translation>练习回顾</translation>
    </message>
    <message>
        <source>Mend and send again</source>
        <translation>修改后重发</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take yours</source>
        <translation>用我的</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>用对方的</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Order board</source>
        <translation>派工看板</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>在列表中查找</translation>
    </message>
    <message>
        <source>Promises by the hour</source>
        <translation>按小时看承诺</translation>
    </message>
    <message>
        <source>Choose the province</source>
        <translation>选择省份</translation>
    </message>
    <message>
        <source>What stands first</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Late by province</source>
        <translation>各省迟约率</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>显示全部派工单</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>打开客户页</translation>
    </message>
    <message>
        <source>Hand over to</source>
        <translation>转给</translation>
    </message>
    <message>
        <source>Reports of calls</source>
        <translation>话务报表</translation>
    </message>
    <message>
        <source>Which report</source>
        <translation>选报表</translation>
    </message>
    <message>
        <source>Which days</source>
        <translation>选日期</translation>
    </message>
    <message>
        <source>Lines of what</source>
        <translation>按什么分行</translation>
    </message>
    <message>
        <source>One queue or team</source>
        <translation>一个队列或班组</translation>
    </message>
    <message>
        <source>Open all lines</source>
        <translation>展开全部</translation>
    </message>
    <message>
        <source>To a file</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Wallboard</source>
        <translation>监控大屏</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>See to what needs me</source>
        <translation>处理待办提醒</translation>
    </message>
    <message>
        <source>I see to the alert</source>
        <translation>我来处理提醒</translation>
    </message>
    <message>
        <source>Calls of the agent</source>
        <translation>该座席的通话</translation>
    </message>
    <message>
        <source>I come to help</source>
        <translation>我来支援</translation>
    </message>
    <message>
        <source>Listen to the call</source>
        <translation>监听通话</translation>
    </message>
    <message>
        <source>Put to ready</source>
        <translation>置为就绪</translation>
    </message>
    <message>
        <source>Put to not ready</source>
        <translation>置为示忙</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>签出</translation>
    </message>
    <message>
        <source>Tell them</source>
        <translation>发送给座席</translation>
    </message>
    <message>
        <source>Move them</source>
        <translation>调动</translation>
    </message>
    <message>
        <source>Move them back</source>
        <translation>调回</translation>
    </message>
    <message>
        <source>Message read</source>
        <translation>已读消息</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>Merged places</source>
        <translation>撤并地区</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>本机检查</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新功能</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Not solved</source>
        <translation>未解决</translation>
    </message>
    <message>
        <source>No more calls</source>
        <translation>不再回访</translation>
    </message>
    <message>
        <source>Take the next ten</source>
        <translation>领取下十个</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Nobody need ring</source>
        <translation>无需回电</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>复制成表格</translation>
    </message>
    <message>
        <source>My orders</source>
        <translation>我的派工单</translation>
    </message>
    <message>
        <source>Customer was rung</source>
        <translation>已联系客户</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Pause the order</source>
        <translation>暂停计时</translation>
    </message>
    <message>
        <source>Let the order go on</source>
        <translation>恢复计时</translation>
    </message>
    <message>
        <source>Told to me</source>
        <translation>升级给我</translation>
    </message>
    <message>
        <source>Absence</source>
        <translation>不在岗</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Call the next</source>
        <translation>拨打下一个</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没人接</translation>
    </message>
</context>
<context>
    <name>AddressForm</name>
    <message>
        <source>street, number, building, door</source>
        <translation>街道、门牌、楼栋、室号</translation>
    </message>
    <message>
        <source>Keep the address</source>
        <translation>保存地址</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>first letters of district or street</source>
        <translation>区县或街道的开头几个字</translation>
    </message>
    <message>
        <source>What has changed at this address?</source>
        <translation>这个地址哪里变了？</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道门牌</translation>
    </message>
    <message>
        <source>No address is known. Ask where the visit goes to.</source>
        <translation>还没有地址。请问清上门地点。</translation>
    </message>
</context>
<context>
    <name>AdminPresenter</name>
    <message>
        <source>Only an administrator edits this list.</source>
        <translation>这个列表只有管理员能改。</translation>
    </message>
    <message>
        <source>Rows of this list are not retired: change what they say.</source>
        <translation>这个列表的行不停用，请改内容。</translation>
    </message>
    <message>
        <source>The new row is gone; nothing was saved of it.</source>
        <translation>新行已删去，没有保存过。</translation>
    </message>
    <message>
        <source>“{0}” can be chosen again when you save.</source>
        <translation>保存后“{0}”又可以选用。</translation>
    </message>
    <message>
        <source>This list has an order of its own.</source>
        <translation>这个列表的顺序是固定的。</translation>
    </message>
    <message>
        <source>The rows are sorted by a column: end that with Alt+L, then move them.</source>
        <translation>现在按某一列排序：先用 Alt+L 取消排序，再移动行。</translation>
    </message>
    <message>
        <source>Cells that are wrong: {0}. Nothing was saved; this is the first one.</source>
        <translation>有 {0} 个单元格不对，没有保存；这是第一个。</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存……</translation>
    </message>
    <message>
        <source>Saved. It counts from now on; the desks have it with their next look.</source>
        <translation>已保存，即刻生效，各座席随后就能看到。</translation>
    </message>
</context>
<context>
    <name>AdminSide</name>
    <message>
        <source>Save the person first, then set a password.</source>
        <translation>请先保存此人，再设置密码。</translation>
    </message>
    <message>
        <source>The password is set. Tell it to them in person; it is kept nowhere.</source>
        <translation>密码已设置。请当面告知本人；系统不保存原文。</translation>
    </message>
</context>
<context>
    <name>AdminView</name>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What would be pasted</source>
        <translation>将要粘贴的内容</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>修改记录</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>{0}, {1} not saved</source>
        <translation>{0}，{1} 行未保存</translation>
    </message>
    <message>
        <source>No row here is shown</source>
        <translation>这里没有可显示的行</translation>
    </message>
    <message>
        <source>Ctrl+N makes one, Ctrl+V pastes them from a spreadsheet; other filters show more.</source>
        <translation>按 Ctrl+N 新增，按 Ctrl+V 从表格粘贴；换个筛选可看到更多。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>有误</translation>
    </message>
    <message>
        <source>New row</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Words or initials</source>
        <translation>文字或拼音首字母</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>在列表中查找</translation>
    </message>
    <message>
        <source>Part of the list</source>
        <translation>列表的一部分</translation>
    </message>
</context>
<context>
    <name>AgentPanel</name>
    <message>
        <source>The chosen agent</source>
        <translation>所选座席</translation>
    </message>
    <message>
        <source>Why not ready</source>
        <translation>示忙原因</translation>
    </message>
    <message>
        <source>A message to their desk</source>
        <translation>发到座席桌面的消息</translation>
    </message>
    <message>
        <source>{0} calls today, {1} each</source>
        <translation>今日 {0} 通，每通 {1}</translation>
    </message>
    <message>
        <source>best score in 30 days: {0}</source>
        <translation>30 天五分率：{0}</translation>
    </message>
    <message>
        <source>read {0}</source>
        <translation>{0} 已读</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未阅读</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>What you change here is written down with your name.</source>
        <translation>在此所做的更改会连同您的姓名一起记录。</translation>
    </message>
</context>
<context>
    <name>AlertStrip</name>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 条</translation>
    </message>
</context>
<context>
    <name>AsideView</name>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
</context>
<context>
    <name>Asides</name>
    <message>
        <source>The clipboard has no table. Copy the cells in the spreadsheet again.</source>
        <translation>剪贴板里没有表格，请在表格软件里重新复制。</translation>
    </message>
    <message>
        <source>Rows taken over: {0}. Ctrl+Enter saves them.</source>
        <translation>已采用 {0} 行，按 Ctrl+Enter 保存。</translation>
    </message>
    <message>
        <source>{0} rows change, {1} are new, {2} stay</source>
        <translation>{0} 行有变，{1} 行新增，{2} 行不变</translation>
    </message>
    <message>
        <source>Nothing is saved before you save.</source>
        <translation>您保存之前什么都不会存。</translation>
    </message>
    <message>
        <source>Cells that are wrong: {0}. They are taken over as they are, and marked.</source>
        <translation>有 {0} 个单元格不对，照样带入并标出。</translation>
    </message>
    <message>
        <source>Columns that this list does not have: {0}. They are left out.</source>
        <translation>有 {0} 列是本列表没有的，略去。</translation>
    </message>
    <message>
        <source>A new row has no history.</source>
        <translation>新行还没有修改记录。</translation>
    </message>
    <message>
        <source>What was changed in “{0}”</source>
        <translation>“{0}”的修改记录</translation>
    </message>
    <message>
        <source>Nobody has changed it since the store was made.</source>
        <translation>建库以来没有人改过。</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>A call</source>
        <translation>一通来电</translation>
    </message>
    <message>
        <source>A call that rang here</source>
        <translation>本席振铃的来电</translation>
    </message>
    <message>
        <source>A call that stopped ringing here</source>
        <translation>本席停止振铃的来电</translation>
    </message>
    <message>
        <source>A call answered</source>
        <translation>已接通的来电</translation>
    </message>
    <message>
        <source>A call ended</source>
        <translation>已结束的来电</translation>
    </message>
    <message>
        <source>Who was in a call</source>
        <translation>通话各方的进出</translation>
    </message>
    <message>
        <source>Whose call it was</source>
        <translation>来电归属客户</translation>
    </message>
    <message>
        <source>Who was not the caller</source>
        <translation>谁不是来电人</translation>
    </message>
    <message>
        <source>A contact begun</source>
        <translation>新的联络记录</translation>
    </message>
    <message>
        <source>A wrap-up with its notes</source>
        <translation>小结和备注</translation>
    </message>
    <message>
        <source>A new customer</source>
        <translation>新客户</translation>
    </message>
    <message>
        <source>A change to a customer</source>
        <translation>客户资料的修改</translation>
    </message>
    <message>
        <source>A new address</source>
        <translation>新地址</translation>
    </message>
    <message>
        <source>A new unit</source>
        <translation>新机器</translation>
    </message>
    <message>
        <source>A case opened</source>
        <translation>新受理</translation>
    </message>
    <message>
        <source>A case closed</source>
        <translation>受理结案</translation>
    </message>
    <message>
        <source>An order dispatched</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>An order requested</source>
        <translation>报修登记</translation>
    </message>
    <message>
        <source>An order chased</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>An order cancelled</source>
        <translation>取消的派工单</translation>
    </message>
    <message>
        <source>A call promised</source>
        <translation>约定的回访</translation>
    </message>
    <message>
        <source>How a promised call went</source>
        <translation>回访结果</translation>
    </message>
    <message>
        <source>A message to a customer</source>
        <translation>给客户的短信</translation>
    </message>
    <message>
        <source>A message taken back</source>
        <translation>撤回的短信</translation>
    </message>
    <message>
        <source>What was said on advertising</source>
        <translation>客户对营销信息的意见</translation>
    </message>
    <message>
        <source>A call that was nobody&apos;s after all</source>
        <translation>来电解除归属</translation>
    </message>
    <message>
        <source>A call handed on</source>
        <translation>转交的来电</translation>
    </message>
    <message>
        <source>A call listened to</source>
        <translation>监听的通话</translation>
    </message>
    <message>
        <source>A customer rung about a case</source>
        <translation>已就受理单联系客户</translation>
    </message>
    <message>
        <source>An authority answered</source>
        <translation>已答复主管部门</translation>
    </message>
    <message>
        <source>A note on a case</source>
        <translation>受理单备注</translation>
    </message>
    <message>
        <source>A case opened again</source>
        <translation>受理单重新打开</translation>
    </message>
    <message>
        <source>An absence</source>
        <translation>不在岗登记</translation>
    </message>
    <message>
        <source>What happened to an agent</source>
        <translation>座席状态变化</translation>
    </message>
    <message>
        <source>A state asked for</source>
        <translation>申请的状态</translation>
    </message>
    <message>
        <source>A state put right</source>
        <translation>更正座席状态</translation>
    </message>
    <message>
        <source>A call for help</source>
        <translation>求助</translation>
    </message>
    <message>
        <source>A call for help answered</source>
        <translation>应答求助</translation>
    </message>
    <message>
        <source>A message to an agent</source>
        <translation>给座席的留言</translation>
    </message>
    <message>
        <source>A message read</source>
        <translation>已读留言</translation>
    </message>
    <message>
        <source>Agents moved to another queue</source>
        <translation>座席调到其他队列</translation>
    </message>
    <message>
        <source>A number that disturbs</source>
        <translation>标记骚扰号码</translation>
    </message>
    <message>
        <source>A number that disturbs, confirmed</source>
        <translation>确认骚扰号码</translation>
    </message>
    <message>
        <source>A number that disturbs no more</source>
        <translation>解除骚扰号码</translation>
    </message>
    <message>
        <source>A break asked for</source>
        <translation>申请小休</translation>
    </message>
    <message>
        <source>A break granted</source>
        <translation>批准小休</translation>
    </message>
    <message>
        <source>A break taken back</source>
        <translation>撤回小休</translation>
    </message>
    <message>
        <source>How a list is arranged</source>
        <translation>列表的排列方式</translation>
    </message>
    <message>
        <source>A hand-over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>A hand-over for a colleague</source>
        <translation>代同事移交</translation>
    </message>
    <message>
        <source>A step of a ladder</source>
        <translation>逐级上报</translation>
    </message>
    <message>
        <source>An alert</source>
        <translation>一条提醒</translation>
    </message>
    <message>
        <source>An alert told to others</source>
        <translation>提醒转告他人</translation>
    </message>
    <message>
        <source>An alert taken on</source>
        <translation>认领的提醒</translation>
    </message>
    <message>
        <source>An alert that is over</source>
        <translation>已解除的提醒</translation>
    </message>
    <message>
        <source>An order paused</source>
        <translation>派工单暂停计时</translation>
    </message>
    <message>
        <source>An order that goes on</source>
        <translation>派工单恢复计时</translation>
    </message>
    <message>
        <source>A customer rung about an order</source>
        <translation>已就派工单联系客户</translation>
    </message>
    <message>
        <source>An appointment</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>An order passed on</source>
        <translation>派工单转派</translation>
    </message>
    <message>
        <source>An order refused</source>
        <translation>拒单</translation>
    </message>
    <message>
        <source>An order accepted</source>
        <translation>接单</translation>
    </message>
    <message>
        <source>A customer rung by the provider</source>
        <translation>服务商首次联系</translation>
    </message>
    <message>
        <source>A visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>A missing part</source>
        <translation>缺件</translation>
    </message>
    <message>
        <source>A part that arrived</source>
        <translation>到件</translation>
    </message>
    <message>
        <source>An order finished</source>
        <translation>完工</translation>
    </message>
    <message>
        <source>A gap in coverage closed</source>
        <translation>补上服务空白</translation>
    </message>
    <message>
        <source>A customer who wants no more calls</source>
        <translation>客户不愿再接电话</translation>
    </message>
    <message>
        <source>Calls taken on</source>
        <translation>领取回访</translation>
    </message>
    <message>
        <source>Calls given back</source>
        <translation>退回回访</translation>
    </message>
    <message>
        <source>A call that is anyone&apos;s</source>
        <translation>回访公开</translation>
    </message>
    <message>
        <source>A voicemail</source>
        <translation>语音留言</translation>
    </message>
    <message>
        <source>A recording</source>
        <translation>一条录音</translation>
    </message>
    <message>
        <source>A recording to hear</source>
        <translation>听一条录音</translation>
    </message>
    <message>
        <source>Recordings let go</source>
        <translation>不再保留的录音</translation>
    </message>
    <message>
        <source>A call back dropped</source>
        <translation>取消回电</translation>
    </message>
    <message>
        <source>A wish to be told of goods</source>
        <translation>到货通知登记</translation>
    </message>
    <message>
        <source>Goods that arrived</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>A longer warranty</source>
        <translation>延保</translation>
    </message>
    <message>
        <source>A unit exchanged</source>
        <translation>换机</translation>
    </message>
    <message>
        <source>A rule of the warranty</source>
        <translation>三包规则</translation>
    </message>
    <message>
        <source>A list of the administration</source>
        <translation>系统管理的列表</translation>
    </message>
    <message>
        <source>A day of the calendar</source>
        <translation>日历修改</translation>
    </message>
    <message>
        <source>A notice of holidays</source>
        <translation>节假日通知</translation>
    </message>
    <message>
        <source>A customer looked up</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <source>Half-days laid out</source>
        <translation>排出半天名额</translation>
    </message>
    <message>
        <source>Advice that helped</source>
        <translation>用上的知识</translation>
    </message>
    <message>
        <source>An article published</source>
        <translation>发布知识条目</translation>
    </message>
    <message>
        <source>An article retired</source>
        <translation>停用知识条目</translation>
    </message>
    <message>
        <source>A notice told to a customer</source>
        <translation>已告知客户的通知</translation>
    </message>
    <message>
        <source>A notice put away</source>
        <translation>收起的通知</translation>
    </message>
    <message>
        <source>A notice published</source>
        <translation>发布通知</translation>
    </message>
    <message>
        <source>A notice ended</source>
        <translation>结束通知</translation>
    </message>
    <message>
        <source>An answer to a guided question</source>
        <translation>引导问题的回答</translation>
    </message>
    <message>
        <source>Guided questions published</source>
        <translation>发布引导问题</translation>
    </message>
    <message>
        <source>Guided questions retired</source>
        <translation>停用引导问题</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>受理部门</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>投诉内容</translation>
    </message>
    <message>
        <source>Number of the authority</source>
        <translation>部门编号</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>Wants</source>
        <translation>诉求</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>How grave</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道门牌</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>Calling number</source>
        <translation>来电号码</translation>
    </message>
    <message>
        <source>Confirm by</source>
        <translation>最迟确认时间</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>Hotline</source>
        <translation>热线</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>约定时间</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>客户原话</translation>
    </message>
    <message>
        <source>Half-day</source>
        <translation>半天</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>发票</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次拨打</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>派工单号</translation>
    </message>
    <message>
        <source>Passed on to</source>
        <translation>转给</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>机号</translation>
    </message>
    <message>
        <source>Service note</source>
        <translation>服务提示</translation>
    </message>
    <message>
        <source>Bought on</source>
        <translation>购买日期</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Kind of message</source>
        <translation>短信种类</translation>
    </message>
    <message>
        <source>Form of address</source>
        <translation>称呼</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Title, Chinese</source>
        <translation>标题（中文）</translation>
    </message>
    <message>
        <source>Title, English</source>
        <translation>标题（英文）</translation>
    </message>
    <message>
        <source>Text, Chinese</source>
        <translation>正文（中文）</translation>
    </message>
    <message>
        <source>Text, English</source>
        <translation>正文（英文）</translation>
    </message>
    <message>
        <source>To say, Chinese</source>
        <translation>话术（中文）</translation>
    </message>
    <message>
        <source>To say, English</source>
        <translation>话术（英文）</translation>
    </message>
    <message>
        <source>Serial numbers from</source>
        <translation>序列号起</translation>
    </message>
    <message>
        <source>Serial numbers to</source>
        <translation>序列号止</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已核</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>未核</translation>
    </message>
    <message>
        <source>Mr</source>
        <translation>先生</translation>
    </message>
    <message>
        <source>Ms</source>
        <translation>女士</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>老师</translation>
    </message>
    <message>
        <source>an organisation</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不清楚</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无人接听</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>占线</translation>
    </message>
    <message>
        <source>wrong number</source>
        <translation>号码错误</translation>
    </message>
    <message>
        <source>asked for later</source>
        <translation>要求稍后再打</translation>
    </message>
</context>
<context>
    <name>AttentionCard</name>
    <message>
        <source>Everything you typed</source>
        <translation>您录入的全部内容</translation>
    </message>
    <message>
        <source>Builds on it and waits with it</source>
        <translation>以这一条为前提、一起等待的</translation>
    </message>
    <message>
        <source>Yes, withdraw</source>
        <translation>确认撤回</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Withdraw this and the {0} that build on it? It is not sent any more.</source>
        <translation>撤回这一条，以及以它为前提的 {0} 条？撤回后不再发送。</translation>
    </message>
    <message>
        <source>Withdraw this? It is not sent any more.</source>
        <translation>撤回这一条？撤回后不再发送。</translation>
    </message>
    <message>
        <source>needs a decision</source>
        <translation>待您决定</translation>
    </message>
</context>
<context>
    <name>AttentionModel</name>
    <message>
        <source>What, and why not</source>
        <translation>内容与原因</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>录入时间</translation>
    </message>
</context>
<context>
    <name>AttentionPresenter</name>
    <message>
        <source>This does not fit: a field is empty or too long.</source>
        <translation>无法提交：有一栏为空或内容过长。</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>Needs attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>没有待处理的事项</translation>
    </message>
    <message>
        <source>What the hub refuses stands here, with everything you typed, until you send it again or withdraw it.</source>
        <translation>中心没有接受的记录会留在这里，您录入的内容完整保留，直到您修改后重发或撤回。</translation>
    </message>
    <message>
        <source>None of what you typed is lost.</source>
        <translation>您录入的内容都保留着，没有丢失。</translation>
    </message>
</context>
<context>
    <name>AwayModel</name>
    <message>
        <source>Who, and who stands in</source>
        <translation>谁缺勤，谁代理</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>{0} 起</translation>
    </message>
    <message>
        <source>away now</source>
        <translation>现在缺勤</translation>
    </message>
    <message>
        <source>{0} stands in</source>
        <translation>由{0}代理</translation>
    </message>
    <message>
        <source>nobody stands in</source>
        <translation>无人代理</translation>
    </message>
</context>
<context>
    <name>BackCard</name>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>Nobody need ring</source>
        <translation>无需回电</translation>
    </message>
    <message>
        <source>first {0}, last {1}</source>
        <translation>首次 {0}，最近 {1}</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>听录音</translation>
    </message>
    <message>
        <source>This is the service hotline. You rang us and did not get through: how can I help?</source>
        <translation>您好，这里是服务热线。您刚才来电没有接通，请问有什么可以帮您？</translation>
    </message>
    <message>
        <source>Best not before {0}.</source>
        <translation>{0} 以后再打为好。</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>这样说</translation>
    </message>
    <message>
        <source>It leaves the list by itself as soon as one of you gets through.</source>
        <translation>任何一方打通后，自动从列表中消失。</translation>
    </message>
</context>
<context>
    <name>BackModel</name>
    <message>
        <source>Rang</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>{0} · mine</source>
        <translation>{0} · 我的</translation>
    </message>
</context>
<context>
    <name>BacksPresenter</name>
    <message>
        <source>To ring back</source>
        <translation>回电前了解来意</translation>
    </message>
</context>
<context>
    <name>BackupForm</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>at least {0} characters</source>
        <translation>至少 {0} 个字符</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>备份口令</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Make the backup</source>
        <translation>开始备份</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The last backup was made {0}.</source>
        <translation>上次备份：{0}。</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>One can go on working meanwhile.</source>
        <translation>备份期间可以继续工作。</translation>
    </message>
    <message>
        <source>Name a file.</source>
        <translation>请填写文件。</translation>
    </message>
    <message>
        <source>Too short; four words are easily kept.</source>
        <translation>太短了；四个词组成的口令最好记。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>File of the backup</source>
        <translation>备份文件</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Keep the file away from this PC. Nobody opens it without the passphrase, neither do we. To bring it back, close the desk: ringside restore FILE.</source>
        <translation>请把文件存放到别处，不要留在本机。没有口令谁也打不开，我们也不能。恢复时先关闭程序，再运行：ringside restore FILE。</translation>
    </message>
</context>
<context>
    <name>BackupPresenter</name>
    <message>
        <source>Nothing here is kept, so there is nothing to back up.</source>
        <translation>此处的内容都不保留，没有可备份的数据。</translation>
    </message>
    <message>
        <source>This desk works with a hub, and what it records is kept there. IT backs the hub up.</source>
        <translation>本机连接中心，记录都保存在那里，由 IT 备份中心。</translation>
    </message>
    <message>
        <source>{0} holds everything and was read again to its end.</source>
        <translation>{0} 已包含全部数据，并已从头到尾读回核对。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止，没有写入任何内容。</translation>
    </message>
    <message>
        <source>That is the store itself, or no place for a backup. Choose another file.</source>
        <translation>这是数据库文件本身，或不能存放备份，请选择别的文件。</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}. Nothing was changed.</source>
        <translation>{0} 无法写入：{1}。没有改动任何内容。</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>Nobody need come any more.</source>
        <translation>不用来了。</translation>
    </message>
    <message>
        <source>A supervisor is called. Ctrl F1 again takes it back.</source>
        <translation>已呼叫班长。再按 Ctrl F1 撤回。</translation>
    </message>
    <message>
        <source>{0} comes.</source>
        <translation>{0}马上来。</translation>
    </message>
    <message>
        <source>A supervisor</source>
        <translation>班长</translation>
    </message>
    <message>
        <source>The break is taken back.</source>
        <translation>休息申请已撤回。</translation>
    </message>
    <message>
        <source>It is your turn: {0}, {1} minutes.</source>
        <translation>轮到您了：{0}，{1} 分钟。</translation>
    </message>
    <message>
        <source>{0} is asked for; your turn is at about {1}.</source>
        <translation>已申请{0}；大约 {1} 轮到您。</translation>
    </message>
    <message>
        <source>{0} is asked for; too many callers wait now.</source>
        <translation>已申请{0}；现在排队的来电太多。</translation>
    </message>
    <message>
        <source>{0} passes this call on: {1}</source>
        <translation>{0}转来此电话：{1}</translation>
    </message>
    <message>
        <source>{0} passes this call on.</source>
        <translation>{0}转来此电话。</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>to confirm</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已派出</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接单</translation>
    </message>
    <message>
        <source>part awaited</source>
        <translation>待备件</translation>
    </message>
    <message>
        <source>confirm the date</source>
        <translation>确认上门时间</translation>
    </message>
    <message>
        <source>the provider says yes</source>
        <translation>服务商接单</translation>
    </message>
    <message>
        <source>visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>report how it ended</source>
        <translation>报完工结果</translation>
    </message>
    <message>
        <source>the part arrives</source>
        <translation>备件到货</translation>
    </message>
    <message>
        <source>ring the customer</source>
        <translation>给客户回电</translation>
    </message>
    <message>
        <source>late {0}</source>
        <translation>迟 {0}</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>还有 {0}</translation>
    </message>
    <message>
        <source>nothing promised yet</source>
        <translation>还没承诺时间</translation>
    </message>
    <message>
        <source>overdue {0}</source>
        <translation>逾期 {0}</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>{0} 前</translation>
    </message>
    <message>
        <source>no provider yet</source>
        <translation>还没派服务商</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（没有）</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分中心</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Late first</source>
        <translation>迟的在前</translation>
    </message>
    <message>
        <source>Most chased first</source>
        <translation>催得多的在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早的在前</translation>
    </message>
    <message>
        <source>Next step first</source>
        <translation>下一步急的在前</translation>
    </message>
    <message>
        <source>By place</source>
        <translation>按地区</translation>
    </message>
    <message>
        <source>By fault</source>
        <translation>按故障</translation>
    </message>
    <message>
        <source>By provider</source>
        <translation>按服务商</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>By owner</source>
        <translation>按负责人</translation>
    </message>
    <message>
        <source>{0}, your order rests for the moment; we ring you before it goes on.</source>
        <translation>{0}，您的工单暂时停一停，恢复前我们会先给您打电话。</translation>
    </message>
    <message>
        <source>{0}, we are confirming the appointment and will ring you.</source>
        <translation>{0}，上门时间正在确认，确认好就给您回电。</translation>
    </message>
    <message>
        <source>{0}, we are waiting for a part and ring you as soon as it is here.</source>
        <translation>{0}，现在在等备件，一到货就给您打电话。</translation>
    </message>
    <message>
        <source>{0}, {1} was to be with you {2}. I am asking how it went and ring you.</source>
        <translation>{0}，{1}应在 {2} 到您家。我正在核实情况，马上给您回电。</translation>
    </message>
    <message>
        <source>{0}, I am sorry that nobody came {1}. I am finding out now and ring you back.</source>
        <translation>{0}，{1} 没有人上门，非常抱歉。我现在就去核实，马上给您回电。</translation>
    </message>
    <message>
        <source>{0}, {1} comes {2} and rings you half an hour before.</source>
        <translation>{0}，{1} {2} 上门，到前半小时打您电话。</translation>
    </message>
</context>
<context>
    <name>BoardDetail</name>
    <message>
        <source>The chosen order</source>
        <translation>选中的派工单</translation>
    </message>
    <message>
        <source>Show who it is</source>
        <translation>看客户是谁</translation>
    </message>
    <message>
        <source>late, promised {0}</source>
        <translation>已迟，承诺 {0}</translation>
    </message>
    <message>
        <source>promised {0}</source>
        <translation>承诺 {0}</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>您好</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>没有号码</translation>
    </message>
    <message>
        <source>choose who takes it</source>
        <translation>选择接手的人</translation>
    </message>
    <message>
        <source>{0}, extension {1}</source>
        <translation>{0}，分机 {1}</translation>
    </message>
    <message>
        <source>chased {0}×</source>
        <translation>催 {0} 次</translation>
    </message>
    <message>
        <source>escalated {0}×</source>
        <translation>升级 {0} 次</translation>
    </message>
    <message>
        <source>at rest</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Who has it</source>
        <translation>在谁手里</translation>
    </message>
    <message>
        <source>Choose a line with the arrows: what is promised, who has it, and what comes next.</source>
        <translation>用方向键选一行：承诺了什么、在谁手里、下一步是什么。</translation>
    </message>
    <message>
        <source>No order is chosen</source>
        <translation>没有选中派工单</translation>
    </message>
</context>
<context>
    <name>BoardFilters</name>
    <message>
        <source>Number, place, name, fault</source>
        <translation>单号、地点、名称、故障</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>在列表中查找</translation>
    </message>
</context>
<context>
    <name>BoardModel</name>
    <message>
        <source>Promise</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Machine · fault</source>
        <translation>机器 · 毛病</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>at rest</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>chased {0}×</source>
        <translation>催 {0} 次</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>{0} 起</translation>
    </message>
    <message>
        <source>escalated {0}×</source>
        <translation>升级 {0} 次</translation>
    </message>
</context>
<context>
    <name>BoardPresenter</name>
    <message>
        <source>The hub is not reached: as of {0}</source>
        <translation>连不上中心：截至 {0}</translation>
    </message>
    <message>
        <source>Not read again: as of {0}</source>
        <translation>没能重新读取：截至 {0}</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>截至 {0}</translation>
    </message>
    <message>
        <source>Handed over.</source>
        <translation>已转出。</translation>
    </message>
</context>
<context>
    <name>BoardTable</name>
    <message>
        <source>Order</source>
        <translation>派工单</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>区县</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分中心</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>师傅</translation>
    </message>
    <message>
        <source>Machine · fault</source>
        <translation>机器 · 毛病</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>By</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Chased</source>
        <translation>催次数</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>升级次数</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>受理</translation>
    </message>
</context>
<context>
    <name>BoardView</name>
    <message>
        <source>Open orders</source>
        <translation>未结派工单</translation>
    </message>
    <message>
        <source>Order board</source>
        <translation>派工看板</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>复制成表格</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>覆盖缺口</translation>
    </message>
    <message>
        <source>{0} of {1} open</source>
        <translation>{0} 单，未结共 {1} 单</translation>
    </message>
    <message>
        <source>{0} so far. The desk can be used meanwhile.</source>
        <translation>已读 {0} 单，期间可以照常使用。</translation>
    </message>
    <message>
        <source>Reading the open orders</source>
        <translation>正在读取未结派工单</translation>
    </message>
    <message>
        <source>It is asked for again by itself.</source>
        <translation>系统会自动再问。</translation>
    </message>
    <message>
        <source>Alt+0 shows all orders again.</source>
        <translation>按 Alt+0 重新显示全部派工单。</translation>
    </message>
    <message>
        <source>No open order is like that</source>
        <translation>没有这样的未结派工单</translation>
    </message>
    <message>
        <source>What is dispatched from a call stands here until it is done.</source>
        <translation>通话中派出的派工单在完工前都在这里。</translation>
    </message>
    <message>
        <source>No order is open</source>
        <translation>没有未结派工单</translation>
    </message>
    <message>
        <source>What stands first</source>
        <translation>排序</translation>
    </message>
</context>
<context>
    <name>Booked</name>
    <message>
        <source>Back to the notes</source>
        <translation>回备注</translation>
    </message>
    <message>
        <source>Order number, to read out</source>
        <translation>派工单号 · 念给客户听</translation>
    </message>
</context>
<context>
    <name>CalendarSide</name>
    <message>
        <source>This is no notice: copy its text, or lines of day, off or work, name.</source>
        <translation>这不是放假通知。请复制通知原文，或“日期、休或班、名称”的行。</translation>
    </message>
    <message>
        <source>The notice of {0} names {1} days. Nothing is saved before you save.</source>
        <translation>{0} 年通知共 {1} 天。保存之前不会写入。</translation>
    </message>
    <message>
        <source>Say who says so: it is kept with each day.</source>
        <translation>请填写依据：每一天都会留存依据。</translation>
    </message>
    <message>
        <source>Saved. What is due by working days follows, and its history says so.</source>
        <translation>已保存。按工作日计算的期限随之调整，并记入各单历史。</translation>
    </message>
</context>
<context>
    <name>CalendarView</name>
    <message>
        <source>Days of the year</source>
        <translation>全年日历</translation>
    </message>
    <message>
        <source>Paste a notice</source>
        <translation>粘贴放假通知</translation>
    </message>
    <message>
        <source>Save the days</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Working days of {0}</source>
        <translation>{0} 年工作日历</translation>
    </message>
    <message>
        <source>The notice of the year is loaded.</source>
        <translation>本年通知已载入。</translation>
    </message>
    <message>
        <source>No notice yet: days with ? are what the law says, and may still change.</source>
        <translation>通知未发布：带“?”的日子按法定节假日暂定，可能调整。</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>没有改动。</translation>
    </message>
    <message>
        <source>Days changed here: {0}.</source>
        <translation>改动了 {0} 天。</translation>
    </message>
    <message>
        <source>No open answer to an authority would be due on another day.</source>
        <translation>没有待回复主管部门的期限因此改变。</translation>
    </message>
    <message>
        <source>Answers that would be due on another day: {0}.</source>
        <translation>期限会改变的待回复单：{0} 件。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>上班</translation>
    </message>
    <message>
        <source>As its weekday: off</source>
        <translation>按星期：休息</translation>
    </message>
    <message>
        <source>As its weekday: worked</source>
        <translation>按星期：上班</translation>
    </message>
    <message>
        <source>Not settled: the notice may make it another.</source>
        <translation>暂定：通知发布后可能改变。</translation>
    </message>
    <message>
        <source>Changed here, not saved.</source>
        <translation>已改动，未保存。</translation>
    </message>
    <message>
        <source>Told by: {0}</source>
        <translation>依据：{0}</translation>
    </message>
    <message>
        <source>Such as: notice of 4 November 2026</source>
        <translation>例如：国务院办公厅 2026-11-04 通知</translation>
    </message>
    <message>
        <source>What would be due on another day</source>
        <translation>哪些期限会改变</translation>
    </message>
    <message>
        <source>Name of the day</source>
        <translation>节日名称</translation>
    </message>
    <message>
        <source>Who says so</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Copy the notice of the State Council, or lines of day, off or work, name: Ctrl+V reads them. Holidays of a province belong to its providers: see “Holidays of providers”.</source>
        <translation>复制国务院放假通知原文，或“日期、休或班、名称”的行，按 Ctrl+V 读入。地方节日属于当地服务商，见“服务商休假”。</translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>Points</source>
        <translation>打分</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Is it solved</source>
        <translation>是否解决</translation>
    </message>
    <message>
        <source>Wishes</source>
        <translation>客户意愿</translation>
    </message>
    <message>
        <source>What the provider reported</source>
        <translation>服务商的记录</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次再打</translation>
    </message>
    <message>
        <source>Nobody calls this number again for this.</source>
        <translation>为这件事不会再打这个号码。</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>Done, next</source>
        <translation>完成，下一个</translation>
    </message>
    <message>
        <source>The customer&apos;s own words</source>
        <translation>客户原话</translation>
    </message>
    <message>
        <source>Wants to be rung no more</source>
        <translation>客户要求别再打</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>怎么说</translation>
    </message>
</context>
<context>
    <name>CallsModel</name>
    <message>
        <source>Arrived</source>
        <translation>来电时间</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>未显示号码</translation>
    </message>
</context>
<context>
    <name>CallsPage</name>
    <message>
        <source>The calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>is read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>the last {0}</source>
        <translation>最近 {0} 通</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n 通</numerusform>
        </translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>往常</translation>
    </message>
    <message>
        <source>Calls per half-hour</source>
        <translation>每半小时来电</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>及时接听</translation>
    </message>
    <message>
        <source>late</source>
        <translation>超时接听</translation>
    </message>
    <message>
        <source>abandoned</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>turned away</source>
        <translation>被拒入</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>今日来电</translation>
    </message>
    <message>
        <source>Back to the board</source>
        <translation>返回大屏</translation>
    </message>
    <message>
        <source>What became of them today</source>
        <translation>今日来电结果</translation>
    </message>
    <message>
        <source>In time through the day; dashes: the goal</source>
        <translation>全天服务水平；虚线为目标</translation>
    </message>
</context>
<context>
    <name>CandidateModel</name>
    <message>
        <source>nothing open</source>
        <translation>没有未完事项</translation>
    </message>
    <message>
        <source>{0} open</source>
        <translation>{0} 件未完</translation>
    </message>
</context>
<context>
    <name>CaseForm</name>
    <message>
        <source>Settled case</source>
        <translation>已办结的受理单</translation>
    </message>
    <message>
        <source>Why it is not settled</source>
        <translation>为什么没有解决</translation>
    </message>
</context>
<context>
    <name>CasePanel</name>
    <message>
        <source>What it is</source>
        <translation>是什么事</translation>
    </message>
    <message>
        <source>How grave</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>投诉内容</translation>
    </message>
    <message>
        <source>initials or a digit</source>
        <translation>首字母或数字</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Complaint, return, question</source>
        <translation>投诉、退换、咨询</translation>
    </message>
    <message>
        <source>Wants</source>
        <translation>诉求</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>受理部门</translation>
    </message>
</context>
<context>
    <name>CasePresenter</name>
    <message>
        <source>Write what happened.</source>
        <translation>请写下经过。</translation>
    </message>
    <message>
        <source>That is too long; shorten it.</source>
        <translation>太长了，请缩短。</translation>
    </message>
    <message>
        <source>It is yours until you hand it over.</source>
        <translation>由您负责，直到移交他人。</translation>
    </message>
</context>
<context>
    <name>ChangesModel</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原来</translation>
    </message>
    <message>
        <source>After</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Nothing to show yet</source>
        <translation>暂无数据</translation>
    </message>
    <message>
        <source>{0} figures, the last one {1}</source>
        <translation>共 {0} 项，最后一项 {1}</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>What can be set</source>
        <translation>可以设置的内容</translation>
    </message>
    <message>
        <source>Where things are</source>
        <translation>各项位置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>ChoosingView</name>
    <message>
        <source>Ask again</source>
        <translation>重新查询</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>A call rings here. It goes on ringing at your phone.</source>
        <translation>有来电正在响铃，关闭后话机会继续响。</translation>
    </message>
    <message>
        <source>A contact is not wrapped up. What you typed is kept as a draft.</source>
        <translation>有一通联络尚未收尾，已录入的内容会作为草稿保留。</translation>
    </message>
    <message>
        <source>{0} changes are not sent yet. They are kept on this PC for the next time.</source>
        <translation>有 {0} 项更改尚未发送，会保存在本机，下次继续发送。</translation>
    </message>
    <message>
        <source>A call is on. It goes on at your phone, and the hub writes down how it ends.</source>
        <translation>正在通话。话机上的通话会继续，结束情况由中心记录。</translation>
    </message>
    <message>
        <source>A call is on. It goes on at your phone; its end is not written down.</source>
        <translation>正在通话。话机上的通话会继续，但结束情况不再记录。</translation>
    </message>
</context>
<context>
    <name>ClosingPanel</name>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>仍要关闭</translation>
    </message>
</context>
<context>
    <name>ColumnsModel</name>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>降序</translation>
    </message>
</context>
<context>
    <name>ColumnsPanel</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>show or hide</source>
        <translation>显示或隐藏</translation>
    </message>
    <message>
        <source>sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>wider, narrower</source>
        <translation>加宽、变窄</translation>
    </message>
    <message>
        <source>as it was at first</source>
        <translation>恢复原样</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>Before</source>
        <translation>修改前</translation>
    </message>
    <message>
        <source>You wrote</source>
        <translation>您填写的</translation>
    </message>
    <message>
        <source>Somebody else wrote</source>
        <translation>别人填写的</translation>
    </message>
    <message>
        <source>What counts from now on</source>
        <translation>最终采用</translation>
    </message>
    <message>
        <source>Two people changed: {0}</source>
        <translation>两个人同时修改了：{0}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>Contact</name>
    <message>
        <source>{0} possible</source>
        <translation>{0} 位可能</translation>
    </message>
    <message>
        <source>number withheld</source>
        <translation>号码隐藏</translation>
    </message>
    <message>
        <source>disturbs: {0}</source>
        <translation>骚扰号码：{0}</translation>
    </message>
    <message>
        <source>{0}, chosen</source>
        <translation>{0}，座席选定</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>refuse a ring</source>
        <translation>拒接</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>dial</source>
        <translation>拨号</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>transfer at once</source>
        <translation>直接转接</translation>
    </message>
    <message>
        <source>transfer after asking</source>
        <translation>询问后转接</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>交给对方</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>接回</translation>
    </message>
    <message>
        <source>press digits</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>stop recording</source>
        <translation>停录</translation>
    </message>
    <message>
        <source>record again</source>
        <translation>恢复录音</translation>
    </message>
    <message>
        <source>join queues</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>leave queues</source>
        <translation>离开队列</translation>
    </message>
    <message>
        <source>listen</source>
        <translation>监听</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>Ringside made a mistake. What was saved is safe. Tell IT: it stands in the log.</source>
        <translation>Ringside 出现错误。已保存的内容是安全的。请告知 IT：详情在日志中。</translation>
    </message>
    <message>
        <source>Ringside made a mistake. What was saved is safe. Ctrl+, has the report for IT.</source>
        <translation>Ringside 出了错。已保存的内容是安全的。按 Ctrl+, 可把报告复制给 IT。</translation>
    </message>
    <message>
        <source>Ringside made a mistake. What was saved is safe. The report for IT is in {0}.</source>
        <translation>Ringside 出了错。已保存的内容是安全的。给 IT 的报告在 {0}。</translation>
    </message>
</context>
<context>
    <name>CustomerView</name>
    <message>
        <source>Nobody is looked up</source>
        <translation>没有打开的客户</translation>
    </message>
    <message>
        <source>Who is found with Ctrl+K stands here: units, orders, and all contacts so far.</source>
        <translation>按 Ctrl+K 查到的客户在这里：机器、派工单和全部往来。</translation>
    </message>
    <message>
        <source>This is the caller</source>
        <translation>就是来电人</translation>
    </message>
</context>
<context>
    <name>DaysField</name>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
</context>
<context>
    <name>DeskPresenter</name>
    <message>
        <source>{0} does not ring any more.</source>
        <translation>{0} 不再振铃。</translation>
    </message>
    <message>
        <source>What you typed is kept: F9 goes to it.</source>
        <translation>已填写的内容已保留：按 F9 返回。</translation>
    </message>
    <message>
        <source>This call was wrapped up before it came back: its record is closed.</source>
        <translation>此通话在转回之前已完成小结，记录已封存。</translation>
    </message>
    <message>
        <source>This was not wrapped up. What you had typed is here.</source>
        <translation>这一通没有小结。您写的都在这里。</translation>
    </message>
    <message>
        <source>wrap-up {0}</source>
        <translation>话后处理 {0}</translation>
    </message>
    <message>
        <source>after the call: wrap-up</source>
        <translation>挂机后：话后处理</translation>
    </message>
</context>
<context>
    <name>DeskView</name>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Waiting for a call</source>
        <translation>等待来电</translation>
    </message>
    <message>
        <source>The caller&apos;s page opens here with the ring. F2 answers, F1 shows the keys.</source>
        <translation>振铃时来电人的页面在这里打开。F2 接听，F1 看按键。</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>You take no calls now</source>
        <translation>您现在不接听</translation>
    </message>
    <message>
        <source>Ctrl F10 makes you ready, F10 says why not.</source>
        <translation>按 Ctrl F10 就绪，按 F10 说明原因。</translation>
    </message>
</context>
<context>
    <name>DialPanel</name>
    <message>
        <source>Dial</source>
        <translation>拨号</translation>
    </message>
</context>
<context>
    <name>DigitsPanel</name>
    <message>
        <source>Digits, * and #</source>
        <translation>数字、* 和 #</translation>
    </message>
    <message>
        <source>Press them</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Pressed: {0}</source>
        <translation>已按：{0}</translation>
    </message>
</context>
<context>
    <name>Dispatch</name>
    <message>
        <source>Covered</source>
        <translation>在保</translation>
    </message>
    <message>
        <source>Partly covered</source>
        <translation>部分在保</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>过保</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Television</source>
        <translation>电视</translation>
    </message>
    <message>
        <source>Fridge</source>
        <translation>冰箱</translation>
    </message>
    <message>
        <source>Washing machine</source>
        <translation>洗衣机</translation>
    </message>
    <message>
        <source>Air conditioner</source>
        <translation>空调</translation>
    </message>
    <message>
        <source>Small appliance</source>
        <translation>小家电</translation>
    </message>
    <message>
        <source>{0}, not registered</source>
        <translation>{0}，未登记</translation>
    </message>
    <message>
        <source>damage is never free</source>
        <translation>人为损坏不免费</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>no proof of purchase yet</source>
        <translation>还没有购机凭证</translation>
    </message>
    <message>
        <source>Main parts</source>
        <translation>主要部件</translation>
    </message>
    <message>
        <source>Labour for them</source>
        <translation>修主要部件的人工</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>上门费</translation>
    </message>
    <message>
        <source>Other parts</source>
        <translation>其他配件</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>换货</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>维修</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>可以</translation>
    </message>
    <message>
        <source>Labour</source>
        <translation>人工费</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>自费</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>待核实</translation>
    </message>
    <message>
        <source>until {0}, provisional</source>
        <translation>至 {0}（暂定）</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>到 {0}</translation>
    </message>
    <message>
        <source>ended {0}</source>
        <translation>{0} 到期</translation>
    </message>
    <message>
        <source>damage like this is not under warranty; you get a quote before the repair begins.</source>
        <translation>这种损坏不在三包内；修前先给您报价。</translation>
    </message>
    <message>
        <source>it is under warranty: visit, labour and parts are free.</source>
        <translation>还在三包期内：上门、人工、配件都免费。</translation>
    </message>
    <message>
        <source>the main part, its repair and the visit are free; other parts are quoted first.</source>
        <translation>主要部件及其维修和上门免费；其他配件先报价。</translation>
    </message>
    <message>
        <source>the main part and its repair are free; the visit is charged, other parts are quoted first.</source>
        <translation>主要部件和修它的人工免费；上门收费，其他配件先报价。</translation>
    </message>
    <message>
        <source>main parts are free; this part and the visit are paid, and quoted before the repair begins.</source>
        <translation>主要部件免费；这个配件和上门要收费，修前先给您报价。</translation>
    </message>
    <message>
        <source>the warranty has ended; you get a quote before the repair begins.</source>
        <translation>已经过了三包期；修前先给您报价。</translation>
    </message>
    <message>
        <source>please have the invoice ready; with it the warranty is settled at the visit.</source>
        <translation>请准备好发票；上门时凭发票确认三包。</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>{0}, {1} {2}, {3} of {4} comes to your home; {5} Your order number is {6}.</source>
        <translation>{0}，{1}{2}，{4}的{3}上门；{5}您的单号是 {6}。</translation>
    </message>
    <message>
        <source>{0}, your repair is taken; {1} Your order number is {2}. We ring you {3} to say when somebody comes.</source>
        <translation>{0}，报修已经登记；{1}单号是 {2}。我们{3}给您打电话，告诉您师傅什么时候来。</translation>
    </message>
    <message>
        <source>Held: {0} · {1} {2}</source>
        <translation>已占住：{0} · {1} {2}</translation>
    </message>
    <message>
        <source>Recorded as a request: appointment to be confirmed by {0}</source>
        <translation>已登记报修：最迟 {0} 确认上门时间</translation>
    </message>
    <message>
        <source>{0} before {1}</source>
        <translation>{0} {1} 前</translation>
    </message>
    <message>
        <source>few give it five points</source>
        <translation>五分率低</translation>
    </message>
    <message>
        <source>Can come first: {0}</source>
        <translation>最早能去：{0}</translation>
    </message>
    <message>
        <source>Refused this order</source>
        <translation>已拒接此单</translation>
    </message>
    <message>
        <source>Did not answer in time</source>
        <translation>超时未接单</translation>
    </message>
    <message>
        <source>Cannot do this work</source>
        <translation>做不了这类活</translation>
    </message>
    <message>
        <source>Away for two weeks</source>
        <translation>两周内休假</translation>
    </message>
    <message>
        <source>No place in two weeks</source>
        <translation>两周内没有空位</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒接</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>未接单</translation>
    </message>
    <message>
        <source>no skill</source>
        <translation>无资质</translation>
    </message>
    <message>
        <source>away</source>
        <translation>休假</translation>
    </message>
    <message>
        <source>full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>{0}: choose another provider.</source>
        <translation>{0}，请换一家服务商。</translation>
    </message>
    <message>
        <source>None of them can go: take it as a request, its owner finds an appointment.</source>
        <translation>这些服务商都去不了：先按请求登记，由负责人落实预约。</translation>
    </message>
    <message>
        <source>At home in this street</source>
        <translation>就在本街道</translation>
    </message>
    <message>
        <source>At home in this district</source>
        <translation>就在本区</translation>
    </message>
    <message>
        <source>Serves the whole city</source>
        <translation>服务全市</translation>
    </message>
    <message>
        <source>Serves the whole province</source>
        <translation>服务全省</translation>
    </message>
    <message>
        <source>{0} % of its places are taken</source>
        <translation>名额已占 {0} %</translation>
    </message>
    <message>
        <source>on time in {0} of 100 visits</source>
        <translation>百次上门准时 {0} 次</translation>
    </message>
    <message>
        <source>five points from {0} of 100</source>
        <translation>百次评价五分 {0} 次</translation>
    </message>
    <message>
        <source>agreed to go first here</source>
        <translation>约定由其优先上门</translation>
    </message>
    <message>
        <source>agreed to go as no. {0} here</source>
        <translation>约定第 {0} 顺位上门</translation>
    </message>
    <message>
        <source>Now: no appointment yet, to be confirmed</source>
        <translation>目前：尚未预约，待确认</translation>
    </message>
    <message>
        <source>Now: {0} · {1} · {2}</source>
        <translation>目前：{0} · {1} · {2}</translation>
    </message>
    <message>
        <source>to be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>the provider has not answered yet</source>
        <translation>服务商尚未接单</translation>
    </message>
    <message>
        <source>the provider has said yes</source>
        <translation>服务商已接单</translation>
    </message>
    <message>
        <source>somebody is there</source>
        <translation>师傅已上门</translation>
    </message>
    <message>
        <source>a part is awaited</source>
        <translation>等配件</translation>
    </message>
    <message>
        <source>the customer is to be rung</source>
        <translation>待联系客户</translation>
    </message>
    <message>
        <source>{0}, {1} {2}, {3} of {4} comes to your home. Your order number stays {5}.</source>
        <translation>{0}，{1}{2}，{4}的{3}师傅上门。工单号不变，还是 {5}。</translation>
    </message>
    <message>
        <source>Cancelled: nobody comes, and the place is free again</source>
        <translation>已取消：不再上门，名额已释放</translation>
    </message>
    <message>
        <source>{0}, your order {1} is cancelled; nobody comes. Ring us whenever you need us.</source>
        <translation>{0}，您的工单 {1} 已取消，师傅不再上门。有需要随时来电。</translation>
    </message>
</context>
<context>
    <name>DispatchPresenter</name>
    <message>
        <source>Nobody serves this address for this kind of unit</source>
        <translation>这个地址没有服务商修这类机器</translation>
    </message>
    <message>
        <source>Take it as a request: the gap is noted, and its owner finds somebody.</source>
        <translation>先记成预约申请：会登记这里没有服务商，由负责人落实。</translation>
    </message>
    <message>
        <source>Who goes and when is known at the hub only, and it is not reached</source>
        <translation>派谁、何时上门只有中心知道，现在连不上中心</translation>
    </message>
    <message>
        <source>Take the repair as a request; whoever owns it confirms the appointment later.</source>
        <translation>请先登记报修，稍后由负责人确认上门时间。</translation>
    </message>
    <message>
        <source>The address is missing.</source>
        <translation>还差地址。</translation>
    </message>
    <message>
        <source>The fault is missing.</source>
        <translation>还差故障。</translation>
    </message>
    <message>
        <source>The notes are too long for the order; shorten them.</source>
        <translation>通话记录太长，派工单放不下，请删短一些。</translation>
    </message>
</context>
<context>
    <name>DispatchView</name>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>fault by initials, word or digit</source>
        <translation>故障：拼音首字母、词或数字</translation>
    </message>
    <message>
        <source>Dispatch it</source>
        <translation>确认派工</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>查询中…</translation>
    </message>
    <message>
        <source>Record as a request</source>
        <translation>先登记报修</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>换地址</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>What is broken</source>
        <translation>哪里坏了</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>look at this</source>
        <translation>请留意</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>No answer within {seconds} seconds.</source>
        <translation>{seconds} 秒内没有响应。</translation>
    </message>
    <message>
        <source>Look again; if it stays so, restart this PC.</source>
        <translation>请重新检查；若仍如此，请重启本机。</translation>
    </message>
    <message>
        <source>This could not be looked at: {why}.</source>
        <translation>无法检查：{why}。</translation>
    </message>
    <message>
        <source>Tell IT with all lines of this page.</source>
        <translation>请把本页全部内容告诉 IT。</translation>
    </message>
    <message>
        <source>{screens}; by {platform}.</source>
        <translation>{screens}；显示平台 {platform}。</translation>
    </message>
    <message>
        <source>{screens}; by {platform}. There is less room than the pages need.</source>
        <translation>{screens}；显示平台 {platform}。屏幕比页面所需的小。</translation>
    </message>
    <message>
        <source>Use 1366 × 768 at 100 % or more, or a smaller scaling.</source>
        <translation>请使用 1366 × 768（100 %）以上的分辨率，或调小缩放比例。</translation>
    </message>
    <message>
        <source>No window can be shown here: {why}</source>
        <translation>此处无法显示窗口：{why}</translation>
    </message>
    <message>
        <source>Start from a desktop session, with the libraries that this names.</source>
        <translation>请在桌面会话中启动，并装好上面提到的库。</translation>
    </message>
    <message>
        <source>Chinese is written with {family}.</source>
        <translation>中文字体：{family}。</translation>
    </message>
    <message>
        <source>No font here has Chinese characters.</source>
        <translation>本机没有中文字体。</translation>
    </message>
    <message>
        <source>Install one, such as Noto Sans CJK.</source>
        <translation>请安装中文字体，例如 Noto Sans CJK。</translation>
    </message>
    <message>
        <source>{folder} may be written; {free} GB are free.</source>
        <translation>{folder} 可写，剩余 {free} GB。</translation>
    </message>
    <message>
        <source>{folder} is not there yet.</source>
        <translation>{folder} 尚不存在。</translation>
    </message>
    <message>
        <source>The first start of the desk makes it.</source>
        <translation>首次启动程序时会自动建立。</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {why}.</source>
        <translation>{folder} 无法写入：{why}。</translation>
    </message>
    <message>
        <source>Give yourself the right to write there.</source>
        <translation>请为自己开通该处的写入权限。</translation>
    </message>
    <message>
        <source>Only {free} GB are free where {folder} is.</source>
        <translation>{folder} 所在磁盘只剩 {free} GB。</translation>
    </message>
    <message>
        <source>Free some space: a full disk keeps work from being saved.</source>
        <translation>请腾出空间：磁盘满了就无法保存。</translation>
    </message>
    <message>
        <source>Keys are kept by {name}.</source>
        <translation>密钥由 {name} 保管。</translation>
    </message>
    <message>
        <source>There is no safe keyring ({why}).</source>
        <translation>没有安全的密钥环（{why}）。</translation>
    </message>
    <message>
        <source>On Windows sign in as yourself; on Linux start a Secret Service (gnome-keyring, KWallet).</source>
        <translation>在 Windows 上请用自己的账户登录；在 Linux 上请启动 Secret Service（gnome-keyring、KWallet）。</translation>
    </message>
    <message>
        <source>The time zones are missing.</source>
        <translation>缺少时区数据。</translation>
    </message>
    <message>
        <source>Install Ringside again, or tzdata.</source>
        <translation>请重新安装 Ringside 或 tzdata。</translation>
    </message>
    <message>
        <source>Here {here}, where customers live {service}.</source>
        <translation>本机 {here}，客户所在地 {service}。</translation>
    </message>
    <message>
        <source>The clock was set back: something here was written {latest}.</source>
        <translation>时钟被调慢了：本机有 {latest} 写入的文件。</translation>
    </message>
    <message>
        <source>Set the clock right; promises are counted by it.</source>
        <translation>请校准时钟；承诺时限按它计算。</translation>
    </message>
    <message>
        <source>The hub&apos;s clock differs from this PC&apos;s by {off} seconds.</source>
        <translation>中心的时钟与本机相差 {off} 秒。</translation>
    </message>
    <message>
        <source>Let both take the time from one server.</source>
        <translation>请让两者使用同一个时间服务器。</translation>
    </message>
    <message>
        <source>All can be read; {by_it} are set by IT.</source>
        <translation>全部可读，其中 {by_it} 项由 IT 设定。</translation>
    </message>
    <message>
        <source>“{key}” in {file} has a value that is not known; the default counts.</source>
        <translation>{file} 中“{key}”的值无法识别，按默认值处理。</translation>
    </message>
    <message>
        <source>Correct it; docs/settings.md has all values.</source>
        <translation>请改正；可用的值见 docs/settings.md。</translation>
    </message>
    <message>
        <source>{file} cannot be read; the defaults count.</source>
        <translation>{file} 无法读取，按默认值处理。</translation>
    </message>
    <message>
        <source>Correct it: one JSON object; docs/settings.md has all values.</source>
        <translation>请改正：应为一个 JSON 对象；可用的值见 docs/settings.md。</translation>
    </message>
    <message>
        <source>{file}, without anybody&apos;s name or number.</source>
        <translation>{file}，其中没有任何人的姓名和号码。</translation>
    </message>
    <message>
        <source>There is no log at {file} yet.</source>
        <translation>{file} 处还没有日志。</translation>
    </message>
    <message>
        <source>The first start of the desk begins it.</source>
        <translation>首次启动程序时开始记录。</translation>
    </message>
    <message>
        <source>No fault was reported.</source>
        <translation>没有故障报告。</translation>
    </message>
    <message>
        <source>{count} kept, the last of {at}: {what}</source>
        <translation>共 {count} 份，最近一份 {at}：{what}</translation>
    </message>
    <message>
        <source>Copy them for IT: Ctrl+, in the desk, Reports.</source>
        <translation>请复制给 IT：在程序中按 Ctrl+,，打开“报告”。</translation>
    </message>
    <message>
        <source>Sign in to this PC as who made it, or restore the keyring.</source>
        <translation>请用建立它的账户登录本机，或恢复密钥环。</translation>
    </message>
    <message>
        <source>{file} opens and is sound; {size} MB, step {revision}, log {log} MB.</source>
        <translation>{file} 可以打开且完好；{size} MB，结构版本 {revision}，日志 {log} MB。</translation>
    </message>
    <message>
        <source>{file} opens; it is too large to be read whole here. Step {revision}.</source>
        <translation>{file} 可以打开；文件太大，此处未全部读完。结构版本 {revision}。</translation>
    </message>
    <message>
        <source>There is no store at {file} yet.</source>
        <translation>{file} 处还没有数据库。</translation>
    </message>
    <message>
        <source>The first start makes it; ringside restore brings one back.</source>
        <translation>首次启动时会建立；ringside restore 可从备份恢复。</translation>
    </message>
    <message>
        <source>{file} is of an older Ringside, step {revision}.</source>
        <translation>{file} 属于旧版 Ringside，结构版本 {revision}。</translation>
    </message>
    <message>
        <source>Make a backup; the next start of the desk brings it up to date.</source>
        <translation>请先备份；下次启动程序时会自动升级。</translation>
    </message>
    <message>
        <source>The log of {file} has grown to {log} MB.</source>
        <translation>{file} 的日志已增至 {log} MB。</translation>
    </message>
    <message>
        <source>Close the desk once, and whatever else reads the store.</source>
        <translation>请关闭一次程序，以及其他读取该数据库的程序。</translation>
    </message>
    <message>
        <source>{file} is damaged.</source>
        <translation>{file} 已损坏。</translation>
    </message>
    <message>
        <source>Do not delete it; bring the last backup back: ringside restore.</source>
        <translation>请勿删除；请恢复最近的备份：ringside restore。</translation>
    </message>
    <message>
        <source>The key in the keyring does not open {file}.</source>
        <translation>密钥环中的密钥打不开 {file}。</translation>
    </message>
    <message>
        <source>The keyring has no key for {file}.</source>
        <translation>密钥环中没有 {file} 的密钥。</translation>
    </message>
    <message>
        <source>Without a keyring {file} stays closed.</source>
        <translation>没有密钥环，{file} 无法打开。</translation>
    </message>
    <message>
        <source>See the line of the keyring.</source>
        <translation>见“密钥环”一行。</translation>
    </message>
    <message>
        <source>Another program holds {file}.</source>
        <translation>{file} 被其他程序占用。</translation>
    </message>
    <message>
        <source>Close it: a backup program, or a Ringside that hangs.</source>
        <translation>请关闭它：备份软件，或没有响应的 Ringside。</translation>
    </message>
    <message>
        <source>{file} may not be written.</source>
        <translation>{file} 不可写。</translation>
    </message>
    <message>
        <source>Take the read-only mark off the file and its folder.</source>
        <translation>请去掉文件及文件夹的只读属性。</translation>
    </message>
    <message>
        <source>{file} was made by a newer Ringside.</source>
        <translation>{file} 由更新版本的 Ringside 建立。</translation>
    </message>
    <message>
        <source>Install the newer version on this PC.</source>
        <translation>请在本机安装新版本。</translation>
    </message>
    <message>
        <source>The disk of {file} is full.</source>
        <translation>{file} 所在磁盘已满。</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>请腾出空间。</translation>
    </message>
    <message>
        <source>{file} has gone.</source>
        <translation>{file} 不见了。</translation>
    </message>
    <message>
        <source>Bring the last backup back: ringside restore.</source>
        <translation>请恢复最近的备份：ringside restore。</translation>
    </message>
    <message>
        <source>A copy of {size} MB, sealed; its person signed in {days} days ago.</source>
        <translation>一份 {size} MB 的加密副本，本人 {days} 天前登录过。</translation>
    </message>
    <message>
        <source>It opens again with the hub only; what waits in it is kept.</source>
        <translation>须连上中心才能再打开；其中待发送的内容仍保留。</translation>
    </message>
    <message>
        <source>{file} or its seal is damaged.</source>
        <translation>{file} 或其封存文件已损坏。</translation>
    </message>
    <message>
        <source>Do not delete it: work may wait there. Tell IT.</source>
        <translation>请勿删除：其中可能有待发送的内容。请告知 IT。</translation>
    </message>
    <message>
        <source>The last one is of {at}.</source>
        <translation>上次备份：{at}。</translation>
    </message>
    <message>
        <source>Make another: Ctrl+, in the desk, or ringside backup FILE.</source>
        <translation>请再备份一次：在程序中按 Ctrl+,，或运行 ringside backup FILE。</translation>
    </message>
    <message>
        <source>There has been none.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>Make one: Ctrl+, in the desk, or ringside backup FILE.</source>
        <translation>请备份：在程序中按 Ctrl+,，或运行 ringside backup FILE。</translation>
    </message>
    <message>
        <source>Bring desk and hub to the same version.</source>
        <translation>请把本机和中心升级到同一版本。</translation>
    </message>
    <message>
        <source>This desk works alone.</source>
        <translation>本机单机工作。</translation>
    </message>
    <message>
        <source>IT wants this desk to work with {url}, but it was used alone before.</source>
        <translation>IT 要求本机连接 {url}，但它此前一直单机使用。</translation>
    </message>
    <message>
        <source>Connect it when its own work is done: ringside connect.</source>
        <translation>处理完单机上的工作后再连接：ringside connect。</translation>
    </message>
    <message>
        <source>{url} answers in {ms} ms and is believed; step {revision} as here.</source>
        <translation>{url} 在 {ms} 毫秒内响应，身份可信；结构版本 {revision}，与本机一致。</translation>
    </message>
    <message>
        <source>{url} does not answer ({why}). Work goes on here and is sent later.</source>
        <translation>{url} 没有响应（{why}）。本机可继续工作，稍后自动发送。</translation>
    </message>
    <message>
        <source>Look at the network and the proxy of this PC, then at the hub.</source>
        <translation>请先检查本机的网络和代理，再检查中心。</translation>
    </message>
    <message>
        <source>What answers at {url} cannot prove that it is the hub.</source>
        <translation>{url} 处的响应方无法证明自己是中心。</translation>
    </message>
    <message>
        <source>Ask who runs it for the line that it printed last: ringside connect.</source>
        <translation>请向管理员索取中心最近打印的那一行：ringside connect。</translation>
    </message>
    <message>
        <source>{url} keeps another store than the one this desk knows.</source>
        <translation>{url} 上的数据库不是本机原来的那个。</translation>
    </message>
    <message>
        <source>Ask who runs it; do not connect anew before what waits here is sent.</source>
        <translation>请询问管理员；待发送的内容发出之前不要重新连接。</translation>
    </message>
    <message>
        <source>{url} speaks versions {oldest} to {newest}, which this desk does not.</source>
        <translation>{url} 支持的接口版本为 {oldest} 至 {newest}，本机不支持。</translation>
    </message>
    <message>
        <source>{url} is at step {revision}, this desk at {ours}.</source>
        <translation>{url} 的结构版本为 {revision}，本机为 {ours}。</translation>
    </message>
    <message>
        <source>{file} holds no address of a hub.</source>
        <translation>{file} 中没有中心的地址。</translation>
    </message>
    <message>
        <source>Connect the desk again: ringside connect.</source>
        <translation>请重新连接本机：ringside connect。</translation>
    </message>
    <message>
        <source>Rings are told by a softphone: ringside pop NUMBER, or a link.</source>
        <translation>由软电话触发来电弹屏：ringside pop NUMBER，或链接。</translation>
    </message>
    <message>
        <source>The hub has the line and rings this desk.</source>
        <translation>线路由中心掌管，并通知本机振铃。</translation>
    </message>
    <message>
        <source>In step with the hub; {unsent} to send.</source>
        <translation>与中心同步；待发送 {unsent} 条。</translation>
    </message>
    <message>
        <source>Not in step with the hub; {unsent} wait here to be sent.</source>
        <translation>未与中心同步；本机有 {unsent} 条待发送。</translation>
    </message>
    <message>
        <source>They are kept and go by themselves; do not delete the folder.</source>
        <translation>内容已保存，会自动发送；请勿删除文件夹。</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>来电人</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>In manager.conf [{user}]: read = system,call,agent,user,dialplan,reporting – then: manager reload.</source>
        <translation>在 manager.conf 的 [{user}] 中写 read = system,call,agent,user,dialplan,reporting，然后执行 manager reload。</translation>
    </message>
    <message>
        <source>Is it on? In manager.conf [general]: enabled = yes, bindaddr and port; then the firewall between.</source>
        <translation>是否已启用？检查 manager.conf 的 [general]：enabled = yes、bindaddr 和 port；再检查中间的防火墙。</translation>
    </message>
    <message>
        <source>The PBX lets the line {line} in.</source>
        <translation>交换机允许线路 {line} 登录。</translation>
    </message>
    <message>
        <source>No PBX is set here: a softphone tells the rings, or it is a practice.</source>
        <translation>这里没有设置交换机：来电由软电话通知，或者这是练习。</translation>
    </message>
    <message>
        <source>ringside line add says which PBX rings; docs/phone.md has all of it.</source>
        <translation>用 ringside line add 设置交换机；详见 docs/phone.md。</translation>
    </message>
    <message>
        <source>The keyring here has no secret of the line {line}.</source>
        <translation>这里的密钥环中没有线路 {line} 的密码。</translation>
    </message>
    <message>
        <source>Give it again, as who holds the line: ringside line add {line}.</source>
        <translation>请以持有该线路的用户重新输入：ringside line add {line}。</translation>
    </message>
    <message>
        <source>The PBX knows no {user} with this secret, or not from this address.</source>
        <translation>交换机不认可 {user} 的这个密码，或不允许从这个地址登录。</translation>
    </message>
    <message>
        <source>In manager.conf [{user}]: secret = the one given here; permit = the address of this PC.</source>
        <translation>在 manager.conf 的 [{user}] 中：secret 写这里输入的密码，permit 写本机地址。</translation>
    </message>
    <message>
        <source>Nothing answers where the PBX should be.</source>
        <translation>交换机的地址没有应答。</translation>
    </message>
    <message>
        <source>What listens there said nothing for {seconds} seconds.</source>
        <translation>对方 {seconds} 秒没有任何回应。</translation>
    </message>
    <message>
        <source>The certificate of the PBX is not believed, or names another host.</source>
        <translation>交换机的证书不可信，或属于另一台主机。</translation>
    </message>
    <message>
        <source>Give its authority: ringside line add … --tls --ca FILE.</source>
        <translation>请提供其签发机构：ringside line add … --tls --ca FILE。</translation>
    </message>
    <message>
        <source>The PBX ended the connection.</source>
        <translation>交换机断开了连接。</translation>
    </message>
    <message>
        <source>Look again in a minute; else look at its log.</source>
        <translation>一分钟后再看；仍不行请查看交换机日志。</translation>
    </message>
    <message>
        <source>The PBX said that it goes.</source>
        <translation>交换机通知即将停机。</translation>
    </message>
    <message>
        <source>Look again when it is back.</source>
        <translation>等它恢复后再看。</translation>
    </message>
    <message>
        <source>Somebody else holds this line.</source>
        <translation>这条线路由别处持有。</translation>
    </message>
    <message>
        <source>The recording is at its end.</source>
        <translation>录制的数据已放完。</translation>
    </message>
    <message>
        <source>It can: {controls}.</source>
        <translation>可以：{controls}。</translation>
    </message>
    <message>
        <source>It can: {controls}. For the rest it lacks rights.</source>
        <translation>可以：{controls}。其余操作没有权限。</translation>
    </message>
    <message>
        <source>In manager.conf [{user}] add: {line} – then: manager reload.</source>
        <translation>在 manager.conf 的 [{user}] 中增加：{line}，然后执行 manager reload。</translation>
    </message>
    <message>
        <source>It can only watch: the PBX takes no action of {user}.</source>
        <translation>只能观察：交换机不接受 {user} 的任何操作。</translation>
    </message>
    <message>
        <source>In manager.conf [{user}]: write = agent,call,originate,system,reporting – then: manager reload.</source>
        <translation>在 manager.conf 的 [{user}] 中写 write = agent,call,originate,system,reporting，然后执行 manager reload。</translation>
    </message>
    <message>
        <source>Queues with members: {queues}.</source>
        <translation>有成员的队列：{queues}。</translation>
    </message>
    <message>
        <source>The PBX told of no queue with a member.</source>
        <translation>交换机没有报告任何有成员的队列。</translation>
    </message>
    <message>
        <source>Are members in queues.conf? In manager.conf [{user}]: read = agent, write = agent or reporting.</source>
        <translation>queues.conf 中有成员吗？manager.conf 的 [{user}]：read = agent，write = agent 或 reporting。</translation>
    </message>
    <message>
        <source>{agent} is in none of these queues: {queues}.</source>
        <translation>{agent} 不在这些队列中：{queues}。</translation>
    </message>
    <message>
        <source>Log in to a queue, or add the member in queues.conf.</source>
        <translation>请登录队列，或在 queues.conf 中增加成员。</translation>
    </message>
    <message>
        <source>Your phone {agent} rings now.</source>
        <translation>您的话机 {agent} 正在振铃。</translation>
    </message>
    <message>
        <source>Ring the hotline now, from a mobile: {seconds} seconds are waited.</source>
        <translation>请现在用手机拨打热线：等待 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Ringside rings you itself where write has originate and you have a phone.</source>
        <translation>如果 write 含 originate 且您有话机，Ringside 会自己呼叫您。</translation>
    </message>
    <message>
        <source>The PBX does not let {user} ring your phone.</source>
        <translation>交换机不允许 {user} 呼叫您的话机。</translation>
    </message>
    <message>
        <source>Your phone did not ring, or nobody picked it up.</source>
        <translation>您的话机没有响，或没有人接听。</translation>
    </message>
    <message>
        <source>Is it registered? pjsip show endpoints tells, on the PBX.</source>
        <translation>话机注册了吗？在交换机上执行 pjsip show endpoints 查看。</translation>
    </message>
    <message>
        <source>The PBX does not ring your phone.</source>
        <translation>交换机没有呼叫您的话机。</translation>
    </message>
    <message>
        <source>Does --member make the PBX&apos;s own name of it? Is --dial-context there?</source>
        <translation>--member 与交换机中的名称一致吗？--dial-context 存在吗？</translation>
    </message>
    <message>
        <source>The PBX sent {event} of the call {linked_id}.</source>
        <translation>交换机发来通话 {linked_id} 的 {event}。</translation>
    </message>
    <message>
        <source>No event of a call came within {seconds} seconds.</source>
        <translation>{seconds} 秒内没有收到任何通话事件。</translation>
    </message>
    <message>
        <source>{ani} rang {dnis}, queue {queue}, at {agent}.</source>
        <translation>{ani} 拨打 {dnis}，队列 {queue}，在 {agent} 振铃。</translation>
    </message>
    <message>
        <source>{ani} rang {dnis}, queue {queue}; it rang at nobody.</source>
        <translation>{ani} 拨打 {dnis}，队列 {queue}；没有在任何座席振铃。</translation>
    </message>
    <message>
        <source>Was every agent paused or away? In manager.conf read has agent?</source>
        <translation>座席都示忙或离线了吗？manager.conf 的 read 含 agent 吗？</translation>
    </message>
    <message>
        <source>Events came, but no call into a queue.</source>
        <translation>收到了事件，但没有进入队列的来电。</translation>
    </message>
    <message>
        <source>Does the dialplan go through Queue()? In manager.conf read has agent?</source>
        <translation>拨号方案经过 Queue() 吗？manager.conf 的 read 含 agent 吗？</translation>
    </message>
    <message>
        <source>{ani} is one customer.</source>
        <translation>{ani} 对应一位客户。</translation>
    </message>
    <message>
        <source>{ani} leads to {count} customers.</source>
        <translation>{ani} 对应 {count} 位客户。</translation>
    </message>
    <message>
        <source>The number is withheld: nobody is looked for.</source>
        <translation>号码被隐藏：不查找客户。</translation>
    </message>
    <message>
        <source>Its page is ready in {ms} ms.</source>
        <translation>页面在 {ms} 毫秒内就绪。</translation>
    </message>
    <message>
        <source>It rang at {agent}; you sit at {mine}.</source>
        <translation>在 {agent} 振铃；您坐在 {mine}。</translation>
    </message>
    <message>
        <source>Sign in at the extension of your phone, or ring again.</source>
        <translation>请用您话机的分机登录，或再拨一次。</translation>
    </message>
    <message>
        <source>The page cannot be read: {why}.</source>
        <translation>页面无法读取：{why}。</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>未测试。</translation>
    </message>
    <message>
        <source>First mend what is above.</source>
        <translation>请先解决上面的问题。</translation>
    </message>
</context>
<context>
    <name>DocumentModel</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>out of use</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>{0} customers told</source>
        <translation>已告知 {0} 位客户</translation>
    </message>
    <message>
        <source>{0} · version {1}</source>
        <translation>{0} · 第 {1} 版</translation>
    </message>
    <message>
        <source>{0} · used {1}, settled {2}</source>
        <translation>{0} · 用过 {1} 次，解决 {2} 次</translation>
    </message>
</context>
<context>
    <name>DropPanel</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>Perhaps known already</source>
        <translation>可能已是客户</translation>
    </message>
    <message>
        <source>Enter or a digit takes this customer instead</source>
        <translation>回车或数字：改用这位客户</translation>
    </message>
</context>
<context>
    <name>EditPresenter</name>
    <message>
        <source>your draft, not published</source>
        <translation>您的草稿，未发布</translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation>第 {0} 版</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Version {0} was published while you wrote. Compare: throw your draft away to see it, or publish once more to replace it.</source>
        <translation>您编写时第 {0} 版已经发布。要看它请丢弃草稿，要替换它请再发布一次。</translation>
    </message>
    <message>
        <source>being kept</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>draft kept {0}</source>
        <translation>草稿已存 {0}</translation>
    </message>
    <message>
        <source>That cannot be read: {0}</source>
        <translation>无法读取：{0}</translation>
    </message>
    <message>
        <source>Not published yet. Look at: {0}</source>
        <translation>尚未发布。请看：{0}</translation>
    </message>
</context>
<context>
    <name>EditView</name>
    <message>
        <source>Articles, notices and scripts</source>
        <translation>文章、通知和脚本</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示什么</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>How it reads</source>
        <translation>显示效果</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>Steps, as JSON</source>
        <translation>步骤（JSON）</translation>
    </message>
    <message>
        <source>Text, Markdown</source>
        <translation>正文（Markdown）</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Words it is found by</source>
        <translation>检索词</translation>
    </message>
    <message>
        <source>Codes of faults</source>
        <translation>故障代码</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>来电原因</translation>
    </message>
    <message>
        <source>Product lines</source>
        <translation>产品线</translation>
    </message>
    <message>
        <source>Safety first (1)</source>
        <translation>安全优先（1）</translation>
    </message>
    <message>
        <source>recall, attention, info</source>
        <translation>级别 recall、attention、info</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>来电原因</translation>
    </message>
    <message>
        <source>Product line</source>
        <translation>产品线</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Serial from</source>
        <translation>序列号从</translation>
    </message>
    <message>
        <source>Serial to</source>
        <translation>序列号到</translation>
    </message>
    <message>
        <source>Leads to work</source>
        <translation>转派工项目</translation>
    </message>
    <message>
        <source>Leads to case</source>
        <translation>转受理单</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>从哪天</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>到哪天</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>The sentence to say</source>
        <translation>要说的话</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>That half-day has just been filled. Nothing is booked; choose another one.</source>
        <translation>这个半天刚被占满。什么都没有预约；请另选一个。</translation>
    </message>
    <message>
        <source>This provider does not serve that address. Choose another provider.</source>
        <translation>这家服务商不服务该地址。请另选一家。</translation>
    </message>
    <message>
        <source>A unit with serial number {0} is registered already.</source>
        <translation>序列号 {0} 的机器已经登记过。</translation>
    </message>
    <message>
        <source>Somebody changed this meanwhile. It now says “{0}”; yours is kept below.</source>
        <translation>这里刚被别人改过，现在是“{0}”；您写的留在下面。</translation>
    </message>
    <message>
        <source>This call was wrapped up before. What it says does not change any more.</source>
        <translation>这通来电已经小结，内容不再改动。</translation>
    </message>
    <message>
        <source>This call was wrapped up with another customer and stays there.</source>
        <translation>这通来电已小结在另一位客户名下，不再移动。</translation>
    </message>
    <message>
        <source>This was settled meanwhile. Nothing has been changed; look at it again.</source>
        <translation>这件事刚刚已经办结。什么都没有改；请再看一眼。</translation>
    </message>
    <message>
        <source>This is not there any more. Nothing has been changed.</source>
        <translation>它已经不在了。什么都没有改。</translation>
    </message>
    <message>
        <source>Your role may not do this. Ask your supervisor.</source>
        <translation>您的角色不能做这一步。请找班长。</translation>
    </message>
    <message>
        <source>This phone line cannot do that. Use the phone itself.</source>
        <translation>这条话路做不到。请在话机上操作。</translation>
    </message>
    <message>
        <source>This PC has no keyring, so the key of the customer data has no safe place. Nothing was stored. On Windows sign in as yourself; on Linux start a Secret Service such as gnome-keyring or KWallet, then start Ringside again.</source>
        <translation>这台电脑没有密钥环，客户资料的密钥没有安全的地方可放。什么都没有存。Windows 请用本人账号登录；Linux 请启动 Secret Service（如 gnome-keyring 或 KWallet），再启动 Ringside。</translation>
    </message>
    <message>
        <source>The keyring has no key for this store, so it stays closed. Nothing was changed. Sign in as the person who made it, or restore the keyring of this PC.</source>
        <translation>密钥环里没有这个资料库的钥匙，因此没有打开。未作任何更改。请以建立它的用户登录，或恢复本机的密钥环。</translation>
    </message>
    <message>
        <source>The hub is not reached, and only the hub can decide this. Nothing was booked; what you chose is kept.</source>
        <translation>连不上中心，这一步只能由中心决定。没有占用任何时段，您选的内容都保留着。</translation>
    </message>
    <message>
        <source>Not known yet; do not promise anything. The hub was asked, and its answer comes here by itself.</source>
        <translation>结果还不确定，请先不要答应客户。已向中心提交，答复会自动显示在这里。</translation>
    </message>
    <message>
        <source>The hub heard of this too late and did nothing. What you chose is kept; ask again.</source>
        <translation>中心收到时已超时，没有处理。您选的内容都保留着，请重新提交。</translation>
    </message>
    <message>
        <source>The hub does not know this kind of entry. It is kept here whole; IT must bring Ringside and the hub to the same version.</source>
        <translation>中心不认识这种记录。它完整地保留在本机；请 IT 把 Ringside 和中心升级到同一版本。</translation>
    </message>
    <message>
        <source>The hub could not take this: something in it does not fit or is too long. It is kept here whole; shorten it and send it again, or ask IT.</source>
        <translation>中心无法接收这条记录：其中有内容不符合要求或过长。内容完整保留在这里；请缩短后重新发送，或联系 IT。</translation>
    </message>
    <message>
        <source>You have opened as many customers as your role may for now. Your own open work stays here; try again later, or tell your supervisor.</source>
        <translation>您查看的客户数已达到岗位上限。您手头的工作仍保留在这里；请稍后再试，或告知班长。</translation>
    </message>
    <message>
        <source>The store found this at odds with what is there already. Nothing was changed; what you typed is kept.</source>
        <translation>这与资料库里已有的内容冲突。没有做任何改动，您录入的内容都保留着。</translation>
    </message>
    <message>
        <source>The hub and this desk count differently. Nothing is lost; the desk sends again by itself.</source>
        <translation>中心与本机的编号不一致。数据没有丢失，本机会自动重发。</translation>
    </message>
    <message>
        <source>{0} has published version {1} meanwhile. Nothing was published; what you wrote is kept.</source>
        <translation>{0} 已发布第 {1} 版。您的没有发布，写的都保留着。</translation>
    </message>
    <message>
        <source>{0} is away and nobody stands in. Nothing was handed over; choose somebody else.</source>
        <translation>{0}不在岗，也没有代班人。什么都没有移交，请另选一位。</translation>
    </message>
    <message>
        <source>Order {0} of this case is still open. It ends first, then the case.</source>
        <translation>本单下的派工单 {0} 还没有完成。先完成派工单，再结案。</translation>
    </message>
    <message>
        <source>Cells that are wrong: {0}. Nothing was saved.</source>
        <translation>有 {0} 个单元格不对，没有保存。</translation>
    </message>
    <message>
        <source>Write how the complaint ended, then close it.</source>
        <translation>请先写明投诉的处理结果，再结案。</translation>
    </message>
    <message>
        <source>No rule says how long this may take. Nothing was saved; tell your administrator.</source>
        <translation>没有规定这件事的时限，未保存。请告知管理员。</translation>
    </message>
    <message>
        <source>Their desk is not connected. Nobody is made ready who could not see a call.</source>
        <translation>对方的桌面未连接。看不到来电的人不能置为就绪。</translation>
    </message>
    <message>
        <source>{0} has taken this call. Take the next one.</source>
        <translation>{0} 已领走这个电话，请打下一个。</translation>
    </message>
    <message>
        <source>The customer has asked not to be rung for this. Nothing is promised.</source>
        <translation>客户要求不要为此来电，没有登记任何承诺。</translation>
    </message>
    <message>
        <source>This message cannot be written: one of its words is not known. Nothing was sent.</source>
        <translation>这条短信无法生成：缺少其中一项内容。没有发送任何内容。</translation>
    </message>
    <message>
        <source>There is no such message any more. Choose another one.</source>
        <translation>这条短信模板已停用，请选择其他模板。</translation>
    </message>
    <message>
        <source>That is no mobile number. Nothing was sent; choose a mobile.</source>
        <translation>这不是手机号码。没有发送，请选择手机号码。</translation>
    </message>
    <message>
        <source>The customer has not agreed to advertising. Nothing was sent; service goes on as ever.</source>
        <translation>客户未同意接收营销信息。没有发送，服务不受影响。</translation>
    </message>
    <message>
        <source>The sound of this call is not there any more, or not yet. That you asked for it is noted.</source>
        <translation>这通电话的录音已不在，或尚未就绪。您的调听请求已记录。</translation>
    </message>
    <message>
        <source>The link {0} does not only ask to show a number. Nothing was done; close its page.</source>
        <translation>链接 {0} 的要求不只是显示号码。没有执行任何操作；请关闭该网页。</translation>
    </message>
    <message>
        <source>The PBX does not let Ringside do that. Use the phone itself; tell IT: {0}.</source>
        <translation>交换机不允许 Ringside 这样做。请直接操作话机；并告诉 IT：{0}。</translation>
    </message>
    <message>
        <source>The call was gone already. Nothing was changed.</source>
        <translation>电话已经不在了。什么都没有改变。</translation>
    </message>
    <message>
        <source>The phone did not do it in time. Look at the phone itself, then try again.</source>
        <translation>话机没有及时执行。请看一下话机，再试一次。</translation>
    </message>
    <message>
        <source>The phone line is lost. Use the phone itself until it is back.</source>
        <translation>电话线路断开。恢复之前请直接操作话机。</translation>
    </message>
    <message>
        <source>The PBX refused that. Use the phone itself.</source>
        <translation>交换机拒绝了。请直接操作话机。</translation>
    </message>
    <message>
        <source>The hub made a mistake with this; nothing else waits for it. It is kept here whole. Tell IT: it stands in the hub&apos;s log.</source>
        <translation>中心处理此条时出了错，其他内容不受影响。此条完整保留在这里。请告知 IT：中心的日志里有记录。</translation>
    </message>
    <message>
        <source>This desk&apos;s folder was copied from another PC or from a backup. What waits here is kept and is sent under a new desk number.</source>
        <translation>本机的数据文件夹是从别的电脑或备份复制来的。待发送的内容都保留着，会以新的座席编号发出。</translation>
    </message>
    <message>
        <source>This PC&apos;s clock was more than a day ahead of the hub&apos;s. Nothing was changed; set the clock right and send it again.</source>
        <translation>这台电脑的时钟比中心快了一天以上。没有做任何改动；请校准时钟后重新发送。</translation>
    </message>
    <message>
        <source>You have signed in on too many new PCs within a day. Sign in where you worked before, or try again tomorrow.</source>
        <translation>您一天之内在太多台新电脑上登录。请在用过的电脑登录，或明天再试。</translation>
    </message>
    <message>
        <source>Person or password is wrong. Check both and the keyboard language.</source>
        <translation>工号或密码不正确。请检查拼写、大小写和输入法。</translation>
    </message>
    <message>
        <source>{0} sits at this extension. Take another one, or ask a supervisor to free it.</source>
        <translation>{0}正在使用这个分机。请换一个分机，或请班长释放它。</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>别人</translation>
    </message>
    <message>
        <source>You are signed out at the hub. What waits here is kept; sign in again.</source>
        <translation>您在中心的登录已失效。待发送的内容都保留着，请重新登录。</translation>
    </message>
    <message>
        <source>This Ringside is too old for the hub. What waits here is kept; IT must install the new version on this PC.</source>
        <translation>本机的 Ringside 版本过旧，中心不再支持。待发送的内容都保留着；请 IT 在这台电脑上安装新版本。</translation>
    </message>
    <message>
        <source>This desk knows no such hub. Nothing was changed; IT must connect it: ringside connect.</source>
        <translation>本机没有与这个中心建立连接。没有做任何改动；请 IT 执行：ringside connect。</translation>
    </message>
    <message>
        <source>IT lets new desks work with the hub {0}, which is not reached or not believed. Nothing was made on this PC; try again, or tell IT: ringside doctor.</source>
        <translation>IT 设定新装的电脑连接中心 {0}，但连接不上或身份不可信。本机没有建立任何内容；请重试，或告知 IT：ringside doctor。</translation>
    </message>
    <message>
        <source>Your password is right, but the copy on this PC still opens with the one before. Type that one too, once.</source>
        <translation>密码正确，但这台电脑上的数据仍要用修改前的密码打开。请再输入一次修改前的密码。</translation>
    </message>
    <message>
        <source>This desk has not met the hub for seven days and stays closed. What waits here is kept; sign in as soon as the hub is reached.</source>
        <translation>本机已七天没有连上中心，暂时不能打开。待发送的内容都保留着，连上中心后登录即可。</translation>
    </message>
    <message>
        <source>The store refused this and kept what was there. Your words are kept.</source>
        <translation>资料库没有接受，原有内容未变。您写的都在。</translation>
    </message>
    <message>
        <source>Too many wrong passwords. Wait a few minutes and try again.</source>
        <translation>密码错误次数过多。请几分钟后再试。</translation>
    </message>
    <message>
        <source>Too many wrong passwords. Try again after {0}.</source>
        <translation>密码错误次数过多。请在 {0} 以后再试。</translation>
    </message>
    <message>
        <source>The store is damaged and was not opened. The file is as it was. Restore it from a backup; do not delete it before.</source>
        <translation>资料库已损坏，没有打开。文件原样未动。请从备份恢复；恢复前不要删除它。</translation>
    </message>
    <message>
        <source>The store cannot be read with this PC&apos;s key. The file is as it was. Sign in as the person who made it, or restore the key in the keyring.</source>
        <translation>这台电脑的密钥打不开资料库。文件原样未动。请用建库人的账号登录，或恢复密钥环里的密钥。</translation>
    </message>
    <message>
        <source>Another program holds the store. Nothing was changed. Close the other Ringside or the backup and try again.</source>
        <translation>资料库被另一个程序占用。什么都没有改。请关闭另一个 Ringside 或备份程序再试。</translation>
    </message>
    <message>
        <source>The store may not be written. Nothing was changed. Take the read-only mark off the file and give yourself the right to write to its folder.</source>
        <translation>资料库不能写入。什么都没有改。请去掉文件的只读标记，并取得文件夹的写权限。</translation>
    </message>
    <message>
        <source>The store was made by a newer Ringside. Nothing was changed. Install the newer version on this PC.</source>
        <translation>资料库由更新的 Ringside 建立。什么都没有改。请在这台电脑上安装新版本。</translation>
    </message>
    <message>
        <source>The store was made by an older Ringside. Nothing was changed. Bring it up to date: ringside store upgrade.</source>
        <translation>资料库由旧版 Ringside 建立。没有做任何改动。请先升级：ringside store upgrade。</translation>
    </message>
    <message>
        <source>The disk is full. What was saved before is safe; the last entry is still on the screen. Free some space and try again.</source>
        <translation>磁盘已满。之前存的都安全；最后写的还在屏幕上。请腾出空间再试。</translation>
    </message>
    <message>
        <source>There is no store at this place.</source>
        <translation>这个位置没有资料库。</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Arrived</source>
        <translation>来电数</translation>
    </message>
    <message>
        <source>Every call that came into the queue: offered, short abandons, unheard and still waiting. A call counts once, in the queue it entered first, in the half-hour in which it entered it.</source>
        <translation>进入队列的全部来电：应接、速弃、未明和仍在等待的。一通只算一次，算在它最先进入的队列和进入时的半小时。</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>应接数</translation>
    </message>
    <message>
        <source>Answered + abandoned + turned away. Short abandons and calls that still wait are not offered.</source>
        <translation>接通＋放弃＋系统结束。速弃和仍在等待的来电不算应接。</translation>
    </message>
    <message>
        <source>Others count every call that arrived, short abandons too.</source>
        <translation>别处把每一通来电都算上，速弃也算。</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>接通数</translation>
    </message>
    <message>
        <source>Calls of the queue that an agent and the caller heard each other in, by the telephone system&apos;s own word, whichever agent it was and however the agent is signed in.</source>
        <translation>座席与来电人通上话的队列来电，以电话系统的记录为准，不论是哪位座席、以何种方式签入。</translation>
    </message>
    <message>
        <source>Answered in time</source>
        <translation>及时接通</translation>
    </message>
    <message>
        <source>Answered calls that waited no longer than the queue&apos;s own limit T, in whole seconds from the entry into the queue; announcements before the queue do not count.</source>
        <translation>等待不超过本队列时限 T 的接通来电，从进入队列起按整秒计；入队前的语音播报不计。</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>服务水平</translation>
    </message>
    <message>
        <source>Answered within T seconds ÷ offered. Offered is answered + abandoned + turned away, however soon or late they gave up; short abandons are left out of both.</source>
        <translation>T 秒内接通 ÷ 应接。应接＝接通＋放弃＋系统结束，不论多久放弃；速弃在分子分母中都不计。</translation>
    </message>
    <message>
        <source>At least four formulas are in use: some divide by answered, some count who gives up within T as answered in time, some leave everyone out who gives up within T.</source>
        <translation>至少有四种算法：有的除以接通数，有的把 T 内放弃的算作及时接通，有的把 T 内放弃的全部剔除。</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>放弃数</translation>
    </message>
    <message>
        <source>Callers who hung up in the queue or while it rang, after the queue&apos;s limit for short abandons. Who left a message or was rung back later still counts.</source>
        <translation>在排队或振铃中、过了本队列速弃时限后挂断的来电人。留了言或后来已回电的仍然算。</translation>
    </message>
    <message>
        <source>Some do not count a caller who asked to be rung back.</source>
        <translation>有的不算要求回电的来电人。</translation>
    </message>
    <message>
        <source>Short abandons</source>
        <translation>速弃数</translation>
    </message>
    <message>
        <source>Callers who hung up before the queue&apos;s limit S for short abandons: neither offered nor abandoned.</source>
        <translation>在本队列速弃时限 S 之前挂断的来电人：既不算应接，也不算放弃。</translation>
    </message>
    <message>
        <source>Many live boards count them and their history does not; here neither does.</source>
        <translation>许多实时看板算它而历史报表不算；这里两处都不算。</translation>
    </message>
    <message>
        <source>Abandon rate</source>
        <translation>放弃率</translation>
    </message>
    <message>
        <source>Abandoned ÷ offered. Short abandons are in neither.</source>
        <translation>放弃 ÷ 应接。速弃在两者中都不计。</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>系统结束</translation>
    </message>
    <message>
        <source>Calls whose wait the telephone system ended: the time of the queue was over, or it took nobody. They are offered, and not abandoned.</source>
        <translation>由电话系统结束等待的来电：排队超时，或队列不再接收。算应接，不算放弃。</translation>
    </message>
    <message>
        <source>Unheard</source>
        <translation>未明</translation>
    </message>
    <message>
        <source>Calls whose end nobody heard, because the line was lost before they were answered. Not offered.</source>
        <translation>接通前线路中断、不知如何结束的来电。不算应接。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Calls in the queue that are not answered yet. They are not offered yet.</source>
        <translation>队列中尚未接通的来电，还不算应接。</translation>
    </message>
    <message>
        <source>Speed of answer (ASA)</source>
        <translation>平均应答速度（ASA）</translation>
    </message>
    <message>
        <source>Waiting time of answered calls ÷ answered. The clock starts at the entry into the queue, not at the announcement before; abandoned calls and short abandons are left out.</source>
        <translation>接通来电的等待时长 ÷ 接通数。从进入队列起计时，不含之前的语音播报；放弃和速弃不计。</translation>
    </message>
    <message>
        <source>Gave up after</source>
        <translation>平均放弃等待</translation>
    </message>
    <message>
        <source>Waiting time of abandoned calls ÷ abandoned. Short abandons are left out.</source>
        <translation>放弃来电的等待时长 ÷ 放弃数。速弃不计。</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>The longest that one caller waited in the queue, answered or not, short abandons and calls still waiting too.</source>
        <translation>单个来电人在队列中等待的最长时间，不论是否接通，含速弃和仍在等待的。</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>转接数</translation>
    </message>
    <message>
        <source>Answered calls that the agent passed on, with or without asking first.</source>
        <translation>座席接通后转出的来电，不论是否先询问。</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>处理数</translation>
    </message>
    <message>
        <source>By queue: answered calls of which the agents&apos; states tell. By agent: every call the agent talked in, taken, dialled or among colleagues, on the day on which the talk began.</source>
        <translation>按队列：有座席状态记录的接通来电。按座席：座席通过话的每一通，接入、外呼或同事之间的都算，算在开始通话的那一天。</translation>
    </message>
    <message>
        <source>A call that is passed on is handled by both agents, and is one call of its queue.</source>
        <translation>转接的来电两位座席各算处理一次，在队列中算一通。</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Time in which an agent talked in a call, the time of asking a colleague meanwhile too.</source>
        <translation>座席在一通电话中通话的时间，其间询问同事的时间也算。</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Time in which a caller was on hold.</source>
        <translation>来电人被保持的时间。</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Time after a call in which its agent took no other, by the agent&apos;s state.</source>
        <translation>通话后座席不接下一通的时间，以座席状态为准。</translation>
    </message>
    <message>
        <source>The wrap-up written beside an interaction ends when it is saved; the state may last longer.</source>
        <translation>联络记录旁所记的话后处理到保存为止；状态可能持续更久。</translation>
    </message>
    <message>
        <source>Handling time (AHT)</source>
        <translation>平均处理时长（AHT）</translation>
    </message>
    <message>
        <source>(Talk + hold + wrap-up) ÷ handled. The time of asking a colleague during a call is talk; ringing is not counted.</source>
        <translation>（通话＋保持＋话后处理）÷ 处理数。通话中询问同事的时间算通话；振铃不计。</translation>
    </message>
    <message>
        <source>Some leave out the time in which a colleague is asked.</source>
        <translation>有的不计询问同事的时间。</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>占用率</translation>
    </message>
    <message>
        <source>(Talk + hold + wrap-up) ÷ (talk + hold + wrap-up + ready). Ringing, not ready and lost connections are in neither.</source>
        <translation>（通话＋保持＋话后处理）÷（通话＋保持＋话后处理＋就绪）。振铃、示忙和连接中断在两者中都不计。</translation>
    </message>
    <message>
        <source>Not utilisation, which divides by all the time signed in.</source>
        <translation>不是利用率；利用率除以全部签入时长。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Time in which an agent waited for a call, without the time in which one rang.</source>
        <translation>座席等待来电的时间，不含振铃时间。</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>Time in which a call rang at the agent.</source>
        <translation>来电在座席处振铃的时间。</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Time signed in and not ready, for whatever reason.</source>
        <translation>签入而示忙的时间，不论原因。</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>Time in which nobody knows how the agent stood: the connection to the desk or to the line was lost.</source>
        <translation>不知座席状态的时间：与工作台或线路的连接中断。</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>签入时长</translation>
    </message>
    <message>
        <source>Talk + hold + wrap-up + ready + ringing + not ready + connection lost.</source>
        <translation>通话＋保持＋话后处理＋就绪＋振铃＋示忙＋连接中断。</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>接起数</translation>
    </message>
    <message>
        <source>Calls that rang at the agent and were answered there, on the day on which they rang.</source>
        <translation>在座席处振铃并被接起的来电，算在振铃的那一天。</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏接数</translation>
    </message>
    <message>
        <source>Calls that rang at the agent until the time was over. Where a queue rings many at once, a call that somebody else took is not missed.</source>
        <translation>在座席处振铃直到超时的来电。队列同时振多人时，别人接起的不算漏接。</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒接数</translation>
    </message>
    <message>
        <source>Calls that the agent declined, or that met a busy phone.</source>
        <translation>座席拒接的，或遇到电话占线的来电。</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联络数</translation>
    </message>
    <message>
        <source>What agents recorded, one for each agent and call, by the way it ended. What is not wrapped up yet has no code and is counted apart.</source>
        <translation>座席的联络记录，每位座席每通一条，按小结分类。还没写小结的没有代码，单独计数。</translation>
    </message>
</context>
<context>
    <name>FollowUpModel</name>
    <message>
        <source>By</source>
        <translation>最晚</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>归谁</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>试过</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>anyone</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>{0} 起</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>逾期</translation>
    </message>
</context>
<context>
    <name>FollowUps</name>
    <message>
        <source>in 2 hours</source>
        <translation>2 小时后</translation>
    </message>
    <message>
        <source>tomorrow 10:00</source>
        <translation>明天 10:00</translation>
    </message>
    <message>
        <source>in 3 days 10:00</source>
        <translation>3 天后 10:00</translation>
    </message>
    <message>
        <source>in 7 days 10:00</source>
        <translation>7 天后 10:00</translation>
    </message>
    <message>
        <source>I call</source>
        <translation>我来打</translation>
    </message>
    <message>
        <source>anyone calls</source>
        <translation>谁打都行</translation>
    </message>
    <message>
        <source>very dissatisfied</source>
        <translation>非常不满意</translation>
    </message>
    <message>
        <source>dissatisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>so-so</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>very satisfied</source>
        <translation>非常满意</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没人接</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>占线</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>打错号码</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Not solved</source>
        <translation>没解决</translation>
    </message>
    <message>
        <source>hung up while waiting</source>
        <translation>等待中挂断</translation>
    </message>
    <message>
        <source>rang out of hours</source>
        <translation>非服务时间来电</translation>
    </message>
    <message>
        <source>left a message</source>
        <translation>留言</translation>
    </message>
    <message>
        <source>calls: {0}</source>
        <translation>来电 {0} 次</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>还没拨过</translation>
    </message>
    <message>
        <source>tries so far: {0}</source>
        <translation>已拨 {0} 次</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完工</translation>
    </message>
    <message>
        <source>visited</source>
        <translation>已上门</translation>
    </message>
    <message>
        <source>nobody at home</source>
        <translation>家中无人</translation>
    </message>
    <message>
        <source>part missing</source>
        <translation>缺件</translation>
    </message>
    <message>
        <source>paid ¥{0}</source>
        <translation>收费 ¥{0}</translation>
    </message>
    <message>
        <source>own</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>household</source>
        <translation>家庭</translation>
    </message>
    <message>
        <source>shop</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>office</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>{0} characters too long; shorten it.</source>
        <translation>多了 {0} 个字，请删短一些。</translation>
    </message>
    <message>
        <source>{0}, we will call you {1} at {2}.</source>
        <translation>{0}，我们{1}给您打电话，打 {2} 这个号码。</translation>
    </message>
    <message>
        <source>{0}, we will call you at {2} as soon as they are here: {1}.</source>
        <translation>{0}，{1} 一到货，我们就拨打 {2} 通知您。</translation>
    </message>
    <message>
        <source>{0}, this is the service hotline, calling about your order {1} ({2}).</source>
        <translation>{0}，您好，这里是服务热线，为您的派工单 {1} 做{2}。</translation>
    </message>
    <message>
        <source>{0}, this is the service hotline, calling you as promised ({1}).</source>
        <translation>{0}，您好，这里是服务热线，按约定给您回电（{1}）。</translation>
    </message>
    <message>
        <source>The customer is not rung at this hour; again from {0}.</source>
        <translation>这个时段不打扰客户，{0} 起可以再打。</translation>
    </message>
    <message>
        <source>From 1 to 5, how many points do you give our service?</source>
        <translation>1 到 5 分，您给我们的服务打几分？</translation>
    </message>
</context>
<context>
    <name>FollowUpsPresenter</name>
    <message>
        <source>call ended</source>
        <translation>通话结束</translation>
    </message>
    <message>
        <source>The next try lies in the past. Choose a later time.</source>
        <translation>下次再打的时间已过，请选晚一点的时间。</translation>
    </message>
    <message>
        <source>dialled</source>
        <translation>已拨出</translation>
    </message>
</context>
<context>
    <name>FollowUpsView</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回电</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Follow-up calls</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Numbers to call back</source>
        <translation>待回电号码</translation>
    </message>
    <message>
        <source>Who waits for goods</source>
        <translation>等到货的客户</translation>
    </message>
    <message>
        <source>Take the next ten</source>
        <translation>领取下十个</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>{0} today</source>
        <translation>今天 {0} 个</translation>
    </message>
    <message>
        <source>Who hangs up while waiting, or rings out of hours, stands here.</source>
        <translation>等待中挂断或非服务时间来电的号码会出现在这里。</translation>
    </message>
    <message>
        <source>Nobody is to be called back</source>
        <translation>没有待回电号码</translation>
    </message>
    <message>
        <source>In a call, Ctrl+U and the reason that goods have come put a customer here.</source>
        <translation>通话中按 Ctrl+U，原因选“到货通知”，客户就会出现在这里。</translation>
    </message>
    <message>
        <source>Nobody waits for goods</source>
        <translation>没有客户在等货</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有</translation>
    </message>
    <message>
        <source>Other calls are due: see All.</source>
        <translation>还有别的回访：看“全部”。</translation>
    </message>
    <message>
        <source>What is promised in a call with Ctrl+U stands here on its day.</source>
        <translation>通话中按 Ctrl+U 约好的回访，到那天会列在这里。</translation>
    </message>
    <message>
        <source>No promised call is due today</source>
        <translation>今天没有要回访的客户</translation>
    </message>
</context>
<context>
    <name>FreeExtension</name>
    <message>
        <source>Free an extension</source>
        <translation>释放分机</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>分机</translation>
    </message>
    <message>
        <source>Free it</source>
        <translation>释放</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>GapsModel</name>
    <message>
        <source>Asked</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
</context>
<context>
    <name>GapsSide</name>
    <message>
        <source>Closed. It opens again by itself when it is asked for and nobody goes.</source>
        <translation>已关闭。再有客户要求而无人能去时会自动重开。</translation>
    </message>
</context>
<context>
    <name>GapsView</name>
    <message>
        <source>Where nobody goes</source>
        <translation>无人覆盖的地区</translation>
    </message>
    <message>
        <source>Open orders of providers that left</source>
        <translation>停用服务商名下的未完派工单</translation>
    </message>
    <message>
        <source>Who goes there</source>
        <translation>维护覆盖</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Asked for {0} times: {1} in {2}.</source>
        <translation>被要求 {0} 次：{2}，{1}。</translation>
    </message>
    <message>
        <source>They go there and cannot do this work; a skill would close it: {0}.</source>
        <translation>覆盖该地区但不具备此项技能，补上技能即可：{0}。</translation>
    </message>
    <message>
        <source>They can do it and go elsewhere in this city; a place would close it: {0}.</source>
        <translation>具备技能、覆盖本市其他地区，扩大覆盖即可：{0}。</translation>
    </message>
    <message>
        <source>The nearest who can do it are elsewhere in the province: {0}.</source>
        <translation>最近的在本省其他地市：{0}。</translation>
    </message>
    <message>
        <source>Nobody in the province can do it: only a new provider closes it.</source>
        <translation>全省无人能做，只能引入新的服务商。</translation>
    </message>
    <message>
        <source>A gap is noted by itself when an order is asked for where nobody goes for the work.</source>
        <translation>客户要求派工而当地无人能做时，系统自动记下缺口。</translation>
    </message>
    <message>
        <source>Somebody goes everywhere</source>
        <translation>没有缺口</translation>
    </message>
    <message>
        <source>When a provider is retired, the open orders that it still has stand here.</source>
        <translation>服务商停用后，其名下未完成的派工单列在这里。</translation>
    </message>
    <message>
        <source>No order is stranded</source>
        <translation>没有遗留派工单</translation>
    </message>
    <message>
        <source>These orders keep their provider until somebody sends them elsewhere: Enter opens the customer, Ctrl+T there finds another appointment. Booked ones that nobody accepts go on by themselves.</source>
        <translation>这些派工单仍在原服务商名下，直到有人改派：回车打开客户，再按 Ctrl+T 另约。已预约但无人接单的会自动转给下一家。</translation>
    </message>
    <message>
        <source>Gaps and stranded orders</source>
        <translation>覆盖缺口与遗留派工单</translation>
    </message>
</context>
<context>
    <name>GoodsCard</name>
    <message>
        <source>They have come</source>
        <translation>已到货</translation>
    </message>
    <message>
        <source>Each of them is promised a call</source>
        <translation>逐一安排电话通知</translation>
    </message>
</context>
<context>
    <name>GoodsModel</name>
    <message>
        <source>Asked</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等什么</translation>
    </message>
</context>
<context>
    <name>GridModel</name>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>new, not saved</source>
        <translation>新行，未保存</translation>
    </message>
    <message>
        <source>not saved; was “{0}”</source>
        <translation>未保存，原来是“{0}”</translation>
    </message>
</context>
<context>
    <name>HalfDayGrid</name>
    <message>
        <source>Half-days</source>
        <translation>半天时段</translation>
    </message>
    <message>
        <source>Morning</source>
        <translation>上午</translation>
    </message>
    <message>
        <source>Afternoon</source>
        <translation>下午</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>full</source>
        <translation>满</translation>
    </message>
    <message>
        <source>past</source>
        <translation>已过</translation>
    </message>
    <message>
        <source>off</source>
        <translation>休</translation>
    </message>
    <message>
        <source>held</source>
        <translation>占</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Try the phone</source>
        <translation>测试电话</translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>复制给 IT</translation>
    </message>
    <message>
        <source>Looking; one can go on working meanwhile.</source>
        <translation>正在检查，可以继续工作。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) to look at</source>
        <translation>
            <numerusform>%n 项需要留意</numerusform>
        </translation>
    </message>
    <message>
        <source>All is as it should be.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Copied. No line holds a secret or anything of a customer.</source>
        <translation>已复制。其中不含任何密码或客户信息。</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>本机检查</translation>
    </message>
</context>
<context>
    <name>Hearing</name>
    <message>
        <source>The sound could not be written on this PC: {0}</source>
        <translation>录音无法写入本机：{0}</translation>
    </message>
    <message>
        <source>The sound is fetched; that you hear it is noted.</source>
        <translation>正在取录音；您的收听已记录。</translation>
    </message>
    <message>
        <source>This PC has no player for such a file: {0}</source>
        <translation>本机没有能播放此类文件的程序：{0}</translation>
    </message>
</context>
<context>
    <name>HintStrip</name>
    <message>
        <source>Hints of the practice</source>
        <translation>练习提示</translation>
    </message>
</context>
<context>
    <name>HookCard</name>
    <message>
        <source>Hook for a softphone</source>
        <translation>软电话接口</translation>
    </message>
    <message>
        <source>What the softphone is to open</source>
        <translation>软电话要打开的地址</translation>
    </message>
    <message>
        <source>Give this to the softphone now: it is not shown again. A new one makes it worthless.</source>
        <translation>请现在填入软电话：不会再次显示。生成新令牌后它即失效。</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新令牌</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Another program has this port; choose another one above.</source>
        <translation>此端口已被其他程序占用；请在上面另选一个。</translation>
    </message>
    <message>
        <source>There is no safe keyring for its token, so that it does not listen.</source>
        <translation>没有安全的密钥环保存令牌，因此没有开启。</translation>
    </message>
    <message>
        <source>Listens at {0}, for this PC alone.</source>
        <translation>在 {0} 监听，仅限本机。</translation>
    </message>
    <message>
        <source>Does not listen.</source>
        <translation>没有开启。</translation>
    </message>
</context>
<context>
    <name>HourStrip</name>
    <message>
        <source>Promises by the hour</source>
        <translation>按小时看承诺</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>late</source>
        <translation>已迟</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>after</source>
        <translation>以后</translation>
    </message>
</context>
<context>
    <name>HubSide</name>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>重新登录</translation>
    </message>
    <message>
        <source>Free an extension…</source>
        <translation>释放分机…</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>perhaps {0}</source>
        <translation>可能是{0}</translation>
    </message>
</context>
<context>
    <name>IntakeView</name>
    <message>
        <source>number withheld</source>
        <translation>未显示号码</translation>
    </message>
    <message>
        <source>Addressed as</source>
        <translation>称呼</translation>
    </message>
    <message>
        <source>a digit</source>
        <translation>按数字</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>first characters of county or town</source>
        <translation>区县或乡镇的开头几个字</translation>
    </message>
    <message>
        <source>Save the customer</source>
        <translation>保存客户</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Without a name it cannot be saved.</source>
        <translation>没有姓名不能保存。</translation>
    </message>
    <message>
        <source>Mr</source>
        <translation>先生</translation>
    </message>
    <message>
        <source>Ms</source>
        <translation>女士</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>老师</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>New caller</source>
        <translation>新来电人</translation>
    </message>
    <message>
        <source>nothing is stored before you save</source>
        <translation>保存之前什么都不会入库</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Street, house, door</source>
        <translation>街道、楼号、门牌</translation>
    </message>
</context>
<context>
    <name>KeptReports</name>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>The chosen report</source>
        <translation>所选报告</translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>复制给 IT</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>What was saved is safe. Nothing was sent; names, numbers and addresses are masked.</source>
        <translation>已保存的内容是安全的。没有向外发送任何内容；姓名、号码和地址均已遮盖。</translation>
    </message>
    <message>
        <source>No faults</source>
        <translation>没有故障</translation>
    </message>
    <message>
        <source>When Ringside makes a mistake, what IT needs to know is kept here, and only here.</source>
        <translation>Ringside 出错时，IT 需要了解的情况保存在这里，也只保存在这里。</translation>
    </message>
    <message>
        <source>Copied. Paste it into a message to IT.</source>
        <translation>已复制。请粘贴到发给 IT 的消息中。</translation>
    </message>
    <message>
        <source>a fault of the screen</source>
        <translation>界面故障</translation>
    </message>
    <message>
        <source>a fault in the background</source>
        <translation>后台故障</translation>
    </message>
    <message>
        <source>the program ended at once</source>
        <translation>程序突然退出</translation>
    </message>
</context>
<context>
    <name>KeptSentence</name>
    <message>
        <source>Said</source>
        <translation>已说</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Keys of this page</source>
        <translation>本页按键</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何地方</translation>
    </message>
</context>
<context>
    <name>KnowledgePanel</name>
    <message>
        <source>words, initials or a code</source>
        <translation>词语、拼音首字母或代码</translation>
    </message>
    <message>
        <source>Search the knowledge</source>
        <translation>检索知识</translation>
    </message>
    <message>
        <source>What fits this call</source>
        <translation>与本次来电相符</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Used in this call</source>
        <translation>本次用到</translation>
    </message>
    <message>
        <source>Keep in sight</source>
        <translation>留在眼前</translation>
    </message>
    <message>
        <source>Take it up</source>
        <translation>接着办</translation>
    </message>
    <message>
        <source>{0} found</source>
        <translation>找到 {0} 条</translation>
    </message>
    <message>
        <source>Nothing fits. Search for a word.</source>
        <translation>没有相符的。请输入词语检索。</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
</context>
<context>
    <name>KnowledgePanels</name>
    <message>
        <source>Guided questions begin once a call is answered.</source>
        <translation>接起来电后才能引导提问。</translation>
    </message>
</context>
<context>
    <name>KnowledgePresenter</name>
    <message>
        <source>as it read then, version {0}</source>
        <translation>当时的第 {0} 版</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>That it helped is recorded once a call is answered.</source>
        <translation>接起来电后才能记录用到了它。</translation>
    </message>
    <message>
        <source>It is recorded that this helped in this call.</source>
        <translation>已记录本次用到了它。</translation>
    </message>
    <message>
        <source>Used in this call</source>
        <translation>本次用到</translation>
    </message>
    <message>
        <source>Book the work</source>
        <translation>约上门</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>开受理单</translation>
    </message>
    <message>
        <source>The customer was told</source>
        <translation>已告知客户</translation>
    </message>
    <message>
        <source>It is recorded that the customer was told.</source>
        <translation>已记录告知了客户。</translation>
    </message>
</context>
<context>
    <name>LatePanel</name>
    <message>
        <source>Late by province</source>
        <translation>各省迟约率</translation>
    </message>
    <message>
        <source>{0} of {1} late</source>
        <translation>{1} 单中 {0} 单已迟</translation>
    </message>
    <message>
        <source>all {0} %</source>
        <translation>全部 {0} %</translation>
    </message>
    <message>
        <source>Share of the open orders whose promise has passed. Enter narrows the list.</source>
        <translation>未结派工单中已过承诺时间的比例。回车键只看该省。</translation>
    </message>
</context>
<context>
    <name>LeftOrdersModel</name>
    <message>
        <source>Order</source>
        <translation>派工单</translation>
    </message>
    <message>
        <source>Provider that left</source>
        <translation>已停用的服务商</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>not promised</source>
        <translation>未约定</translation>
    </message>
</context>
<context>
    <name>LineModel</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>told the customer</source>
        <translation>已告知客户</translation>
    </message>
    <message>
        <source>used in this call</source>
        <translation>本次用到</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>this fault</source>
        <translation>这个故障</translation>
    </message>
    <message>
        <source>this model</source>
        <translation>这个型号</translation>
    </message>
    <message>
        <source>a word of it</source>
        <translation>词语相符</translation>
    </message>
    <message>
        <source>this reason</source>
        <translation>这个来电原因</translation>
    </message>
    <message>
        <source>this kind of unit</source>
        <translation>这类机器</translation>
    </message>
    <message>
        <source>begins so</source>
        <translation>开头相符</translation>
    </message>
    <message>
        <source>in the text</source>
        <translation>正文里有</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Codes and reasons</source>
        <translation>代码与原因</translation>
    </message>
    <message>
        <source>Products and warranty</source>
        <translation>产品与三包</translation>
    </message>
    <message>
        <source>Promises and follow-ups</source>
        <translation>承诺与回访</translation>
    </message>
    <message>
        <source>Phone lines</source>
        <translation>电话线路</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Places and days</source>
        <translation>地区与日历</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Reasons of calls</source>
        <translation>来电原因</translation>
    </message>
    <message>
        <source>Outcomes of calls</source>
        <translation>小结代码</translation>
    </message>
    <message>
        <source>Not-ready reasons</source>
        <translation>示忙原因</translation>
    </message>
    <message>
        <source>Reasons of follow-ups</source>
        <translation>回访原因</translation>
    </message>
    <message>
        <source>Results of attempts</source>
        <translation>拨打结果</translation>
    </message>
    <message>
        <source>What customers want</source>
        <translation>客户诉求</translation>
    </message>
    <message>
        <source>Why orders are cancelled</source>
        <translation>取消原因</translation>
    </message>
    <message>
        <source>Why visits are moved</source>
        <translation>改约原因</translation>
    </message>
    <message>
        <source>Why providers refuse</source>
        <translation>拒单原因</translation>
    </message>
    <message>
        <source>Hotline numbers</source>
        <translation>热线号码</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Numbers that disturb</source>
        <translation>骚扰号码</translation>
    </message>
    <message>
        <source>Only for team</source>
        <translation>仅限班组</translation>
    </message>
    <message>
        <source>Minutes allowed</source>
        <translation>限时（分钟）</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Wrap-up, seconds</source>
        <translation>话后处理（秒）</translation>
    </message>
    <message>
        <source>Answered within, seconds</source>
        <translation>应答时限（秒）</translation>
    </message>
    <message>
        <source>Service level, %</source>
        <translation>服务水平（%）</translation>
    </message>
    <message>
        <source>Not counted if given up within, seconds</source>
        <translation>不计入的放弃时限（秒）</translation>
    </message>
    <message>
        <source>Not ready after busy or rejected</source>
        <translation>占线或拒接后转为示忙</translation>
    </message>
    <message>
        <source>Away at once, at most</source>
        <translation>同时示忙人数上限</translation>
    </message>
    <message>
        <source>No break when more wait than</source>
        <translation>排队超过此数不批小休</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>标记时间</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>only if asked for</source>
        <translation>座席要求时才有</translation>
    </message>
    <message>
        <source>until it is done</source>
        <translation>必须，做完为止</translation>
    </message>
    <message>
        <source>for a time, may be left early</source>
        <translation>限时，可提前结束</translation>
    </message>
    <message>
        <source>for a time, always</source>
        <translation>限时，不可提前结束</translation>
    </message>
    <message>
        <source>Faults and work</source>
        <translation>故障与作业</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Name at the PBX</source>
        <translation>交换机中的名称</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>上级</translation>
    </message>
    <message>
        <source>Name, Chinese</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>Name, English</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Product line</source>
        <translation>产品线</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Part, Chinese</source>
        <translation>配件（中文）</translation>
    </message>
    <message>
        <source>Part, English</source>
        <translation>配件（英文）</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>难度</translation>
    </message>
    <message>
        <source>Main part</source>
        <translation>主要部件</translation>
    </message>
    <message>
        <source>Always paid</source>
        <translation>一律收费</translation>
    </message>
    <message>
        <source>Counts from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>television</source>
        <translation>电视</translation>
    </message>
    <message>
        <source>fridge</source>
        <translation>冰箱</translation>
    </message>
    <message>
        <source>washing machine</source>
        <translation>洗衣机</translation>
    </message>
    <message>
        <source>air conditioner</source>
        <translation>空调</translation>
    </message>
    <message>
        <source>small appliance</source>
        <translation>小家电</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>维修</translation>
    </message>
    <message>
        <source>installation</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>送货</translation>
    </message>
    <message>
        <source>inspection</source>
        <translation>鉴定</translation>
    </message>
    <message>
        <source>simple</source>
        <translation>简单</translation>
    </message>
    <message>
        <source>small</source>
        <translation>小修</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中修</translation>
    </message>
    <message>
        <source>large</source>
        <translation>大修</translation>
    </message>
    <message>
        <source>“{0}” retires when you save: old records still show it, nobody can choose it.</source>
        <translation>保存后“{0}”停用：旧记录仍然显示，新的不能再选。</translation>
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
        <source>Somebody changed this meanwhile; it now says “{0}”. Save again to keep yours.</source>
        <translation>别人刚改过，现在是“{0}”。再保存一次就用您的。</translation>
    </message>
    <message>
        <source>At least {0}.</source>
        <translation>不小于 {0}。</translation>
    </message>
    <message>
        <source>At most {0}.</source>
        <translation>不大于 {0}。</translation>
    </message>
    <message>
        <source>At most {0} characters.</source>
        <translation>最多 {0} 个字。</translation>
    </message>
    <message>
        <source>There is no “{0}” in the list it belongs to.</source>
        <translation>所属列表里没有“{0}”。</translation>
    </message>
    <message>
        <source>This person works from {0} already: two shifts do not overlap.</source>
        <translation>此人 {0} 已有班次：同一人的两个班次不能重叠。</translation>
    </message>
    <message>
        <source>Still in use: {0}.</source>
        <translation>仍在使用：{0}。</translation>
    </message>
    <message>
        <source>Say from which day it counts: later than {0}.</source>
        <translation>请写明生效日期，要晚于 {0}。</translation>
    </message>
    <message>
        <source>This message has no field {0}.</source>
        <translation>这条短信没有字段 {0}。</translation>
    </message>
    <message>
        <source>Something must stand here.</source>
        <translation>这里必须填写。</translation>
    </message>
    <message>
        <source>A whole number stands here.</source>
        <translation>这里填整数。</translation>
    </message>
    <message>
        <source>Yes or no.</source>
        <translation>填“是”或“否”。</translation>
    </message>
    <message>
        <source>A day such as 2026-11-23.</source>
        <translation>填日期，例如 2026-11-23。</translation>
    </message>
    <message>
        <source>A time such as 08:30, up to 24:00.</source>
        <translation>填时间，例如 08:30，最晚 24:00。</translation>
    </message>
    <message>
        <source>Letters, digits and . _ - only, without spaces.</source>
        <translation>只能用字母、数字和 . _ -，不能有空格。</translation>
    </message>
    <message>
        <source>This is none of the choices. F2 shows them.</source>
        <translation>没有这个选项，按 F2 查看。</translation>
    </message>
    <message>
        <source>This does not have the form that it must have.</source>
        <translation>格式不对。</translation>
    </message>
    <message>
        <source>This is given once and does not change. Make a new row.</source>
        <translation>这一项定了就不改，请新增一行。</translation>
    </message>
    <message>
        <source>Another row has this already.</source>
        <translation>已有一行是这个。</translation>
    </message>
    <message>
        <source>This row is not in the list any more.</source>
        <translation>列表里已没有这一行。</translation>
    </message>
    <message>
        <source>What has been does not change: today or later.</source>
        <translation>过去的不改：今天或以后。</translation>
    </message>
    <message>
        <source>This ends before it begins.</source>
        <translation>结束早于开始。</translation>
    </message>
    <message>
        <source>The program needs this one; it cannot be retired.</source>
        <translation>程序需要这一行，不能停用。</translation>
    </message>
    <message>
        <source>Persons and roles</source>
        <translation>人员与角色</translation>
    </message>
    <message>
        <source>Queues of a person</source>
        <translation>座席的队列</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>排班表</translation>
    </message>
    <message>
        <source>Other names of places</source>
        <translation>地区别名</translation>
    </message>
    <message>
        <source>Merged and renamed places</source>
        <translation>撤并与更名的地区</translation>
    </message>
    <message>
        <source>Technicians</source>
        <translation>师傅</translation>
    </message>
    <message>
        <source>Phones of providers</source>
        <translation>服务商来电号码</translation>
    </message>
    <message>
        <source>Who goes where</source>
        <translation>服务覆盖</translation>
    </message>
    <message>
        <source>Who can do what</source>
        <translation>服务技能</translation>
    </message>
    <message>
        <source>Visits in an ordinary week</source>
        <translation>每周上门能力</translation>
    </message>
    <message>
        <source>Visits in single half-days</source>
        <translation>单日上门能力</translation>
    </message>
    <message>
        <source>Holidays of providers</source>
        <translation>服务商休假</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名或名称</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>分机</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>班长</translation>
    </message>
    <message>
        <source>Dispatcher</source>
        <translation>派工员</translation>
    </message>
    <message>
        <source>Parts manager</source>
        <translation>备件管理员</translation>
    </message>
    <message>
        <source>Claims auditor</source>
        <translation>审卡员</translation>
    </message>
    <message>
        <source>For a provider</source>
        <translation>服务商人员</translation>
    </message>
    <message>
        <source>Analyst</source>
        <translation>分析员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Can sign in</source>
        <translation>可登录</translation>
    </message>
    <message>
        <source>Password was set</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Penalty: called later the higher</source>
        <translation>优先级：越大越后</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Place: code or name</source>
        <translation>地区（代码或名称）</translation>
    </message>
    <message>
        <source>Old place: code or name</source>
        <translation>原地区（代码或名称）</translation>
    </message>
    <message>
        <source>New place: code or name</source>
        <translation>现地区（代码或名称）</translation>
    </message>
    <message>
        <source>Is now</source>
        <translation>现为</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后有效日</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>师傅</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Own phone</source>
        <translation>本人电话</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>未完派工单</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>已约</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>可上门数</translation>
    </message>
    <message>
        <source>Top box %</source>
        <translation>五分率 %</translation>
    </message>
    <message>
        <source>On time %</source>
        <translation>准时率 %</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>顺位</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Half-day</source>
        <translation>半天</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Last day off</source>
        <translation>末日</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>morning</source>
        <translation>上午</translation>
    </message>
    <message>
        <source>afternoon</source>
        <translation>下午</translation>
    </message>
    <message>
        <source>“{0}” is taken away when you save. What was changed in the list keeps it; what is booked stays.</source>
        <translation>保存后“{0}”将被移除。变更记录中仍可查到；已预约的不受影响。</translation>
    </message>
    <message>
        <source>“{0}” is disabled when you save: signed out at once, everything they did stays.</source>
        <translation>保存后“{0}”停用：立即退出登录，以往记录保留。</translation>
    </message>
    <message>
        <source>“{0}” gets no new orders when you save. Open orders stay with it until somebody sends them elsewhere: see “Gaps and stranded orders”.</source>
        <translation>保存后不再给“{0}”派新单。未完派工单仍在其名下，直到有人改派，见“覆盖缺口与遗留派工单”。</translation>
    </message>
    <message>
        <source>Product models</source>
        <translation>产品型号</translation>
    </message>
    <message>
        <source>Warranty rules</source>
        <translation>三包规则</translation>
    </message>
    <message>
        <source>Promise clocks</source>
        <translation>承诺时限</translation>
    </message>
    <message>
        <source>Who is told</source>
        <translation>升级对象</translation>
    </message>
    <message>
        <source>Follow-up rules</source>
        <translation>回访规则</translation>
    </message>
    <message>
        <source>Calling hours</source>
        <translation>拨打时段</translation>
    </message>
    <message>
        <source>Wallboard limits</source>
        <translation>大屏阈值</translation>
    </message>
    <message>
        <source>Clocks of regions</source>
        <translation>地区时区</translation>
    </message>
    <message>
        <source>Message texts</source>
        <translation>短信模板</translation>
    </message>
    <message>
        <source>Message hours</source>
        <translation>短信时段</translation>
    </message>
    <message>
        <source>Whole unit, months</source>
        <translation>整机（月）</translation>
    </message>
    <message>
        <source>Main parts, months</source>
        <translation>主要部件（月）</translation>
    </message>
    <message>
        <source>Main parts, Chinese</source>
        <translation>主要部件（中文）</translation>
    </message>
    <message>
        <source>Main parts, English</source>
        <translation>主要部件（英文）</translation>
    </message>
    <message>
        <source>Is installed</source>
        <translation>需要安装</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Return, days</source>
        <translation>包退（天）</translation>
    </message>
    <message>
        <source>Exchange, days</source>
        <translation>包换（天）</translation>
    </message>
    <message>
        <source>Online return, days</source>
        <translation>无理由退货（天）</translation>
    </message>
    <message>
        <source>Repairs before exchange</source>
        <translation>修几次可换货</translation>
    </message>
    <message>
        <source>Repair, days</source>
        <translation>维修期限（天）</translation>
    </message>
    <message>
        <source>Wait for a part, days</source>
        <translation>等配件期限（天）</translation>
    </message>
    <message>
        <source>All repairs, days</source>
        <translation>累计维修（天）</translation>
    </message>
    <message>
        <source>Without repair, days</source>
        <translation>未修期限（天）</translation>
    </message>
    <message>
        <source>After paid repair, days</source>
        <translation>收费维修保修（天）</translation>
    </message>
    <message>
        <source>New part, days</source>
        <translation>新换部件（天）</translation>
    </message>
    <message>
        <source>Part period anew</source>
        <translation>部件重新计期</translation>
    </message>
    <message>
        <source>Labour free with part</source>
        <translation>免部件人工费</translation>
    </message>
    <message>
        <source>Visit free with part</source>
        <translation>免部件上门费</translation>
    </message>
    <message>
        <source>Wear a day, 1/10000</source>
        <translation>日折旧（万分之）</translation>
    </message>
    <message>
        <source>Wear counts</source>
        <translation>计折旧</translation>
    </message>
    <message>
        <source>Repair time counts</source>
        <translation>维修时间计入</translation>
    </message>
    <message>
        <source>Seller proves, months</source>
        <translation>商家举证（月）</translation>
    </message>
    <message>
        <source>Made day proves</source>
        <translation>生产日期依据</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>At percent</source>
        <translation>到百分之</translation>
    </message>
    <message>
        <source>Later by</source>
        <translation>再过</translation>
    </message>
    <message>
        <source>Tells</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>After</source>
        <translation>何事之后</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Paid over, fen</source>
        <translation>实付超过（分）</translation>
    </message>
    <message>
        <source>After hours</source>
        <translation>几小时后</translation>
    </message>
    <message>
        <source>Share, percent</source>
        <translation>抽访比例（%）</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Half-days between</source>
        <translation>间隔（半天）</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>Reopens under</source>
        <translation>低于几分重开</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日子</translation>
    </message>
    <message>
        <source>Region code</source>
        <translation>地区代码</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>Area code</source>
        <translation>区号</translation>
    </message>
    <message>
        <source>Dials outside with</source>
        <translation>外线前缀</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>For seconds</source>
        <translation>持续秒数</translation>
    </message>
    <message>
        <source>Grave</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>否则告知</translation>
    </message>
    <message>
        <source>Else whoever is</source>
        <translation>再否则告知角色</translation>
    </message>
    <message>
        <source>Quiet for seconds</source>
        <translation>静默秒数</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>时机</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Good for, minutes</source>
        <translation>有效（分钟）</translation>
    </message>
    <message>
        <source>Gateway’s id</source>
        <translation>网关模板号</translation>
    </message>
    <message>
        <source>provider answers</source>
        <translation>服务商答复</translation>
    </message>
    <message>
        <source>customer hears the time</source>
        <translation>告知客户时间</translation>
    </message>
    <message>
        <source>visit in its half-day</source>
        <translation>按约上门</translation>
    </message>
    <message>
        <source>part is there</source>
        <translation>配件到位</translation>
    </message>
    <message>
        <source>customer is rung</source>
        <translation>首次联系客户</translation>
    </message>
    <message>
        <source>chase is answered</source>
        <translation>催单答复</translation>
    </message>
    <message>
        <source>visit, city</source>
        <translation>上门（城市）</translation>
    </message>
    <message>
        <source>visit, township</source>
        <translation>上门（乡镇）</translation>
    </message>
    <message>
        <source>order done</source>
        <translation>派工单完工</translation>
    </message>
    <message>
        <source>case, first contact</source>
        <translation>受理单首次联系</translation>
    </message>
    <message>
        <source>case closed</source>
        <translation>受理单办结</translation>
    </message>
    <message>
        <source>authority answered</source>
        <translation>答复主管部门</translation>
    </message>
    <message>
        <source>authority closed</source>
        <translation>主管部门办结</translation>
    </message>
    <message>
        <source>callers waiting, above</source>
        <translation>等待人数，高于</translation>
    </message>
    <message>
        <source>longest wait, above seconds</source>
        <translation>最长等待，超过秒</translation>
    </message>
    <message>
        <source>service level in 30 min, below %</source>
        <translation>30 分钟服务水平，低于 %</translation>
    </message>
    <message>
        <source>abandoned in 30 min, above %</source>
        <translation>30 分钟放弃率，高于 %</translation>
    </message>
    <message>
        <source>agents ready, below</source>
        <translation>就绪座席，少于</translation>
    </message>
    <message>
        <source>one call, above seconds</source>
        <translation>单次通话，超过秒</translation>
    </message>
    <message>
        <source>one wrap-up, above seconds</source>
        <translation>单次话后处理，超过秒</translation>
    </message>
    <message>
        <source>not ready, above seconds</source>
        <translation>示忙，超过秒</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>parts manager</source>
        <translation>配件管理员</translation>
    </message>
    <message>
        <source>claims auditor</source>
        <translation>索赔审核员</translation>
    </message>
    <message>
        <source>provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>analyst</source>
        <translation>分析员</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>service minutes</source>
        <translation>服务时间分钟</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>工作日</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>班长</translation>
    </message>
    <message>
        <source>dispatcher</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>consultation</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>return</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>换货</translation>
    </message>
    <message>
        <source>complaint closed</source>
        <translation>投诉办结</translation>
    </message>
    <message>
        <source>goods arrived</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>a promise</source>
        <translation>答应回电</translation>
    </message>
    <message>
        <source>missed call</source>
        <translation>未接来电</translation>
    </message>
    <message>
        <source>service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>follow-up</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>safety</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>advertising</source>
        <translation>营销</translation>
    </message>
    <message>
        <source>best hours</source>
        <translation>最佳时段</translation>
    </message>
    <message>
        <source>quiet hours</source>
        <translation>免打扰时段</translation>
    </message>
    <message>
        <source>hotline open</source>
        <translation>热线服务时间</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>周一至周五</translation>
    </message>
    <message>
        <source>weekend</source>
        <translation>周末</translation>
    </message>
    <message>
        <source>at home</source>
        <translation>家用</translation>
    </message>
    <message>
        <source>in business</source>
        <translation>商用</translation>
    </message>
    <message>
        <source>from the next month</source>
        <translation>从次月起</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不作依据</translation>
    </message>
    <message>
        <source>order taken</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>booked</source>
        <translation>已预约</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>已改约</translation>
    </message>
    <message>
        <source>on the way</source>
        <translation>已出发</translation>
    </message>
    <message>
        <source>part delayed</source>
        <translation>配件延迟</translation>
    </message>
    <message>
        <source>part arrived</source>
        <translation>配件到货</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完工</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手工</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>technician</source>
        <translation>师傅</translation>
    </message>
</context>
<context>
    <name>ListsColumn</name>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>系统管理</translation>
    </message>
</context>
<context>
    <name>ListsModel</name>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>Match</name>
    <message>
        <source>was not the caller on {0}</source>
        <translation>{0} 来电的不是此人</translation>
    </message>
    <message>
        <source>{0}, extension {1}</source>
        <translation>{0}，分机 {1}</translation>
    </message>
    <message>
        <source>number of {0} customers</source>
        <translation>{0} 位客户共用的号码</translation>
    </message>
    <message>
        <source>household line of {0}</source>
        <translation>家庭电话，{0} 人共用</translation>
    </message>
    <message>
        <source>office line of {0}</source>
        <translation>单位电话，{0} 人共用</translation>
    </message>
    <message>
        <source>number of a shop, written with {0}</source>
        <translation>门店号码，登记在 {0} 位客户名下</translation>
    </message>
    <message>
        <source>exact mobile</source>
        <translation>手机号完全一致</translation>
    </message>
    <message>
        <source>own number</source>
        <translation>本人号码</translation>
    </message>
    <message>
        <source>household line</source>
        <translation>家庭电话</translation>
    </message>
    <message>
        <source>office line</source>
        <translation>单位电话</translation>
    </message>
    <message>
        <source>number of a shop</source>
        <translation>门店号码</translation>
    </message>
    <message>
        <source>same digits, not a whole number</source>
        <translation>数字相同，但号码不完整</translation>
    </message>
    <message>
        <source>rang from it on {0}</source>
        <translation>{0} 曾用此号来电</translation>
    </message>
    <message>
        <source>number seen on order {0}</source>
        <translation>派工单 {0} 上出现过</translation>
    </message>
    <message>
        <source>number seen in the notes of {0}</source>
        <translation>{0} 的备注里出现过</translation>
    </message>
    <message>
        <source>Mr</source>
        <translation>先生</translation>
    </message>
    <message>
        <source>Ms</source>
        <translation>女士</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>老师</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>has a unit with this serial number</source>
        <translation>名下有此机号的机器</translation>
    </message>
    <message>
        <source>has this number</source>
        <translation>登记了此号码</translation>
    </message>
    <message>
        <source>lives there</source>
        <translation>住同一地址</translation>
    </message>
</context>
<context>
    <name>MessageForm</name>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Still waits</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>To</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>内容类别</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>您要说的话</translation>
    </message>
    <message>
        <source>What the customer reads</source>
        <translation>客户看到的内容</translation>
    </message>
</context>
<context>
    <name>MovePanel</name>
    <message>
        <source>Move agents to another queue</source>
        <translation>将座席调到其他队列</translation>
    </message>
    <message>
        <source>Agents who can be moved</source>
        <translation>可以调动的座席</translation>
    </message>
    <message>
        <source>Everybody who is here is in this queue.</source>
        <translation>在岗座席都已在此队列。</translation>
    </message>
    <message>
        <source>None: they take both</source>
        <translation>不离开：两个队列都接</translation>
    </message>
    <message>
        <source>Tick who is to be moved.</source>
        <translation>请勾选要调动的座席。</translation>
    </message>
    <message>
        <source>At most {0} agents are moved at once.</source>
        <translation>一次最多调动 {0} 名座席。</translation>
    </message>
    <message>
        <source>That is the queue which they would leave.</source>
        <translation>这正是他们要离开的队列。</translation>
    </message>
    <message>
        <source>{0} agents moved and told</source>
        <translation>已调动 {0} 名座席并已通知</translation>
    </message>
    <message>
        <source>It holds until they are moved back, and is written down with your name.</source>
        <translation>在调回之前一直有效（含下次登录），并以您的姓名记录。</translation>
    </message>
    <message>
        <source>Move agents</source>
        <translation>调动座席</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>They join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>They leave</source>
        <translation>离开</translation>
    </message>
</context>
<context>
    <name>MyOrdersPresenter</name>
    <message>
        <source>Say why: choose a reason.</source>
        <translation>请选择暂停原因。</translation>
    </message>
    <message>
        <source>That time has passed. Choose a later one.</source>
        <translation>这个时间已过，请选晚一点的。</translation>
    </message>
    <message>
        <source>The note is too long; shorten it.</source>
        <translation>备注太长，请缩短。</translation>
    </message>
</context>
<context>
    <name>MyOrdersView</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>Told to me</source>
        <translation>升级给我</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Nothing was told to you</source>
        <translation>没有通知到您的事项</translation>
    </message>
    <message>
        <source>My orders</source>
        <translation>我的派工单</translation>
    </message>
    <message>
        <source>Nothing open is yours</source>
        <translation>您没有未完的派工单</translation>
    </message>
    <message>
        <source>{0} late</source>
        <translation>{0} 件超时</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>What is new</source>
        <translation>新功能</translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>{0} unread</source>
        <translation>{0} 条未读</translation>
    </message>
    <message>
        <source>told {0}</source>
        <translation>{0} 已告知</translation>
    </message>
    <message>
        <source>not told yet, {0} more</source>
        <translation>尚未告知，另有 {0} 条</translation>
    </message>
    <message>
        <source>not told yet</source>
        <translation>尚未告知</translation>
    </message>
</context>
<context>
    <name>NuisancePanel</name>
    <message>
        <source>Silent or hangs up</source>
        <translation>不说话或直接挂断</translation>
    </message>
    <message>
        <source>Advertising</source>
        <translation>推销</translation>
    </message>
    <message>
        <source>Insults</source>
        <translation>辱骂</translation>
    </message>
    <message>
        <source>Prank</source>
        <translation>恶作剧</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>多久</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>Mark the number</source>
        <translation>标记号码</translation>
    </message>
    <message>
        <source>Why it disturbs</source>
        <translation>为什么是骚扰</translation>
    </message>
</context>
<context>
    <name>Nuisances</name>
    <message>
        <source>There is no number here that could be marked.</source>
        <translation>这里没有可以标记的号码。</translation>
    </message>
    <message>
        <source>Write why it disturbs.</source>
        <translation>请写明为什么是骚扰。</translation>
    </message>
    <message>
        <source>The number is marked. A supervisor confirms it; then it is warned of.</source>
        <translation>号码已标记。班长确认后，来电时会提醒。</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Question</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>维修</translation>
    </message>
    <message>
        <source>Installation</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Return, exchange</source>
        <translation>退换货</translation>
    </message>
    <message>
        <source>agree on an appointment</source>
        <translation>约定上门时间</translation>
    </message>
    <message>
        <source>the provider&apos;s answer</source>
        <translation>等服务商接单</translation>
    </message>
    <message>
        <source>the visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>the provider&apos;s report</source>
        <translation>等服务商回报</translation>
    </message>
    <message>
        <source>the part</source>
        <translation>等配件</translation>
    </message>
    <message>
        <source>ring the customer</source>
        <translation>联系客户</translation>
    </message>
    <message>
        <source>answer the authority</source>
        <translation>答复主管部门</translation>
    </message>
    <message>
        <source>settle it</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>chased, not rung</source>
        <translation>催单未回电</translation>
    </message>
    <message>
        <source>open for long</source>
        <translation>开单过久</translation>
    </message>
    <message>
        <source>open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>to be arranged</source>
        <translation>待预约</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已派</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接单</translation>
    </message>
    <message>
        <source>waits for a part</source>
        <translation>等配件</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>1 · safety</source>
        <translation>1级·安全</translation>
    </message>
    <message>
        <source>2 · grave</source>
        <translation>2级·升级</translation>
    </message>
    <message>
        <source>3 · ordinary</source>
        <translation>3级·一般</translation>
    </message>
    <message>
        <source>4 · discontent</source>
        <translation>4级·不满</translation>
    </message>
    <message>
        <source>owner {0}</source>
        <translation>负责人 {0}</translation>
    </message>
    <message>
        <source>customer&apos;s wish</source>
        <translation>客户要求</translation>
    </message>
    <message>
        <source>part</source>
        <translation>配件</translation>
    </message>
    <message>
        <source>no way in</source>
        <translation>无法入户</translation>
    </message>
    <message>
        <source>weather</source>
        <translation>天气</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>this one</source>
        <translation>这一件</translation>
    </message>
    <message>
        <source>all {0} in the list</source>
        <translation>列表中全部 {0} 件</translation>
    </message>
    <message>
        <source>{0} · away</source>
        <translation>{0} · 不在岗</translation>
    </message>
    <message>
        <source>{0} · away, {1} stands in</source>
        <translation>{0} · 不在岗，{1} 代班</translation>
    </message>
    <message>
        <source>safety</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>grave</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>ordinary</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>discontent</source>
        <translation>不满</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>lawyer&apos;s letter</source>
        <translation>律师函</translation>
    </message>
    <message>
        <source>online</source>
        <translation>网上</translation>
    </message>
    <message>
        <source>media</source>
        <translation>媒体</translation>
    </message>
    <message>
        <source>Message to customer</source>
        <translation>发给客户的短信</translation>
    </message>
    <message>
        <source>Message to technician</source>
        <translation>发给师傅的短信</translation>
    </message>
    <message>
        <source>never taken</source>
        <translation>网关未接收</translation>
    </message>
</context>
<context>
    <name>Overseeing</name>
    <message>
        <source>Floor</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
</context>
<context>
    <name>OwnWorkModel</name>
    <message>
        <source>By</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Customer and next step</source>
        <translation>客户与下一步</translation>
    </message>
    <message>
        <source>late</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>told {0}</source>
        <translation>{0} 升级</translation>
    </message>
    <message>
        <source>chased {0}×</source>
        <translation>催单 {0} 次</translation>
    </message>
    <message>
        <source>told further up</source>
        <translation>已升级上报</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Back to the notes</source>
        <translation>回备注</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>First say who is calling: choose the customer or save a new one.</source>
        <translation>先确定是谁来电：选客户，或保存新客户。</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Set a password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>at least {0} characters</source>
        <translation>至少 {0} 个字符</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Set it</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>At least {0} characters.</source>
        <translation>至少 {0} 个字符。</translation>
    </message>
    <message>
        <source>This is not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>“{0}” signs in with it from now on. Where they are signed in they are signed out.</source>
        <translation>“{0}”今后用此密码登录。已登录的地方会立即退出。</translation>
    </message>
</context>
<context>
    <name>PastedModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
</context>
<context>
    <name>Phone</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Phone line connected</source>
        <translation>话路正常</translation>
    </message>
    <message>
        <source>Phone line lost</source>
        <translation>话路断开</translation>
    </message>
    <message>
        <source>answer at the phone itself</source>
        <translation>请在话机上接听</translation>
    </message>
    <message>
        <source>hang up at the phone itself</source>
        <translation>请在话机上挂断</translation>
    </message>
    <message>
        <source>number withheld</source>
        <translation>未显示号码</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>录音中</translation>
    </message>
    <message>
        <source>recording stopped</source>
        <translation>录音已停</translation>
    </message>
    <message>
        <source>waited {0}</source>
        <translation>等了 {0}</translation>
    </message>
    <message>
        <source>Logged out</source>
        <translation>已签退</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>拨号中</translation>
    </message>
    <message>
        <source>On a call</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>询问中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>No phone line</source>
        <translation>没有话路</translation>
    </message>
    <message>
        <source>then {0}</source>
        <translation>然后{0}</translation>
    </message>
    <message>
        <source>then ready</source>
        <translation>然后就绪</translation>
    </message>
    <message>
        <source>Missed a ring</source>
        <translation>漏接</translation>
    </message>
</context>
<context>
    <name>PopView</name>
    <message>
        <source>Timeline</source>
        <translation>往来</translation>
    </message>
    <message>
        <source>address not known</source>
        <translation>地址未知</translation>
    </message>
    <message>
        <source>customer for {0} years</source>
        <translation>{0} 年客户</translation>
    </message>
    <message>
        <source>new customer</source>
        <translation>新客户</translation>
    </message>
    <message>
        <source>Open complaint since {0}</source>
        <translation>未结投诉：{0} 起</translation>
    </message>
    <message>
        <source>Promise broken: {0}</source>
        <translation>承诺已过：{0}</translation>
    </message>
    <message>
        <source>{0} repairs in 90 days</source>
        <translation>90 天内 {0} 次报修</translation>
    </message>
    <message>
        <source>Units at home</source>
        <translation>家里的机器</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>Read and tell</source>
        <translation>阅读并告知</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>指导</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>Practice</name>
    <message>
        <source>Report</source>
        <translation>回顾</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Write down what the caller says</source>
        <translation>记下客户说的话</translation>
    </message>
    <message>
        <source>Open the dispatch</source>
        <translation>打开派工</translation>
    </message>
    <message>
        <source>Choose the fault, who goes and a half-day; then hold it</source>
        <translation>选故障、选谁去、选半天，再确认留住</translation>
    </message>
    <message>
        <source>Chase the provider on the order that is open</source>
        <translation>催服务商：记在在办的单上</translation>
    </message>
    <message>
        <source>Promise a call: what for and when; then confirm</source>
        <translation>约回电：为什么事、什么时候，再确认</translation>
    </message>
    <message>
        <source>Open the list of calls</source>
        <translation>打开回访名单</translation>
    </message>
    <message>
        <source>Call the next one on the list</source>
        <translation>拨打名单里的下一位</translation>
    </message>
    <message>
        <source>Choose the reason by its initials or a digit</source>
        <translation>选来电原因：拼音首字母或数字</translation>
    </message>
    <message>
        <source>Take the caller back from hold</source>
        <translation>恢复通话</translation>
    </message>
    <message>
        <source>Say goodbye and end the call</source>
        <translation>道别，挂机</translation>
    </message>
    <message>
        <source>Choose the outcome by its initials or a digit</source>
        <translation>选小结：拼音首字母或数字</translation>
    </message>
    <message>
        <source>Done: wrap it up, and be ready for the next call</source>
        <translation>完成小结，准备接下一个</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>来电原因</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>It was not answered</source>
        <translation>没有接听</translation>
    </message>
    <message>
        <source>Answered after {0} s; {1} s is the limit</source>
        <translation>{0} 秒接听，{1} 秒以内为达标</translation>
    </message>
    <message>
        <source>Answered only after {0} s; {1} s is the limit</source>
        <translation>{0} 秒才接听，超过了 {1} 秒</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0}: none was chosen; “{1}” fits</source>
        <translation>{0}：没有选，应选“{1}”</translation>
    </message>
    <message>
        <source>{0}: {2} was chosen; “{1}” fits better</source>
        <translation>{0}：选了“{2}”，选“{1}”更合适</translation>
    </message>
    <message>
        <source>Left to ring, as this caller wanted</source>
        <translation>没有抢接，客户自己挂断</translation>
    </message>
    <message>
        <source>Bound to the right customer</source>
        <translation>客户选对了</translation>
    </message>
    <message>
        <source>No customer was made of somebody who is none</source>
        <translation>没有把非客户登记成客户</translation>
    </message>
    <message>
        <source>The new customer is saved</source>
        <translation>新客户已登记</translation>
    </message>
    <message>
        <source>Notes written: {0} characters</source>
        <translation>备注写了 {0} 个字</translation>
    </message>
    <message>
        <source>Orders dispatched: {0} of {1}</source>
        <translation>派工 {0} 张，应派 {1} 张</translation>
    </message>
    <message>
        <source>Provider chased, on the same order</source>
        <translation>已催服务商，记在同一张单上</translation>
    </message>
    <message>
        <source>Calls promised: {0} of {1}</source>
        <translation>约回电 {0} 次，应约 {1} 次</translation>
    </message>
    <message>
        <source>The promised call was made and written down</source>
        <translation>回访已打、已记录</translation>
    </message>
    <message>
        <source>Said to the customer, by your own word: {0} of {1}</source>
        <translation>该对客户说的，自报已说 {0} 次，共 {1} 次</translation>
    </message>
    <message>
        <source>Keys and clicks: {0}; the shortest way takes {1}</source>
        <translation>按键和点击 {0} 次，最短 {1} 次</translation>
    </message>
    <message>
        <source>Answered, but it was to be left</source>
        <translation>这一通不该接</translation>
    </message>
    <message>
        <source>Bound to somebody else, or to nobody</source>
        <translation>客户选错了，或没有选</translation>
    </message>
    <message>
        <source>Bound to a customer, but the caller is none</source>
        <translation>来电的不是客户，却登记或选成了客户</translation>
    </message>
    <message>
        <source>The new customer was not saved</source>
        <translation>新客户没有登记</translation>
    </message>
    <message>
        <source>No notes were written</source>
        <translation>没有写备注</translation>
    </message>
    <message>
        <source>Orders dispatched: {0} instead of {1}</source>
        <translation>派工 {0} 张，应派 {1} 张</translation>
    </message>
    <message>
        <source>Provider chased {0} times instead of {1}</source>
        <translation>催服务商 {0} 次，应催 {1} 次</translation>
    </message>
    <message>
        <source>Calls promised: {0} instead of {1}</source>
        <translation>约回电 {0} 次，应约 {1} 次</translation>
    </message>
    <message>
        <source>What became of the promised call was not written down</source>
        <translation>回访结果没有记录</translation>
    </message>
    <message>
        <source>Said to the customer, by your own word: only {0} of {1}</source>
        <translation>该对客户说的，自报只说了 {0} 次，共 {1} 次</translation>
    </message>
    <message>
        <source>Keys and clicks: {0}; the shortest way takes only {1}</source>
        <translation>按键和点击 {0} 次，最短只要 {1} 次</translation>
    </message>
</context>
<context>
    <name>PracticeRoom</name>
    <message>
        <source>The next call comes by itself as soon as you are ready; F10 makes a pause.</source>
        <translation>就绪后下一个来电自动进来；F10 暂停。</translation>
    </message>
    <message>
        <source>A call is coming.</source>
        <translation>有来电，请稍候。</translation>
    </message>
    <message>
        <source>That was all: wrap the call up.</source>
        <translation>都做完了，请完成小结。</translation>
    </message>
    <message>
        <source>Keys: {0}</source>
        <translation>按键：{0}</translation>
    </message>
    <message>
        <source>The practice is over</source>
        <translation>练习结束</translation>
    </message>
    <message>
        <source>The report says what went well.</source>
        <translation>回顾里写明哪些做得好。</translation>
    </message>
    <message>
        <source>Close the window, or start again for another round.</source>
        <translation>关闭窗口；想再练一轮就重新打开。</translation>
    </message>
</context>
<context>
    <name>ProviderModel</name>
    <message>
        <source>Five points {0} %</source>
        <translation>五分率 {0} %</translation>
    </message>
    <message>
        <source>on time {0} %</source>
        <translation>准时 {0} %</translation>
    </message>
    <message>
        <source>{0}: {1} free</source>
        <translation>{0} 余 {1}</translation>
    </message>
</context>
<context>
    <name>ProviderOrderModel</name>
    <message>
        <source>chased: {0}</source>
        <translation>催办 {0} 次</translation>
    </message>
    <message>
        <source>no appointment</source>
        <translation>未约时间</translation>
    </message>
    <message>
        <source>late since {0}</source>
        <translation>{0} 起已超时</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>到 {0}</translation>
    </message>
</context>
<context>
    <name>ProviderView</name>
    <message>
        <source>Someone else</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Orders in hand</source>
        <translation>在办派工单</translation>
    </message>
    <message>
        <source>number of a technician</source>
        <translation>师傅的号码</translation>
    </message>
    <message>
        <source>number of the firm</source>
        <translation>服务商的号码</translation>
    </message>
    <message>
        <source>{0} late</source>
        <translation>{0} 单超时</translation>
    </message>
    <message>
        <source>{0} % top box, {1} % on time</source>
        <translation>五分率 {0}%，准时率 {1}%</translation>
    </message>
    <message>
        <source>Enter or a digit: the call is about this order</source>
        <translation>回车或数字：来电为此单</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>All queues</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 分钟</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>The day</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Calls per ½ h</source>
        <translation>每半小时来电</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>较往常</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s)</source>
        <translation>
            <numerusform>%n 名座席</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} calls today</source>
        <translation>今日 {0} 通</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>Reaching</name>
    <message>
        <source>The phone line cannot dial now. Use the phone itself.</source>
        <translation>现在不能拨号。请直接用话机。</translation>
    </message>
    <message>
        <source>Only digits, * and # can be pressed.</source>
        <translation>只能按数字、* 和 #。</translation>
    </message>
</context>
<context>
    <name>RebookPresenter</name>
    <message>
        <source>Confirm the appointment</source>
        <translation>确认预约</translation>
    </message>
    <message>
        <source>Book it</source>
        <translation>确认改约</translation>
    </message>
    <message>
        <source>Nobody serves this address for this kind of unit</source>
        <translation>这个地址没有服务商能做这类产品</translation>
    </message>
    <message>
        <source>Keep what was said in the notes and promise a call back.</source>
        <translation>把情况记在备注里，并约定回电。</translation>
    </message>
    <message>
        <source>Who goes and when is known at the hub only, and it is not reached</source>
        <translation>谁去、何时去只有中心知道，目前连不上</translation>
    </message>
    <message>
        <source>The appointment stays as it is until the hub is reached; an order can be cancelled.</source>
        <translation>连上中心之前预约保持不变；派工单可以取消。</translation>
    </message>
    <message>
        <source>Say why it is cancelled.</source>
        <translation>请写明取消原因。</translation>
    </message>
</context>
<context>
    <name>RebookView</name>
    <message>
        <source>Book it</source>
        <translation>确认改约</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>取消派工单</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>派工单</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>why it is moved or cancelled, in the customer&apos;s words</source>
        <translation>改约或取消的原因，用客户的原话</translation>
    </message>
</context>
<context>
    <name>RecordStates</name>
    <message>
        <source>only here</source>
        <translation>只在本机</translation>
    </message>
    <message>
        <source>Only on this PC so far; it is sent by itself</source>
        <translation>目前只在这台电脑上，会自动发送</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>Sent to the hub, not confirmed yet</source>
        <translation>已发到中心，等待确认</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>The hub refused it: see Needs attention</source>
        <translation>中心没有接受：请看“待处理”</translation>
    </message>
</context>
<context>
    <name>RegionsModel</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>原地区</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>RegionsView</name>
    <message>
        <source>Regions</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>Merged places</source>
        <translation>撤并地区</translation>
    </message>
    <message>
        <source>Who goes there</source>
        <translation>服务覆盖</translation>
    </message>
    <message>
        <source>It may lie in a province whose towns are not loaded.</source>
        <translation>可能所在省份的乡镇尚未载入。</translation>
    </message>
    <message>
        <source>No place is called so</source>
        <translation>没有这个地名</translation>
    </message>
    <message>
        <source>By name, initials, pinyin or code; 绵阳 高新区 names the one above first.</source>
        <translation>可输名称、简拼、拼音或代码；如“绵阳 高新区”，先上级后本级。</translation>
    </message>
    <message>
        <source>Type what people say</source>
        <translation>输入客户所说的地名</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>查找地区</translation>
    </message>
    <message>
        <source>Name, initials or code</source>
        <translation>名称、简拼或代码</translation>
    </message>
    <message>
        <source>The tree is the official one and is loaded, not typed: ringside store regions.</source>
        <translation>行政区划采用官方数据，由 ringside store regions 载入，不在此录入。</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Nothing practised yet</source>
        <translation>还没有练习记录</translation>
    </message>
    <message>
        <source>Each call that you finish is judged here: what went well, and what did not.</source>
        <translation>每练完一通电话，这里会写明哪些做得好、哪些没做到。</translation>
    </message>
    <message>
        <source>Report of the practice</source>
        <translation>练习回顾</translation>
    </message>
    <message>
        <source>{0} of {1} calls all well</source>
        <translation>{1} 通里 {0} 通全部做到</translation>
    </message>
    <message>
        <source>all well</source>
        <translation>全部做到</translation>
    </message>
    <message>
        <source>{0} of {1} well</source>
        <translation>做到 {0}/{1}</translation>
    </message>
    <message>
        <source>Back to the desk</source>
        <translation>回座席</translation>
    </message>
    <message>
        <source>What went well</source>
        <translation>练习回顾</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>Outcomes of contacts</source>
        <translation>联络小结</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>自选日期</translation>
    </message>
    <message>
        <source>by half-hour</source>
        <translation>按半小时</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>按日</translation>
    </message>
    <message>
        <source>by month</source>
        <translation>按月</translation>
    </message>
    <message>
        <source>by code</source>
        <translation>按代码</translation>
    </message>
    <message>
        <source>by queue</source>
        <translation>按队列</translation>
    </message>
    <message>
        <source>by agent</source>
        <translation>按座席</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>应接</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>接通</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>水平</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>放弃率</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>速弃</translation>
    </message>
    <message>
        <source>ASA</source>
        <translation>平均应答</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>AHT</source>
        <translation>平均处理</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>签入</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Occupied</source>
        <translation>占用率</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏接</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联络</translation>
    </message>
    <message>
        <source>Short abandon</source>
        <translation>速弃</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>系统结束</translation>
    </message>
    <message>
        <source>Unheard</source>
        <translation>未明</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>In no queue</source>
        <translation>不在队列</translation>
    </message>
    <message>
        <source>Not wrapped up</source>
        <translation>未写小结</translation>
    </message>
    <message>
        <source> h</source>
        <translation> 小时</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
</context>
<context>
    <name>ReportsPresenter</name>
    <message>
        <source>At most {0} days are counted at once</source>
        <translation>一次最多统计 {0} 天</translation>
    </message>
    <message>
        <source>Choose fewer days.</source>
        <translation>请选少一些日期。</translation>
    </message>
    <message>
        <source>Not wrapped up</source>
        <translation>未写小结</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>F5 asks again.</source>
        <translation>按 F5 再问一次。</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>全部班组</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>Whose call it is, a supervisor may see.</source>
        <translation>是谁的来电，班长才能看。</translation>
    </message>
    <message>
        <source>Nobody knows who rang there.</source>
        <translation>不知道是谁来的电话。</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Text with commas (*.csv)</source>
        <translation>逗号分隔文本 (*.csv)</translation>
    </message>
    <message>
        <source>File of the report</source>
        <translation>报表文件</translation>
    </message>
    <message>
        <source>How it is counted</source>
        <translation>统计口径</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写好：{0}</translation>
    </message>
    <message>
        <source>Stopped. No file was made.</source>
        <translation>已停止，没有生成文件。</translation>
    </message>
    <message>
        <source>The file was not made: {0}. Is it open in another program?</source>
        <translation>文件没有生成：{0}。是不是在别的程序里打开着？</translation>
    </message>
</context>
<context>
    <name>ReportsView</name>
    <message>
        <source>Report</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Other days, or all queues and teams, may have some.</source>
        <translation>换个日期，或选全部队列和班组，也许就有。</translation>
    </message>
    <message>
        <source>Nothing was counted in these days</source>
        <translation>这些天没有数据</translation>
    </message>
    <message>
        <source>the latest {0} calls</source>
        <translation>最近 {0} 通</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n 通</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter opens whose call it is · Esc leads back to the report</source>
        <translation>Enter 打开来电的客户 · Esc 回到报表</translation>
    </message>
    <message>
        <source>← → choose a figure · Enter shows its calls · Space opens a line</source>
        <translation>← → 选指标 · Enter 看其中的通话 · 空格展开一行</translation>
    </message>
    <message>
        <source>How far the file is</source>
        <translation>文件进度</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>分行</translation>
    </message>
</context>
<context>
    <name>RingCard</name>
    <message>
        <source>Open the pop</source>
        <translation>打开弹屏</translation>
    </message>
    <message>
        <source>The caret stays where you type. F9 opens, Esc comes back.</source>
        <translation>光标留在您打字的地方。F9 打开，Esc 回来。</translation>
    </message>
    <message>
        <source>Who it may be</source>
        <translation>可能是谁</translation>
    </message>
    <message>
        <source>Shared or unsure: ask for the name before you say one.</source>
        <translation>共用或不确定：先请对方报姓名，不要先说出来。</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>None of them, new customer</source>
        <translation>都不是，新客户</translation>
    </message>
    <message>
        <source>Ringing: {0}</source>
        <translation>振铃：{0}</translation>
    </message>
</context>
<context>
    <name>RowTable</name>
    <message>
        <source>Lines copied as a table: {0}</source>
        <translation>已复制为表格：{0} 行</translation>
    </message>
</context>
<context>
    <name>ScanSide</name>
    <message>
        <source>This is the code of a product, not of a unit. Scan its serial number.</source>
        <translation>这是商品条码，不是单台机器的编号。请扫描序列号。</translation>
    </message>
    <message>
        <source>This label has no serial number, only a page. Scan the other one.</source>
        <translation>此标签只有网页，没有序列号。请扫描另一个。</translation>
    </message>
</context>
<context>
    <name>SchedulePanel</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>initials or a digit</source>
        <translation>拼音首字母或数字</translation>
    </message>
    <message>
        <source>When</source>
        <translation>什么时候</translation>
    </message>
    <message>
        <source>Who calls</source>
        <translation>谁来打</translation>
    </message>
    <message>
        <source>Promise the call</source>
        <translation>约好回访</translation>
    </message>
    <message>
        <source>Which goods</source>
        <translation>等什么货</translation>
    </message>
    <message>
        <source>Follow-up call</source>
        <translation>约回访</translation>
    </message>
    <message>
        <source>or exactly</source>
        <translation>或具体时间</translation>
    </message>
    <message>
        <source>Number to call</source>
        <translation>打哪个号码</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>说什么事</translation>
    </message>
</context>
<context>
    <name>SchedulePresenter</name>
    <message>
        <source>That time has passed. Choose a later one.</source>
        <translation>这个时间已过，请选晚一点的。</translation>
    </message>
    <message>
        <source>when they have come</source>
        <translation>到货后</translation>
    </message>
    <message>
        <source>No number of this customer is known; ask for one first.</source>
        <translation>这位客户没有登记号码，先问一个。</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>还差原因。</translation>
    </message>
    <message>
        <source>Write which goods: a model, or what it is.</source>
        <translation>写明等什么货：型号或名称。</translation>
    </message>
    <message>
        <source>The note is too long.</source>
        <translation>备注太长了。</translation>
    </message>
</context>
<context>
    <name>ScoresCard</name>
    <message>
        <source>How it was, 30 days</source>
        <translation>近 30 天评分</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答数</translation>
    </message>
    <message>
        <source>Share, %</source>
        <translation>占比 %</translation>
    </message>
    <message>
        <source>{0} answers, top box {1} %</source>
        <translation>{0} 份回答，五分率 {1} %</translation>
    </message>
</context>
<context>
    <name>Script</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>a digit, initials or a word</source>
        <translation>数字、首字母或词语</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>One question back</source>
        <translation>退回上一问</translation>
    </message>
    <message>
        <source>Which questions do you want to ask?</source>
        <translation>您要问哪一组问题？</translation>
    </message>
    <message>
        <source>Guided questions</source>
        <translation>引导提问</translation>
    </message>
</context>
<context>
    <name>ScriptPresenter</name>
    <message>
        <source>There are no guided questions yet.</source>
        <translation>还没有引导提问。</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>A day, as 11-23 or 2026-11-23</source>
        <translation>日期，如 11-23 或 2026-11-23</translation>
    </message>
    <message>
        <source>In the customer&apos;s words</source>
        <translation>客户原话</translation>
    </message>
    <message>
        <source>book a technician</source>
        <translation>约师傅上门</translation>
    </message>
    <message>
        <source>open a case</source>
        <translation>开受理单</translation>
    </message>
    <message>
        <source>promise a call</source>
        <translation>约回访</translation>
    </message>
    <message>
        <source>Outcome: {0}</source>
        <translation>小结：{0}</translation>
    </message>
    <message>
        <source>read {0} (F6)</source>
        <translation>看 {0}（F6）</translation>
    </message>
    <message>
        <source>That does not answer the question. Try again.</source>
        <translation>这没有回答问题，请再试。</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>派工单</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Asked last</source>
        <translation>最近查过</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
</context>
<context>
    <name>SearchPresenter</name>
    <message>
        <source>The hub is not reached: only what is on this PC is searched.</source>
        <translation>连不上中心：只查本机上有的。</translation>
    </message>
    <message>
        <source>The first {0}: one letter or digit more narrows it down.</source>
        <translation>只列前 {0} 条，再多打一个字母或数字就少了。</translation>
    </message>
    <message>
        <source>Who or what?</source>
        <translation>找谁，找什么？</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有查到</translation>
    </message>
    <message>
        <source>Try initials (tsh), surname and end of the phone (t8000), the last four digits of a phone or six of a serial number, an order number, a street or an estate with its building.</source>
        <translation>试试姓名首字母（tsh）、姓加电话尾号（t8000）、电话后四位、序列号后六位、派工单号、路名，或小区加楼栋。</translation>
    </message>
</context>
<context>
    <name>SearchSide</name>
    <message>
        <source>The phone has nothing for that now.</source>
        <translation>电话此刻没有可供此操作的通话。</translation>
    </message>
    <message>
        <source>No call is being worked on.</source>
        <translation>当前没有处理中的来电。</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Initials, name, phone, order, serial number, estate, command</source>
        <translation>首字母、姓名、电话、单号、序列号、小区、命令</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查到的</translation>
    </message>
    <message>
        <source>this is the caller</source>
        <translation>就是来电人</translation>
    </message>
    <message>
        <source>letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Seat</name>
    <message>
        <source>A link asks for {0}: Ctrl+K looks it up.</source>
        <translation>有链接要查 {0}：按 Ctrl+K 查找。</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>派工单</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Your shift is over. Close the window, or sign in again: Ctrl F10.</source>
        <translation>您已下班。请关闭窗口；或按 Ctrl F10 重新签入。</translation>
    </message>
    <message>
        <source>This PC&apos;s store</source>
        <translation>本机资料库</translation>
    </message>
    <message>
        <source>First wrap up this call: Ctrl+Enter.</source>
        <translation>请先小结这通来电：Ctrl+Enter。</translation>
    </message>
    <message>
        <source>A call is here. Take it, or give it back to the queue first.</source>
        <translation>有来电。请先接听或退回队列。</translation>
    </message>
</context>
<context>
    <name>SeeingPanel</name>
    <message>
        <source>For you to see</source>
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>暂无需要您处理的事项</translation>
    </message>
    <message>
        <source>A limit that is passed stands here, with who was told.</source>
        <translation>超过阈值的事项会显示在此处，并写明已告知谁。</translation>
    </message>
    <message>
        <source>Should be here by the roster</source>
        <translation>按排班应到岗</translation>
    </message>
    <message>
        <source>For you to see · {0}</source>
        <translation>需要您处理 · {0}</translation>
    </message>
    <message>
        <source>{0} over today</source>
        <translation>今日已解除 {0} 条</translation>
    </message>
    <message>
        <source>{0} asks for help</source>
        <translation>{0} 请求支援</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 条</translation>
    </message>
    <message>
        <source>Limits: {0}</source>
        <translation>阈值：{0} 条</translation>
    </message>
    <message>
        <source>{0} since {1}</source>
        <translation>{0}（{1} 起）</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我来处理</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Move agents</source>
        <translation>调动座席</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>发消息</translation>
    </message>
    <message>
        <source>How it is counted</source>
        <translation>统计口径</translation>
    </message>
</context>
<context>
    <name>ServePanel</name>
    <message>
        <source>What is done</source>
        <translation>办理什么</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>For the customer</source>
        <translation>为客户办理</translation>
    </message>
</context>
<context>
    <name>ServePresenter</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Choose what the customer wishes.</source>
        <translation>请选择客户的意愿。</translation>
    </message>
    <message>
        <source>No mobile number of this customer is known: nobody can be written to.</source>
        <translation>没有这位客户的手机号码，无法发送短信。</translation>
    </message>
    <message>
        <source>There is no text to write by. The administration has the list.</source>
        <translation>没有可用的短信模板，模板在管理页面维护。</translation>
    </message>
    <message>
        <source>The customer has not allowed advertising. Ask under Wishes.</source>
        <translation>客户没有同意接收广告，请先在“意愿”里询问。</translation>
    </message>
    <message>
        <source>Write what the customer shall know.</source>
        <translation>请写下要告诉客户的话。</translation>
    </message>
    <message>
        <source>That is too long; shorten it.</source>
        <translation>内容太长，请缩短。</translation>
    </message>
    <message>
        <source>No unit of this customer is known.</source>
        <translation>没有这位客户的机器记录。</translation>
    </message>
    <message>
        <source>Write the number of the contract.</source>
        <translation>请填写合同号。</translation>
    </message>
    <message>
        <source>Write why.</source>
        <translation>请写明原因。</translation>
    </message>
    <message>
        <source>Write both days as 2026-11-22, the later one last.</source>
        <translation>请按 2026-11-22 的格式填写两个日期，较晚的在后。</translation>
    </message>
    <message>
        <source>No case of this customer was settled.</source>
        <translation>这位客户没有已办结的受理单。</translation>
    </message>
    <message>
        <source>Write why it is not settled.</source>
        <translation>请写明为什么没有解决。</translation>
    </message>
    <message>
        <source>The message is written. {0}</source>
        <translation>短信已写好。{0}</translation>
    </message>
    <message>
        <source>The wish is written down.</source>
        <translation>客户的意愿已记录。</translation>
    </message>
    <message>
        <source>Written down: the light at the unit says what is covered now.</source>
        <translation>已记录，机器旁的指示显示现在的保修情况。</translation>
    </message>
    <message>
        <source>The case is open again, with its owner and a due time.</source>
        <translation>受理单已重新打开，有负责人和到期时间。</translation>
    </message>
</context>
<context>
    <name>Serving</name>
    <message>
        <source>Message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Wishes</source>
        <translation>意愿</translation>
    </message>
    <message>
        <source>Warranty, exchange</source>
        <translation>保修、换机</translation>
    </message>
    <message>
        <source>Settled case</source>
        <translation>已办结受理单</translation>
    </message>
    <message>
        <source>May be rung</source>
        <translation>可以回访</translation>
    </message>
    <message>
        <source>Ring no more</source>
        <translation>不再回访</translation>
    </message>
    <message>
        <source>Said yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Said no</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Extension bought</source>
        <translation>购买延保</translation>
    </message>
    <message>
        <source>Extension for free</source>
        <translation>免费延保</translation>
    </message>
    <message>
        <source>Unit exchanged</source>
        <translation>已换机</translation>
    </message>
    <message>
        <source>Parts and labour</source>
        <translation>配件和人工</translation>
    </message>
    <message>
        <source>Parts only</source>
        <translation>仅配件</translation>
    </message>
    <message>
        <source>May we write to you about offers, at most twice a month? You can say no at any time.</source>
        <translation>我们可以给您发送优惠信息吗？每月最多两次，您随时可以拒绝。</translation>
    </message>
    <message>
        <source>Said yes {0} to question {1}.</source>
        <translation>{0} 对问题 {1} 表示同意。</translation>
    </message>
    <message>
        <source>Was not asked yet: no advertising is sent.</source>
        <translation>还没有询问过，不发送广告。</translation>
    </message>
    <message>
        <source>Said no {0}.</source>
        <translation>{0} 表示不同意。</translation>
    </message>
    <message>
        <source>May be rung after service.</source>
        <translation>服务后可以回访。</translation>
    </message>
    <message>
        <source>Asked {0} to be rung no more.</source>
        <translation>{0} 要求不再回访。</translation>
    </message>
    <message>
        <source>Advertising</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>About service</source>
        <translation>服务通知</translation>
    </message>
    <message>
        <source>It goes out at once.</source>
        <translation>立即发送。</translation>
    </message>
    <message>
        <source>Nobody is written to at this hour: it goes out {0} {1:%H:%M}.</source>
        <translation>现在是免打扰时段，将于{0} {1:%H:%M} 发送。</translation>
    </message>
    <message>
        <source>to the technician</source>
        <translation>发给师傅</translation>
    </message>
    <message>
        <source>to the customer</source>
        <translation>发给客户</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Default of {0}</source>
        <translation>恢复默认：{0}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>In which the screen speaks; what customers wrote stays as it is.</source>
        <translation>界面使用的语言；客户写的内容保持原样。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Dark tires less in a dark room.</source>
        <translation>在光线暗的房间里，深色不易疲劳。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Of letters and everything else, on top of the scaling of this PC.</source>
        <translation>文字和其他内容的大小，在本机缩放比例之上再放大。</translation>
    </message>
    <message>
        <source>Page of a ring</source>
        <translation>来电弹屏</translation>
    </message>
    <message>
        <source>Opens by itself where nothing is being done, or waits for F9.</source>
        <translation>空闲时自动弹出，或等待按 F9。</translation>
    </message>
    <message>
        <source>Sound of a ring</source>
        <translation>振铃声</translation>
    </message>
    <message>
        <source>The sound of this PC for messages, beside the phone&apos;s own.</source>
        <translation>除话机自身铃声外，再播放本机的提示音。</translation>
    </message>
    <message>
        <source>Sign out by itself</source>
        <translation>自动退出登录</translation>
    </message>
    <message>
        <source>When nobody touches this PC; never while a call is open. With a hub.</source>
        <translation>无人操作本机时退出登录；通话未完结时不会。仅用于连接中心时。</translation>
    </message>
    <message>
        <source>Reminder of the backup</source>
        <translation>备份提醒</translation>
    </message>
    <message>
        <source>For a desk without a hub: this store is the only one.</source>
        <translation>用于单机使用：数据只有这一份。</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描枪</translation>
    </message>
    <message>
        <source>What it sends is taken whole and not as typing, wherever one is.</source>
        <translation>无论光标在哪里，扫描内容都整段接收，不当作键盘输入。</translation>
    </message>
    <message>
        <source>Before a code</source>
        <translation>条码前缀</translation>
    </message>
    <message>
        <source>What the scanner is set to send before it; it is taken off.</source>
        <translation>扫描枪设定在条码前发送的字符，接收时去掉。</translation>
    </message>
    <message>
        <source>Behind a code</source>
        <translation>条码后缀</translation>
    </message>
    <message>
        <source>What it sends behind it; Enter and Tab need not be said.</source>
        <translation>条码后发送的字符；回车和 Tab 不必填写。</translation>
    </message>
    <message>
        <source>Hook for a softphone</source>
        <translation>软电话接口</translation>
    </message>
    <message>
        <source>By which a softphone on this PC rings here, if it has the token.</source>
        <translation>本机的软电话凭令牌由此通知来电。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>More of it while IT looks for a fault. Numbers and names are masked.</source>
        <translation>IT 查找故障时可记录得更详细。号码和姓名均已遮盖。</translation>
    </message>
    <message>
        <source>As this PC</source>
        <translation>跟随本机</translation>
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
        <source>Opens by itself</source>
        <translation>自动弹出</translation>
    </message>
    <message>
        <source>Waits for F9</source>
        <translation>等待按 F9</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>As ever</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>详细</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>After {0} minutes</source>
        <translation>{0} 分钟后</translation>
    </message>
    <message>
        <source>After {0} days</source>
        <translation>{0} 天后</translation>
    </message>
    <message>
        <source>Port {0}</source>
        <translation>端口 {0}</translation>
    </message>
    <message>
        <source>Set by IT for this PC.</source>
        <translation>由 IT 为本机设定。</translation>
    </message>
    <message>
        <source>Given on the command line, for this start.</source>
        <translation>由命令行指定，仅本次启动有效。</translation>
    </message>
    <message>
        <source>Kept on this PC for you.</source>
        <translation>为您保存在本机。</translation>
    </message>
    <message>
        <source>Not kept.</source>
        <translation>不保存。</translation>
    </message>
    <message>
        <source>{0} Counts from the next start.</source>
        <translation>{0}下次启动时生效。</translation>
    </message>
</context>
<context>
    <name>SettingsPresenter</name>
    <message>
        <source>This counts until the desk is closed, but could not be kept: {0}</source>
        <translation>关闭程序前有效，但未能保存：{0}</translation>
    </message>
    <message>
        <source>Nothing of this is kept.</source>
        <translation>此处内容不保留。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Folder of this desk</source>
        <translation>本机文件夹</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What IT sets</source>
        <translation>IT 的设定</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>中心</translation>
    </message>
</context>
<context>
    <name>SettingsSide</name>
    <message>
        <source>A fault was reported</source>
        <translation>有一份故障报告</translation>
    </message>
    <message>
        <source>A setting is wrong</source>
        <translation>有一项设置有误</translation>
    </message>
    <message>
        <source>What is new in {0}</source>
        <translation>{0} 的新功能</translation>
    </message>
    <message>
        <source>A backup is due</source>
        <translation>该备份了</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>本机检查</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新功能</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>ShiftEnd</name>
    <message>
        <source>You still take calls: choose a reason on F10 first.</source>
        <translation>您还在接听：请先按 F10 选择一个原因。</translation>
    </message>
</context>
<context>
    <name>ShiftEndPanel</name>
    <message>
        <source>My orders: hand over</source>
        <translation>我的派工单：移交</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>签退</translation>
    </message>
    <message>
        <source>Not wrapped up: {0}</source>
        <translation>未小结：{0}</translation>
    </message>
    <message>
        <source>My open orders and cases: {0}, of them late or due today: {1}</source>
        <translation>我的未结派工单和受理单：{0}，其中已超时或今天到期：{1}</translation>
    </message>
    <message>
        <source>Promised calls that are due: {0}</source>
        <translation>到期的回访：{0}</translation>
    </message>
    <message>
        <source>First wrap up: Esc leads back.</source>
        <translation>请先小结：Esc 返回。</translation>
    </message>
</context>
<context>
    <name>SignInPresenter</name>
    <message>
        <source>The hub is not reached, and you have not signed in at this PC before. Ask IT whether the hub runs and the network is up.</source>
        <translation>连不上中心，而您没有在这台电脑上登录过，无法离线工作。请 IT 检查中心是否在运行、网络是否正常。</translation>
    </message>
    <message>
        <source>The hub is not reached. You can work without it for one more day; nothing is lost.</source>
        <translation>连不上中心。还可以离线工作 1 天，数据不会丢失。</translation>
    </message>
    <message>
        <source>The hub is not reached. You can work without it for {0} more days; nothing is lost.</source>
        <translation>连不上中心。还可以离线工作 {0} 天，数据不会丢失。</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>without a phone leave it empty</source>
        <translation>没有话机可不填</translation>
    </message>
    <message>
        <source>Password before the change</source>
        <translation>修改前的密码</translation>
    </message>
    <message>
        <source>I do not know it: begin with an empty copy</source>
        <translation>不记得了，从空白数据开始</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Work without the hub</source>
        <translation>离线工作</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Extension of your phone</source>
        <translation>您的话机分机号</translation>
    </message>
</context>
<context>
    <name>SoundRow</name>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>收听</translation>
    </message>
    <message>
        <source>Why? It is noted. Enter plays it, Esc leaves it.</source>
        <translation>原因？会记录在案。Enter 播放，Esc 返回。</translation>
    </message>
    <message>
        <source>Why it is heard</source>
        <translation>收听原因</translation>
    </message>
    <message>
        <source>It is not kept any more.</source>
        <translation>录音已不再保存。</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>Logged out</source>
        <translation>已签退</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>On a call</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>询问中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>连接断开</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>The desk is open already but does not answer. Nothing was changed. Close its window, or end it in the task manager, and start Ringside again.</source>
        <translation>座席已打开但没有响应。未作任何更改。请关闭其窗口，或在任务管理器中结束它，然后重新启动 Ringside。</translation>
    </message>
</context>
<context>
    <name>StateSide</name>
    <message>
        <source>You returned a ring to the queue and take no calls now.</source>
        <translation>您把来电退回了队列，现在不接听。</translation>
    </message>
    <message>
        <source>You missed a ring and take no calls now.</source>
        <translation>您漏接了一个来电，现在不接听。</translation>
    </message>
    <message>
        <source>The time for the wrap-up is over. What you typed is here: wrap it up soon.</source>
        <translation>话后处理时间已到。您输入的内容还在：请尽快小结。</translation>
    </message>
    <message>
        <source>A supervisor changed your state.</source>
        <translation>班长改变了您的状态。</translation>
    </message>
    <message>
        <source>You are signed in, or paused, somewhere else too.</source>
        <translation>您在别处也已签入或被置忙。</translation>
    </message>
    <message>
        <source>The connection is lost. Your state comes back with it.</source>
        <translation>连接断开。恢复后您的状态也会恢复。</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>After this call</source>
        <translation>本次通话之后</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>My shift</source>
        <translation>我的班次</translation>
    </message>
    <message>
        <source>My shift until {0}</source>
        <translation>我的班次，至 {0}</translation>
    </message>
    <message>
        <source>Take my break back</source>
        <translation>取消休息申请</translation>
    </message>
    <message>
        <source>Ask for a break</source>
        <translation>申请休息</translation>
    </message>
    <message>
        <source>Join my queues</source>
        <translation>加入我的队列</translation>
    </message>
    <message>
        <source>Leave my queues</source>
        <translation>离开我的队列</translation>
    </message>
    <message>
        <source>End my shift…</source>
        <translation>下班…</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>{0} need attention</source>
        <translation>{0} 件待处理</translation>
    </message>
    <message>
        <source>Practice line on</source>
        <translation>练习线 开</translation>
    </message>
    <message>
        <source>Practice line off</source>
        <translation>练习线 关</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>In step with the hub · {0} unsent</source>
        <translation>与中心同步 · 待发送 {0}</translation>
    </message>
    <message>
        <source>Sending to the hub · {0} unsent</source>
        <translation>正在发送到中心 · 待发送 {0}</translation>
    </message>
    <message>
        <source>In step, changes come a few seconds later · {0} unsent</source>
        <translation>已同步，别人的改动会晚几秒显示 · 待发送 {0}</translation>
    </message>
    <message>
        <source>Signed out at the hub: sign in again · {0} wait here, nothing is lost</source>
        <translation>登录已失效，请重新登录 · 本机待发送 {0}，数据没有丢失</translation>
    </message>
    <message>
        <source>Too old for the hub: IT installs the new Ringside · {0} wait here, nothing is lost</source>
        <translation>版本过旧，请 IT 安装新版 Ringside · 本机待发送 {0}，数据没有丢失</translation>
    </message>
    <message>
        <source>The hub has not been reached yet · {0} wait here, nothing is lost</source>
        <translation>还没有连上中心 · 本机待发送 {0}，数据没有丢失</translation>
    </message>
    <message>
        <source>The hub is not reached since {0} · {1} wait here, nothing is lost</source>
        <translation>{0} 起连不上中心 · 本机待发送 {1}，数据没有丢失</translation>
    </message>
</context>
<context>
    <name>TargetPanel</name>
    <message>
        <source>Initials, name, extension, queue or number</source>
        <translation>拼音首字母、姓名、分机、队列或号码</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>找谁</translation>
    </message>
    <message>
        <source>Nobody here has that name. A number has {0} digits or more.</source>
        <translation>没有这个人。号码至少 {0} 位。</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>Your message is on its way.</source>
        <translation>您的消息正在发送。</translation>
    </message>
    <message>
        <source>It stands at their desk until they have read it.</source>
        <translation>消息会留在对方桌面，直到对方已读。</translation>
    </message>
</context>
<context>
    <name>ThisCall</name>
    <message>
        <source>Reason</source>
        <translation>来电原因</translation>
    </message>
    <message>
        <source>initials or a digit</source>
        <translation>拼音首字母或数字</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>约回访</translation>
    </message>
    <message>
        <source>Message, wishes, warranty</source>
        <translation>短信、意愿、保修</translation>
    </message>
    <message>
        <source>Done, next call</source>
        <translation>完成，接下一个</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>没有通话</translation>
    </message>
    <message>
        <source>the next ring opens it</source>
        <translation>下一次振铃时打开</translation>
    </message>
    <message>
        <source>Order {0}</source>
        <translation>派工单 {0}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Call</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>指导</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>已派工</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接单</translation>
    </message>
    <message>
        <source>Visited</source>
        <translation>已上门</translation>
    </message>
    <message>
        <source>Part missing</source>
        <translation>缺件</translation>
    </message>
    <message>
        <source>Part is here</source>
        <translation>配件已到</translation>
    </message>
    <message>
        <source>Chased</source>
        <translation>催修</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒单</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>超时未接单</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>改期</translation>
    </message>
    <message>
        <source>Rung by provider</source>
        <translation>服务商已联系</translation>
    </message>
    <message>
        <source>Nobody home</source>
        <translation>无人在家</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Customer told</source>
        <translation>已告知客户</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Goes on</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Gave up waiting</source>
        <translation>排队中放弃</translation>
    </message>
    <message>
        <source>Gave up ringing</source>
        <translation>振铃中放弃</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>未接入</translation>
    </message>
    <message>
        <source>Taken from the queue</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>End not heard</source>
        <translation>结束未知</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没人接</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>占线</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>号码不对</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未结</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结</translation>
    </message>
    <message>
        <source>Article used</source>
        <translation>用过文章</translation>
    </message>
    <message>
        <source>Notice told</source>
        <translation>已告知通知</translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation>已提问</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>Overtaken</source>
        <translation>已被新短信取代</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>已过时未发</translation>
    </message>
    <message>
        <source>No mobile</source>
        <translation>无手机号</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>内容不全</translation>
    </message>
    <message>
        <source>Not wrapped up</source>
        <translation>未小结</translation>
    </message>
    <message>
        <source>{0} of 5</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>No gateway</source>
        <translation>未设短信网关</translation>
    </message>
</context>
<context>
    <name>TimelineSound</name>
    <message>
        <source>No recording is known. Choose a call of the timeline.</source>
        <translation>没有录音。请在往来中选择一通电话。</translation>
    </message>
</context>
<context>
    <name>ToldSide</name>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 条</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0} moves you from the queue {1} to {2}.</source>
        <translation>{0} 将您从队列 {1} 调到 {2}。</translation>
    </message>
    <message>
        <source>{0} lets you take calls of {1} too.</source>
        <translation>{0} 让您同时接听 {1} 的来电。</translation>
    </message>
    <message>
        <source>{0} takes you out of {1}.</source>
        <translation>{0} 将您调出 {1}。</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>外线</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>自 {0}</translation>
    </message>
</context>
<context>
    <name>TransferPanel</name>
    <message>
        <source>Ask first</source>
        <translation>先询问</translation>
    </message>
    <message>
        <source>Transfer at once</source>
        <translation>立即转接</translation>
    </message>
    <message>
        <source>Your notes go along: {0}</source>
        <translation>您的备注一起转去：{0}</translation>
    </message>
</context>
<context>
    <name>Typed</name>
    <message>
        <source>draft kept {0}</source>
        <translation>草稿已存 {0}</translation>
    </message>
    <message>
        <source>draft not kept</source>
        <translation>草稿未存</translation>
    </message>
</context>
<context>
    <name>UnitForm</name>
    <message>
        <source>What is done</source>
        <translation>办理什么</translation>
    </message>
    <message>
        <source>What it pays</source>
        <translation>承担什么</translation>
    </message>
    <message>
        <source>Number of the contract</source>
        <translation>合同号</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Serial number of the new unit</source>
        <translation>新机器的序列号</translation>
    </message>
    <message>
        <source>empty: not known yet</source>
        <translation>留空表示还不知道</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>UnitModel</name>
    <message>
        <source>serial number missing</source>
        <translation>缺序列号</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>在保</translation>
    </message>
    <message>
        <source>Partly</source>
        <translation>部分在保</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>过保</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>to {0} · {1} days left</source>
        <translation>到 {0}，剩 {1} 天</translation>
    </message>
    <message>
        <source>main parts to {0}</source>
        <translation>主要部件到 {0}</translation>
    </message>
    <message>
        <source>ended {0}</source>
        <translation>{0} 到期</translation>
    </message>
    <message>
        <source>no date known</source>
        <translation>日期未知</translation>
    </message>
    <message>
        <source>Main parts and their visit are free.</source>
        <translation>主要部件和上门免费。</translation>
    </message>
    <message>
        <source>Visit, labour and parts are free.</source>
        <translation>上门、人工、配件都免费。</translation>
    </message>
    <message>
        <source>Main parts are free; the visit costs ¥50.</source>
        <translation>主要部件免费，上门费 50 元。</translation>
    </message>
    <message>
        <source>Out of warranty: visit ¥50, quoted first.</source>
        <translation>已过保，上门费 50 元，修前先报价。</translation>
    </message>
    <message>
        <source>Please have the invoice or the label ready.</source>
        <translation>请准备好发票或机身标签。</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂定</translation>
    </message>
    <message>
        <source>invoice seen</source>
        <translation>发票已核</translation>
    </message>
</context>
<context>
    <name>Urge</name>
    <message>
        <source>The provider is {0}, phone {1}.</source>
        <translation>服务商是{0}，电话{1}。</translation>
    </message>
    <message>
        <source>{0} was told {1}.</source>
        <translation>{1}已通知{0}。</translation>
    </message>
    <message>
        <source>We ring you by {0}.</source>
        <translation>我们最晚{0}前给您回电。</translation>
    </message>
    <message>
        <source>Your order is taken and the appointment is being arranged.</source>
        <translation>您的工单已受理，正在安排上门时间。</translation>
    </message>
    <message>
        <source>Your order is sent to the provider, whose yes we await.</source>
        <translation>您的工单已派给服务商，正在等他们接单。</translation>
    </message>
    <message>
        <source>The provider has accepted your order.</source>
        <translation>服务商已接单。</translation>
    </message>
    <message>
        <source>Your order waits for a part.</source>
        <translation>您的工单正在等配件。</translation>
    </message>
    <message>
        <source>Your order is done.</source>
        <translation>您的工单已完成。</translation>
    </message>
    <message>
        <source>Your order was cancelled.</source>
        <translation>您的工单已取消。</translation>
    </message>
    <message>
        <source>The visit is promised for {0}.</source>
        <translation>约定{0}上门。</translation>
    </message>
</context>
<context>
    <name>VisitPanel</name>
    <message>
        <source>What they say</source>
        <translation>对方怎么说</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>Who goes</source>
        <translation>上门师傅</translation>
    </message>
    <message>
        <source>The customer paid, yuan</source>
        <translation>客户付款（元）</translation>
    </message>
    <message>
        <source>Serial number of the new unit</source>
        <translation>新机序列号</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Choose what they say.</source>
        <translation>请选择对方的说法。</translation>
    </message>
    <message>
        <source>What the provider says</source>
        <translation>服务商回话</translation>
    </message>
</context>
<context>
    <name>VisitPresenter</name>
    <message>
        <source>No provider has this order now: find an appointment first.</source>
        <translation>这张派工单还没有服务商：请先约好上门时间。</translation>
    </message>
    <message>
        <source>That time has passed. Choose a later one.</source>
        <translation>这个时间已过，请选晚一点的。</translation>
    </message>
    <message>
        <source>The note is too long; shorten it.</source>
        <translation>备注太长，请缩短。</translation>
    </message>
</context>
<context>
    <name>Visits</name>
    <message>
        <source>They go</source>
        <translation>接单</translation>
    </message>
    <message>
        <source>They refuse</source>
        <translation>拒单</translation>
    </message>
    <message>
        <source>Rang customer</source>
        <translation>已联系客户</translation>
    </message>
    <message>
        <source>Were there</source>
        <translation>已上门</translation>
    </message>
    <message>
        <source>Nobody home</source>
        <translation>家里没人</translation>
    </message>
    <message>
        <source>Part missing</source>
        <translation>缺件</translation>
    </message>
    <message>
        <source>Part is here</source>
        <translation>配件已到</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完工</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已修好</translation>
    </message>
    <message>
        <source>No fault found</source>
        <translation>未见故障</translation>
    </message>
    <message>
        <source>Exchanged</source>
        <translation>已换机</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已退机</translation>
    </message>
    <message>
        <source>Solved by phone</source>
        <translation>电话解决</translation>
    </message>
    <message>
        <source>Why they do not go</source>
        <translation>为什么不去</translation>
    </message>
    <message>
        <source>Which part, from where</source>
        <translation>缺什么件、从哪里调</translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation>怎么联系过</translation>
    </message>
    <message>
        <source>In their words</source>
        <translation>原话</translation>
    </message>
    <message>
        <source>They report by</source>
        <translation>最晚回报时间</translation>
    </message>
    <message>
        <source>The part is here by</source>
        <translation>配件最晚到货时间</translation>
    </message>
    <message>
        <source>An appointment is agreed by</source>
        <translation>最晚约定时间</translation>
    </message>
    <message>
        <source>Write why they do not go.</source>
        <translation>请写明拒单原因。</translation>
    </message>
    <message>
        <source>Write which part is missing.</source>
        <translation>请写明缺哪个配件。</translation>
    </message>
    <message>
        <source>The visit is next.</source>
        <translation>下一步：上门。</translation>
    </message>
    <message>
        <source>The next provider with a place in the half-day gets it; else you do.</source>
        <translation>转给该时段还有空位的下一家服务商；没有则由您另约。</translation>
    </message>
    <message>
        <source>The clock of the first contact stops.</source>
        <translation>首次联系计时停止。</translation>
    </message>
    <message>
        <source>The place counts as used; they owe a report.</source>
        <translation>该名额计为已用；等对方回报结果。</translation>
    </message>
    <message>
        <source>The owner agrees on another appointment.</source>
        <translation>由负责人另约时间。</translation>
    </message>
    <message>
        <source>The promise rests until the part is here.</source>
        <translation>到件之前，承诺计时暂停。</translation>
    </message>
    <message>
        <source>The visit is next, or an appointment for it.</source>
        <translation>下一步：上门，或先约时间。</translation>
    </message>
    <message>
        <source>The order is closed; the customer is asked in some days.</source>
        <translation>派工单结束；几天后回访客户。</translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>{0} waiting, longest {1}, in time {2}</source>
        <translation>{0} 人等待，最长 {1}，服务水平 {2}</translation>
    </message>
    <message>
        <source>The floor is read</source>
        <translation>正在读取现场</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>F11 leaves</source>
        <translation>F11 退出</translation>
    </message>
    <message>
        <source>Wallboard</source>
        <translation>监控大屏</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>longest {0}</source>
        <translation>最长 {0}</translation>
    </message>
    <message>
        <source>In time, last 30 min</source>
        <translation>近 30 分钟服务水平</translation>
    </message>
    <message>
        <source>goal {0} %</source>
        <translation>目标 {0} %</translation>
    </message>
    <message>
        <source>In time, today</source>
        <translation>今日服务水平</translation>
    </message>
    <message>
        <source>dashed: the goal</source>
        <translation>虚线：目标</translation>
    </message>
    <message>
        <source>Abandoned, today</source>
        <translation>今日放弃</translation>
    </message>
    <message>
        <source>{0} calls, {1} short apart</source>
        <translation>{0} 通，另有短时放弃 {1} 通</translation>
    </message>
    <message>
        <source>Calls, today</source>
        <translation>今日来电</translation>
    </message>
    <message>
        <source>per half-hour; dashes: usual</source>
        <translation>每半小时；短线：往常</translation>
    </message>
    <message>
        <source>Queue · {0} of {1}</source>
        <translation>队列 · {0} / {1}</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Ready · talk · wrap</source>
        <translation>就绪 · 通话 · 话后处理</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 分钟</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Through the day</source>
        <translation>全天走势</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>放弃率</translation>
    </message>
    <message>
        <source>ASA</source>
        <translation>平均应答</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 名</translation>
    </message>
</context>
<context>
    <name>Wallboard</name>
    <message>
        <source>missed a call</source>
        <translation>漏接</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Calling out</source>
        <translation>外呼</translation>
    </message>
    <message>
        <source>{0} waiting, limit {1}</source>
        <translation>{0} 人等待，阈值 {1}</translation>
    </message>
    <message>
        <source>{0} wait, limit {1}</source>
        <translation>等待 {0}，阈值 {1}</translation>
    </message>
    <message>
        <source>{0} % in 30 min, limit {1} %</source>
        <translation>30 分钟服务水平 {0} %，阈值 {1} %</translation>
    </message>
    <message>
        <source>{0} % abandoned, limit {1} %</source>
        <translation>放弃率 {0} %，阈值 {1} %</translation>
    </message>
    <message>
        <source>{0} ready, limit {1}</source>
        <translation>就绪 {0} 人，阈值 {1}</translation>
    </message>
    <message>
        <source>{0} in a call, limit {1}</source>
        <translation>通话 {0}，阈值 {1}</translation>
    </message>
    <message>
        <source>{0} wrap-up, limit {1}</source>
        <translation>话后处理 {0}，阈值 {1}</translation>
    </message>
    <message>
        <source>{0} not ready, limit {1}</source>
        <translation>示忙 {0}，阈值 {1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0} is on it</source>
        <translation>{0} 正在处理</translation>
    </message>
    <message>
        <source>{0} told: {1}</source>
        <translation>{0} 已告知：{1}</translation>
    </message>
    <message>
        <source>no day to compare with yet</source>
        <translation>暂无可比较的日期</translation>
    </message>
    <message>
        <source>against {0}</source>
        <translation>对比 {0}</translation>
    </message>
    <message>
        <source>goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>In time through the day</source>
        <translation>全天服务水平</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>service level today</source>
        <translation>今日服务水平</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
</context>
<context>
    <name>WallboardPresenter</name>
    <message>
        <source>The hub is not reached: as of {0}</source>
        <translation>连不上中心：截至 {0}</translation>
    </message>
    <message>
        <source>Not read again: as of {0}</source>
        <translation>未能刷新：截至 {0}</translation>
    </message>
    <message>
        <source>{0} s old</source>
        <translation>{0} 秒前</translation>
    </message>
    <message>
        <source>Nobody knows whose call it was.</source>
        <translation>不知道这是谁的来电。</translation>
    </message>
    <message>
        <source>{0} · calls today</source>
        <translation>{0} · 今日通话</translation>
    </message>
    <message>
        <source>Written down.</source>
        <translation>已记录。</translation>
    </message>
    <message>
        <source>They know that you come.</source>
        <translation>对方已知道您会来。</translation>
    </message>
</context>
<context>
    <name>WallboardSide</name>
    <message>
        <source>Your phone rings: pick up to listen to {0}. That you listen is written down.</source>
        <translation>您的话机正在响铃：摘机即可监听 {0}。监听已被记录。</translation>
    </message>
</context>
<context>
    <name>WallboardView</name>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Wallboard</source>
        <translation>监控大屏</translation>
    </message>
    <message>
        <source>The floor is read</source>
        <translation>正在读取现场</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>座席</translation>
    </message>
    <message>
        <source>It is asked for again by itself.</source>
        <translation>会自动重新读取。</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>今日来电</translation>
    </message>
    <message>
        <source>Agents of which queue</source>
        <translation>哪个队列的座席</translation>
    </message>
    <message>
        <source>in each tile: calls today · AHT · top box %</source>
        <translation>每格：今日通话 · 平均处理时长 · 五分率 %</translation>
    </message>
</context>
<context>
    <name>Warranty</name>
    <message>
        <source>you may return it, or have it exchanged or repaired free, until {0}.</source>
        <translation>{0}（含当天）前，您可以选择退货、换货或免费维修。</translation>
    </message>
    <message>
        <source>you may have it exchanged or repaired free until {0}.</source>
        <translation>{0}（含当天）前，您可以选择换货或免费维修。</translation>
    </message>
    <message>
        <source>that was repaired before; the repair is under warranty until {0}: free.</source>
        <translation>这个故障之前修过，维修保修到 {0}，这次免费。</translation>
    </message>
    <message>
        <source>it was in repair for too long in all; you may return or exchange it.</source>
        <translation>累计维修时间过长，您可以换货或退货。</translation>
    </message>
    <message>
        <source>it was repaired for this often enough; you may have it exchanged.</source>
        <translation>同一故障已按规定修过，仍不能正常使用，您可以换货。</translation>
    </message>
    <message>
        <source>the repair takes too long; you may have it exchanged.</source>
        <translation>维修时间过长，您可以换货。</translation>
    </message>
    <message>
        <source>the part does not come; you may have it exchanged.</source>
        <translation>配件一直未到，您可以换货。</translation>
    </message>
    <message>
        <source>the same model is no more; you may return it.</source>
        <translation>没有同型号产品，您可以退货。</translation>
    </message>
    <message>
        <source>you may have the money back.</source>
        <translation>您可以退款。</translation>
    </message>
    <message>
        <source>May be exchanged: repaired too long.</source>
        <translation>维修超期或超次，可以换货。</translation>
    </message>
    <message>
        <source>exchanged {0}</source>
        <translation>{0} 换机</translation>
    </message>
    <message>
        <source>installed {0}</source>
        <translation>{0} 安装</translation>
    </message>
    <message>
        <source>delivered {0}</source>
        <translation>{0} 送货</translation>
    </message>
    <message>
        <source>bought {0}</source>
        <translation>{0} 购买</translation>
    </message>
    <message>
        <source>made before {0}</source>
        <translation>按铭牌从 {0} 起</translation>
    </message>
    <message>
        <source>no invoice, no label</source>
        <translation>无发票、无铭牌</translation>
    </message>
    <message>
        <source>repair days added: {0}</source>
        <translation>维修 {0} 天顺延</translation>
    </message>
    <message>
        <source>May return or exchange until {0}.</source>
        <translation>{0}（含）前可退、可换、可免费修。</translation>
    </message>
    <message>
        <source>May exchange until {0}.</source>
        <translation>{0}（含）前可换、可免费修。</translation>
    </message>
    <message>
        <source>extension {0}</source>
        <translation>延保 {0}</translation>
    </message>
    <message>
        <source>order {0}</source>
        <translation>派工单 {0}</translation>
    </message>
    <message>
        <source>{0} is a rest day, so {1}</source>
        <translation>{0} 是休息日，顺延至 {1}</translation>
    </message>
    <message>
        <source>the customer may dispute it: the seller proves until {0}</source>
        <translation>客户可以有异议：{0} 前由经营者举证</translation>
    </message>
    <message>
        <source>the inspection is not charged again</source>
        <translation>检修费只收一次</translation>
    </message>
    <message>
        <source>provisional: holidays of {0} not announced</source>
        <translation>暂定：{0} 年放假安排尚未公布</translation>
    </message>
    <message>
        <source>Consumer Law art. 25</source>
        <translation>消法第25条</translation>
    </message>
    <message>
        <source>Three Guarantees art. 17</source>
        <translation>三包规定第17条</translation>
    </message>
    <message>
        <source>Three Guarantees art. 9</source>
        <translation>三包规定第9条</translation>
    </message>
    <message>
        <source>Three Guarantees art. 10</source>
        <translation>三包规定第10条</translation>
    </message>
    <message>
        <source>Three Guarantees art. 11</source>
        <translation>三包规定第11条</translation>
    </message>
    <message>
        <source>Three Guarantees art. 12</source>
        <translation>三包规定第12条</translation>
    </message>
    <message>
        <source>Three Guarantees art. 13</source>
        <translation>三包规定第13条</translation>
    </message>
    <message>
        <source>Regulation 778 art. 18</source>
        <translation>消法实施条例第18条</translation>
    </message>
    <message>
        <source>warranty on the repair</source>
        <translation>维修保修</translation>
    </message>
    <message>
        <source>{0}, rule {1} v{2}</source>
        <translation>{0}，规则 {1} 第 {2} 版</translation>
    </message>
</context>
<context>
    <name>WhoAndWhen</name>
    <message>
        <source>Who goes</source>
        <translation>谁去</translation>
    </message>
    <message>
        <source>{0} · figures are free places</source>
        <translation>{0} · 数字是空位</translation>
    </message>
    <message>
        <source>When</source>
        <translation>什么时候</translation>
    </message>
</context>
<context>
    <name>WhyCard</name>
    <message>
        <source>Why they probably call</source>
        <translation>可能为此来电</translation>
    </message>
    <message>
        <source>Chase</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>I rang {0}</source>
        <translation>已致电 {0}</translation>
    </message>
    <message>
        <source>chased {0}×</source>
        <translation>催修 {0} 次</translation>
    </message>
    <message>
        <source>{0} more open</source>
        <translation>另有 {0} 件未完</translation>
    </message>
    <message>
        <source>{0}, we are confirming the appointment and will ring you.</source>
        <translation>{0}，正在给您确认上门时间，定了就给您打电话。</translation>
    </message>
    <message>
        <source>{0}, I am sorry: {1} should have come {2}. I am asking right now.</source>
        <translation>{0}，很抱歉：{1}本该{2}上门。我现在就去催。</translation>
    </message>
    <message>
        <source>{0}, we are waiting for a part; {1} comes {2}.</source>
        <translation>{0}，正在等配件；{1}{2}上门。</translation>
    </message>
    <message>
        <source>{0}, {1} comes {2} and rings you half an hour before.</source>
        <translation>{0}，{1}{2}上门，到前半小时给您打电话。</translation>
    </message>
    <message>
        <source>technician {0}</source>
        <translation>{0}师傅</translation>
    </message>
    <message>
        <source>late by</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>until the promise</source>
        <translation>离承诺还有</translation>
    </message>
    <message>
        <source>to be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>待备件</translation>
    </message>
    <message>
        <source>Part here</source>
        <translation>配件已到</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商回话</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>接单</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>回报</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回电</translation>
    </message>
    <message>
        <source>due {0}</source>
        <translation>{0} 前</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>回访</translation>
    </message>
</context>
<context>
    <name>WishFields</name>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>model, or its name</source>
        <translation>型号或品名</translation>
    </message>
    <message>
        <source>invoice seen</source>
        <translation>发票已核</translation>
    </message>
    <message>
        <source>no invoice seen</source>
        <translation>未见发票</translation>
    </message>
    <message>
        <source>Bought on</source>
        <translation>购买日期</translation>
    </message>
    <message>
        <source>Write a day as 2026-03-10.</source>
        <translation>日期请写成 2026-03-10。</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>机号</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>凭证</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Wanted time</source>
        <translation>希望上门时间</translation>
    </message>
</context>
<context>
    <name>WishForm</name>
    <message>
        <source>Calls after service</source>
        <translation>服务后回访</translation>
    </message>
    <message>
        <source>Advertising</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>Read it out, then take the answer</source>
        <translation>读给客户听，然后记下回答</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Mr {0}</source>
        <translation>{0}先生</translation>
    </message>
    <message>
        <source>Ms {0}</source>
        <translation>{0}女士</translation>
    </message>
    <message>
        <source>Teacher {0}</source>
        <translation>{0}老师</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Silver</source>
        <translation>银卡</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>morning 9–12</source>
        <translation>上午 9–12</translation>
    </message>
    <message>
        <source>afternoon 14–18</source>
        <translation>下午 14–18</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 时</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Note, or how it ended</source>
        <translation>备注，或处理结果</translation>
    </message>
    <message>
        <source>Pause because of</source>
        <translation>暂停原因</translation>
    </message>
    <message>
        <source>What</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>The customer was rung</source>
        <translation>已联系客户</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Next: {0}</source>
        <translation>下一步：{0}</translation>
    </message>
    <message>
        <source>The authority was answered</source>
        <translation>已答复主管部门</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>The clock stands still</source>
        <translation>暂停计时</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Look at it again</source>
        <translation>再看的时间</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>移交给</translation>
    </message>
</context>
<context>
    <name>WrapUp</name>
    <message>
        <source>The call is still up. F8 ends it.</source>
        <translation>电话还没挂。F8 挂机。</translation>
    </message>
    <message>
        <source>The notes are too long: {0} characters at most.</source>
        <translation>备注太长：最多 {0} 个字。</translation>
    </message>
    <message>
        <source>How did it end? Choose an outcome.</source>
        <translation>怎么结束的？请选小结。</translation>
    </message>
</context>
<context>
    <name>YearGrid</name>
    <message>
        <source>H</source>
        <translation>休</translation>
    </message>
    <message>
        <source>W</source>
        <translation>班</translation>
    </message>
</context>
<context>
    <name>_Promised</name>
    <message>
        <source>Back to the notes</source>
        <translation>回备注</translation>
    </message>
    <message>
        <source>The call is promised</source>
        <translation>回访已约好</translation>
    </message>
</context>
<context>
    <name>_Told</name>
    <message>
        <source>Well: {0}</source>
        <translation>做到：{0}</translation>
    </message>
    <message>
        <source>To do better: {0}</source>
        <translation>没做到：{0}</translation>
    </message>
</context>
</TS>
