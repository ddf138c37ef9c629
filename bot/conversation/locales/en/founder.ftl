start = Hello, this is the founders' desk of the China-Israel Innovation Hub in Shanghai.
    You can ask me about setting up in the hub: visas, registering a company, offices, taxes, intellectual property, housing. What I don't know I pass to the staff in Shanghai, and their answer comes back here.
    What you ask is kept for a limited time; /privacy explains.
help = Write your question in English, Hebrew or Chinese.
    When I am sure, I answer from what the hub's staff have written and dated. When I am not, I ask which one you mean. What I don't know goes to the staff, under a number that you will see.
    /news: hear of events and deadlines from the hub's staff, if you like.
language-set = From now on in English. You can ask in any of the three languages; the answer comes in the language of the question.
ask-staff = Write your question. It goes straight to the hub's staff.
source = Source: { $title }, { DATETIME($date, dateStyle: "medium") } · checked { DATETIME($reviewed, dateStyle: "medium") }
source-undated = Source: { $title } · checked { DATETIME($reviewed, dateStyle: "medium") }
unsourced = Checked { DATETIME($reviewed, dateStyle: "medium") }
overdue = This answer is being re-checked.
only-in = So far only in { $known }, from staff's answer of { DATETIME($date, dateStyle: "medium") }:
which-one = Which of these do you mean?
handed-over = I don't have that, so I passed it to the hub's staff as **{ $number }**.
passed-on = Passed to the hub's staff as **{ $number }**.
put-together = That was a lot at once. I put it together for the hub's staff as **{ $number }**, unread by me.
can-add = You can add to it here; /mine shows where it stands.
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
which-language = Which language shall I use?
words-please = I answer questions in words: English, Hebrew or Chinese. Photos, files and voice messages I pass on to the staff.
cannot-pass-on = I can't pass on this kind of message. Please send it as text, a photo or a file.
thanks = Thank you
not-it = Then one of these, perhaps?
staff-ended = The hub's staff have ended this conversation. Messages here are no longer read.
before-you-fly = One thing to know early: Telegram does not work on ordinary networks in mainland China. If you like, leave an e-mail address or WeChat id with /contact, and staff can reach you there too.

button-topics = Topics
button-helped = 👍 Helped
button-not-it = 👎 Not what I asked
button-switch = From now on in English
closed-by-staff = The hub's staff have closed **{ $number }**.
