teach-offer = 把这个回答教给机器人？问题和回答都会公开。
teach-offer-wording = 以后这样问，就由机器人直接这样回答？问题会公开。
teach-new = 作为新条目
teach-as = 作为“{ $title }”的另一种问法
teach-yes = 教给机器人
teach-no = 不用
teach-revoke = 撤回
teach-entry = **新条目：**{ $question }
teach-wording = **“{ $title }”的另一种问法：**{ $question }
teach-this = 本条目
teach-staff = 工作人员
teach-changes-none = 已知的其他问题，回答都不变。
teach-changes = { $count ->
    [one] 有 1 个问题的回答会变
   *[other] 有 { $count } 个问题的回答会变
}（测试题 { $labelled } 个，问过的 { $past } 个，教过的 { $taught } 个）：
teach-change = - { $text }：{ $before } → { $after }
teach-reaches = 里面好像有电话号码或邮箱，确定要让所有人看到吗？
teach-refused-no-words = ✗ 不能教：没有文字。
teach-refused-too-long = ✗ 不能教：问题超过 { $most } 个字符，不会有第二个人这样问。
teach-refused-answer-too-long = ✗ 不能教：回答超过 { $answer } 个字符。请把消息改短，再按一次。
teach-refused-personal = ✗ 不能教：里面有创业者的名字。请从消息里去掉，再按一次。
teach-refused-known = ✗ 不用教：“{ $title }”已经有这种问法了。
teach-refused-belongs = ✗ 不能教：这是“{ $title }”的问法。
teach-refused-out-of-scope = ✗ 不能教：这个问题规定由工作人员回答。
teach-refused-small-talk = ✗ 不能教：这是寒暄，机器人已经会答。
teach-refused-sure = ✗ 不能教：机器人确定该用“{ $title }”回答。如果不对，请修改那个条目。
teach-refused-takes = ✗ 不能教：“{ $text }”就不再用“{ $title }”回答了，而那才是对的。
teach-refused-takes-staff = ✗ 不能教：“{ $text }”会被自动回答，而它应由工作人员处理。
teach-done = ✓ 第 { $number } 号，{ $kind }：{ $title }
    { $who } 教于 { DATETIME($day, dateStyle: "medium") }，立即生效。
teach-done-already = 已经教过了。
teach-not-done = 没有教。
teach-revoked = ✗ 第 { $number } 号，{ $kind }：{ $title }
    { $who } 已撤回。
teach-revoked-already = 之前已经撤回了。
teach-how = 请用 /teach 回复您对创业者文字提问的文字回答。
lesson-phrasing = 另一种问法
lesson-entry = 新条目
lesson-answer = 修改回答
lesson-review = 仍然有效
lesson-retired = 停用
taught-none = 还没有教过什么。
taught-head = **教过的内容，最新的在前。**/revoke 加编号可以撤回。
taught-line = { $number } · { $kind } · { $title } · { $who }，{ DATETIME($day, dateStyle: "medium") }
taught-revoked = ✗ { $who } 于 { DATETIME($day, dateStyle: "medium") } 撤回
revoke-how = 撤回哪一个？请写编号，例如 /revoke 7；/taught 可以查看。
revoke-unknown = 没有生效中的第 { $number } 号；/taught 可以查看教过的内容。
gaps-none = 没有缺口：每个条目都有所有语言。
gaps-head = { $count ->
    [one] **1 个缺口**
   *[other] **{ $count } 个缺口**
}，问得最多的在前：
gaps-answer = - { $entry } · { $title } · 缺{ $language } · 问过 { $asked } 次
gaps-fresh-answer = - { $entry } · { $title } · { $language }版本比其他语言旧 · 问过 { $asked } 次
gaps-question = - { $entry } · { $title } · 问题缺{ $language } · 问过 { $asked } 次
gaps-how = 补上的办法：/translate、条目、he、en 或 zh，接着单独一行写问题，下面写回答。
translate-how = 请写 /translate taught-7 he，接着单独一行写问题，下面写回答。问题已经有了的，只写回答。
translate-unknown = 没有 { $entry } 这个条目；/gaps 可以查看要补的内容。
translate-no-gap = “{ $title }”已经有{ $language }版本；/edit 可以修改。
translate-too-long = 太长：问题最多 { $most } 个字符，回答最多 { $answer } 个字符。
translate-belongs = 这样问已经归到“{ $title }”。请换一种写法。
staff-command-teach = 把回答教给机器人（回复那条回答）
staff-command-taught = 教过机器人的内容
staff-command-revoke = 撤回教过的内容
staff-command-gaps = 还缺语言的条目
staff-command-translate = 给条目补一种语言
