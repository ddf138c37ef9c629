"""Backups of a busy desk, which is killed; the last one restored on each kind of database; then the account.

`python -m tests.soak.backup_under_load --seconds 60 --database postgresql`
"""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, get_args

from rich.console import Console
from rich.table import Table
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.engine import parse
from tests.acceptance.processes import ROOT, sandbox_process
from tests.soak.databases import Kind, database
from tests.soak.kills import LAST_LIFE, SETTLES_WITHIN, settle
from tests.soak.ledger import account
from tests.soak.lives import Lives, lives
from tests.soak.traffic import Traffic
from tests.talk import Talk

KINDS: tuple[Kind, ...] = get_args(Kind)
ONCE_MORE = "twice without a label"
"""How the ledger calls what was said again: what the desk did after the backup is done again after it."""
console = Console(width=150)


@dataclass(slots=True)
class Backup:
    """One that was made.

    Attributes:
        asked: questions that the desk had stored before it began.
        began: Unix time.
        seconds: that it took, from the start of the process to its end.
        size: in bytes.
    """

    file: Path
    asked: int
    began: float
    seconds: float
    size: int


@dataclass(slots=True)
class Restored:
    """What became of the questions that the desk had stored before the backup, on one kind of database."""

    questions: Counter[str]
    said_again: int
    wrongs: list[str]


@dataclass(slots=True)
class Outcome:
    """What came of a run.

    Attributes:
        asked: questions in all.
        gap: the longest time between two calls of the desk to Telegram, in seconds, while no backup was made.
        gap_meanwhile: the same during a backup.
        restored: by kind of database.
    """

    asked: int = 0
    gap: float = 0.0
    gap_meanwhile: float = 0.0
    backups: list[Backup] = field(default_factory=list)
    restored: dict[Kind, Restored] = field(default_factory=dict)


async def run(
    kind: Kind,
    seconds: float,
    *,
    pause: float = 1.0,
    backups: int = 3,
    into: Sequence[Kind] = KINDS,
    seed: int = 1,
) -> Outcome:
    """Work so many seconds and make backups meanwhile; die; go on from the last one on each kind of database.

    Args:
        kind: of the database that the desk works on.
        seconds: of work.
        pause: seconds between two rounds, of three questions that the FAQ answers and one that it does not.
        backups: how many are made.
        into: kinds of database that the last one is restored into, one after the other.
        seed: of the words.
    """
    with ExitStack() as databases:
        folders = [Path(databases.enter_context(tempfile.TemporaryDirectory())) for _ in range(1 + len(into))]
        source = databases.enter_context(database(kind, folders[0]))
        async with sandbox_process("--no-limits") as page, Talk(page) as talk:
            staff = (await talk.state())["staff"][0]["user_id"]
            traffic = Traffic(talk=talk, random=Random(seed), staff=staff)  # noqa: S311  # the same words for a seed
            async with lives(page, folders[0], source) as bots:
                outcome = await _at_work(bots, traffic, source, folders[0], seconds, pause, backups)
            for other, folder in zip(into, folders[1:], strict=True):
                target = databases.enter_context(database(other, folder))
                outcome.restored[other] = await _go_on(page, traffic, outcome.backups[-1], target, folder)
    return outcome


async def _at_work(
    bots: Lives, traffic: Traffic, url: str, folder: Path, seconds: float, pause: float, backups: int
) -> Outcome:
    outcome = Outcome()
    life = await bots.start()
    await settle(traffic, url, tables=False)
    await traffic.ask(1, 1)
    begins = time.time()
    async with asyncio.TaskGroup() as tasks:
        work = tasks.create_task(_keep_busy(traffic, pause))
        for number in range(backups):
            await asyncio.sleep(seconds / (backups + 1))
            outcome.backups.append(await _back_up(traffic, url, folder / f"desk-{number}.backup"))
        await asyncio.sleep(max(0.0, begins + seconds - time.time()))
        assert not life.ended.done(), bots.log
        await life.end()
        work.cancel()
    if url.startswith("sqlite"):
        assert await _value(url, "PRAGMA integrity_check") == "ok"
    calls = [call["at"] for call in await traffic.talk.calls() if call["at"] >= begins]
    outcome.asked = len(traffic.asked)
    outcome.gap, outcome.gap_meanwhile = _silences(calls, outcome.backups)
    return outcome


async def _back_up(traffic: Traffic, url: str, file: Path) -> Backup:
    asked = len(traffic.asked)
    await _stored(url, asked)
    began = time.time()  # by the sandbox's clock
    await _gesher(file.parent, url, "backup", str(file))
    return Backup(file=file, asked=asked, began=began, seconds=time.time() - began, size=_size(file))


