privacy = 我们保存的有：Telegram 提供的姓名、用户名和语言，您的提问和答复，您用 /contact 留下的联系方式，以及是否接收通知（/news）。
    用途是答复您，并改进答复。上海的园区工作人员可以看到。
privacy-how-long = 每个问题在最后一次往来之后 { $days } 天删除；还在等工作人员答复的，会保留到处理完。消息的工作副本 7 天后删除。
privacy-rights = /export 把全部内容作为文件发给您，/forget 立即全部删除。
privacy-confirm = 要删除我们保存的关于您的一切吗？还在等工作人员答复的问题会撤回，删除后无法恢复。
privacy-kept = 什么都没有删除。
privacy-forgotten = 我们保存的关于您的一切都已删除。
    Telegram 本身还留有这个聊天，直到您删除；还有工作人员在群里收到的内容，直到他们删除。
privacy-still-banned = 只保留您的 Telegram 编号，以及工作人员已结束这次对话这一事实。
privacy-export = 截至 { DATETIME($today, dateStyle: "medium") } 我们保存的关于您的一切。
button-forget = 全部删除
button-keep = 保留
