"""Has the desk answer with what staff taught: laid over the newest FAQ of the files, whichever changes.

Every process looks at the database by itself, so that what is taught in one is live in all.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.domain.errors import StoreError
from bot.domain.learned import Learned
from bot.knowledge.overlay import taught_wordings, with_learned
from bot.matching.taught import TaughtMatcher
from bot.store.unit_of_work import Store
from bot.telegram.handlers import Brain

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=1.5)
"""How often a process looks for what was taught in another."""


class Lessons:
    """The worker.

    Args:
        store: open.
        think: returns the newest brain of the files, once there is one.

    Attributes:
        exchange: told each brain that takes the place of one that `think` has returned.
    """

    def __init__(self, store: Store, think: Callable[[], Awaitable[Brain]]) -> None:
        self._store = store
        self._think = think
        self._files: Brain | None = None
        self._brain: Brain | None = None
        self._items: list[Learned] = []
        self._version: str | None = None
        self._turn = asyncio.Lock()
        self._wake = asyncio.Event()
        self.exchange: Callable[[Brain], None] = lambda _: None

    async def think(self) -> Brain:
        """Return the newest brain, with what was taught; the first takes a while.

        Raises:
            StoreError: if the database cannot be read.
        """
        files = await self._think()
        async with self._turn:
            if self._brain is None:
                self._files = files
                await self._read()
                self._brain = await asyncio.to_thread(compose, files, self._items)
            return self._brain

    def take_up(self, files: Brain) -> None:
        """Take another brain of the files, at once or as soon as what was taught is laid over it."""
        self._files = files
        if self._items:
            self._version = None
            self._wake.set()
        else:
            self._exchange(compose(files, ()))

    def wake(self) -> None:
        """Have `run` look at once."""
        self._wake.set()

    async def run(self) -> None:
        """Look for what was taught, until cancelled."""
        while True:
            try:
                await self.renew()
            except StoreError as error:
                log.error("what was taught could not be looked at, trying again", extra={"error": str(error)})
            try:
                async with asyncio.timeout(EVERY.total_seconds()):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()

    async def renew(self) -> None:
        """Look now, and exchange the brain if anything was taught or revoked.

        Raises:
            StoreError: if the database cannot be read.
        """
        async with self._turn:
            while self._files and await self._read():
                files = self._files
                brain = await asyncio.to_thread(compose, files, self._items)
                if files is self._files:  # otherwise the FAQ has changed meanwhile
                    self._exchange(brain)
                    log.info("what was taught is live", extra={"items": len(self._items)})

    def _exchange(self, brain: Brain) -> None:
        self._brain = brain
        self.exchange(brain)

    async def _read(self) -> bool:
        """Read what was taught; False if it is what is known already."""
        async with self._store.reading() as uow:
            version = await uow.learned.version()
            if version == self._version:
                return False
            self._items = await uow.learned.in_force()
        self._version = version
        return True


def compose(files: Brain, items: Sequence[Learned]) -> Brain:
    """Lay what was taught over FAQ and matcher of the files."""
    if not items:  # nothing to search the FAQ for, which takes a while
        return Brain(knowledge=files.knowledge, matcher=TaughtMatcher(files.matcher))
    knowledge = with_learned(files.knowledge, items)
    matcher = TaughtMatcher(
        files.matcher,
        taught_wordings(files.knowledge, knowledge),
        files.knowledge.entries.keys() - knowledge.entries.keys(),
    )
    return Brain(knowledge=knowledge, matcher=matcher)
