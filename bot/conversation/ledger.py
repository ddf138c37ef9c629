"""The founder's questions with staff, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from bot.conversation.bidi import without_marks
from bot.conversation.callbacks import Cancel
from bot.conversation.message import Markdown, Message
from bot.conversation.several import ISOLATED
from bot.conversation.speaker import Speaker
from bot.conversation.texts import escape
from bot.domain.language import Language
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState

MOST = 10
"""Tickets in the list: each is a line, and a button while it waits."""
LATELY = timedelta(days=30)
"""How long a ticket that does not wait is listed after the last word on it."""
TITLE = 40
"""Characters of what was asked."""
LAST_DAYS = timedelta(days=6)
"""Days up to today of which the name alone says which is meant."""


class Standing(StrEnum):
    """Where a ticket stands for its founder; the value ends the name of a sentence of the locales."""

    RECEIVED = "received"
    """Nobody in the staff group has it yet."""
    WITH_STAFF = "with-staff"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    """The answer is on its way to the founder."""
    DELIVERED = "delivered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One ticket of the list.

    Attributes:
        messages: all that was written about it, oldest first.
        promise: by when to expect a reply, in words; None where nothing is promised.
    """

    ticket: Ticket
    messages: Sequence[TicketMessage]
    promise: str | None


def listed(tickets: Sequence[Ticket], now: datetime) -> list[Ticket]:
    """Return which of a founder's tickets to list, the newest first; those that wait come before others."""
    waiting = [ticket for ticket in tickets if ticket.state is TicketState.WAITING]
    others = [
        ticket
        for ticket in tickets
        if ticket.state is not TicketState.WAITING and now - ticket.changed_at <= LATELY
    ]
    return sorted([*waiting, *others][:MOST], key=lambda ticket: ticket.id, reverse=True)


def standing(ticket: Ticket, messages: Sequence[TicketMessage]) -> tuple[Standing, datetime]:
    """Return where a ticket stands, and since when."""
    match ticket.state:
        case TicketState.WAITING if not any(message.staff_message for message in messages):
            return Standing.RECEIVED, ticket.opened_at
        case TicketState.WAITING:
            known = Standing.CLAIMED if ticket.claimed_by else Standing.WITH_STAFF
            return known, waits_since(ticket, messages)
        case TicketState.ANSWERED:
            answers = [message for message in messages if message.author is Author.STAFF and message.goes_out]
            arrived = bool(answers) and answers[-1].founder_message is not None
            answered = Standing.DELIVERED if arrived else Standing.ANSWERED
            return answered, ticket.staff_wrote_at or ticket.changed_at
        case TicketState.CLOSED:
            return Standing.WITHDRAWN if is_withdrawn(ticket) else Standing.CLOSED, ticket.changed_at


def waits_since(ticket: Ticket, messages: Sequence[TicketMessage]) -> datetime:
    """Return when the founder wrote what staff have not answered yet."""
    answered = ticket.staff_wrote_at
    asked = (message.written_at for message in messages if message.author is Author.FOUNDER)
    return next((at for at in asked if answered is None or at > answered), ticket.changed_at)


def is_withdrawn(ticket: Ticket) -> bool:
    """Whether the founder closed it before there was an answer, so that nothing is promised any more."""
    unanswered = ticket.staff_wrote_at is None and ticket.promised_at is None
    return ticket.state is TicketState.CLOSED and unanswered


def in_brief(text: str) -> str:
    """Return the beginning of what was asked, on one line and without direction marks."""
    flat = " ".join(without_marks(text).split())
    if len(flat) <= TITLE:
        return flat
    words, _, _ = flat[:TITLE].rpartition(" ")
    whole = flat[:TITLE] if flat[TITLE] == " " or len(words) < TITLE // 2 else words
    return f"{whole.rstrip()}…"


class LedgerReplies(Speaker):
    """Composes the list."""

    def show(self, language: Language, lines: Sequence[Line], now: datetime, zone: tzinfo) -> Message:
        """List tickets, with a button for each that can be cancelled.

        Args:
            language: to write in.
            lines: the tickets, in their order.
            now: the present.
            zone: of the clock to show.
        """
        if not lines:
            return self.plain(language, "mine-none")
        open_ones = (line.ticket for line in lines if line.ticket.state is TicketState.WAITING)
        rows = tuple(
            (self._button(language, "button-cancel", Cancel(ticket=ticket.id), number=ticket.number),)
            for ticket in open_ones
        )
        parts = tuple(self._line(language, line, now, zone) for line in lines)
        return Message(parts=parts, language=language, buttons=rows)

    def _line(self, language: Language, line: Line, now: datetime, zone: tzinfo) -> Markdown:
        stands, at = standing(line.ticket, line.messages)
        local = {"at": at.astimezone(zone), "week": (now - LAST_DAYS).astimezone(zone)}
        words = [
            f"**{line.ticket.number}**",
            self._title(language, line.messages),
            self._texts.say(language, f"mine-{stands}", **local),
        ]
        if line.promise and line.ticket.state is TicketState.WAITING:
            words.append(line.promise)
        return Markdown(text=" · ".join(words))

    def _title(self, language: Language, messages: Sequence[TicketMessage]) -> str:
        opening = messages[0].content if messages else None
        words = in_brief(opening.text) if opening and opening.text else ""
        if words:
            return ISOLATED.format(escape(words))
        return self._texts.say(language, "mine-kind", kind=opening.kind if opening else "text")
