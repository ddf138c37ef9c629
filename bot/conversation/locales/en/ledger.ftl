mine-none = You have no questions with the hub's staff at the moment. What I cannot answer goes to them, and then stands here.
mine-kind = { $kind ->
    [photo] a photo
    [video] a video
    [video_note] a video message
    [voice] a voice message
    [audio] a recording
    [document] a file
    [animation] an animation
    [sticker] a sticker
    [location] a location
    [venue] a place
    [contact] a contact
    [poll] a poll
   *[other] a message
}
mine-received = received, on its way to staff
mine-with-staff = with staff since { WHEN($at, $week, width: "short") }
mine-claimed = taken up by staff
mine-answered = answered { DATE($at, width: "short") }, not delivered yet
mine-delivered = answered { DATE($at, width: "short") }, delivered ✓
mine-closed = closed { DATE($at, width: "short") }
mine-withdrawn = withdrawn { DATE($at, width: "short") }
mine-cancelled = { $number } is withdrawn.
mine-cannot-cancel = { $number } is no longer waiting.
button-cancel = Cancel { $number }
