"""What staff look up across founders: figures of a period, and tickets by words in them."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select

from bot.domain.ids import TicketId
from bot.domain.statistics import Numbers, Period
from bot.domain.ticket import Author, Ticket
from bot.store.access import Access
from bot.store.columns import UtcDateTime, storable
from bot.store.questions import question_of
from bot.store.schema import AWAITING_STAFF, founders, questions, ticket_messages, tickets
from bot.store.tickets import ticket_of

_START = bindparam("start", type_=UtcDateTime)
_END = bindparam("end", type_=UtcDateTime)
QUESTIONS = (
    select(questions)
    .where(questions.c.asked_at >= _START, questions.c.asked_at < _END)
    .order_by(questions.c.asked_at, questions.c.id)
)
OPENED = (
    select(tickets)
    .where(tickets.c.opened_at >= _START, tickets.c.opened_at < _END)
    .order_by(tickets.c.opened_at, tickets.c.id)
)
_FIRST_ANSWERS = (
    select(
        ticket_messages.c.ticket, func.min(ticket_messages.c.written_at, type_=UtcDateTime).label("written")
    )
    .where(
        ticket_messages.c.ticket.in_(bindparam("opened", expanding=True)),
        ticket_messages.c.author == Author.STAFF,
        ~ticket_messages.c.held,
    )
    .group_by(ticket_messages.c.ticket)
)
_WAITING = select(func.count()).select_from(tickets).where(AWAITING_STAFF)

_ESCAPE = "!"


def _has(column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.ilike(bindparam("words"), escape=_ESCAPE)


_FIND = (
    select(tickets)
    .join(founders, tickets.c.founder == founders.c.id)
    .where(
        or_(
            tickets.c.id == bindparam("number"),
            _has(founders.c.name),
            _has(founders.c.username),
            exists().where(ticket_messages.c.ticket == tickets.c.id, _has(ticket_messages.c.text)),
            exists().where(questions.c.id == tickets.c.question, _has(questions.c.text)),
        )
    )
    .order_by(tickets.c.id.desc())
    .limit(bindparam("most"))
)


class Reports(Access):
    """Looks across all founders, inside one unit of work."""

    async def numbers(self, period: Period) -> Numbers:
        """Return what there is to count of a period."""
        between: dict[str, datetime] = {"start": period.start, "end": period.end}
        opened = [ticket_of(row) for row in await self._all(OPENED, **between)]
        answers = await self._all(_FIRST_ANSWERS, opened=[ticket.id for ticket in opened])
        return Numbers(
            questions=[question_of(row) for row in await self._all(QUESTIONS, **between)],
            tickets=opened,
            first_answers={TicketId(row.ticket): row.written for row in answers},
            waiting=await self._value(_WAITING),
        )

    async def tickets_with(self, words: str, number: TicketId | None, most: int) -> list[Ticket]:
        """Return the tickets of a number, of a founder's name or with words in them, the newest first.

        Args:
            words: one run of them, whatever their case (of Latin letters alone on SQLite).
            number: a ticket's; None looks for none.
            most: how many at the most.
        """
        escaped = storable(words)
        for sign in (_ESCAPE, "%", "_"):
            escaped = escaped.replace(sign, _ESCAPE + sign)
        rows = await self._all(_FIND, words=f"%{escaped}%", number=number or 0, most=most)
        return [ticket_of(row) for row in rows]
