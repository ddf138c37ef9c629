"""Messages on their way to Telegram."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from bot.domain.ids import MessageId, OutboxId, TicketMessageId, UpdateId, UserId
from bot.domain.messages import (
    Address,
    AnswerInline,
    AnswerPress,
    Delivery,
    DeliveryState,
    LeaveChat,
    Outgoing,
    Place,
    React,
)
from bot.store import outbox_statements as statements
from bot.store.access import Access
from bot.store.outbox_statements import BATCH_LANE, NOBODY_WAITS, Rank
from bot.store.payload import dump, kind_of, load

DOUBT_PAUSE = timedelta(seconds=10)


def lane_of(to: Address, message: Outgoing) -> str:
    """Return the lane that a message waits in.

    An answer to a press must come within seconds and a reaction belongs to one message: neither waits behind
    messages. Reactions to the same message stay in order, since each takes the place of the one before.
    """
    match message:
        case AnswerPress():
            return f"press:{message.callback}"
        case React():
            return f"react:{to.lane}:{message.message}"
        case AnswerInline():
            return f"inline:{message.query}"
        case LeaveChat():
            return f"leave:{message.chat}"
        case _:
            return to.lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of a batch, or of what an update caused.

    Attributes:
        message: its id on Telegram; None while it is not sent.
        since: when it came into its state.
    """

    delivery: Delivery
    message: MessageId | None
    since: datetime


