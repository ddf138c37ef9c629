"""Puts updates into the inbox, whoever brings them.

The raw JSON is stored; reading it comes later, so that one unreadable update cannot stop the others.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.crash_points import Point, passes
from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.ids import UpdateId
from bot.metrics import Metrics
from bot.store.inbox import Received
from bot.store.unit_of_work import Store
from bot.telegram.pulse import Pulse

log = logging.getLogger(__name__)

LARGEST_ID = 2**63 - 1
"""What the database can hold; Telegram's are far smaller."""
LARGEST_CHAT = 2**52
"""Ids of users and chats have at most 52 bits (https://core.telegram.org/bots/api#user)."""


@dataclass(slots=True)
class Batch:
    """What shares one transaction."""

    rows: list[Received] = field(default_factory=list)
    stored: bool = False
    error: StoreError | None = None


class Intake:
    """Stores and wakes. What comes while something is being stored shares the next transaction.

    Args:
        store: open.
        clock: tells the time.
        arrived: called once something new is durable.
        pulse: told that Telegram was heard; None tells nobody.
        metrics: count what is new; None counts for nobody.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        arrived: Callable[[], None],
        pulse: Pulse | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._arrived = arrived
        self._pulse = pulse or Pulse()
        self._metrics = metrics or Metrics()
        self._batch = Batch()
        self._turn = asyncio.Lock()

    async def keep(self, rows: Sequence[Received]) -> None:
        """Make updates durable, those left out that are there already; return once they are.

        Raises:
            StoreError: if they cannot be stored; then none of them is.
        """
        batch = self._batch
        batch.rows.extend(rows)
        async with self._turn:
            if batch is self._batch:
                self._batch = Batch()
            if not batch.stored and batch.error is None:  # nobody did it for all of it
                await self._commit(batch)
        if batch.error:
            raise batch.error
        self._pulse.received = self._clock.now()

    async def _commit(self, batch: Batch) -> None:
        if batch.rows:
            try:
                async with self._store.unit_of_work() as uow:
                    fresh = await uow.inbox.add(batch.rows, self._clock.now())
                    passes(Point.BEFORE_INBOX_COMMIT)
            except StoreError as error:
                batch.error = error
                return
            passes(Point.AFTER_INBOX_COMMIT)
            log.debug("updates received", extra={"count": len(batch.rows), "new": fresh})
            self._metrics.received(fresh)
            self._arrived()
        batch.stored = True


def read_update(update: object) -> Received | None:
    """Return the row for an update as Telegram sent it; None if it has no id."""
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= LARGEST_ID:
        return None
    return Received(
        update_id=UpdateId(number),
        lane=_lane(update),
        payload=json.dumps(update),  # ASCII: half a surrogate pair could not be stored
    )


def _lane(update: dict[str, Any]) -> str:
    """Return what the update waits in line with: its chat; a button press, the presser's private chat.

    An inline query lives for seconds and changes nothing: it waits for its sender's inline queries alone.
    """
    for kind, body in update.items():
        if not isinstance(body, dict):
            continue
        who = body.get("from" if kind in ("callback_query", "inline_query") else "chat")
        number = who.get("id") if isinstance(who, dict) else None
        if isinstance(number, int) and not isinstance(number, bool) and abs(number) < LARGEST_CHAT:
            return f"{'inline' if kind == 'inline_query' else 'chat'}:{number}"
    return f"update:{update['update_id']}"
