
pending-none = 没有人在等。
pending-head = { $count } 个问题在等，后面是已等的工作小时数：
pending-line = **{ $number }** · { $name } · { $hours } 小时 · { $asked }
who-head = { $name } · { $spoken }
who-username = Telegram：@{ $username }
who-tickets = 问题：{ $tickets }
who-banned = 已不再接收其消息；/unban 可恢复。
state-waiting = 等待
state-answered = 已答复
state-closed = 已结束
closed = { $number } 已结束，并已告知 { $name }。
nothing-open = 这里没有未结束的问题。
staff-help = 在创业者的话题里写的内容会发给对方；以 // 开头的行只留在这里。
    /pending：谁在等，等得最久的在前
    /find 关键词：查问题、答案，也可以查编号
    /send 编号：用对方的语言发送条目或常用语
    /who：这位创业者的情况
    /assign 姓名：把问题交给某人；不写姓名就归自己
    /later 2d 原因：先放一放，到时再提醒
    /close 原因：结束问题并告知对方
    /reopen：重新打开问题
    /undo：撤回自己发给对方的最后一条答复
    /ban、/unban：不再接收或恢复接收其消息
    /stats 7d：最近几天的数据，按周写 12w
    /broadcast 正文：群发给订阅了通知的人，先预览再发
    /edit 编号 答复：修改条目的答复
    /reviewed 编号：条目仍然准确
    /retire 编号：停用条目
    /teach：回复自己的答复，把它教给机器人
    /taught：教过机器人的内容
    /revoke 7：撤回该编号教过的内容
    /gaps：还缺语言的条目
    /translate 编号 he 内容：给条目补一种语言
    /health：机器人的状态
    /help：显示本说明
staff-command-pending = 谁在等，等得最久的在前
staff-command-find = 按关键词或编号查问题和答案
staff-command-send = 按编号发送条目或常用语
staff-command-stats = 最近几天或几周的数据，如 7d
staff-command-broadcast = 群发给订阅了通知的创业者
staff-command-who = 这位创业者的情况
staff-command-close = 结束问题，可写原因
staff-command-ban = 不再接收这位创业者的消息
staff-command-unban = 恢复接收这位创业者的消息
staff-command-help = 这里能做什么
