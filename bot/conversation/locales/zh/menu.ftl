command-start = 这里可以问什么
command-topics = 按主题浏览全部问题
command-mine = 我问工作人员的问题和进展
command-contact = 留下邮箱或微信号
command-news = 是否接收园区通知
command-language = 中文、English、עברית
command-privacy = 保存什么，怎样删除
command-help = 使用说明
bot-short-description = 在中以（上海）创新园落户的问题，由园区工作人员解答。
bot-description = 中以（上海）创新园的创业者服务台。
    签证、公司注册、办公室、税务、知识产权、生活，都可以用中文、英文或希伯来文提问。
    答复来自园区工作人员写好并注明日期的内容；不知道的会编号转给工作人员，他们的答复会发到这里。
