week-title = { DATE($first) } to { DATE($last) }: { $count ->
    [one] one question
   *[other] { $count } questions
}
week-outcomes = { $percent }% were answered at once, { $staff }% went to staff
week-at-once = answered at once
week-asked-back = asked back
week-to-staff = passed to staff
week-topics = Asked about most: { $topic }
week-topics-none = Nothing was asked
week-elsewhere = No topic of the FAQ
week-other-topics = All other topics
week-hours = Staff's first answer took { $hours } working hours (median)
week-hours-none = Staff have answered none of these questions yet
week-nothing-opened = No question went to staff
week-tickets = { $opened } went to staff · { $answered } answered · { $waiting } waiting now
week-missed = Asked most without an answer from the FAQ
week-missed-none = The FAQ had an answer to everything
week-near-nothing = Near no entry of the FAQ
week-no-picture = No picture: matplotlib is not installed here (pip install 'gesher[plot]').
