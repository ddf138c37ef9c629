same-head = { $count ->
    [one] One open ticket asks the same. Give it this answer?
   *[other] { $count } open tickets ask the same. Give them this answer?
}
same-line = **{ $number }** · { $name } · { $asked }
same-elsewhere = **{ $number }** · { $name } asks the same in { $language }: { $asked } This answer is in another language, so it is not offered there.
same-one = Answer { $number }
same-all = Answer all { $count }
same-given = { $number }: { $name } has given this founder the answer to { $source }:
same-sent = On its way to { $numbers }.
same-left-out = Not to { $numbers }: answered meanwhile, or somebody else's.
same-withdrawn = This answer was taken back.
