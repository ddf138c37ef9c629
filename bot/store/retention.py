"""How long things are kept: what is old is purged, what a founder wants forgotten goes at once."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.domain.ids import UserId
from bot.domain.messages import DeliveryState, Place
from bot.domain.ticket import TicketState
from bot.store.access import Access
from bot.store.columns import UtcDateTime
from bot.store.payload import Kind
from bot.store.schema import (
    InboxState,
    copies,
    founders,
    inbox,
    is_unsent,
    outbox,
    questions,
    ticket_messages,
    tickets,
)

Kept = Mapping[str, Sequence[Mapping[str, object]]]
"""By table, its rows by column; JSON text is read."""

FORGOTTEN = "forgotten"
"""The lane of updates that only their ids are left of, to refuse their duplicates."""
BLANK = "{}"

_WHOSE: BindParameter[int] = bindparam("whose")
_LANE = inbox.c.lane.in_(bindparam("theirs", expanding=True))
_MINE = select(tickets.c.id).where(tickets.c.founder == _WHOSE)
_MY_TEXTS = select(ticket_messages.c.id).where(ticket_messages.c.ticket.in_(_MINE))
_SETTLED = outbox.c.state.in_([DeliveryState.SENT, DeliveryState.DEAD])

# What staff are offered below one founder's card may name others who ask the same.
_OFFER = and_(outbox.c.place == Place.CARD, outbox.c.kind == Kind.TEXT)

# What refers to something goes before it.
_FORGET = (
    delete(copies).where(copies.c.ticket_message.in_(_MY_TEXTS)),
    delete(outbox).where(or_(outbox.c.founder == _WHOSE, outbox.c.ticket_message.in_(_MY_TEXTS))),
    # Notes to staff name founders in words alone.
    delete(outbox).where(outbox.c.place == Place.STAFF, _SETTLED),
    delete(outbox).where(_OFFER),
    delete(ticket_messages).where(ticket_messages.c.ticket.in_(_MINE)),
    delete(tickets).where(tickets.c.founder == _WHOSE),
    delete(questions).where(questions.c.founder == _WHOSE),
    delete(founders).where(founders.c.id == _WHOSE),
)
# Lanes are strict, so what waits was written after the wish to be forgotten: it is a new beginning.
_BLANK_LANE = (
    update(inbox)
    .where(_LANE, inbox.c.state != InboxState.WAITING)
    .values(lane=FORGOTTEN, payload=BLANK, matched=None, state=InboxState.DONE)
)
# Staff's replies quote the founder; nobody reads what is done.
_BLANK_GROUPS = (
    update(inbox)
    .where(inbox.c.lane.startswith("chat:-"), inbox.c.state == InboxState.DONE, inbox.c.payload != BLANK)
    .values(payload=BLANK)
)

_KEPT: dict[Table, ColumnElement[bool]] = {
    founders: founders.c.id == _WHOSE,
    questions: questions.c.founder == _WHOSE,
    tickets: tickets.c.founder == _WHOSE,
    # What staff held back, or took back, is no word to the founder.
    ticket_messages: and_(
        ticket_messages.c.ticket.in_(_MINE), ~ticket_messages.c.held, ~ticket_messages.c.withdrawn
    ),
    copies: copies.c.ticket_message.in_(_MY_TEXTS),
    inbox: _LANE,
    # Of earlier exports each would hold all those before it.
    outbox: and_(outbox.c.founder == _WHOSE, outbox.c.kind != Kind.DOCUMENT, ~_OFFER),
}
_LEFT_OUT = frozenset(
    {tickets.c.claimed_by, tickets.c.claimed_by_id, tickets.c.later_why}
)  # of members of staff
_READ = {
    table: select(*(column for column in table.columns if column not in _LEFT_OUT))
    .where(condition)
    .order_by(table.c.id)
    for table, condition in _KEPT.items()
}
_IN_JSON = ("payload", "matched", "candidates", "entities", "turned_down")

_BEFORE = bindparam("before", type_=UtcDateTime)
_MOST: BindParameter[int] = bindparam("most")
_ROWS: BindParameter[int] = bindparam("rows", expanding=True)
_OLD_TICKETS = (
    select(tickets.c.id)
    .where(tickets.c.state != TicketState.WAITING, tickets.c.changed_at < _BEFORE)
    .order_by(tickets.c.id)
    .limit(_MOST)
)
_TEXTS = select(ticket_messages.c.id).where(ticket_messages.c.ticket.in_(_ROWS))
_PURGE_TICKETS = (
    delete(copies).where(copies.c.ticket_message.in_(_TEXTS)),
    delete(outbox).where(outbox.c.ticket_message.in_(_TEXTS)),
    delete(ticket_messages).where(ticket_messages.c.ticket.in_(_ROWS)),
    delete(tickets).where(tickets.c.id.in_(_ROWS)),
)
_OLD_QUESTIONS = select(questions.c.id).where(
    questions.c.asked_at < _BEFORE, ~select(tickets.c.id).where(tickets.c.question == questions.c.id).exists()
)
_OLD_FOUNDERS = select(founders.c.id).where(
    func.coalesce(founders.c.last_seen, founders.c.first_seen) < _BEFORE,
    ~founders.c.banned,
    ~select(tickets.c.id).where(tickets.c.founder == founders.c.id).exists(),
    ~select(questions.c.id).where(questions.c.founder == founders.c.id).exists(),
)
_PURGE = {
    table: delete(table).where(table.c.id.in_(old.order_by(table.c.id).limit(_MOST)))
    for table, old in {questions: _OLD_QUESTIONS, founders: _OLD_FOUNDERS}.items()
}
_PURGE_STUCK = {
    inbox: delete(inbox).where(inbox.c.state == InboxState.SET_ASIDE, inbox.c.set_aside_at < _BEFORE),
    outbox: delete(outbox).where(
        is_unsent(outbox), outbox.c.state == DeliveryState.PARKED, outbox.c.created_at < _BEFORE
    ),
}
_PURGE_DEAD = delete(outbox).where(outbox.c.state == DeliveryState.DEAD, outbox.c.changed_at < _BEFORE)


class Retention(Access):
    """Whatever is kept of founders, inside one unit of work."""

    async def everything(self, founder: UserId) -> Kept:
        """Return every row that is kept of a founder, whatever its table.

        Left out are staff's names, and in the outbox what `everything` was sent out as before.
        """
        named = {"whose": founder, "theirs": _lanes(founder)}
        return {
            table.name: [_read(row) for row in await self._all(query, **named)]
            for table, query in _READ.items()
        }

    async def forget(self, founder: UserId) -> None:
        """Delete every row of a founder, also of messages that are being sent right now.

        Of updates their ids remain. An update that waits is not touched; claim the one in hand before.
        """
        for statement in _FORGET:
            await self._change(statement, whose=founder)
        await self._change(_BLANK_LANE, theirs=_lanes(founder))
        await self._change(_BLANK_GROUPS)

    async def purge(self, before: datetime, most: int) -> dict[str, int]:
        """Delete tickets, questions and founders not touched since that time, at most so many of each.

        Waiting tickets and banned founders are kept, and what they refer to.

        Returns:
            How many rows were deleted, by table; call again until there are none.
        """
        old = [row.id for row in await self._all(_OLD_TICKETS, before=before, most=most)]
        for statement in _PURGE_TICKETS if old else ():
            await self._change(statement, rows=old)
        purged = {
            table.name: await self._change(statement, before=before, most=most)
            for table, statement in _PURGE.items()
        }
        return {"tickets": len(old)} | purged

    async def purge_stuck(self, before: datetime) -> dict[str, int]:
        """Delete updates set aside and messages parked since before that time; return how many, by table."""
        return {
            table.name: await self._change(statement, before=before)
            for table, statement in _PURGE_STUCK.items()
        }

    async def purge_dead(self, before: datetime) -> int:
        """Delete the messages that were given up before that time; return how many."""
        return await self._change(_PURGE_DEAD, before=before)


def _lanes(founder: UserId) -> list[str]:
    return [f"chat:{founder}", f"inline:{founder}"]


def _read(row: Row[Any]) -> dict[str, object]:
    return {
        name: json.loads(value) if name in _IN_JSON and value is not None else value
        for name, value in row._asdict().items()
    }
