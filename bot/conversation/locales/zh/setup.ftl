setup-name = 中文
setup-ask-language = 语言
setup-no-terminal = gesher setup 要提问，需要在终端里直接运行，不要接管道（也可以把 .env.example 复制为 .env 自己填写）。
setup-welcome = 大约十分钟，从 token 到服务台开始工作。请准备一部装有 Telegram 的手机。
    直接回车：采用方括号里的内容；- 跳过这一步；< 回到上一步；Ctrl-C 停止。
    未经询问，不会覆盖 { $file } 里的任何内容。
setup-other-server = Bot API 服务器：{ $url }
setup-step = —— { $place } { $title } ——
setup-step-line = 连接 Telegram
setup-step-token = 机器人的 token
setup-step-group = 工作人员群
setup-step-rights = 机器人在群里的权限
setup-step-staff = 工作人员
setup-step-file = 设置文件
setup-step-trial = 试问一个问题
setup-skipped = 已跳过。
setup-hint-yes = Y/n
setup-hint-no = y/N
setup-word-yes = y yes 是 好
setup-word-no = n no 否 不
setup-wrong-yes-no = 请输入 y（是）或 n（否）。

setup-trouble-unreachable = ✗ 这台机器连不上 Telegram：请检查网络；在中国大陆需要代理。
setup-trouble-refused = ✗ Telegram 不认这个 token，或它已被撤销：在 Telegram 打开 @BotFather，发送 /mybots，选择机器人，再选 API Token，完整复制。
setup-trouble-busy = ✗ 另一个程序正在用这个 token 接收消息：请先停止它（可能是本机或别的机器上已在运行的 gesher）。
setup-trouble-outside = ✗ 机器人不在这个群里：请把它加进群（群资料 > 添加成员），或检查群 id。
setup-trouble-no-group = ✗ 这不是群：请建一个群（不是频道），再把机器人加进去。
setup-reaching = ⏳ 正在连接 Telegram（最多 15 秒）……
setup-reached = ✓ 能直接连上 Telegram，不需要代理。
setup-reached-by = ✓ 通过 { $proxy } 能连上 Telegram。
setup-proxy-down = ✗ 通过 { $proxy } 连不上 Telegram：请确认代理正在运行，地址和端口正确。
setup-proxy-around = 这个终端的环境变量 { $name } 指向 { $proxy }；服务启动时看不到这个变量，所以记为 TELEGRAM_PROXY。不想用代理：先取消 { $name }，再运行 gesher setup。
setup-ask-proxy = 代理地址，例如 http://127.0.0.1:7890 或 socks5://127.0.0.1:1080（回车：再试一次；0：不用代理）
setup-wrong-proxy = ✗ “{ $given }”不是代理地址：请写成 http://主机:端口、https://主机:端口 或 socks5://主机:端口。

setup-how-token = 在 Telegram 打开 @BotFather，发送 /newbot，按提示起名，它会给你一个 token。
    把 token 粘贴到这里，再按回车。
setup-ask-token = token（不显示）
setup-wrong-token = ✗ 这不是 token：token 形如 123456789:AAE…（数字、冒号、35 个字符），请从 @BotFather 完整复制。
setup-asking-telegram = ⏳ 正在询问 Telegram……
setup-token-good = ✓ token 有效，机器人是 { $bot }。
setup-needs-token = 这一步要先有 token：输入 < 可以回去。
setup-needs-group = 这一步要先有 token 和工作人员群：输入 < 可以回去。

setup-how-group = 工作人员在一个 Telegram 群里答复：
      1. 在 Telegram 建一个工作人员群，把 { $bot } 加进去。
      2. 群资料 > 编辑 > 话题：打开。这样每位创业者有自己的话题。
      3. 群资料 > 编辑 > 管理员 > 添加：选择 { $bot }，允许“删除消息”和“管理话题”。
      4. 在群里随便写一个字，这里会自动看到。
setup-ask-group-id = ⏳ 等待群里有人说话（回车：再看一遍步骤；也可以直接输入群 id）
setup-ask-group-id-only = 群 id，一个负数，例如 -1001234567890（回车：再看一遍步骤）
setup-wrong-group-id = ✗ “{ $given }”不是群 id：群 id 是负数，例如 -1001234567890。
setup-group-joined = ✓ 机器人已在“{ $title }”群里。请在群里写一个字；如果没有反应，先把机器人设为管理员，再写一次。
setup-group-left = ✗ 机器人被移出了“{ $title }”：请重新加进群（群资料 > 添加成员）。
setup-ask-group = “{ $title }”是工作人员群吗？
setup-many-waiting = ✗ 有 100 多条消息在等这个机器人，群里的消息可能排在后面：请直接输入群 id。在群里复制一条消息的链接 t.me/c/NUMBER/1，在 NUMBER 前面加上 -100 就是群 id。
setup-webhook = Telegram 正把这个机器人的消息送到 { $url }；这期间这里收不到消息。
    取消这个地址后，等待中的消息留在 Telegram，不会丢失。设有 WEBHOOK_URL 的服务台启动时会重新登记。