def _size(file: Path) -> int:
    return file.stat().st_size


async def _keep_busy(traffic: Traffic, pause: float) -> None:
    while True:
        await traffic.ask(3, 1)
        await traffic.answer(len(traffic.answered) + 1)
        await asyncio.sleep(pause)


async def _stored(url: str, asked: int) -> None:
    """Wait until the first so many questions are in the inbox: what the desk has accepted it may not lose."""
    stored = "SELECT count(*) FROM inbox WHERE lane LIKE 'chat:%' AND lane NOT LIKE 'chat:-%'"
    while await _value(url, stored) < asked:  # noqa: ASYNC110  # another process tells nobody
        await asyncio.sleep(0.05)


async def _go_on(page: str, traffic: Traffic, backup: Backup, url: str, folder: Path) -> Restored:
    await _gesher(folder, url, "restore", str(backup.file))
    before = copy(traffic)  # not `replace`, which would have it learn the FAQ again
    before.asked, before.answered = traffic.asked[: backup.asked], {}
    async with lives(page, folder, url) as bots:
        await _work_off(bots, traffic, url)
        ledger = await account(url, before)
    again = [wrong for wrong in ledger.wrongs if wrong.startswith(ONCE_MORE)]
    wrongs = [wrong for wrong in ledger.wrongs if not wrong.startswith(ONCE_MORE)]
    return Restored(questions=ledger.questions, said_again=len(again), wrongs=wrongs)


async def _work_off(bots: Lives, traffic: Traffic, url: str) -> None:
    async with asyncio.timeout(SETTLES_WITHIN):
        while True:  # each may send the staff group its twenty messages a minute anew
            life = await bots.start()
            try:
                await settle(traffic, url, within=LAST_LIFE)
            except TimeoutError:
                continue
            else:
                return
            finally:
                await life.end(signal.SIGTERM)


async def _gesher(folder: Path, url: str, *words: str) -> None:
    environment = {"DATABASE_URL": url, "FAQ_DIR": str(ROOT / "faq"), "PATH": "/usr/bin:/bin"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words), cwd=folder, env=environment, stdout=PIPE, stderr=PIPE
    )
    shown, errors = await process.communicate()
    assert process.returncode == 0, (shown + errors).decode()


async def _value(url: str, query: str) -> Any:
    engine = create_async_engine(parse(url).url)
    try:
        async with engine.connect() as connection:
            return (await connection.execute(text(query))).scalar_one()
    finally:
        await engine.dispose()


def _silences(calls: Sequence[float], backups: Sequence[Backup]) -> tuple[float, float]:
    """Return the longest time between two calls while no backup was made, and the longest during one."""
    longest = {False: 0.0, True: 0.0}
    for before, after in pairwise(calls):
        meanwhile = any(before < one.began + one.seconds and one.began < after for one in backups)
        longest[meanwhile] = max(longest[meanwhile], after - before)
    return longest[False], longest[True]


def _row(outcome: Outcome, kind: Kind, restored: Restored) -> tuple[Any, ...]:
    last = outcome.backups[-1]
    return (
        kind,
        f"{last.asked} of {outcome.asked}",
        ", ".join(f"{number} {end}" for end, number in sorted(restored.questions.items())),
        str(restored.said_again),
        str(len(restored.wrongs)),
    )


async def main(arguments: argparse.Namespace) -> int:
    """Run and print; return 1 if a question is not accounted for."""
    outcome = await run(arguments.database, arguments.seconds, seed=arguments.seed)
    made = Table("backup", "questions stored before", "seconds", "KB")
    for number, one in enumerate(outcome.backups, 1):
        made.add_row(str(number), str(one.asked), f"{one.seconds:.1f}", f"{one.size / 1024:.0f}")
    console.print(made)
    console.print(
        f"longest silence of the desk: {outcome.gap:.2f} s, during a backup {outcome.gap_meanwhile:.2f} s"
    )
    table = Table("restored into", "questions before it", "they are", "said again unlabelled", "wrong")
    for kind, restored in outcome.restored.items():
        table.add_row(*_row(outcome, kind, restored))
    console.print(table)
    wrongs = [f"{kind}: {wrong}" for kind, one in outcome.restored.items() for wrong in one.wrongs]
    for wrong in wrongs:
        console.print(wrong)
    return int(bool(wrongs))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.backup_under_load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of work (60)")
    parser.add_argument("--database", choices=KINDS, default="sqlite", help="that the desk works on")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(_arguments())))
