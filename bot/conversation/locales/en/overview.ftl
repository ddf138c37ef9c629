
pending-none = Nobody is waiting.
pending-head = { $count ->
    [one] One question waits, with the working hours that it has waited:
   *[other] { $count } questions wait, with the working hours that each has waited:
}
pending-line = **{ $number }** · { $name } · { $hours } h · { $asked }
who-head = { $name } · { $spoken }
who-username = Telegram: @{ $username }
who-tickets = Questions: { $tickets }
who-banned = Not heard any more; /unban lifts that.
state-waiting = waiting
state-answered = answered
state-closed = closed
closed = { $number } is closed; { $name } was told.
nothing-open = There is no open question here.
staff-help = In a founder's topic: what you write goes to the founder; a line that begins with // stays here.
    /pending: who waits, oldest first
    /find TEXT: questions and answers with these words, or a number
    /send ID: sends an entry or a ready-made text, in the founder's language
    /who: what is known of this founder
    /assign NAME: gives the question to somebody; without a name to you
    /later 2d REASON: puts it aside until then
    /close REASON: closes it and tells the founder
    /reopen: it waits again
    /undo: deletes your last answer at the founder's
    /ban, /unban: hear this founder no more, or again
    /stats 7d: figures of the last days, or of weeks (12w)
    /broadcast TEXT: to all who asked for news; shown to you first
    /edit ID ANSWER: another answer for an entry
    /reviewed ID: its answer is still true
    /retire ID: give it no more
    /teach: offers to teach the bot the answer that you reply to
    /taught: what it was taught
    /revoke 7: takes back what was taught under that number
    /gaps: entries that lack a language
    /translate ID he TEXT: gives an entry that language
    /health: how the bot is
    /help: this
staff-command-pending = who waits, oldest first
staff-command-find = questions and answers, by words or number
staff-command-send = send an entry or a ready-made text, by its id
staff-command-stats = figures of the last days or weeks, such as 7d
staff-command-broadcast = announce something to founders who asked for news
staff-command-who = what is known of this founder
staff-command-close = close the question, with a reason
staff-command-ban = hear this founder no more
staff-command-unban = hear this founder again
staff-command-help = what you can do here