setup-ask-remove-webhook = 取消这个地址吗？
setup-webhook-removed = ✓ 已取消。
setup-webhook-again = 测试期间没有用 { $url }。服务台下次启动时会重新登记这个地址。

setup-right-administrator = ✓ 机器人是管理员，能看到工作人员写的内容。
setup-right-administrator-missing = ✗ 机器人不是管理员：群资料 > 编辑 > 管理员 > 添加 { $bot }，并允许“删除消息”和“管理话题”。
setup-right-deleting = ✓ 可以删除消息。
setup-right-deleting-missing = ✗ 不能删除消息：群资料 > 编辑 > 管理员 > { $bot } > 打开“删除消息”。
setup-right-topics = ✓ 话题已打开，机器人可以管理。
setup-right-topics-missing = ✗ 不能管理话题：群资料 > 编辑 > 管理员 > { $bot } > 打开“管理话题”。
setup-right-topics-off = ✓ 话题没有打开：问题以卡片发到群里，工作人员回复卡片即可。想让每位创业者有自己的话题：群资料 > 编辑 > 话题。
setup-ask-look-again = 请在 Telegram 里改好，再按回车重新检查（-：不管它，继续）
setup-ask-without-topics = 不用话题，继续吗？（n：重新检查）

setup-ask-staff-language = 工作人员的语言：zh 中文，en 英文，he 希伯来文
setup-wrong-language = ✗ 没有“{ $given }”：请输入 zh、en 或 he。
setup-ask-staff-hours = 工作时间；不同的时间用逗号隔开：Mon-Thu 09:00-18:00, Fri 09:00-16:00
setup-wrong-hours = ✗ 看不懂“{ $given }”：星期写成 Mon Tue Wed Thu Fri Sat Sun，时间写成 09:00-18:00，每天只写一次，例如 Mon-Fri 09:00-18:00。
setup-ask-staff-timezone = 工作人员的时区
setup-wrong-zone = ✗ 没有时区“{ $given }”：请写成 Asia/Shanghai 或 Asia/Jerusalem 这样。

setup-replaces = { $name }：{ $old } → { $new }
setup-ask-replace = { $file } 里是别的值。按上面所列替换吗？
setup-saved = ✓ 已写入 { $file }，只有你能读。
setup-nothing-to-save = ✓ { $file } 没有变化。
setup-goes-before = ✗ 环境变量里也设了 { $name }，它比 { $file } 优先：请在环境变量里取消。

setup-ask-trial = 现在启动服务台，试着把一个问题走完全程吗？
setup-trial-starting = ⏳ 服务台正在启动，第一次最多要一分钟……
setup-trial-ready = ✓ 服务台已启动。用手机打开 t.me/{ $user }，点“开始”，写一句话，例如：
        请帮我修改上个月发票上的名称
    然后在工作人员群里答复。
setup-ask-trial-over = ⏳ 等待中（-：结束测试）
setup-trial-arrived = ✓ 1/4 问题已收到。
setup-trial-by-faq = 机器人自己知道答案。想试试转给工作人员，请写上面那句话，或点答复下面的“问工作人员”。
setup-trial-carded = ✓ 2/4 { $number } 已到“{ $title }”群。请在那里答复。
setup-trial-answered = ✓ 3/4 工作人员已答复。
setup-trial-delivered = ✓ 4/4 答复已送到手机。
setup-trial-fell = ✗ 服务台自己停了，原因见上面。改好后再运行 gesher setup，已有的设置不会丢。
setup-trial-stopping = ⏳ 正在停止服务台……
setup-next = 接下来：
      gesher doctor   全面检查，有问题会告诉你怎么办
      gesher run      运行服务台，Ctrl-C 停止
    要让它一直运行、开机自动启动，请看 bot/handbook（systemd、Docker）。
setup-stopped = 已停止。什么都没有写入。
setup-stopped-kept = 已停止。你输入的内容已在 { $file } 里；再运行 gesher setup 可以接着做。
setup-stopped-lost = 那里已有别的值，没有改动：{ $names }。
