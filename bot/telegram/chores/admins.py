"""Who can be called when nothing else helps: the staff group's administrators."""

import logging

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from bot.conversation.bidi import without_marks
from bot.domain.events import Member
from bot.domain.ids import UserId
from bot.telegram.group import StaffGroup

log = logging.getLogger(__name__)


class Admins:
    """Asks Telegram, and remembers the answer for when it cannot be had."""

    def __init__(self, bot: Bot, group: StaffGroup) -> None:
        self._bot = bot
        self._group = group
        self._known: tuple[Member, ...] = ()

    async def to_mention(self) -> tuple[Member, ...]:
        """Return the people among them; who is anonymous is nobody to mention."""
        try:
            members = await self._bot.get_chat_administrators(self._group.chat)
        except TelegramError as error:
            log.warning("administrators cannot be read", extra={"error": str(error)})
            return self._known
        self._known = tuple(_member(one) for one in members if _can_be_mentioned(one))
        return self._known


def _can_be_mentioned(member: ChatMember) -> bool:
    return not member.user.is_bot and not getattr(member, "is_anonymous", False)


def _member(member: ChatMember) -> Member:
    return Member(id=UserId(member.user.id), name=without_marks(member.user.full_name))
