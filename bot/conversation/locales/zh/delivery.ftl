not-passed-on = Telegram 不允许我把这条转给工作人员。请换一种方式发：文件、图片或文字。
card-not-copied = ✗ 这里缺一个附件：Telegram 拒绝复制（{ $detail }）。已请对方换一种方式再发。
