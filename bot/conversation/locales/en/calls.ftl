calls-failing = ✗ Telegram cannot reach the bot: { $error }. { $pending ->
    [one] One message waits
   *[other] { $pending } messages wait
} there; none is lost for a day. Please tell whoever runs the server.
calls-elsewhere = ✗ Telegram brings founders' messages to another place: another program uses the bot's token. Please tell whoever runs the server.
calls-well = ✓ Telegram reaches the bot again.
