setup-name = English
setup-ask-language = Language
setup-no-terminal = gesher setup asks questions and needs a terminal: run it there, without a pipe (or copy .env.example to .env and fill it in).
setup-welcome = This leads from a token to a running desk in about ten minutes. You need a phone with Telegram.
    Enter takes what stands in brackets, - skips a step, < goes back one. Ctrl-C stops.
    Nothing in { $file } is overwritten without asking.
setup-other-server = Bot API server: { $url }
setup-step = —— { $place } { $title } ——
setup-step-line = Reaching Telegram
setup-step-token = The bot's token
setup-step-group = The staff group
setup-step-rights = What the bot may do in the group
setup-step-staff = Staff
setup-step-file = The settings file
setup-step-trial = A test question
setup-skipped = Skipped.
setup-hint-yes = Y/n
setup-hint-no = y/N
setup-word-yes = y yes
setup-word-no = n no
setup-wrong-yes-no = Type y or n.

setup-trouble-unreachable = ✗ Telegram cannot be reached from this machine: check the network; in mainland China a proxy is needed.
setup-trouble-refused = ✗ Telegram does not know this token, or it was revoked: in Telegram open @BotFather, send /mybots, choose the bot, API Token, and copy it whole.
setup-trouble-busy = ✗ Another program receives with this token: stop it (a gesher that runs already, here or on another machine).
setup-trouble-outside = ✗ The bot is not in this group: add it (group info > Add members), or check the group's id.
setup-trouble-no-group = ✗ This is no group: make a group, not a channel, and add the bot to it.
setup-reaching = ⏳ Looking for Telegram (at most 15 seconds) …
setup-reached = ✓ Telegram answers; no proxy is needed.
setup-reached-by = ✓ Telegram answers through { $proxy }.
setup-proxy-down = ✗ Telegram does not answer through { $proxy }: see that the proxy runs and that its address and port are right.
setup-proxy-around = { $name } of this terminal's environment names { $proxy }; it is kept as TELEGRAM_PROXY, since a service does not see that variable. To go without a proxy: unset { $name }, then gesher setup again.
setup-ask-proxy = Proxy, such as http://127.0.0.1:7890 or socks5://127.0.0.1:1080 (Enter: try again; 0: without)
setup-wrong-proxy = ✗ “{ $given }” is no proxy's address: write http://host:port, https://host:port or socks5://host:port.

setup-how-token = In Telegram open @BotFather and send /newbot; it asks for a name and gives you a token.
    Paste it here, then press Enter.
setup-ask-token = Token (not shown)
setup-wrong-token = ✗ That is no token: it looks like 123456789:AAE… (digits, a colon, 35 letters); copy it whole from @BotFather.
setup-asking-telegram = ⏳ Asking Telegram …
setup-token-good = ✓ The token is { $bot }'s.
setup-needs-token = This needs a token first: < goes back to it.
setup-needs-group = This needs a token and a staff group first: < goes back.

setup-how-group = Staff answer in a Telegram group:
      1. In Telegram make a group for staff and add { $bot } to it.
      2. Group info > Edit > Topics: switch them on. Each founder then gets a topic.
      3. Group info > Edit > Administrators > Add: choose { $bot }, allow “Delete messages” and “Manage topics”.
      4. Write any word in the group. It is seen here by itself.
