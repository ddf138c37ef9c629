# To founders
start = Hello, this is the founders' desk of the China-Israel Innovation Hub in Shanghai.
    You can ask me about setting up in the hub: visas, registering a company, offices, intellectual property. What I don't know I pass to the staff in Shanghai, and their answer comes back here.
help = Write your question in English, Hebrew or Chinese.
    When I am sure, I answer from what the hub's staff have written and dated. When I am not, I ask which one you mean. What I don't know goes to the staff, under a number that you will see.
language-set = From now on in English. You can ask in any of the three languages; the answer comes in the language of the question.
ask-staff = Write your question. It goes straight to the hub's staff.
source = Source: { $title }, { DATETIME($date, dateStyle: "medium") } · checked { DATETIME($reviewed, dateStyle: "medium") }
source-undated = Source: { $title } · checked { DATETIME($reviewed, dateStyle: "medium") }
unsourced = Checked { DATETIME($reviewed, dateStyle: "medium") }
overdue = This answer is being re-checked.
which-one = Which of these do you mean?
handed-over = I don't have that, so I passed it to the hub's staff as **{ $number }**.
    You can add to it here; the answer comes here too.
passed-on = Passed to the hub's staff as **{ $number }**.
    You can add to it here; the answer comes here too.
already-passed-on = This is already with staff as { $number }.
added = Added to **{ $number }**.
staff-answer = **{ $number }**, from the hub's staff:
solved = Good. { $number } is closed; write whenever something else comes up.
more = Write it here. It goes to staff under { $number }.
repeated = Sent again: the first delivery was not confirmed.
will-look = I could not read that message. A person will look at it.
button-gone = That button no longer works. Write the question again, please.

button-ask-staff = Ask staff
button-none-of-these = None of these, ask staff
button-solved = 👍 Thanks, that answers it
button-more = I have another question on this

# To staff
topic-name = { $number } · { $name }
nameless = no name
card = **{ $number }** · { $name } · { $asked-in }
card-more = **{ $number }** · { $name } adds:
card-edited = **{ $number }** · { $name } changed the message to:
card-attachment = (the next message: { $kind })
card-picked-none = Shown and turned down: { $titles }
card-answered = Answered automatically: { $titles }
card-nearest = Nearest entries: { $titles }
card-nearest-item = { $title } { $percent }%
card-nothing-near = Nearest entries: none
card-how = Reply here; { $name } gets what you write. A line that begins with // stays here.
card-how-reply = Reply to this message; { $name } gets what you write.
founder-solved = ✓ { $name }: that answers { $number }.
not-delivered = ✗ Not delivered: { $why }
why-blocked = { $name } has stopped the bot. It will be delivered when they come back.
why-gone = the account no longer exists.
why-unreachable = Telegram does not know this chat.
why-too-long = the message is too long for Telegram.
why-refused = Telegram refused it ({ $detail }).
why-unknown = Telegram did not confirm it, twice. It may have arrived.
no-ticket = I don't know which question this belongs to. Reply to a question's card.
set-aside = A message could not be processed and is kept (update { $update }). { $name } was told that a person will look.
set-aside-unknown = An update could not be processed and is kept (update { $update }).

language-en = English
language-he = Hebrew
language-zh = Chinese
