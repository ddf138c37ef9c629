browse-topics = 请选择主题，也可以直接写下您的问题。
browse-page = 第 { $page } 页，共 { $pages } 页

button-back = 返回
button-previous = 上一页
button-next = 下一页
