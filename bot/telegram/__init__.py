"""Telegram's side; the only package that knows python-telegram-bot."""
