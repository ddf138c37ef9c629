topic-name = { $number } · { $name } · { $sign }
card-answered-nothing = 已自动回复：无
card-claimed = 由 { $name } 认领
card-anonymous = 匿名管理员
card-later = 稍后处理：{ WHEN($until, $now) }
card-later-why = 稍后处理：{ WHEN($until, $now) }，原因：{ $why }
card-is-answered = ✓ 已答复
card-is-closed = ✓ 已关闭
card-is-withdrawn = ✗ 对方已撤回
card-button-send = 发送：{ $title }
card-button-claim = 认领
card-button-give-back = 取消认领
card-button-later = 稍后
card-button-close = 关闭
card-button-no-question = 不是问题
card-button-reopen = 重新打开
group-moved = 本群在 Telegram 的编号已更换，旧卡片不能再用来回复。{ $count ->
    [0] 目前没有等待的问题。
   *[other] 有 { $count } 个问题在等待，卡片会重新发出。
}
