late-head = { $count ->
    [one] One question has waited for { $within } working hours or more:
   *[other] { $count } questions have waited for { $within } working hours or more:
}
late-line = { $number } · { $name } · { $hours } h · with { $by }
late-line-nobody = { $number } · { $name } · { $hours } h · with nobody
late-more = … and { $count } more: /pending
late-admins = Some have not moved since the last reminder. For the admins: { $names }
summary-open = Open: { $count ->
    [one] one question
   *[other] { $count } questions
}, { $nobody } with nobody, { $claimed } claimed, { $aside } put aside.
summary-longest = The longest wait:
summary-questions = Since { DATE($since) }: { $count ->
    [one] one question
   *[other] { $count } questions
}, { $answered } answered by the bot at once.
summary-reviews = { $count ->
    [one] One entry of the FAQ is past its review.
   *[other] { $count } entries of the FAQ are past their review.
}
