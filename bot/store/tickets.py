"""Questions waiting for staff, and what was written about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select

from bot.domain.events import Content, Member
from bot.domain.ids import MessageId, QuestionId, TicketId, TicketMessageId, UserId
from bot.domain.language import Language
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.store import ticket_statements as statements
from bot.store.access import Access
from bot.store.columns import storable
from bot.store.payload import dump_entities, load_entities


class Tickets(Access):
    """All tickets, inside one unit of work."""

    async def open(
        self,
        *,
        founder: UserId,
        question: QuestionId | None,
        language: Language,
        now: datetime,
        promised_at: datetime | None = None,
    ) -> Ticket:
        """Open a ticket in `waiting`; a question has at most one. Numbers only grow and never come again."""
        row = {
            "founder": founder,
            "question": question,
            "state": TicketState.WAITING,
            "language": language,
            "opened_at": now,
            "changed_at": now,
            "promised_at": promised_at,
        }
        return Ticket(
            id=TicketId(await self._insert(statements.OPEN, row)),
            founder=founder,
            question=question,
            state=TicketState.WAITING,
            language=language,
            opened_at=now,
            changed_at=now,
            promised_at=promised_at,
        )

    async def get(self, ticket: TicketId) -> Ticket | None:
        """Return a ticket; None if there is none with that number."""
        return await self._ticket(statements.GET, row=ticket)

    async def latest(self, founder: UserId) -> Ticket | None:
        """Return the open ticket of a founder changed last, else the closed one; None without any."""
        return await self._ticket(statements.LATEST, whose=founder)

    async def by_question(self, question: QuestionId) -> Ticket | None:
        """Return the ticket that a question opened; None if it opened none."""
        return await self._ticket(statements.BY_QUESTION, asked=question)

    async def waiting(self) -> list[Ticket]:
        """Return the tickets that wait for staff, the one opened first in front."""
        return [ticket_of(row) for row in await self._all(statements.WAITING)]

    async def promised_before(self, before: datetime) -> list[Ticket]:
        """Return the tickets that wait for staff and were promised a reply before that time."""
        return [ticket_of(row) for row in await self._all(statements.PROMISED, before=before)]

    async def of(self, founder: UserId, most: int) -> list[Ticket]:
        """Return a founder's tickets, the newest first, at most so many."""
        return [ticket_of(row) for row in await self._all(statements.OF, whose=founder, most=most)]

    async def everything(self) -> list[Ticket]:
        """Return all tickets, oldest first."""
        return [ticket_of(row) for row in await self._all(statements.EVERYTHING)]

    async def save(self, ticket: Ticket) -> None:
        """Store what can change of a ticket; founder, question and opening never do.

        A claim is stored where there is none yet, and never taken away: that is for `give_back` and `assign`.

        Raises:
            LookupError: if there is none with that number.
        """
        changed = await self._change(
            statements.SAVE,
            row=ticket.id,
            now_in=ticket.state,
            spoken=ticket.language,
            moved_at=ticket.changed_at,
            staff_at=ticket.staff_wrote_at,
            by=ticket.promised_at,
            claimer=ticket.claimed_by.name if ticket.claimed_by else None,
            claimer_id=ticket.claimed_by.id if ticket.claimed_by else None,
            put_aside_until=ticket.later_until,
            put_aside_why=ticket.later_why,
        )
        if changed == 0:
            raise LookupError(f"there is no ticket {ticket.number}")

    async def claim(self, ticket: TicketId, by: Member) -> bool:
        """Give a ticket that is nobody's to somebody of staff; False if it is somebody's already."""
        return await self._change(statements.CLAIM, row=ticket, claimer=by.name, claimer_id=by.id) == 1

    async def give_back(self, ticket: TicketId, by: Member) -> bool:
        """Make a ticket nobody's again; False if it was not that person's."""
        return await self._change(statements.GIVE_BACK, row=ticket, holder=by.id) == 1

    async def assign(self, ticket: TicketId, to: Member) -> None:
        """Give a ticket to somebody of staff, whoever had it."""
        await self._change(statements.ASSIGN, row=ticket, claimer=to.name, claimer_id=to.id)

    async def claimers(self) -> list[Member]:
        """Return who has ever claimed or answered what is kept, who did so last in front."""
        rows = await self._all(statements.CLAIMERS)
        return [Member(id=UserId(row.claimed_by_id), name=row.claimed_by) for row in rows]

    async def back_by(self, moment: datetime) -> list[Ticket]:
        """Return the tickets that staff have put aside until then or earlier."""
        return [ticket_of(row) for row in await self._all(statements.BACK, until=moment)]

    async def add_message(
        self,
        *,
        ticket: TicketId,
        author: Author,
        content: Content,
        founder_message: MessageId | None,
        staff_message: MessageId | None,
        now: datetime,
        album: str | None = None,
        shown_with: TicketMessageId | None = None,
        held: bool = False,
    ) -> TicketMessage:
        """Store what was written; the other side's id follows when its copy is delivered."""
        text = None if content.text is None else storable(content.text)
        row = {
            "ticket": ticket,
            "author": author,
            "kind": content.kind,
            "text": text,
            "entities": dump_entities(content.entities),
            "founder_message": founder_message,
            "staff_message": staff_message,
            "album": album,
            "shown_with": shown_with,
            "held": held,
            "written_at": now,
        }
        return TicketMessage(
            id=TicketMessageId(await self._insert(statements.ADD_MESSAGE, row)),
            ticket=ticket,
            author=author,
            content=replace(content, text=text),
            founder_message=founder_message,
            staff_message=staff_message,
            album=album,
            shown_with=shown_with,
            held=held,
            written_at=now,
        )

    async def message(self, message: TicketMessageId) -> TicketMessage | None:
        """Return a message of a ticket; None if there is none with that id."""
        row = await self._one(statements.MESSAGE, row=message)
        return None if row is None else _message(row)

    async def messages(self, ticket: TicketId) -> list[TicketMessage]:
        """Return all that was written about a ticket, oldest first."""
        return [_message(row) for row in await self._all(statements.MESSAGES, whole=ticket)]

    async def messages_of(self, several: Sequence[Ticket]) -> dict[TicketId, list[TicketMessage]]:
        """Return all that was written about each of several tickets, oldest first."""
        found: dict[TicketId, list[TicketMessage]] = {ticket.id: [] for ticket in several}
        for row in await self._all(statements.MESSAGES_OF, several=list(found)):
            found[TicketId(row.ticket)].append(_message(row))
        return found

    async def shown_together(self, first: TicketMessageId) -> list[TicketMessage]:
        """Return a message and those that its card shows too, oldest first."""
        return [_message(row) for row in await self._all(statements.SHOWN_TOGETHER, row=first)]

    async def shown_alone(self, message: TicketMessageId) -> None:
        """Note that a message has a card of its own after all."""
        await self._change(statements.ALONE, row=message)

    async def rewritten(self, message: TicketMessageId, content: Content) -> None:
        """Store the new words of an edited message."""
        marks = dump_entities(content.entities)
        await self._change(statements.REWRITTEN, row=message, words=content.text, marks=marks)

    async def delivered_to_staff(self, message: TicketMessageId, *ids: MessageId) -> None:
        """Note under which ids a message now stands in the staff group, also for those shown with it.

        The first id that is ever noted is that of its card.
        """
        await self._change(statements.TO_STAFF, row=message, copy=ids[0])
        for copy in ids:
            await self._change(statements.COPIED, row=message, copy=copy)

    async def out_of_reach(self) -> None:
        """Note that staff are in a group with another history, where ids mean other messages."""
        await self._change(statements.OUT_OF_REACH)
        await self._change(statements.NO_COPIES)

    async def delivered_to_founder(self, message: TicketMessageId, copy: MessageId) -> None:
        """Note the id of a message's copy in the founder's chat."""
        await self._change(statements.TO_FOUNDER, row=message, copy=copy)

    async def released(self, message: TicketMessageId) -> bool:
        """Hold a staff message back no longer; False if it was not held."""
        return await self._change(statements.RELEASED, row=message) == 1

    async def withdrawn(self, message: TicketMessageId) -> bool:
        """Note that staff took a message back; False if they had done so before."""
        return await self._change(statements.WITHDRAWN, row=message) == 1

    async def written_by_staff(self, message: MessageId) -> TicketMessage | None:
        """Return what staff wrote under this id in their group; None if it was for no ticket."""
        row = await self._one(statements.WRITTEN_BY_STAFF, written=message)
        return None if row is None else _message(row)

    async def by_staff_message(self, message: MessageId) -> Ticket | None:
        """Return the ticket that a message in the staff group belongs to; None if it belongs to none."""
        return await self._ticket(statements.BY_STAFF_MESSAGE, copy=message)

    async def by_founder_message(self, founder: UserId, message: MessageId) -> TicketMessage | None:
        """Return the ticket message that stands under this id in the founder's chat; None if none does."""
        row = await self._one(statements.BY_FOUNDER_MESSAGE, whose=founder, copy=message)
        return None if row is None else _message(row)

    async def _ticket(self, query: Select[Any], **parameters: int) -> Ticket | None:
        row = await self._one(query, **parameters)
        return None if row is None else ticket_of(row)


def ticket_of(row: Row[Any]) -> Ticket:
    """Read a row of the table."""
    return Ticket(
        id=TicketId(row.id),
        founder=UserId(row.founder),
        question=row.question,
        state=TicketState(row.state),
        language=Language(row.language),
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        staff_wrote_at=row.staff_wrote_at,
        promised_at=row.promised_at,
        claimed_by=_claimer(row),
        later_until=row.later_until,
        later_why=row.later_why,
    )


def _claimer(row: Row[Any]) -> Member | None:
    # A claim of before there were ids has none; nobody's id is 0.
    return None if row.claimed_by is None else Member(id=UserId(row.claimed_by_id or 0), name=row.claimed_by)


def _message(row: Row[Any]) -> TicketMessage:
    return TicketMessage(
        id=TicketMessageId(row.id),
        ticket=TicketId(row.ticket),
        author=Author(row.author),
        content=Content(kind=row.kind, text=row.text, entities=load_entities(row.entities)),
        edited=row.edited,
        album=row.album,
        shown_with=row.shown_with,
        held=row.held,
        withdrawn=row.withdrawn,
        founder_message=row.founder_message,
        staff_message=row.staff_message,
        written_at=row.written_at,
    )
