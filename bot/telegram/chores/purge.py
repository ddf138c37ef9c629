"""Deletes once a day what has been kept long enough, a little at a time."""

import asyncio
import logging
from collections import Counter
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.store.unit_of_work import Store

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
AGAIN = timedelta(minutes=1)
WORKING_COPIES = timedelta(days=7)
"""How long updates that are done and messages that are sent stay, to find out what went wrong. Telegram
repeats an update for a day, which a row must outlive (Bot API, getUpdates)."""
BATCH = 200
"""Rows of a kind in one transaction, which on SQLite all others wait for."""


class Purger:
    """The worker.

    Args:
        store: open.
        clock: tells the time.
        days: how long founders' questions and tickets are kept after the last word on them.
    """

    def __init__(self, store: Store, clock: Clock, days: int) -> None:
        self._store = store
        self._clock = clock
        self._keep = timedelta(days=days)

    async def run(self) -> None:
        """Purge at once and then daily, until cancelled."""
        while True:
            try:
                purged = await self.purge()
            except StoreError as error:
                log.error("nothing could be purged, trying again", extra={"error": str(error)})
                await asyncio.sleep(AGAIN.total_seconds())
            else:
                if purged:
                    log.info("purged", extra=dict(purged))
                await asyncio.sleep(EVERY.total_seconds())

    async def purge(self) -> Counter[str]:
        """Delete everything that is due; return how many rows, by table."""
        now = self._clock.now()
        purged = await self._working_copies(now - WORKING_COPIES)
        async with self._store.unit_of_work() as uow:
            purged += Counter(await uow.retention.purge_stuck(now - self._keep))
        while batch := await self._batch(now - self._keep):
            purged += batch
        return purged

    async def _working_copies(self, before: datetime) -> Counter[str]:
        async with self._store.unit_of_work() as uow:
            updates = await uow.inbox.purge_done(before)
        async with self._store.unit_of_work() as uow:
            messages = await uow.outbox.purge_sent(before) + await uow.retention.purge_dead(before)
        return +Counter(inbox=updates, outbox=messages)

    async def _batch(self, before: datetime) -> Counter[str]:
        async with self._store.unit_of_work() as uow:
            return +Counter(await uow.retention.purge(before, BATCH))
