same-head = { $count ->
    [one] 有 1 个未处理的问题问的是同一件事，要用这条答复吗？
   *[other] 有 { $count } 个未处理的问题问的是同一件事，要用这条答复吗？
}
same-line = **{ $number }** · { $name } · { $asked }
same-elsewhere = **{ $number }** · { $name } 用{ $language }问了同一件事：{ $asked } 这条答复是另一种语言，因此不提供发送。
same-one = 答复 { $number }
same-all = 全部答复（{ $count }）
same-given = { $number }：{ $name } 把 { $source } 的答复也发给了这位创业者：
same-sent = 正在发给 { $numbers }。
same-left-out = 未发给 { $numbers }：已有人答复，或由别人认领。
same-withdrawn = 这条答复已撤回。
