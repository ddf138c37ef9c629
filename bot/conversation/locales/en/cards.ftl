topic-name = { $number } · { $name } · { $sign }
card-answered-nothing = Answered automatically: nothing
card-claimed = claimed by { $name }
card-anonymous = an anonymous admin
card-later = Put aside until { WHEN($until, $now) }
card-later-why = Put aside until { WHEN($until, $now) }: { $why }
card-is-answered = ✓ answered
card-is-closed = ✓ closed
card-is-withdrawn = ✗ withdrawn by the founder
card-button-send = Send: { $title }
card-button-claim = Claim
card-button-give-back = Give back
card-button-later = Later
card-button-close = Close
card-button-no-question = Not a question
card-button-reopen = Reopen
group-moved = Telegram has given this group a new number. Older cards cannot be replied to any more; { $count ->
    [0] no question waits.
    [one] one question waits and is shown again.
   *[other] { $count } questions wait and are shown again.
}
