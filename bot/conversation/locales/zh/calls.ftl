calls-failing = ✗ Telegram 连不上机器人：{ $error }。有 { $pending } 条消息在 Telegram 那边等待，一天之内不会丢失。请通知服务器负责人。
calls-elsewhere = ✗ Telegram 把创业者的消息送到了别处：有别的程序在用这个机器人的 token。请通知服务器负责人。
calls-well = ✓ Telegram 已能重新连上机器人。
