<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
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
        <source>Transfer</source>
        <translation>转接</translation>
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
        <source>Find anything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>来电原因</translation>
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
        <source>Done, next call</source>
        <translation>完成，接下一个</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新客户</translation>
    </message>
    <message>
        <source>Listen first, match later</source>
        <translation>先接着听，稍后再认</translation>
    </message>
    <message>
        <source>Chase</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>打开派工单</translation>
    </message>
    <message>
        <source>Scan or type serial</source>
        <translation>扫码/输序列号</translation>
    </message>
    <message>
        <source>Why covered</source>
        <translation>为什么在保</translation>
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
        <source>Messages only</source>
        <translation>只看消息</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>换时段</translation>
    </message>
    <message>
        <source>Release the slot</source>
        <translation>放开占位</translation>
    </message>
    <message>
        <source>Call the next</source>
        <translation>拨打下一个</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没人接</translation>
    </message>
    <message>
        <source>Change the time</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Call no more</source>
        <translation>不再打</translation>
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
    <name>KeysPanel</name>
    <message>
        <source>Keys of this page</source>
        <translation>本页按键</translation>
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
    <name>SearchButton</name>
    <message>
        <source>Customer, order, serial number</source>
        <translation>客户、单号、序列号</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
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
</TS>
