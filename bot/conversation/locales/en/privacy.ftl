privacy = What is kept of you: name, username and language as Telegram gives them, your questions and the answers, a contact if you left one with /contact, and whether you want announcements (/news).
    It serves to answer you and to make the answers better. The hub's staff in Shanghai see it.
privacy-how-long = { $days } days after the last word on a question it is deleted; a question that waits for staff is kept until it is settled. Working copies of messages are deleted after 7 days.
privacy-rights = /export sends you all of it as a file, /forget deletes it at once.
privacy-confirm = Delete everything that is kept of you? Questions that wait for staff are withdrawn, and nothing can be brought back.
privacy-kept = Nothing is deleted.
privacy-forgotten = Everything that was kept of you is deleted.
    Telegram itself still holds this chat, until you delete it, and what staff have received in their group, until they delete it.
privacy-still-banned = Only your Telegram id is kept, and that staff have ended this conversation.
privacy-export = All that is kept of you, as of { DATETIME($today, dateStyle: "medium") }.
button-forget = Delete everything
button-keep = Keep it
