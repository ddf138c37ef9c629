review-card = **还准确吗？** { $title }
review-source = 来源：{ $link }，{ DATETIME($date, dateStyle: "medium") }
review-source-undated = 来源：{ $link }，未注明日期
review-facts = 核对于 { DATETIME($reviewed, dateStyle: "medium") } · { $asked ->
    [0] 近 { $days } 天没有人问过
   *[other] 近 { $days } 天被问到 { $asked } 次
}
review-recheck = 另一种语言已修改，以下语言需要重新核对：{ $languages }
review-true = 仍然准确
review-edit = 修改
review-retire = 停用
review-retire-sure = 确认停用
review-retire-not = 保留
review-retire-asked = 要停用“{ $title }”吗？停用后不再用它回答，相关问题转给工作人员。
review-how = 请写 { $edit }，后面接新的答复，最多 { $most } 个字符。语言按文字自动识别，也可以注明：{ $example }
reviewed = ✓ 仍然准确：{ $title }
reviewed-notice = 已记下，谢谢。
reviewed-already = { $name } 今天已经确认过。
retired = ✗ 已停用：{ $title }
retired-already = 已经停用了。

entry-missing = 是哪个条目？请在命令后面写条目 id，例如 { $example }
entry-unknown = 没有 { $entry } 这个条目。
entry-unknown-near = 没有 { $entry } 这个条目。是不是 { $near }
edit-no-text = 缺少新的答复。请写 { $edit }，后面接答复。
edit-too-long = 答复有 { $length } 个字符，最多 { $most } 个，请缩短。
edit-no-language = 无法从文字判断语言，请注明：{ $example }
edit-foreign = 常见问题没有{ $language }版本，只有：{ $languages }
edit-same = 现在的答复就是这样。
edit-preview = “{ $title }”的新答复（{ $language }）。创业者将看到：
edit-others = 以下语言保持不变，需要重新核对：{ $languages }
edit-unsourced = 答复里有数字，但条目没有注明来源：gesher faq check 会要求补上。
edit-yes = 采用
edit-no = 放弃
edit-done = ✓ { $title }：{ $language }的新答复很快生效。
edit-next = 现在需要核对：{ $languages }。请写 { $example }
edit-gone = 这条答复已不再保留，请重新写一遍。
edit-dropped = 已放弃，答复保持不变。

correction-offer = “{ $title }”的答复已修改（{ $languages }）。近 { $days } 天有 { $founders } 位创业者收到过旧答复，他们将看到：
correction-send = 发给 { $founders } 人（{ $days } 天内）
correction-drop = 不发送
correction-begun = 正在发给 { $founders } 位创业者。
correction-nobody = 已经没有需要通知的人。
correction-dropped = 不发送。
correction-done = ✓ “{ $title }”的更正已送达 { $sent } 位创业者。
correction-parked = { $parked } 位已停止机器人，回来后会收到。
correction-dead = { $dead } 位无法送达。
correction = 您在{ DATETIME($day, dateStyle: "long") }收到的答复有更正：

staff-command-edit = 修改条目的答复
staff-command-retire = 停用条目
staff-command-reviewed = 条目仍然准确
