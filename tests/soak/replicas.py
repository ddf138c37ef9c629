"""Two replicas on one PostgreSQL, one of them killed again and again: `python -m tests.soak.replicas --help`.

Founders ask all the while. After each kill one more asks, and the time until the answer is there is taken:
the other replica has taken over by then.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from tests.acceptance.processes import sandbox_process
from tests.soak.databases import database
from tests.soak.kills import settle
from tests.soak.ledger import Ledger, account
from tests.soak.lives import Life, Lives, lives
from tests.soak.traffic import Traffic
from tests.talk import Sent, Talk

ON_DUTY, OTHER = "on duty", "the other"
LONGEST_WAIT = 1.5
"""Seconds between founders' questions and a kill, at most: they are in the middle of being handled."""
PATIENCE = 180.0
console = Console(width=150)


@dataclass(slots=True)
class Replica:
    """One of the two, whichever process it is at present."""

    bots: Lives
    life: Life | None = None
    read: int = 0

    async def start(self) -> None:
        """Start it, and wait until it shares the work."""
        self.read = len(self.bots.log) if self.life else 0
        self.life = await self.bots.start()
        async with asyncio.timeout(PATIENCE):
            while '"joined"' not in self.said:  # noqa: ASYNC110  # a file tells nobody when it grows
                await asyncio.sleep(0.1)

    @property
    def said(self) -> str:
        """What it has logged since it was started."""
        return self.bots.log[self.read :]

    def is_on_duty(self) -> bool:
        """Whether it does what only one may do."""
        return '"on duty"' in self.said

    async def end(self) -> str:
        """Kill it; return what it was."""
        was = ON_DUTY if self.is_on_duty() else OTHER
        if self.life:
            await self.life.end()
        return was


@dataclass(slots=True)
class Figures:
    """What came of it.

    Attributes:
        kills: by what the killed one was.
        pauses: seconds from each kill until a founder who asked then was answered, likewise.
    """

    kills: Counter[str] = field(default_factory=Counter)
    pauses: dict[str, list[float]] = field(default_factory=lambda: {ON_DUTY: [], OTHER: []})
    seconds: float = 0.0
    ledger: Ledger = field(default_factory=Ledger)


async def run(kills: int, seed: int = 1, said: Callable[[str], None] = lambda _: None) -> Figures:
    """Kill so often, let both work off what is left, and account for everything."""
    random, figures = Random(seed), Figures()  # noqa: S311  # the same kills for a seed
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(database("postgresql", folder))
        page = await stack.enter_async_context(sandbox_process("--no-limits"))
        talk = await stack.enter_async_context(Talk(page))
        pair = []
        for name in ("first", "second"):
            (folder / name).mkdir()
            (folder / name / "bot.log").touch()
            pair.append(Replica(await stack.enter_async_context(lives(page, folder / name, url))))
            stack.push_async_callback(pair[-1].end)
            await pair[-1].start()
        traffic = Traffic(talk=talk, random=random, staff=(await talk.state())["staff"][0]["user_id"])
        began = time.monotonic()
        for number in range(1, kills + 1):
            await traffic.ask(3, 1)
            await asyncio.sleep(random.uniform(0, LONGEST_WAIT))
            pair.sort(key=Replica.is_on_duty, reverse=number % 2 == 1)  # in turn the one and the other
            await _kill(pair[0], traffic, figures)
            said(f"{number} kills, the longest pause {_longest(figures):.1f} s")
        figures.seconds = time.monotonic() - began
        await settle(traffic, url)
        await traffic.answer(len(traffic.asked))
        await settle(traffic, url)
        figures.ledger = await account(url, traffic)
    return figures


async def _kill(replica: Replica, traffic: Traffic, figures: Figures) -> None:
    was = await replica.end()
    at = time.monotonic()
    await traffic.ask(1, 0)
    await traffic.talk.until(_answered, traffic.asked[-1].founder)
    figures.kills[was] += 1
    figures.pauses[was].append(time.monotonic() - at)
    await asyncio.gather(replica.start(), traffic.answer(len(traffic.answered) + 1))


def _answered(seen: list[Sent]) -> bool:
    return any(one["from_bot"] for one in seen)


def _longest(figures: Figures) -> float:
    return max((max(pauses) for pauses in figures.pauses.values() if pauses), default=0.0)


def show(figures: Figures) -> None:
    """Print it as tables."""
    ledger = figures.ledger
    table = Table("kills", "s", "questions", "staff's answers", "labelled repeats", "wrong")
    table.add_row(
        str(figures.kills.total()),
        f"{figures.seconds:.0f}",
        ", ".join(f"{number} {end}" for end, number in sorted(ledger.questions.items())),
        ", ".join(f"{number} {end}" for end, number in sorted(ledger.answers.items())),
        str(ledger.repeated),
        str(len(ledger.wrongs)),
    )
    console.print(table)
    pauses = Table("killed", "times", "median pause, s", "longest pause, s")
    for was, seconds in figures.pauses.items():
        if seconds:
            row = (str(len(seconds)), f"{statistics.median(seconds):.1f}", f"{max(seconds):.1f}")
            pauses.add_row(was, *row)
    console.print(pauses)
    for wrong in ledger.wrongs:
        console.print(f"  wrong: {wrong}")


async def main() -> int:
    """Run as the command line says; return how much was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.replicas", description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="(20)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    figures = await run(arguments.kills, arguments.seed, console.print)
    show(figures)
    return len(figures.ledger.wrongs)


if __name__ == "__main__":
    sys.exit(min(asyncio.run(main()), 1))
