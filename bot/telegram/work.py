"""Works off the inbox: updates of one chat in order, different chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from itertools import count

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.store.inbox import InboxItem
from bot.store.unit_of_work import Store
from bot.telegram.outbox.outcome import backoff

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
SIDE_BY_SIDE = 512
"""Chats served at once: those that wait for the matcher must not keep buttons and commands waiting."""
BATCH = 256
SHARED_BATCH = 32
"""Few, so that the other replicas get some."""
IDLE = timedelta(seconds=5)
"""The store is asked this often even if nobody wakes the worker; RAM only wakes, the store is the queue."""
LONGEST_PAUSE = timedelta(seconds=20)
LONGEST_WAIT = timedelta(seconds=5)
"""Between two tries while the database fails; it says so itself, once."""


class UnreadableUpdateError(Exception):
    """The update cannot be read at all; trying again would not help."""


class Inbox:
    """The worker.

    Args:
        wake: set by whoever adds rows.
        handle: handles one item in one transaction that claims it first; raises if it could not.
        give_up: sets an item aside after its last attempt and tells people, in one transaction.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        handle: Callable[[InboxItem], Awaitable[None]],
        give_up: Callable[[InboxItem, str], Awaitable[None]],
        wake: asyncio.Event,
    ) -> None:
        self._store = store
        self._clock = clock
        self._handle = handle
        self._give_up = give_up
        self._ready: deque[InboxItem] = deque()  # at most one of a lane, and none of a busy lane
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._wake = wake

    async def run(self) -> None:
        """Work until cancelled; what is being handled then is rolled back and handled after the restart."""
        try:
            while True:
                self._wake.clear()
                if len(self._busy) < SIDE_BY_SIDE and not self._ready:
                    await keep_trying(self._look)
                while self._ready and len(self._busy) < SIDE_BY_SIDE:
                    self._start(self._ready.popleft())
                await self._rest()
        finally:
            for task in self._busy.values():
                task.cancel()
            if self._busy:
                await asyncio.wait(self._busy.values())

    async def _look(self) -> None:
        batch = SHARED_BATCH if self._store.shared else BATCH
        async with self._store.looking_for_work() as uow:
            self._ready.extend(await uow.inbox.take(self._clock.now(), batch, exclude_lanes=list(self._busy)))

    def _start(self, item: InboxItem) -> None:
        task = asyncio.create_task(self._work(item), name=f"update {item.update_id}")
        self._busy[item.lane] = task
        task.add_done_callback(partial(self._free, item.lane))

    def _free(self, lane: str, _: asyncio.Task[None]) -> None:
        del self._busy[lane]
        self._wake.set()

    async def _work(self, item: InboxItem) -> None:
        try:
            await keep_trying(partial(self._handle, item))
        except UnreadableUpdateError as error:
            await self._put_aside(item, str(error))
        except Exception as error:  # noqa: BLE001  # whatever it is, the update is kept and others go on
            await self._failed(item, error)

    async def _failed(self, item: InboxItem, error: Exception) -> None:
        attempts = item.attempts + 1
        log.error(
            "update could not be handled",
            extra={"update": item.update_id, "attempt": attempts},
            exc_info=error,
        )
        if attempts >= MAX_ATTEMPTS:
            await self._put_aside(item, type(error).__name__)
            return
        again = self._clock.now() + min(backoff(attempts), LONGEST_PAUSE)

        async def hold_back() -> None:
            async with self._store.unit_of_work() as uow:
                await uow.inbox.failed(item.id, type(error).__name__, again)

        await keep_trying(hold_back)

    async def _put_aside(self, item: InboxItem, why: str) -> None:
        log.error("update set aside", extra={"update": item.update_id, "error": why})
        await keep_trying(partial(self._give_up_or_only_set_aside, item, why))

    async def _give_up_or_only_set_aside(self, item: InboxItem, why: str) -> None:
        try:
            await self._give_up(item, why)
        except StoreError:
            raise
        except Exception as error:  # nobody can be told; still it must not hold back its lane
            log.error("nobody could be told", extra={"update": item.update_id}, exc_info=error)
            async with self._store.unit_of_work() as uow:
                await uow.inbox.set_aside(item.id, why, self._clock.now())

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(IDLE.total_seconds()):
                await self._wake.wait()
        except TimeoutError:
            pass


async def keep_trying(step: Callable[[], Awaitable[None]]) -> None:
    """Take a step, again and again while the database fails: that is no fault of what is worked on."""
    for failures in count(1):
        try:
            await step()
        except StoreError:
            await asyncio.sleep(min(backoff(failures), LONGEST_WAIT).total_seconds())
        else:
            return
