rival-there = ✗ 有别的程序在用同一个 token 读取这个机器人的消息，被它读走的消息到不了你们这里。请通知服务器负责人：停掉那个程序，或者找 @BotFather（/revoke）换一个新的 token，填进 TELEGRAM\_BOT\_TOKEN。
rival-gone = ✓ 已经没有别的程序在读取这个机器人的消息了。如果有创业者说没人回复，请让对方再问一次。
