review-card = **Still true?** { $title }
review-source = Source: { $link }, { DATETIME($date, dateStyle: "medium") }
review-source-undated = Source: { $link }, no date
review-facts = Checked { DATETIME($reviewed, dateStyle: "medium") } · { $asked ->
    [0] not asked in the last { $days } days
    [one] asked once in the last { $days } days
   *[other] asked { $asked } times in the last { $days } days
}
review-recheck = To be re-checked, since another language was changed: { $languages }
review-true = Still true
review-edit = Edit
review-retire = Retire
review-retire-sure = Retire for good
review-retire-not = Keep it
review-retire-asked = Retire “{ $title }”? Founders are then not given it any more, and their questions on it go to staff.
review-how = Write { $edit } and the new answer after it, at most { $most } characters. The language is told by the script; or name it: { $example }
reviewed = ✓ Still true: { $title }
reviewed-notice = Noted, thank you.
reviewed-already = { $name } has said so today.
retired = ✗ Retired: { $title }
retired-already = It is retired already.

entry-missing = Which entry? Write its id after the command, such as { $example }
entry-unknown = The FAQ has no entry { $entry }.
entry-unknown-near = The FAQ has no entry { $entry }. Perhaps { $near }
edit-no-text = The new answer is missing. Write { $edit } and the answer after it.
edit-too-long = The answer has { $length } characters, at most { $most } are allowed. Shorten it.
edit-no-language = No language can be told from this text. Name it: { $example }
edit-foreign = The FAQ is not written in { $language }, only in: { $languages }
edit-same = That is its answer already.
edit-preview = New answer in { $language } to “{ $title }”. Founders will read:
edit-others = Stays as it was, and is to be re-checked: { $languages }
edit-unsourced = It holds a figure, and the entry names no source: gesher faq check will ask for one.
edit-yes = Use this answer
edit-no = Drop it
edit-done = ✓ { $title }: new answer in { $language }. It takes effect within moments.
edit-next = To be re-checked now: { $languages }. Write { $example }
edit-gone = This answer is not kept any more. Write it again.
edit-dropped = Dropped; the answer stays as it was.

correction-offer = The answer to “{ $title }” has changed in: { $languages }. { $founders ->
    [one] One founder
   *[other] { $founders } founders
} got the old one in the last { $days } days. They would read:
correction-send = Send to { $founders } ({ $days } days)
correction-drop = Do not send
correction-begun = On its way to { $founders ->
    [one] one founder
   *[other] { $founders } founders
}.
correction-nobody = Nobody is left to be told.
correction-dropped = Not sent.
correction-done = ✓ The correction of “{ $title }” was delivered to { $sent ->
    [one] one founder
   *[other] { $sent } founders
}.
correction-parked = { $parked ->
    [one] One has stopped the bot, and gets it on coming back.
   *[other] { $parked } have stopped the bot, and get it on coming back.
}
correction-dead = { $dead ->
    [one] One could not be reached.
   *[other] { $dead } could not be reached.
}
correction = An answer that you got on { DATETIME($day, dateStyle: "long") } has changed:

staff-command-edit = give an entry another answer
staff-command-retire = give an entry no more
staff-command-reviewed = an entry is still true
