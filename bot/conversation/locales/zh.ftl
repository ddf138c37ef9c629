# To founders
start = 您好，这里是中以（上海）创新园的创业者服务台。
    关于在园区落户的事都可以问：签证、公司注册、办公室、知识产权。我不知道的会转给上海的工作人员，他们的答复会发到这里。
help = 请用中文、英文或希伯来文提问。
    有把握时，我用园区工作人员写好并注明日期的内容回答；没把握时，我会问您指的是哪一个；我不知道的转给工作人员，并给您一个编号。
language-set = 以后用中文。三种语言都可以提问，用什么语言问就用什么语言答。
ask-staff = 请写下您的问题，会直接转给园区工作人员。
source = 来源：{ $title }，{ DATETIME($date, dateStyle: "medium") } · 核对于 { DATETIME($reviewed, dateStyle: "medium") }
source-undated = 来源：{ $title } · 核对于 { DATETIME($reviewed, dateStyle: "medium") }
unsourced = 核对于 { DATETIME($reviewed, dateStyle: "medium") }
overdue = 这个答复正在重新核对。
which-one = 您想问的是哪一个？
handed-over = 这个我不知道，已转给园区工作人员，编号 **{ $number }**。
    可以在这里补充，答复也会发到这里。
passed-on = 已转给园区工作人员，编号 **{ $number }**。
    可以在这里补充，答复也会发到这里。
already-passed-on = 这个问题已经转给工作人员，编号 { $number }。
added = 已补充到 **{ $number }**。
staff-answer = **{ $number }**，园区工作人员答复：
solved = 好的，{ $number } 已结束。有别的事随时写给我。
more = 请写在这里，会归到 { $number } 转给工作人员。
repeated = 重新发送：上一次未得到确认。
will-look = 这条消息我没能读懂，会有人来看。
button-gone = 这个按钮已失效，请把问题再写一遍。

button-ask-staff = 问工作人员
button-none-of-these = 都不是，转给工作人员
button-solved = 👍 谢谢，解决了
button-more = 这件事我还想问

# To staff
topic-name = { $number } · { $name }
nameless = 未具名
card = **{ $number }** · { $name } · { $asked-in }
card-more = **{ $number }** · { $name } 补充：
card-edited = **{ $number }** · { $name } 把消息改为：
card-attachment = （见下一条：{ $kind }）
card-picked-none = 已提示但对方未选：{ $titles }
card-answered = 已自动回复：{ $titles }
card-nearest = 最接近的条目：{ $titles }
card-nearest-item = { $title } { $percent }%
card-nothing-near = 最接近的条目：无
card-how = 直接在这里回复，{ $name } 会收到。以 // 开头的行只留在这里。
card-how-reply = 请回复这条消息，{ $name } 会收到。
founder-solved = ✓ { $name }：{ $number } 已解决。
not-delivered = ✗ 未送达：{ $why }
why-blocked = { $name } 已停止机器人。对方回来后会自动送达。
why-gone = 该账号已不存在。
why-unreachable = Telegram 找不到这个聊天。
why-too-long = 消息太长，超过 Telegram 的限制。
why-refused = Telegram 拒绝了（{ $detail }）。
why-unknown = Telegram 两次都没有确认，可能已经送达。
no-ticket = 不知道这条回复对应哪个问题。请回复问题卡片。
set-aside = 有一条消息未能处理，已保留（update { $update }）。已告诉 { $name } 会有人来看。
set-aside-unknown = 有一条 update 未能处理，已保留（update { $update }）。

language-en = 英语
language-he = 希伯来语
language-zh = 中文
