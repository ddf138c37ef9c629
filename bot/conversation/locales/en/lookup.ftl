find-how = Write /find and what you look for: a number such as Q-0012, a name, or words.
find-none = Nothing was found. A shorter word may help.
find-ticket = **{ $number }** · { $name } · { $state } · { $asked }
find-to-send = To send, by /send and the id:
who-seen = Here since { DATETIME($since, dateStyle: "medium") }, last seen { DATETIME($last, dateStyle: "medium") }
who-questions = { $count ->
    [one] One question asked
   *[other] { $count } questions asked
}
who-answers = Answered last with: { $titles }
who-stage = Stage: { $stage } (the furthest of these answers)
who-blocked = Has stopped the bot; what you write is delivered when they come back.
who-wants-news = Gets broadcasts.
stage-deciding = deciding
stage-applying = applying
stage-arriving = arriving
stage-settled = settled
stats-how = Write /stats 7d for days, /stats 12w for weeks; a year at the most.
stats-head = { $days ->
    [one] The last 24 hours
   *[other] The last { $days } days
}: { $count ->
    [one] one question
   *[other] { $count } questions
}
stats-shares = Answered at once { $at-once }% · asked back { $asked-back }% · to staff { $to-staff }%
stats-languages = Languages: { $items }
stats-topics = Topics: { $items }
stats-no-topic = near none
stats-tickets = To staff: { $opened } opened, { $answered } of them answered; { $waiting } wait now
stats-median = First answer after { $hours } working hours (median)
stats-feedback = Helpful, say { $helped }% of { $count } ratings
stats-missed = Most asked without an answer, by the nearest entry:
stats-missed-one = { $count } × { $title }
stats-missed-elsewhere = { $count } × near no entry
