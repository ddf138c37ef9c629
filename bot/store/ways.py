"""The way of updates through the desk, read from the desk's own records.

Nothing the desk does depends on it: it is for who watches. What is purged is missing here too.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select

from bot.domain.ids import MessageId, TicketId, UpdateId, UserId
from bot.domain.messages import DeliveryState, Place
from bot.domain.ticket import TicketState
from bot.domain.way import Decided
from bot.store.access import Access
from bot.store.decided import load
from bot.store.schema import AWAITING_STAFF, InboxState, inbox, outbox, questions, ticket_messages, tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A row of the outbox.

    Attributes:
        kind: as in `bot.store.payload`: text, edit, react, press and so on.
        to_founder: False for what goes to staff.
        sent_at: None while it is not sent.
    """

    kind: str
    to_founder: bool
    state: DeliveryState
    attempts: int
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One update from its arrival to all that went out because of it.

    Attributes:
        message: that was written or whose button was pressed; None where the update is of none.
        by_founder: False of what staff did about this founder.
        kind: command, text, the kind of an attachment, edit, press, inline, or other.
        text: what was written; None where it is no text.
        handled_at: None while it waits or is set aside.
        decided: what the matcher said; None where it was not asked.
        ticket: that it went to, and how that stands; None where it went to none.
    """

    update: UpdateId
    message: MessageId | None
    by_founder: bool
    kind: str
    text: str | None
    received_at: datetime
    state: InboxState
    attempts: int
    handled_at: datetime | None
    decided: Decided | None
    ticket: tuple[TicketId, TicketState] | None
    outbox: tuple[Going, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many of all that is on record; what was sent again without knowing of the first is `unknown`."""

    waiting: int = 0
    handled: int = 0
    set_aside: int = 0
    answered: int = 0
    asked_back: int = 0
    handed_over: int = 0
    tickets_open: int = 0
    queued: int = 0
    sending: int = 0
    sent: int = 0
    parked: int = 0
    dead: int = 0
    unknown: int = 0


_CAUSED = select(outbox.c.cause).where(outbox.c.founder == bindparam("whose"), outbox.c.cause.is_not(None))
_UPDATES = (
    select(inbox)
    .where(or_(inbox.c.lane.in_(bindparam("theirs", expanding=True)), inbox.c.update_id.in_(_CAUSED)))
    .order_by(inbox.c.id.desc())
    .limit(bindparam("most"))
)
_GOING = (
    select(outbox, tickets.c.id.label("number"), tickets.c.state.label("ticket_state"))
    .outerjoin(ticket_messages, outbox.c.ticket_message == ticket_messages.c.id)
    .outerjoin(tickets, ticket_messages.c.ticket == tickets.c.id)
    .where(outbox.c.cause.in_(bindparam("updates", expanding=True)))
    .order_by(outbox.c.id)
)
_INBOX = select(inbox.c.state, func.count().label("rows")).group_by(inbox.c.state)
_OUTBOX = select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)
_UNKNOWN = select(func.count()).select_from(outbox).where(outbox.c.unknown_outcomes > 0)
_ANSWERED = select(func.count()).select_from(questions).where(questions.c.answered_with.is_not(None))
_ASKED_BACK = select(func.count()).select_from(questions).where(questions.c.asked_back)
_TICKETS = select(func.count()).select_from(tickets)
_OPEN = _TICKETS.where(AWAITING_STAFF)


class Ways(Access):
    """Looks at ways, inside one unit of work."""

    async def of(self, founder: UserId, most: int) -> list[Way]:
        """Return what a founder did and what staff did about it, the newest first, at most so much."""
        lanes = [f"chat:{founder}", f"inline:{founder}"]
        updates = await self._all(_UPDATES, whose=founder, theirs=lanes, most=most)
        going: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in await self._all(_GOING, updates=[row.update_id for row in updates]):
            going[row.cause].append(row)
        return [_way(row, going[row.update_id], by_founder=row.lane in lanes) for row in updates]

    async def totals(self) -> Totals:
        """Count what is on record of all founders."""
        updates = {row.state: row.rows for row in await self._all(_INBOX)}
        deliveries = {row.state: row.rows for row in await self._all(_OUTBOX)}
        return Totals(
            waiting=updates.get(InboxState.WAITING, 0),
            handled=updates.get(InboxState.DONE, 0),
            set_aside=updates.get(InboxState.SET_ASIDE, 0),
            answered=await self._value(_ANSWERED),
            asked_back=await self._value(_ASKED_BACK),
            handed_over=await self._value(_TICKETS),
            tickets_open=await self._value(_OPEN),
            **{str(state): deliveries.get(state, 0) for state in DeliveryState},
            unknown=await self._value(_UNKNOWN),
        )


def _way(row: Row[Any], going: Sequence[Row[Any]], *, by_founder: bool) -> Way:
    message, kind, text = _read(json.loads(row.payload))
    ticket = next((one for one in going if one.number is not None), None)
    return Way(
        update=UpdateId(row.update_id),
        message=message,
        by_founder=by_founder,
        kind=kind,
        text=text,
        received_at=row.received_at,
        state=InboxState(row.state),
        attempts=row.attempts,
        handled_at=row.handled_at,
        decided=None if row.matched is None else load(row.matched),
        ticket=None if ticket is None else (TicketId(ticket.number), TicketState(ticket.ticket_state)),
        outbox=tuple(map(_going, going)),
    )


def _going(row: Row[Any]) -> Going:
    return Going(
        kind=row.kind,
        to_founder=row.place == Place.FOUNDER,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        sent_at=row.changed_at if row.state == DeliveryState.SENT else None,
    )


_MEDIA = ("photo", "video", "voice", "audio", "document", "sticker", "location", "contact")


def _read(update: dict[str, Any]) -> tuple[MessageId | None, str, str | None]:
    """Return message, kind and text of an update as Telegram sent it; nothing in it is sure to be there."""
    if query := update.get("callback_query"):
        return _id(query.get("message")), "press", None
    if query := update.get("inline_query"):
        return None, "inline", query.get("query")
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict):
        return None, "other", None
    text = message.get("text")
    kind = "text" if text else next((kind for kind in _MEDIA if kind in message), "other")
    if text and text.startswith("/"):
        kind = "command"
    return _id(message), "edit" if "edited_message" in update else kind, text


def _id(message: Any) -> MessageId | None:  # noqa: ANN401  # whatever Telegram sent
    number = message.get("message_id") if isinstance(message, dict) else None
    return None if number is None else MessageId(number)
