"""What staff see of the whole: who waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.ledger import in_brief
from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts, escape
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.language import Language
from bot.domain.ticket import Ticket

MOST = 30
"""Tickets in one list: more would not fit into a message, and nobody reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket that waits for staff.

    Attributes:
        asked: the message that opened it; None if nothing of it is kept.
        hours: of the staff's working time since the founder's first unanswered message.
    """

    ticket: Ticket
    founder: Founder
    asked: Content | None
    hours: float


class Overview(Speaker):
    """Composes it, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def pending(self, waiting: Sequence[Waiting]) -> Message:
        """List what waits, in the order given."""
        if not waiting:
            return self.plain(self._language, "pending-none")
        head = self._sentence(self._language, "pending-head", count=len(waiting))
        lines = [self._line(one) for one in waiting[:MOST]]
        return Message(parts=(head, *lines), language=self._language)

    def _line(self, one: Waiting) -> Markdown:
        asked = one.asked.text or one.asked.kind if one.asked else ""
        return self._sentence(
            self._language,
            "pending-line",
            number=one.ticket.number,
            name=escape(one.founder.name) or self._texts.say(self._language, "nameless"),
            hours=f"{one.hours:.1f}",
            asked=escape(in_brief(asked)),
        )
