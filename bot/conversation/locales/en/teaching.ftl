teach-offer = Teach the bot this answer? Question and answer become public.
teach-offer-wording = Is the bot to answer this question with it by itself from now on? The question becomes public.
teach-new = As a new entry
teach-as = As another way to ask “{ $title }”
teach-yes = Teach
teach-no = No
teach-revoke = Revoke
teach-entry = **New entry:** { $question }
teach-wording = **Another way to ask “{ $title }”:** { $question }
teach-this = this entry
teach-staff = staff
teach-changes-none = No other question that is known here would be answered differently.
teach-changes = { $count ->
    [one] One question would be answered differently
   *[other] { $count } questions would be answered differently
} ({ $labelled } of the test questions, { $past } of those asked, { $taught } of those taught):
teach-change = - { $text }: { $before } → { $after }
teach-reaches = It seems to hold a phone number or an e-mail address. Is everybody to read that?
teach-refused-no-words = ✗ Not possible: it holds no words.
teach-refused-too-long = ✗ Not possible: the question is longer than { $most } characters, and no second one is like it.
teach-refused-answer-too-long = ✗ Not possible: the answer is longer than { $answer } characters. Shorten your message, then press again.
teach-refused-personal = ✗ Not possible: it names the founder. Take the name out of your message, then press again.
teach-refused-known = ✗ Nothing to teach: “{ $title }” is asked that way already.
teach-refused-belongs = ✗ Not possible: this is how “{ $title }” is asked.
teach-refused-out-of-scope = ✗ Not possible: the FAQ leaves exactly this question to staff.
teach-refused-small-talk = ✗ Not possible: this is small talk, which the bot answers already.
teach-refused-sure = ✗ Not possible: the bot is sure that “{ $title }” answers this. If it is wrong, change that entry.
teach-refused-takes = ✗ Not possible: “{ $text }” would no longer be answered with “{ $title }”, which is right.
teach-refused-takes-staff = ✗ Not possible: “{ $text }” would be answered, and belongs to staff.
teach-done = ✓ No. { $number }, { $kind }: { $title }
    Taught by { $who }, { DATETIME($day, dateStyle: "medium") }; live at once.
teach-done-already = It is taught already.
teach-not-done = Not taught.
teach-revoked = ✗ No. { $number }, { $kind }: { $title }
    Revoked by { $who }.
teach-revoked-already = It was revoked before.
teach-how = Reply with /teach to an answer of yours to a founder's question in words.
lesson-phrasing = another way to ask
lesson-entry = new entry
lesson-answer = another answer
lesson-review = still true
lesson-retired = retired
taught-none = Nothing has been taught yet.
taught-head = **What was taught, the latest first.** /revoke and the number takes it back.
taught-line = { $number } · { $kind } · { $title } · { $who }, { DATETIME($day, dateStyle: "medium") }
taught-revoked = ✗ revoked by { $who }, { DATETIME($day, dateStyle: "medium") }
revoke-how = Which one? Write its number, such as /revoke 7; /taught lists them.
revoke-unknown = Nothing that holds was taught under No. { $number }; /taught lists what was.
gaps-none = No gaps: every entry is there in every language.
gaps-head = { $count ->
    [one] **One gap**
   *[other] **{ $count } gaps**
}, the most asked for first:
gaps-answer = - { $entry } · { $title } · { $language } is missing · asked { $asked } times
gaps-fresh-answer = - { $entry } · { $title } · { $language } is older than the other languages · asked { $asked } times
gaps-question = - { $entry } · { $title } · the question is missing in { $language } · asked { $asked } times
gaps-how = To fill one: /translate, the entry, he, en or zh, then the question on a line of its own and the answer below it.
translate-how = Write /translate taught-7 he, then the question on a line of its own and the answer below it. Where the question is there already, write the answer alone.
translate-unknown = The FAQ has no entry { $entry }; /gaps lists what is to be filled.
translate-no-gap = “{ $title }” is there in { $language } already; /edit changes it.
translate-too-long = Too long: at most { $most } characters for the question and { $answer } for the answer.
translate-belongs = This question leads to “{ $title }” already. Word it differently.
staff-command-teach = teach the bot an answer (as a reply to it)
staff-command-taught = what the bot was taught
staff-command-revoke = take back what was taught
staff-command-gaps = entries that lack a language
staff-command-translate = give an entry another language