setup-ask-group-id = ⏳ Waiting for a word in the group (Enter: show the list again; or type the group's id)
setup-ask-group-id-only = The group's id, a negative number such as -1001234567890 (Enter: show the list again)
setup-wrong-group-id = ✗ “{ $given }” is no group's id: it is a negative number such as -1001234567890.
setup-group-joined = ✓ The bot is in “{ $title }”. Now write a word there. If nothing happens, make the bot an administrator and write again.
setup-group-left = ✗ The bot was removed from “{ $title }”: add it again (group info > Add members).
setup-ask-group = “{ $title }”: is this the staff group?
setup-many-waiting = ✗ Over 100 messages wait for this bot, and the group's may be behind them: type the group's id. In the group copy a message's link, t.me/c/NUMBER/1; the id is -100 with NUMBER behind it.
setup-webhook = Telegram brings this bot's messages to { $url }; while it does, nothing is heard here.
    If that address is taken away, what waits stays at Telegram and nothing is lost. A desk with WEBHOOK_URL sets it again when it starts.
setup-ask-remove-webhook = Take the address away?
setup-webhook-removed = ✓ Taken away.
setup-webhook-again = The test did without { $url }. The desk sets that address again at its next start.

setup-right-administrator = ✓ The bot is an administrator and reads what staff write.
setup-right-administrator-missing = ✗ The bot is no administrator: group info > Edit > Administrators > Add: { $bot }, with “Delete messages” and “Manage topics”.
setup-right-deleting = ✓ It may delete messages.
setup-right-deleting-missing = ✗ It may not delete messages: group info > Edit > Administrators > { $bot } > “Delete messages”.
setup-right-topics = ✓ Topics are on, and it may manage them.
setup-right-topics-missing = ✗ It may not manage topics: group info > Edit > Administrators > { $bot } > “Manage topics”.
setup-right-topics-off = ✓ Topics are off: questions come as cards, and staff reply to the card. To have a topic for each founder: group info > Edit > Topics.
setup-ask-look-again = Mend it in Telegram, then press Enter to look again (-: go on anyway)
setup-ask-without-topics = Go on without topics? (n: look again)

setup-ask-staff-language = The staff's language: zh, en or he
setup-wrong-language = ✗ “{ $given }” is none of them: type zh, en or he.
setup-ask-staff-hours = When staff work; other hours behind a comma: Mon-Thu 09:00-18:00, Fri 09:00-16:00
setup-wrong-hours = ✗ “{ $given }” cannot be read: write days as Mon Tue Wed Thu Fri Sat Sun and times as 09:00-18:00, each day once, such as Mon-Fri 09:00-18:00.
setup-ask-staff-timezone = The staff's time zone
setup-wrong-zone = ✗ There is no time zone “{ $given }”: write it as Asia/Shanghai or Asia/Jerusalem.

setup-replaces = { $name }: { $old } → { $new }
setup-ask-replace = { $file } holds other values. Replace them as shown?
setup-saved = ✓ Written to { $file }, which only you can read.
setup-nothing-to-save = ✓ { $file } stays as it is.
setup-goes-before = ✗ { $name } is also set in the environment, which goes before { $file }: unset it there.

setup-ask-trial = Start the desk and send a test question the whole way?
setup-trial-starting = ⏳ The desk is starting; the first time this takes up to a minute …
setup-trial-ready = ✓ The desk runs. On your phone open t.me/{ $user }, press Start and write, for instance:
        Please change the name on my invoice of last month
    Then answer it in the staff group.
setup-ask-trial-over = ⏳ Watching (-: stop the test)
setup-trial-arrived = ✓ 1/4 The question has arrived.
setup-trial-by-faq = The bot knew an answer by itself. To try the way to staff, write the sentence above, or press “Ask staff” below the answer.
setup-trial-carded = ✓ 2/4 { $number } is in “{ $title }”. Now answer it there.
setup-trial-answered = ✓ 3/4 Staff have answered.
setup-trial-delivered = ✓ 4/4 The answer is on the phone.
setup-trial-fell = ✗ The desk has ended by itself; it says why above. Mend that and run gesher setup again: what is set stays.
setup-trial-stopping = ⏳ Stopping the desk …
setup-next = What now:
      gesher doctor   checks everything, with a cure for what is wrong
      gesher run      runs the desk until Ctrl-C
    To have it run always and start by itself, see bot/handbook (systemd, Docker).
setup-stopped = Stopped. Nothing was written.
setup-stopped-kept = Stopped. { $file } holds what you entered; gesher setup goes on from there.
setup-stopped-lost = Other values stand there and were left: { $names }.
