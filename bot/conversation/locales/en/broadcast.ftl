news-how-to-stop = No more of these: /news off
broadcast-how = Write /broadcast and the text, or reply with /broadcast to a message that is to be sent.
broadcast-words-only = Only words can be broadcast; reply to a message without an attachment, or write the text after /broadcast.
broadcast-to-nobody = Nobody has asked for news yet. Founders do so with /news.
broadcast-too-long = Too long for one message. Shorten it, please.
broadcast-preview = { $count ->
    [one] Goes to one founder who asked for news
   *[other] Goes to { $count } founders who asked for news
} ({ $languages }). Your words are sent as they are, not translated:
button-broadcast = { $count ->
    [one] Send to one founder
   *[other] Send to { $count } founders
}
button-drop = Drop it
button-stop = Stop
broadcast-dropped = Dropped; nobody got it:
broadcast-running = Being sent, { $percent }% ({ $done } of { $count }):
broadcast-stopped = Stopped; { $gone } of { $count } had gone out:
broadcast-done = Sent to { $sent }; not delivered to { $failed }:
broadcast-over = This broadcast is over or being sent already.
