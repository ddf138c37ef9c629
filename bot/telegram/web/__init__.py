"""What is reached over HTTP: Telegram's calls, how the desk is, its figures."""
