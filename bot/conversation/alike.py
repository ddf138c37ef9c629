"""How staff are offered to give one answer to several who ask the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.ledger import in_brief
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.speaker import Speaker
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order
from bot.conversation.texts import Texts, escape
from bot.domain.founder import Founder
from bot.domain.ids import TicketMessageId
from bot.domain.language import Language
from bot.domain.messages import Button, Rows
from bot.domain.ticket import Ticket, TicketMessage

ALL = "all"
"""The word of the button that answers every ticket of an offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """A waiting ticket that asks what another one asked; `asked` are its founder's words."""

    ticket: Ticket
    founder: Founder
    asked: str


class AlikeReplies(Speaker):
    """Composes it, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def offer(self, answer: TicketMessageId, same: Sequence[Same], elsewhere: Sequence[Same]) -> Message:
        """Offer to give an answer to other tickets too.

        Args:
            answer: that is given.
            same: who may get it.
            elsewhere: who ask the same in another language, and so may not.
        """
        parts = []
        if same:
            parts.append(self._say("same-head", count=len(same)))
            parts += [self._line("same-line", one) for one in same]
        parts += [self._line("same-elsewhere", one) for one in elsewhere]
        rows = self.rows(answer, [one.ticket for one in same])
        return Message(parts=tuple(parts), language=self._language, buttons=rows)

    def rows(self, answer: TicketMessageId, tickets: Sequence[Ticket]) -> Rows:
        """Return a button for each ticket, and one for all where there are several."""
        rows = [(self._button_for("same-one", answer, str(one.id), number=one.number),) for one in tickets]
        if len(tickets) > 1:
            rows.append((self._button_for("same-all", answer, ALL, count=len(tickets)),))
        return tuple(rows)

    def given(self, ticket: Ticket, source: Ticket, answer: TicketMessage, by: str) -> Message:
        """Show below a ticket the answer that it was given, and whence."""
        head = self._say("same-given", number=ticket.number, source=source.number, name=escape(by))
        content = answer.content
        quote = Literal(text=content.text or "", entities=content.entities, quoted=True)
        return Message(parts=(head, quote), language=self._language)

    def result(self, sent: Sequence[Ticket], left_out: Sequence[Ticket]) -> str:
        """Say in a notice who got it, and who did not since somebody else has or had the ticket."""
        said = []
        if sent:
            said.append(self.say(self._language, "same-sent", numbers=_numbers(sent)))
        if left_out:
            said.append(self.say(self._language, "same-left-out", numbers=_numbers(left_out)))
        return " ".join(said)[:200]

    def notice(self, name: str) -> str:
        """Return a sentence for a moment on the screen of who pressed."""
        return self.say(self._language, name)

    def name_of(self, name: str) -> str:
        """Return somebody's name, or what stands for it."""
        return name or self.say(self._language, "nameless")

    def _line(self, name: str, one: Same) -> Markdown:
        return self._say(
            name,
            number=one.ticket.number,
            name=escape(self.name_of(one.founder.name)),
            asked=escape(in_brief(one.asked)),
            language=self.say(self._language, f"language-{one.ticket.language}"),
        )

    def _say(self, name: str, /, **values: str | int) -> Markdown:
        return self._sentence(self._language, name, **values)

    def _button_for(self, label: str, answer: TicketMessageId, word: str, /, **values: str | int) -> Button:
        order = StaffOrder(want=Want.SAME, about=answer, word=word)
        return Button(label=self.say(self._language, label, **values), data=pack_order(order))


def _numbers(tickets: Sequence[Ticket]) -> str:
    return " · ".join(ticket.number for ticket in tickets)
