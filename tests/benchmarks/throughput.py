"""Founder questions a second, end to end: `python -m tests.benchmarks.throughput [founders]`.

Sandbox, bot and this client are three processes that speak HTTP; the bot writes SQLite with synchronous=FULL.
Two loads: a burst, where every founder asks at once, gives the rate; 30 questions a second, as many as
Telegram lets a bot answer, gives the time from the founder's message to the answer's arrival. A bare echo bot
gets the same loads in the same run.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table

from bot.knowledge.load import load
from bot.sandbox import DEFAULT_TOKEN
from tests.acceptance.processes import ROOT, BotProcess, sandbox_process
from tests.talk import Talk

FOUNDERS = 300
PACED_PER_SECOND = 30
PATIENCE = 120.0
console = Console()


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds from question to answer for each founder, and questions answered a second."""

    rate: float
    p50: float
    p99: float
    unanswered: int


@asynccontextmanager
async def desk(page: str, folder: Path, engine: str) -> AsyncIterator[None]:
    bot = BotProcess(server="/".join(page.split("/")[:3]), folder=folder)
    os.environ.update(SENDS_PER_SECOND="1000", MATCH_ENGINE=engine)
    await bot.start()
    try:
        yield
    finally:
        await bot.stop()


@asynccontextmanager
async def echo(page: str, _: Path) -> AsyncIterator[None]:
    environment = {
        **os.environ,
        "TELEGRAM_API_URL": "/".join(page.split("/")[:3]),
        "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.echo_bot", cwd=ROOT, env=environment
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def measure(
    start: Callable[[str, Path], AbstractAsyncContextManager[None]], founders: int, per_second: float | None
) -> Measured:
    """Let each founder ask once; `per_second` None means all at once."""
    questions = cycle(
        [question for entry in load(ROOT / "faq").entries.values() for question in entry.question.values()]
    )
    with tempfile.TemporaryDirectory() as folder:
        async with sandbox_process("--no-limits") as page, start(page, Path(folder)), Talk(page) as talk:
            warm = await talk.founder(first_name="Founder W")
            await talk.say(warm, "hub location")
            await talk.until(lambda seen: [one for one in seen if one["from_bot"]], warm)
            people = [await talk.founder(first_name=f"Founder {number}") for number in range(founders)]
            since = (await talk.calls())[-1]["n"]
            began = time.time()
            asked: dict[int, float] = {}
            for number, founder in enumerate(people):
                if per_second:
                    await asyncio.sleep(max(0.0, began + number / per_second - time.time()))
                asked[founder] = time.time()
                await talk.say(founder, next(questions))
            answered = await _answers(talk, set(people), since)
    waits = sorted(answered[founder] - asked[founder] for founder in answered)
    cut = quantiles(waits, n=100)
    return Measured(
        rate=len(answered) / (max(answered.values()) - began),
        p50=cut[49],
        p99=cut[98],
        unanswered=founders - len(answered),
    )


async def _answers(talk: Talk, people: set[int], since: int) -> dict[int, float]:
    answered: dict[int, float] = {}
    deadline = time.monotonic() + PATIENCE
    while len(answered) < len(people) and time.monotonic() < deadline:
        for call in await talk.calls(since):
            since = call["n"]
            if call["method"] == "sendmessage" and call["chat_id"] in people and call["status"] == 200:
                answered.setdefault(call["chat_id"], call["at"])
        await asyncio.sleep(0.05)
    return answered


async def main(founders: int) -> None:
    table = Table("bot", "load", "answered/s", "p50 ms", "p99 ms", "unanswered")
    bots: dict[str, Callable[[str, Path], AbstractAsyncContextManager[None]]] = {
        "bare echo": echo,
        "gesher lexical": lambda page, folder: desk(page, folder, "lexical"),
        "gesher hybrid": lambda page, folder: desk(page, folder, "hybrid"),
    }
    for name, start in bots.items():
        for load_name, per_second in (("burst", None), (f"{PACED_PER_SECOND}/s", PACED_PER_SECOND)):
            found = await measure(start, founders, per_second)
            row = (f"{found.rate:.0f}", f"{found.p50 * 1000:.0f}", f"{found.p99 * 1000:.0f}")
            table.add_row(name, load_name, *row, str(found.unanswered))
            console.print(f"{name}, {load_name}: {row[0]} answered/s")
    console.print(table)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else FOUNDERS))
