
pending-none = 没有人在等。
pending-head = { $count } 个问题在等，后面是已等的工作小时数：
pending-line = **{ $number }** · { $name } · { $hours } 小时 · { $asked }
who-head = { $name } · { $spoken } · { DATETIME($since, dateStyle: "medium") } 首次来访
who-username = Telegram：@{ $username }
who-tickets = 问题：{ $tickets }
who-banned = 已不再接收其消息；/unban 可恢复。
state-waiting = 等待
state-answered = 已答复
state-closed = 已结束
closed = { $number } 已结束，并已告知 { $name }。
nothing-open = 这里没有未结束的问题。
staff-help = 在创业者的话题里写的内容会发给对方；以 // 开头的行只留在这里。
    /pending：谁在等，等得最久的在前 · /who：这位创业者的情况 · /close 原因：结束问题并告知对方 · /ban、/unban：不再接收或恢复接收 · /help：显示本说明
staff-command-pending = 谁在等，等得最久的在前
staff-command-who = 这位创业者的情况
staff-command-close = 结束问题，可写原因
staff-command-ban = 不再接收这位创业者的消息
staff-command-unban = 恢复接收这位创业者的消息
staff-command-help = 这里能做什么
