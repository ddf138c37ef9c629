"""Updates from Telegram, on disk before Telegram is told that they arrived."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, delete, func, or_, select, update

from bot.domain.ids import InboxId, ReplicaId, UpdateId
from bot.domain.way import Decided
from bot.store.access import Access, Transaction
from bot.store.columns import UtcDateTime
from bot.store.conflicts import insert_or_ignore
from bot.store.decided import dump
from bot.store.lanes import due_heads
from bot.store.replicas import Replicas
from bot.store.schema import InboxState, inbox, is_waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An update as Telegram sent it.

    Attributes:
        lane: updates of one lane are handled strictly in order; different lanes do not wait for each other.
        payload: the update's JSON, undecoded, so that one that cannot be decoded stops nobody.
    """

    update_id: UpdateId
    lane: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """An inbox row.

    Attributes:
        attempts: times that handling it has failed.
    """

    id: InboxId
    update_id: UpdateId
    lane: str
    payload: str
    attempts: int
    received_at: datetime


_ADD = insert_or_ignore(inbox)
_DUE = due_heads(inbox, is_waiting)
_me = bindparam("me", type_=BigInteger)
_HEADS = (
    due_heads(inbox, is_waiting)
    .with_only_columns(inbox.c.id)
    .where(or_(inbox.c.taken_by.is_(None), inbox.c.taken_by == _me))
    .with_for_update(skip_locked=True, of=inbox)
    .cte("heads")
)
_TAKE = update(inbox).where(inbox.c.id.in_(select(_HEADS.c.id))).values(taken_by=_me).returning(inbox)
# Of a replica that was taken for dead while it handled a row, another one has the row now.
_WAITING_ROW = update(inbox).where(
    inbox.c.id == bindparam("row"), is_waiting(inbox), inbox.c.taken_by.is_not_distinct_from(_me)
)
_CLAIM = _WAITING_ROW.values(
    state=InboxState.DONE, handled_at=bindparam("now"), matched=bindparam("decision")
)
_FAILED = _WAITING_ROW.values(
    attempts=inbox.c.attempts + 1, not_before=bindparam("retry_at"), error=bindparam("why"), taken_by=None
)
_SET_ASIDE = _WAITING_ROW.values(
    state=InboxState.SET_ASIDE, set_aside_at=bindparam("now"), error=bindparam("why"), taken_by=None
)
_REPLAY = (
    update(inbox)
    .where(inbox.c.state == InboxState.SET_ASIDE)
    .values(state=InboxState.WAITING, attempts=0, not_before=inbox.c.received_at, set_aside_at=None)
)
_OLDEST = select(inbox.c.received_at).where(is_waiting(inbox)).order_by(inbox.c.id).limit(1)
_COUNTS = select(inbox.c.state, func.count().label("rows")).group_by(inbox.c.state)
_SET_ASIDE_SINCE = (
    select(func.count())
    .select_from(inbox)
    .where(
        inbox.c.state == InboxState.SET_ASIDE, inbox.c.set_aside_at >= bindparam("since", type_=UtcDateTime)
    )
)
_PURGE = delete(inbox).where(
    inbox.c.state == InboxState.DONE, inbox.c.received_at < bindparam("before", type_=UtcDateTime)
)


class Inbox(Access):
    """The inbox, inside one unit of work.

    Args:
        replica: whose unit of work it is; None where replicas are not told apart.

    Attributes:
        added: something new was stored.
    """

    added = False

    def __init__(self, transaction: Transaction, replica: ReplicaId | None = None) -> None:
        super().__init__(transaction)
        self._replica = replica

    async def add(self, batch: Sequence[Received], now: datetime) -> int:
        """Store a batch in its order; an update that is there already is ignored.

        Returns:
            How many were new.
        """
        if not batch:
            return 0
        rows = [
            {
                "update_id": received.update_id,
                "lane": received.lane,
                "payload": received.payload,
                "not_before": now,
                "received_at": now,
            }
            for received in batch
        ]
        result = await self._transaction.execute(_ADD[self._transaction.dialect], rows)
        fresh = len(result.all())
        self.added = self.added or fresh > 0
        return fresh

    async def due(self, now: datetime, limit: int, *, exclude_lanes: Collection[str]) -> list[InboxItem]:
        """Return the oldest waiting row of each lane, where it may be handled by `now`; oldest first.

        A row that waits for its retry holds back the later rows of its lane.
        """
        rows = await self._all(_DUE, now=now, most=limit, exclude=list(exclude_lanes))
        return [_item(row) for row in rows]

    async def take(self, now: datetime, limit: int, *, exclude_lanes: Collection[str]) -> list[InboxItem]:
        """Return what `due` does, where replicas are told apart: only what no other one has, for this one.

        What is taken stays so until it is handled or this replica ends; meanwhile it holds back its lane.
        """
        if self._replica is None:
            return await self.due(now, limit, exclude_lanes=exclude_lanes)
        if not await Replicas(self._transaction).is_alive(self._replica):
            return []
        rows = await self._all(_TAKE, now=now, most=limit, exclude=list(exclude_lanes), me=self._replica)
        return sorted((_item(row) for row in rows), key=lambda item: item.id)

    async def claim(self, item: InboxId, now: datetime, decided: Decided | None = None) -> bool:
        """Mark a waiting row as done: the first statement of the transaction that handles it.

        Args:
            item: which.
            now: the present.
            decided: what the matcher said of it; None where it was not asked.

        Returns:
            False if it is not waiting any more, or another replica has it; then this transaction must change
            nothing.
        """
        decision = None if decided is None else dump(decided)
        return await self._change(_CLAIM, row=item, me=self._replica, now=now, decision=decision) == 1

    async def failed(self, item: InboxId, error: str, retry_at: datetime) -> None:
        """Count a failed attempt and hold the row, and its lane, until `retry_at`."""
        await self._change(_FAILED, row=item, me=self._replica, why=error, retry_at=retry_at)

    async def set_aside(self, item: InboxId, error: str, now: datetime) -> bool:
        """Take a waiting row out of its lane, so that the rows after it can move; False as for `claim`."""
        return await self._change(_SET_ASIDE, row=item, me=self._replica, why=error, now=now) == 1

    async def replay_set_aside(self) -> int:
        """Let every row that was set aside wait again, at once and with all its attempts; return how many."""
        return await self._change(_REPLAY)

    async def set_aside_since(self, since: datetime) -> int:
        """Return how many rows were set aside at that time or later, and still are."""
        return int(await self._value(_SET_ASIDE_SINCE, since=since))

    async def oldest_waiting(self) -> datetime | None:
        """Return when the oldest waiting row was received; None when none waits."""
        oldest: datetime | None = await self._value(_OLDEST)
        return oldest

    async def counts(self) -> dict[str, int]:
        """Return the number of rows in each `InboxState`, zeros included."""
        found = {row.state: row.rows for row in await self._all(_COUNTS)}
        return {str(state): found.get(state, 0) for state in InboxState}

    async def purge_done(self, before: datetime) -> int:
        """Delete the done rows received before that time; return how many.

        Telegram repeats an update for at most 24 hours; a row must live longer to refuse its duplicate.
        """
        return await self._change(_PURGE, before=before)


def _item(row: Row[Any]) -> InboxItem:
    return InboxItem(
        id=InboxId(row.id),
        update_id=UpdateId(row.update_id),
        lane=row.lane,
        payload=row.payload,
        attempts=row.attempts,
        received_at=row.received_at,
    )
