"""Which groups the bot is in and is spoken to in, told from updates as Telegram sent them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.ids import ChatId
from bot.logs import UNSEEN

GROUPS = ("group", "supergroup")
INSIDE = ("member", "administrator", "creator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A group that updates tell of.

    Attributes:
        title: one line without control characters.
        is_member: the bot is in it.
        has_spoken: somebody wrote there, and the bot heard it.
        at: the number of the newest update about it.
    """

    chat: ChatId
    title: str
    is_member: bool = True
    has_spoken: bool = False
    at: int = 0


def sighted(updates: Iterable[Any]) -> dict[ChatId, Sighting]:
    """Return the groups that updates tell of, as the newest leaves them; who moved goes by the new id."""
    found: dict[ChatId, Sighting] = {}
    for update in updates:
        if not isinstance(update, dict):
            continue
        number = update.get("update_id")
        for name, value in update.items():
            chat = value.get("chat") if isinstance(value, dict) else None
            if isinstance(number, int) and isinstance(chat, dict) and _is_group(chat):
                _add(found, name, value, number)
    return found


def _is_group(chat: dict[str, Any]) -> bool:
    return isinstance(chat.get("id"), int) and chat.get("type") in GROUPS


def clean(title: object) -> str:
    """Return a title as one line that a terminal can show: whoever made the group chose it."""
    return " ".join(UNSEEN.sub(" ", str(title)).split())


def _add(found: dict[ChatId, Sighting], name: str, value: dict[str, Any], number: int) -> None:
    chat = ChatId(value["chat"]["id"])
    before = found.get(chat) or Sighting(chat=chat, title="")
    now = replace(before, title=clean(value["chat"].get("title") or chat), at=number)
    moved = value.get("migrate_to_chat_id")
    if name == "my_chat_member":
        member = value.get("new_chat_member") or {}
        found[chat] = replace(now, is_member=member.get("status") in INSIDE)
    elif isinstance(moved, int):
        found.pop(chat, None)
        found[ChatId(moved)] = replace(now, chat=ChatId(moved))
    elif name == "message":
        found[chat] = replace(now, has_spoken=before.has_spoken or "text" in value)
