"""Questions waiting for staff, and what was written about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, select, update

from bot.domain.ids import MessageId, QuestionId, TicketId, TicketMessageId, UserId
from bot.domain.language import Language
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.store.access import Access
from bot.store.columns import storable
from bot.store.schema import AWAITING_STAFF, ticket_messages, tickets

_OPEN = insert(tickets)
_GET = select(tickets).where(tickets.c.id == bindparam("row"))
_LATEST = (
    select(tickets)
    .where(tickets.c.founder == bindparam("whose"))
    .order_by(tickets.c.state == TicketState.CLOSED, tickets.c.changed_at.desc(), tickets.c.id.desc())
    .limit(1)
)
_BY_QUESTION = select(tickets).where(tickets.c.question == bindparam("asked"))
_WAITING = select(tickets).where(AWAITING_STAFF).order_by(tickets.c.id)
_SAVE = (
    update(tickets)
    .where(tickets.c.id == bindparam("row"))
    .values(
        state=bindparam("now_in"),
        language=bindparam("spoken"),
        changed_at=bindparam("moved_at"),
        staff_wrote_at=bindparam("staff_at"),
    )
)

_ADD_MESSAGE = insert(ticket_messages)
_MESSAGE = select(ticket_messages).where(ticket_messages.c.id == bindparam("row"))
_DELIVERED = update(ticket_messages).where(ticket_messages.c.id == bindparam("row"))
_TO_STAFF = _DELIVERED.values(staff_message=bindparam("copy"))
_TO_FOUNDER = _DELIVERED.values(founder_message=bindparam("copy"))
# Newest first: a group that becomes a supergroup counts its messages from 1 again.
_BY_STAFF_MESSAGE = (
    select(tickets)
    .join(ticket_messages, ticket_messages.c.ticket == tickets.c.id)
    .where(ticket_messages.c.staff_message == bindparam("copy"))
    .order_by(ticket_messages.c.id.desc())
    .limit(1)
)
_BY_FOUNDER_MESSAGE = (
    select(ticket_messages)
    .join(tickets, ticket_messages.c.ticket == tickets.c.id)
    .where(ticket_messages.c.founder_message == bindparam("copy"), tickets.c.founder == bindparam("whose"))
    .order_by(ticket_messages.c.id.desc())
    .limit(1)
)


class Tickets(Access):
    """All tickets, inside one unit of work."""

    async def open(
        self, *, founder: UserId, question: QuestionId | None, language: Language, now: datetime
    ) -> Ticket:
        """Open a ticket in `waiting`; a question has at most one. Numbers only grow and never come again."""
        row = {
            "founder": founder,
            "question": question,
            "state": TicketState.WAITING,
            "language": language,
            "opened_at": now,
            "changed_at": now,
        }
        return Ticket(
            id=TicketId(await self._insert(_OPEN, row)),
            founder=founder,
            question=question,
            state=TicketState.WAITING,
            language=language,
            opened_at=now,
            changed_at=now,
        )

    async def get(self, ticket: TicketId) -> Ticket | None:
        """Return a ticket; None if there is none with that number."""
        return await self._ticket(_GET, row=ticket)

    async def latest(self, founder: UserId) -> Ticket | None:
        """Return the open ticket of a founder changed last, else the closed one; None without any."""
        return await self._ticket(_LATEST, whose=founder)

    async def by_question(self, question: QuestionId) -> Ticket | None:
        """Return the ticket that a question opened; None if it opened none."""
        return await self._ticket(_BY_QUESTION, asked=question)

    async def waiting(self) -> list[Ticket]:
        """Return the tickets that wait for staff, the one opened first in front."""
        return [_ticket(row) for row in await self._all(_WAITING)]

    async def save(self, ticket: Ticket) -> None:
        """Store the state, language and times of a ticket; founder, question and opening never change.

        Raises:
            LookupError: if there is none with that number.
        """
        changed = await self._change(
            _SAVE,
            row=ticket.id,
            now_in=ticket.state,
            spoken=ticket.language,
            moved_at=ticket.changed_at,
            staff_at=ticket.staff_wrote_at,
        )
        if changed == 0:
            raise LookupError(f"there is no ticket {ticket.number}")

    async def add_message(
        self,
        *,
        ticket: TicketId,
        author: Author,
        text: str | None,
        founder_message: MessageId | None,
        staff_message: MessageId | None,
        now: datetime,
    ) -> TicketMessage:
        """Store what was written; the other side's id follows when its copy is delivered."""
        text = None if text is None else storable(text)
        row = {
            "ticket": ticket,
            "author": author,
            "text": text,
            "founder_message": founder_message,
            "staff_message": staff_message,
            "written_at": now,
        }
        return TicketMessage(
            id=TicketMessageId(await self._insert(_ADD_MESSAGE, row)),
            ticket=ticket,
            author=author,
            text=text,
            founder_message=founder_message,
            staff_message=staff_message,
            written_at=now,
        )

    async def message(self, message: TicketMessageId) -> TicketMessage | None:
        """Return a message of a ticket; None if there is none with that id."""
        row = await self._one(_MESSAGE, row=message)
        return None if row is None else _message(row)

    async def delivered_to_staff(self, message: TicketMessageId, copy: MessageId) -> None:
        """Note the id of a message's copy in the staff group."""
        await self._change(_TO_STAFF, row=message, copy=copy)

    async def delivered_to_founder(self, message: TicketMessageId, copy: MessageId) -> None:
        """Note the id of a message's copy in the founder's chat."""
        await self._change(_TO_FOUNDER, row=message, copy=copy)

    async def by_staff_message(self, message: MessageId) -> Ticket | None:
        """Return the ticket that a message in the staff group belongs to; None if it belongs to none."""
        return await self._ticket(_BY_STAFF_MESSAGE, copy=message)

    async def by_founder_message(self, founder: UserId, message: MessageId) -> TicketMessage | None:
        """Return the ticket message that stands under this id in the founder's chat; None if none does."""
        row = await self._one(_BY_FOUNDER_MESSAGE, whose=founder, copy=message)
        return None if row is None else _message(row)

    async def _ticket(self, query: Select[Any], **parameters: int) -> Ticket | None:
        row = await self._one(query, **parameters)
        return None if row is None else _ticket(row)


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(
        id=TicketId(row.id),
        founder=UserId(row.founder),
        question=row.question,
        state=TicketState(row.state),
        language=Language(row.language),
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        staff_wrote_at=row.staff_wrote_at,
    )


def _message(row: Row[Any]) -> TicketMessage:
    return TicketMessage(
        id=TicketMessageId(row.id),
        ticket=TicketId(row.ticket),
        author=Author(row.author),
        text=row.text,
        founder_message=row.founder_message,
        staff_message=row.staff_message,
        written_at=row.written_at,
    )
