health-well = **✓ All is well.**
health-concern = **✗ Somebody should look.**
health-do-storing = → The database cannot be read or written. Tell whoever runs the server; `gesher doctor` there says why.
health-do-rival = → Another program receives with this bot's token and takes messages away. Have it stopped.
health-do-calls = → Telegram cannot reach the bot. Tell whoever runs the server; `gesher doctor` there says why.
health-do-at-work = → A part of the bot is not at work. Tell whoever runs the server; `gesher doctor` there says which.
health-do-no-room = → The disk is all but full: soon nothing can be stored. Have room made on the server now.
health-do-unsent = → Messages wait too long to be sent. Tell whoever runs the server; `gesher doctor` there says why.
health-do-late = → Answer { $number } first; /pending shows who else waits.
health-do-set-aside = → { $count ->
    [one] One message
   *[other] { $count } messages
} could not be handled. Tell whoever runs the server: the log says why.
health-do-little-room = → Less than 1 GB is free on the disk. Have room made on the server in the next days.
health-do-reviews = → Check the entries that I show you in General, and press the button if they are still true.
health-contact = Telegram: last heard of { $ago } ago
health-no-contact = Telegram: not heard of since the start
health-waits = Longest waiting: { $number }, { $hours } working hours (of { $within })
health-nobody-waits = Nobody is waiting.
health-unsent = To be sent: { $count ->
    [one] one message
   *[other] { $count } messages
}, the oldest for { $ago }
health-all-sent = Everything is sent.
health-reviews = Reviews overdue: { $count ->
    [0] none
   *[other] { $count }
}
health-disk = Free disk: { $free } GB
health-running = gesher { $version }, running since { WHEN($since, $now) }
health-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
health-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
health-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
health-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
staff-command-health = how the bot is, and what to do about it
