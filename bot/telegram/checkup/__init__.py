"""What `gesher doctor` asks Telegram: the line, the account, the staff group."""
