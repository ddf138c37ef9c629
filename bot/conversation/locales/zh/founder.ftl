start = 您好，这里是中以（上海）创新园的创业者服务台。
    关于在园区落户的事都可以问：签证、公司注册、办公室、税务、知识产权、居住。我不知道的会转给上海的工作人员，他们的答复会发到这里。
    您的提问会保存一段时间，详见 /privacy。
help = 请用中文、英文或希伯来文提问。
    有把握时，我用园区工作人员写好并注明日期的内容回答；没把握时，我会问您指的是哪一个；我不知道的转给工作人员，并给您一个编号。
    /news：愿意的话，可以接收园区的活动和截止日期通知。
language-set = 以后用中文。三种语言都可以提问，用什么语言问就用什么语言答。
ask-staff = 请写下您的问题，会直接转给园区工作人员。
source = 来源：{ $title }，{ DATETIME($date, dateStyle: "medium") } · 核对于 { DATETIME($reviewed, dateStyle: "medium") }
source-undated = 来源：{ $title } · 核对于 { DATETIME($reviewed, dateStyle: "medium") }
unsourced = 核对于 { DATETIME($reviewed, dateStyle: "medium") }
overdue = 这个答复正在重新核对。
only-in = 目前只有{ $known }版本，来自工作人员 { DATETIME($date, dateStyle: "medium") } 的答复：
which-one = 您想问的是哪一个？
handed-over = 这个我不知道，已转给园区工作人员，编号 **{ $number }**。
passed-on = 已转给园区工作人员，编号 **{ $number }**。
put-together = 一下子来了很多消息，我没有逐条读，合在一起转给了园区工作人员，编号 **{ $number }**。
can-add = 可以在这里补充；/mine 可以查看进展。
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
which-language = 请选择语言：
words-please = 我回答文字提问：中文、英文或希伯来文。照片、文件和语音我会转给工作人员。
cannot-pass-on = 这类消息我无法转交，请改用文字、照片或文件发送。
thanks = 谢谢
not-it = 也许是其中一个？
staff-ended = 园区工作人员已结束这次对话，这里的消息不再有人看。
before-you-fly = 有一件事请早知道：在中国大陆的普通网络上无法使用 Telegram。您可以用 /contact 留下邮箱或微信号，工作人员也能通过它联系您。

button-topics = 主题
button-helped = 👍 有帮助
button-not-it = 👎 不是我问的
button-switch = 以后用中文
closed-by-staff = 园区工作人员已结束 **{ $number }**。