class Outbox(Access):
    """The outbox, inside one unit of work.

    Attributes:
        cause: the update that what is added from now on comes of; None where it comes of none.
        queued: something was queued.
    """

    cause: UpdateId | None = None
    queued = False

    async def add(
        self,
        to: Address,
        message: Outgoing,
        now: datetime,
        *,
        ticket_message: TicketMessageId | None = None,
        receipt_for: MessageId | None = None,
        not_before: datetime | None = None,
        batch: str | None = None,
        shows: str | None = None,
    ) -> OutboxId:
        """Queue a message behind all others of its lane, due at once or not before a time.

        Args:
            to: where it goes.
            message: what goes.
            now: the present.
            ticket_message: whose copy it is.
            receipt_for: the staff message that gets a receipt once it is sent.
            not_before: when it is due; None for at once.
            batch: what it is one of many of; `batch` counts them, `call_off` stops them. What `NOBODY_WAITS`
                for waits in a lane of its own, so that nothing else for the same reader waits for it.
            shows: as for `show`.
        """
        lane = lane_of(to, message)
        row = {
            "lane": f"{BATCH_LANE}{lane}" if batch and batch.startswith(NOBODY_WAITS) else lane,
            "place": to.place,
            "founder": to.founder,
            "kind": kind_of(message),
            "payload": dump(message),
            "not_before": not_before or now,
            "ticket_message": ticket_message,
            "receipt_for": receipt_for,
            "batch": batch,
            "shows": shows,
            "cause": self.cause,
            "created_at": now,
            "changed_at": now,
        }
        self.queued = True
        return OutboxId(await self._insert(statements.ADD, row))

    async def show(self, to: Address, message: Outgoing, now: datetime, shows: str) -> None:
        """Queue a change of how something looks, in place of an earlier one that is still queued.

        Args:
            to: where it goes; of `Place.CARD`, so that nothing else waits for it.
            message: an edit.
            now: the present.
            shows: what is changed, such as "card:142".
        """
        row = await self._one(statements.SHOWING, what=shows)
        if row is None or not await self.replace(OutboxId(row.id), message):
            await self.add(to, message, now, shows=shows)

    async def is_showing(self, shows: str) -> bool:
        """Whether a change of how something looks is queued or being sent."""
        return bool(await self._value(statements.IS_SHOWING, what=shows))

    async def out_of_reach(self) -> int:
        """Delete what is queued to be changed on messages of staff's former group; return how many."""
        return await self._change(statements.OUT_OF_REACH)

    async def call_off(self, batch: str) -> int:
        """Delete what of a batch is still queued; return how many."""
        return await self._change(statements.CALL_OFF, which=batch)

    async def parts(self, batch: str) -> list[Part]:
        """Return what there is of a batch, in its order; what was sent is kept for a week."""
        rows = await self._all(statements.OF_BATCH, which=batch)
        return [part_of(row) for row in rows]

    async def take_back(self, batch: str) -> int:
        """Delete what of a batch is not sent and not being sent, also what was given up; return how many."""
        return await self._change(statements.TAKE_BACK, which=batch)

    async def batch(self, batch: str) -> dict[str, int]:
        """Return how many of a batch are in each `DeliveryState`, zeros included."""
        found = {row.state: row.rows for row in await self._all(statements.BATCH, which=batch)}
        return {str(state): found.get(state, 0) for state in DeliveryState}

    async def tail(self, to: Address) -> Delivery | None:
        """Return the last message for a place while it is queued; None if it is on its way already."""
        row = await self._one(statements.TAIL, lane=to.lane)
        return None if row is None or row.state != DeliveryState.QUEUED else _delivery(row)

    async def queued_card(self, ticket_message: TicketMessageId) -> Delivery | None:
        """Return the text that shows a message of a ticket to staff, while it is queued."""
        row = await self._one(statements.CARD, shows=ticket_message)
        return None if row is None else _delivery(row)

    async def is_on_its_way(self, ticket_message: TicketMessageId) -> bool:
        """Whether the text that shows a message of a ticket to staff is still to arrive."""
        return bool(await self._value(statements.ON_ITS_WAY, shows=ticket_message))

    async def replace(self, delivery: OutboxId, message: Outgoing) -> bool:
        """Put another message in the place of a queued or parked one; False if it is neither any more."""
        changed = await self._change(
            statements.REPLACE, row=delivery, kind_now=kind_of(message), payload_now=dump(message)
        )
        return changed == 1

    async def get(self, delivery: OutboxId) -> Delivery:
        """Return one row.

        Raises:
            LookupError: if there is none with that id.
        """
        row = await self._one(statements.GET, row=delivery)
        if row is None:
            raise LookupError(f"the outbox holds no row {delivery}")
        return _delivery(row)

    async def due(
        self,
        now: datetime,
        limit: int,
        *,
        rank: Rank = Rank.ORDINARY,
        exclude_lanes: Collection[str] = (),
        spare_group: bool = False,
        claiming: bool = False,
    ) -> list[Delivery]:
        """Return the head of each lane of a rank, where it may go by `now`; oldest first.

        The head is the oldest row that is not settled: a row being sent, parked or held back for a retry
        holds back the later rows of its lane. Lanes to leave out are named as `lane_of` does.
        With `spare_group`, messages to the staff group are left out; reactions there are not.
        With `claiming`, nobody else can claim them before the end of this transaction.
        """
        query, spare = (statements.CLAIM if claiming else statements.DUE)[rank], int(spare_group)
        rows = await self._all(query, now=now, most=limit, exclude=list(exclude_lanes), spare=spare)
        return [_delivery(row) for row in rows]

    async def sending(self, deliveries: Sequence[OutboxId], now: datetime) -> list[OutboxId]:
        """Mark queued rows before Telegram is called, each as one more attempt; commit before calling.

        Returns:
            Those that this call marked; any other has been taken by somebody else meanwhile.
        """
        marked = await self._all(statements.SENDING, rows=list(deliveries), now=now)
        return sorted(OutboxId(row.id) for row in marked)

    async def sent(self, delivery: OutboxId, message: MessageId | None, now: datetime) -> None:
        """Settle a row; `message` is the id that Telegram gave, None where it gives none."""
        await self._change(statements.SENT, row=delivery, sent_as=message, now=now)

    async def retry(
        self, delivery: OutboxId, not_before: datetime, error: str, *, unknown_outcome: bool
    ) -> None:
        """Queue a row again, in its old place; `unknown_outcome` if Telegram may have accepted it.

        A change of how something looks is dropped instead where a later one of the same is queued.
        """
        unknown = int(unknown_outcome)
        await self._change(statements.RETRY, row=delivery, again_at=not_before, why=error, unknown=unknown)
        await self._change(statements.SUPERSEDED, row=delivery)

    async def dead(self, delivery: OutboxId, error: str, now: datetime) -> None:
        """Give a row up, so that the rows after it can move."""
        await self._change(statements.DEAD, row=delivery, why=error, now=now)

    async def afresh(self, delivery: OutboxId, now: datetime) -> bool:
        """Queue a row that was given up, with all its attempts; False if it is not given up, or gone."""
        self.queued = True
        return await self._change(statements.AFRESH, row=delivery, now=now) == 1

    async def queued_answers(self, founder: UserId) -> list[Delivery]:
        """Return what staff wrote to a founder and is still queued, in its order."""
        return [_delivery(row) for row in await self._all(statements.ANSWERS, whose=founder)]

    async def park(self, founder: UserId, now: datetime) -> int:
        """Hold every queued row to a founder's private chat; return how many."""
        return await self._change(statements.PARK, whose=founder, now=now)

    async def unpark(self, founder: UserId, now: datetime) -> int:
        """Queue again, in their old order and due at once, the rows that `park` held; return how many.

        Rows that are being sent right now are marked, so that `has_returned` tells of them.
        """
        self.queued = True
        await self._change(statements.RETURNED, whose=founder)
        return await self._change(statements.UNPARK, whose=founder, now=now)

    async def has_returned(self, delivery: OutboxId) -> bool:
        """Whether the founder came back since this attempt to send a row began."""
        return bool(await self._value(statements.HAS_RETURNED, row=delivery))

    async def recover(self, now: datetime) -> int:
        """Queue again every row found in `sending`, with one more unknown outcome; return how many.

        One that was found so before is held for `DOUBT_PAUSE`: a process that dies again and again at its
        start would use up all its attempts at once.

        Only for the start, before anything is sent: a row that is really being sent would go out twice.
        """
        return await self._change(statements.RECOVER, now=now, later=now + DOUBT_PAUSE)

    async def next_due_at(self) -> datetime | None:
        """Return when the next head of a lane becomes due, maybe in the past; None when no head is queued."""
        due: datetime | None = await self._value(statements.NEXT)
        return due

    async def oldest_unsent(self) -> datetime | None:
        """Return when the oldest row to be sent was added, parked ones left out; None when there is none."""
        oldest: datetime | None = await self._value(statements.OLDEST)
        return oldest

    async def counts(self) -> dict[str, int]:
        """Return the number of rows in each `DeliveryState`, zeros included."""
        found = {row.state: row.rows for row in await self._all(statements.COUNTS)}
        return {str(state): found.get(state, 0) for state in DeliveryState}

    async def purge_sent(self, before: datetime) -> int:
        """Delete the rows sent before that time; return how many."""
        return await self._change(statements.PURGE, before=before)


def part_of(row: Row[Any]) -> Part:
    """Read a row of the table."""
    return Part(delivery=_delivery(row), message=row.message, since=row.changed_at)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=OutboxId(row.id),
        to=Address(place=Place(row.place), founder=None if row.founder is None else UserId(row.founder)),
        message=load(row.kind, row.payload),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        unknown_outcomes=row.unknown_outcomes,
        not_before=row.not_before,
        created_at=row.created_at,
        ticket_message=row.ticket_message,
        receipt_for=row.receipt_for,
        cause=row.cause,
    )
