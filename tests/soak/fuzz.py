"""Spoilt input, long: `python -m tests.soak.fuzz [examples] [seed] [sqlite|postgresql]`, 20,000 unless told.

Each kind of input gets its share. A failure names the seed of its round.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from bot.knowledge.load import load
from bot.matching.engine import build
from bot.telegram.handlers import Brain
from tests.soak.databases import Kind, database
from tests.soak.fuzz_desk import FuzzedDesk, fuzzed_desk
from tests.soak.fuzz_files import caller, spoilt_faq, spoilt_settings

EXAMPLES = 20_000
A_ROUND = 20
"""Updates that go in together."""
FAQ = Path(__file__).parents[2] / "faq"
console = Console(soft_wrap=True)


@dataclass(kw_only=True)
class Target:
    """One kind of input.

    Attributes:
        share: of all examples.
        try_: makes a round of examples; returns how they ended.
        size: examples in a round.
    """

    name: str
    share: float
    size: int
    try_: Callable[[Random], Awaitable[Counter[str]]]
    done: int = 0
    seconds: float = 0
    ends: Counter[str] = field(default_factory=Counter)

    async def run(self, examples: int, seed: int) -> None:
        """Play rounds until there are enough examples."""
        began = told = time.monotonic()
        while self.done < examples:
            try:
                self.ends += await self.try_(Random(seed + self.done))  # noqa: S311  # to be played again
            except Exception as error:
                raise AssertionError(f"{self.name}, seed {seed + self.done}: {error}") from error
            self.done += self.size
            self.seconds = time.monotonic() - began
            if time.monotonic() - told > 10:
                told = time.monotonic()
                console.print(f"{self.name}: {self.done} of {examples}, {self.seconds:.0f} s")


def one_by_one(try_: Callable[[Random], str]) -> Callable[[Random], Awaitable[Counter[str]]]:
    """Make a round of one example."""

    async def round_(random: Random) -> Counter[str]:
        return Counter([try_(random)])

    return round_


def together(
    desk: FuzzedDesk, put: Callable[[Random, int], Awaitable[None]], size: int
) -> Callable[[Random], Awaitable[Counter[str]]]:
    """Make a round of several updates."""

    async def round_(random: Random) -> Counter[str]:
        before = desk.ends
        await put(random, size)
        return desk.ends - before

    return round_


async def main(examples: int, seed: int = 1, *, kind: Kind) -> None:
    logging.getLogger("bot").setLevel(logging.CRITICAL + 1)
    logging.getLogger("dotenv").setLevel(logging.CRITICAL)
    knowledge = load(FAQ)
    matcher = build(knowledge, engine="lexical", cache=None, prepared=FAQ / "prepared")
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(database(kind, folder))
        brain = Brain(knowledge=knowledge, matcher=matcher)
        desk = await stack.enter_async_context(fuzzed_desk(url, folder, brain))
        calls = await stack.enter_async_context(caller(folder))

        async def call(random: Random) -> Counter[str]:
            return Counter([await calls.spoilt_call(random)])

        await desk.sound_updates()
        targets = [
            Target(
                name="FAQ files",
                share=0.2,
                size=1,
                try_=one_by_one(lambda random: spoilt_faq(random, folder)),
            ),
            Target(
                name="settings",
                share=0.2,
                size=1,
                try_=one_by_one(lambda random: spoilt_settings(random, folder)),
            ),
            Target(name="webhook calls", share=0.2, size=1, try_=call),
            Target(
                name="callback data",
                share=0.15,
                size=2 * A_ROUND,
                try_=together(desk, desk.forged_presses, A_ROUND),
            ),
            Target(
                name="updates", share=0.25, size=A_ROUND, try_=together(desk, desk.spoilt_updates, A_ROUND)
            ),
        ]
        try:
            for target in targets:
                await target.run(round(examples * target.share), seed)
        finally:
            _show(targets, desk, seed)


def _show(targets: list[Target], desk: FuzzedDesk, seed: int) -> None:
    table = Table("input", "examples", "s", "ended as", title=f"seed {seed}")
    for target in targets:
        ends = ", ".join(f"{how} {number}" for how, number in target.ends.most_common())
        table.add_row(target.name, str(target.done), f"{target.seconds:.0f}", ends)
    table.add_row("all", str(sum(target.done for target in targets)), "", "")
    console.print(table)
    raised = Table("raised by a handler (each update is tried five times)", "times")
    for where, times in desk.raised.most_common(20):
        raised.add_row(where, str(times))
    console.print(raised)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    asyncio.run(main(*(numbers or [EXAMPLES]), kind="postgresql" if "postgresql" in sys.argv else "sqlite"))
