"""Founders who ask, each question known by its update, and what came back when."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bot.matching.questions import read_questions
from tests.acceptance.processes import ROOT
from tests.talk import Talk

ANSWERS = ("sendmessage", "setmessagereaction")
"""The calls that a founder notices."""
LOOK = 0.05
AT_ONCE = 20
"""Calls that prepare something, side by side."""


def questions() -> Iterator[str]:
    """Yield questions in three languages, none twice."""
    folder: Path = ROOT / "tests" / "data" / "questions"
    texts = [one.q for path in sorted(folder.glob("*.yaml")) for one in read_questions(path)]
    for turn in count(1):
        for text in texts:
            yield text if turn == 1 else f"{text} ({turn})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question; `at` is when the founder decided to send it, in unix time."""

    founder: int
    message: int
    at: float


@dataclass(slots=True)
class Crowd:
    """Speaks for many founders at once.

    Attributes:
        asked: by the update that told the bot.
        arrived: when which message of a chat arrived, or was reacted to, in unix time.
        texts: those that are messages.
    """

    talk: Talk
    asked: dict[int, Asked] = field(default_factory=dict)
    arrived: dict[tuple[int, int], float] = field(default_factory=dict)
    texts: set[tuple[int, int]] = field(default_factory=set)
    _noticed: dict[int, asyncio.Event] = field(default_factory=dict)
    _texts: Iterator[str] = field(default_factory=questions)
    _since: int = 0

    async def let_in(self, founders: int) -> list[int]:
        """Return so many new founders, who speak English."""
        return await side_by_side(self.talk.founder, [{"language_code": "en"}] * founders)

    async def ask(self, founder: int, at: float | None = None) -> int:
        """Ask the next question; return its update."""
        at = at or time.time()
        said = await self.talk.order("send", **{"from": founder}, text=next(self._texts))
        self.asked[said["update_id"]] = Asked(founder=founder, message=said["message_id"], at=at)
        return int(said["update_id"])

    async def ask_and_wait(self, founder: int, patience: float) -> None:
        """Ask, and wait until something comes back.

        Raises:
            TimeoutError: if nothing does for so many seconds.
        """
        noticed = self._noticed[founder] = asyncio.Event()
        await self.ask(founder)
        async with asyncio.timeout(patience):
            await noticed.wait()

    async def watch(self) -> None:
        """Note what arrives, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Note what has arrived."""
        for call in await self.talk.calls(self._since):
            self._since = call["n"]
            if call["method"] in ANSWERS and call["status"] == 200 and call["chat_id"] > 0:
                here = (call["chat_id"], call["message_id"])
                self.arrived.setdefault(here, call["at"])
                if call["method"] == "sendmessage":
                    self.texts.add(here)
                if call["chat_id"] in self._noticed:
                    self._noticed[call["chat_id"]].set()


async def side_by_side(call: Callable[..., Awaitable[int]], each: Sequence[dict[str, Any]]) -> list[int]:
    """Make many calls, some at once; return the answers in their order."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(values: dict[str, Any]) -> int:
        async with turn:
            return await call(**values)

    return await asyncio.gather(*(one(values) for values in each))
