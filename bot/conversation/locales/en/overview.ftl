
pending-none = Nobody is waiting.
pending-head = { $count ->
    [one] One question waits, with the working hours that it has waited:
   *[other] { $count } questions wait, with the working hours that each has waited:
}
pending-line = **{ $number }** · { $name } · { $hours } h · { $asked }
who-head = { $name } · { $spoken } · here since { DATETIME($since, dateStyle: "medium") }
who-username = Telegram: @{ $username }
who-tickets = Questions: { $tickets }
who-banned = Not heard any more; /unban lifts that.
state-waiting = waiting
state-answered = answered
state-closed = closed
closed = { $number } is closed; { $name } was told.
nothing-open = There is no open question here.
staff-help = In a founder's topic: what you write goes to the founder; a line that begins with // stays here.
    /pending: who waits, oldest first · /who: what is known of this founder · /close REASON: closes the question and tells the founder · /ban, /unban: hear this founder no more, or again · /help: this
staff-command-pending = who waits, oldest first
staff-command-who = what is known of this founder
staff-command-close = close the question, with a reason
staff-command-ban = hear this founder no more
staff-command-unban = hear this founder again
staff-command-help = what you can do here
