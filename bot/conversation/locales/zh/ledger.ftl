mine-none = 您目前没有转给园区工作人员的问题。我答不了的会转给他们，然后列在这里。
mine-kind = { $kind ->
    [photo] 一张照片
    [video] 一段视频
    [video_note] 一条视频消息
    [voice] 一条语音
    [audio] 一段录音
    [document] 一个文件
    [animation] 一个动图
    [sticker] 一张贴纸
    [location] 一个位置
    [venue] 一个地点
    [contact] 一个联系人
    [poll] 一个投票
   *[other] 一条消息
}
mine-received = 已收到，正在转给工作人员
mine-with-staff = { WHEN($at, $week, width: "short") } 起在工作人员处
mine-claimed = 工作人员正在处理
mine-answered = { DATE($at, width: "short") }已答复，尚未送达
mine-delivered = { DATE($at, width: "short") }已答复，已送达 ✓
mine-closed = { DATE($at, width: "short") }结束
mine-withdrawn = { DATE($at, width: "short") }撤回
mine-cancelled = { $number } 已撤回。
mine-cannot-cancel = { $number } 已不在等待。
button-cancel = 撤回 { $number }
