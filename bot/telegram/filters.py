"""Whose messages are whose, in the library's own form."""

from telegram import Message
from telegram.ext import filters

from bot.telegram.group import StaffGroup


class FromBot(filters.MessageFilter):
    """Written by a bot, or by nobody that Telegram names."""

    def filter(self, message: Message) -> bool:
        """Say whether the message is of this kind."""
        return message.from_user is None or message.from_user.is_bot


class FromOutside(filters.MessageFilter):
    """Other bots, channels and linked chats; an anonymous administrator counts as staff."""

    def filter(self, message: Message) -> bool:
        """Say whether the message is of this kind."""
        if message.sender_chat is not None:
            return message.sender_chat.id != message.chat_id
        return message.from_user is None or message.from_user.is_bot


class InGroup(filters.MessageFilter):
    """Written in the staff group, whatever id it has now."""

    def __init__(self, group: StaffGroup) -> None:
        super().__init__()
        self._group = group

    def filter(self, message: Message) -> bool:
        """Say whether the message is of this kind."""
        return self._group.is_staff(message.chat_id)
