"""Watches the database: staff hear that its disk fills up, and afterwards of a time in which it failed.

While it fails nothing can be put into the outbox, so that staff are told once it works again. Until then it
is asked by writing something: on a quiet night nobody else would find out.
"""

import logging
from datetime import datetime, timedelta
from enum import StrEnum

from bot.conversation.texts import escape
from bot.domain.clock import Clock
from bot.store.unit_of_work import Store
from bot.telegram.chores.rounds import rounds
from bot.telegram.notices import Notices

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=5)
WORTH_TELLING = timedelta(seconds=30)
AGAIN_AFTER = timedelta(minutes=10)
"""Several replicas meet the same trouble, and a disk that is all but full takes some writes, not others."""
MEGABYTE = 2**20
LOW = 200 * MEGABYTE
ENOUGH = 400 * MEGABYTE
WROTE = "database_wrote"
DISK, FAILED = "disk", "database-failed"


class Space(StrEnum):
    """How much room the disk has."""

    WELL = "well"
    LOW = "low"


def judge(free: int, was: Space) -> Space:
    """Say how much room there is, by the free bytes; between the two limits it stays as it was."""
    if free < LOW:
        return Space.LOW
    return Space.WELL if free >= ENOUGH else was


class StorageWatch:
    """The worker.

    Args:
        store: open.
        notices: tell staff.
        clock: tells the time.
    """

    def __init__(self, *, store: Store, notices: Notices, clock: Clock) -> None:
        self._store = store
        self._notices = notices
        self._clock = clock
        self._since: datetime | None = None
        self._why = ""
        self._space: Space | None = None  # until the store was asked what staff were told

    async def run(self) -> None:
        """Look every five seconds, until cancelled."""
        await rounds(self.look, EVERY)

    async def look(self) -> None:
        """Look once.

        Raises:
            StoreError: if the database fails.
        """
        now = self._clock.now()
        if self._store.trouble.why:
            self._since, self._why = self._since or now, self._store.trouble.why
            async with self._store.unit_of_work() as uow:
                await uow.desk.set(WROTE, now.isoformat())
        if self._since and not self._store.trouble.why:  # it works again
            lasted = now - self._since
            if lasted >= WORTH_TELLING:
                seconds = round(lasted.total_seconds())
                await self._notices.mention(FAILED, AGAIN_AFTER, seconds=seconds, why=escape(self._why))
            self._since = None
        await self._measure()

    async def _measure(self) -> None:
        free = self._store.free_bytes()
        if free is None:
            return
        was = self._space or Space(await self._notices.told(DISK) or Space.WELL)
        space = judge(free, was)
        if space is not was:
            await self._notices.tell(DISK, space, free=free // MEGABYTE)
            level = logging.ERROR if space is Space.LOW else logging.WARNING
            log.log(level, "the disk of the database", extra={"has": space, "free_bytes": free})
        self._space = space
