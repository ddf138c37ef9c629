"""Keeps what the bot knows as new as the files of the FAQ, without a restart and in one step."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from watchfiles import Change, awatch

from bot.domain.errors import FaqError
from bot.domain.match import Matcher
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.learning import LearningError
from bot.telegram.handlers import Brain

log = logging.getLogger(__name__)

IDLE = 5000
"""Milliseconds after which the files are looked at even if the kernel reported nothing, as on network folders
or after the folder itself was replaced: its reports only wake, the files count."""

Learn = Callable[[KnowledgeBase], Awaitable[Matcher]]
Files = frozenset[tuple[str, int, int, int]]


class Refresh:
    """Reads the FAQ, has it learnt, and again after each change.

    Args:
        folder: the FAQ's.
        learn: makes the matcher of a FAQ; cancelled when the FAQ changes meanwhile.

    Attributes:
        exchange: told each brain after the first, which `think` returns.

    Raises:
        FaqError: if the FAQ cannot be read the first time.
    """

    def __init__(self, folder: Path, learn: Learn) -> None:
        self._folder = folder
        self._learn = learn
        self._files = _files(folder)
        self._newest = load(folder)  # in force, or being learnt
        self._brain: Brain | None = None
        self._ready = asyncio.Event()
        self.exchange: Callable[[Brain], None] = lambda _: None

    async def think(self) -> Brain:
        """Return the newest brain; the first takes a while."""
        while self._brain is None:
            await self._ready.wait()
        return self._brain

    async def run(self) -> None:
        """Work until cancelled.

        Raises:
            LearningError: if the first FAQ cannot be learnt, so that there is none to stay with.
        """
        await self._has_changed()
        async with asyncio.TaskGroup() as tasks:
            learning = tasks.create_task(self._take_up(self._newest))
            async for _ in awatch(
                self._folder, watch_filter=_may_matter, rust_timeout=IDLE, yield_on_timeout=True
            ):
                if await self._has_changed():
                    learning.cancel()
                    await asyncio.wait({learning})
                    learning = tasks.create_task(self._take_up(self._newest))

    async def _has_changed(self) -> bool:
        files = await asyncio.to_thread(_files, self._folder)
        if files == self._files:
            return False
        self._files = files
        before = self._newest
        self._newest = await self._read()
        return self._newest != before

    async def _read(self) -> KnowledgeBase:
        try:
            return await asyncio.to_thread(load, self._folder)
        except FaqError as error:
            for problem in error.problems:
                log.error(problem)
            log.error("the FAQ has problems, the old one stays", extra={"problems": len(error.problems)})
            return self._in_force()

    async def _take_up(self, knowledge: KnowledgeBase) -> None:
        if self._brain and self._brain.knowledge == knowledge:
            return
        try:
            brain = Brain(knowledge=knowledge, matcher=await self._learn(knowledge))
        except LearningError as error:
            if self._brain is None:
                raise
            log.error("the FAQ could not be learnt, the old one stays", extra={"error": str(error)})
            self._newest = self._in_force()
            return
        if self._brain:
            log.info("FAQ renewed", extra={"entries": len(knowledge.entries)})
        self._brain = brain
        self._ready.set()
        self.exchange(brain)

    def _in_force(self) -> KnowledgeBase:
        return self._brain.knowledge if self._brain else self._newest


def _may_matter(_: Change, path: str) -> bool:
    # Without an ending it may be a folder that was moved, with all that is in it.
    return Path(path).suffix in (".yaml", ".yml", "")


def _files(folder: Path) -> Files:
    """Return what tells whether a file was changed, replaced, added or removed."""
    found = set()
    for path in folder.rglob("*.y*ml"):
        try:
            state = path.stat()
        except OSError:  # gone meanwhile, or a link to nowhere
            continue
        found.add((str(path), state.st_ino, state.st_size, state.st_mtime_ns))
    return frozenset(found)
