"""What is kept of a founder, for how long, and how to have it deleted or handed out."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.conversation.callbacks import Forget, Keep
from bot.conversation.message import Message
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts
from bot.domain.ids import TicketId, ticket_number
from bot.domain.language import Language

RIGHTS = frozenset({"privacy", "forget", "export"})
"""Commands that are obeyed whoever gives them, a banned founder too."""

Rows = Sequence[Mapping[str, object]]


class PrivacyReplies(Speaker):
    """Composes what is said of it.

    Args:
        texts: the locales.
        retention_days: how long things are kept.
    """

    def __init__(self, texts: Texts, *, retention_days: int = 365) -> None:
        super().__init__(texts)
        self._days = retention_days

    def explain(self, language: Language) -> Message:
        """Say what is kept, why, how long and who sees it."""
        parts = (
            self._sentence(language, "privacy"),
            self._sentence(language, "privacy-how-long", days=self._days),
            self._sentence(language, "privacy-rights"),
        )
        return Message(parts=parts, language=language)

    def confirm(self, language: Language) -> Message:
        """Ask whether everything is really to be deleted."""
        buttons = (
            self._button(language, "button-forget", Forget()),
            self._button(language, "button-keep", Keep()),
        )
        return self.plain(language, "privacy-confirm", (buttons,))

    def forgotten(self, language: Language, *, banned: bool) -> Message:
        """Say that it is done, what remains with Telegram, and what is still kept of who is banned."""
        names = ("privacy-forgotten", "privacy-still-banned") if banned else ("privacy-forgotten",)
        parts = tuple(self._sentence(language, name) for name in names)
        return Message(parts=parts, language=language)


def as_json(kept: Mapping[str, Rows], now: datetime) -> str:
    """Write down what is kept of a founder, as a person can read it.

    Args:
        kept: rows by table, as the store gives them.
        now: the present.
    """
    messages = _under("ticket_message", "copies", kept["ticket_messages"], kept["copies"])
    tickets = _under("ticket", "messages", kept["tickets"], messages)
    export = {
        "exported_at": now,
        "founder": next(iter(kept["founders"]), None),
        "questions": kept["questions"],
        "tickets": [{"number": _number(ticket), **ticket} for ticket in tickets],
        "inbox": kept["inbox"],
        "outbox": kept["outbox"],
    }
    return json.dumps(export, ensure_ascii=False, indent=2, default=_plain)


def _under(key: str, name: str, parents: Rows, children: Rows) -> Rows:
    """Put rows into those that they refer to."""
    return [
        {**parent, name: [_without(key, child) for child in children if child[key] == parent["id"]]}
        for parent in parents
    ]


def _without(key: str, row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != key}


def _number(ticket: Mapping[str, object]) -> str:
    return ticket_number(TicketId(int(str(ticket["id"]))))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
