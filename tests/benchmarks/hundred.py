"""A hundred founders ask at once what only staff know: `python -m tests.benchmarks.hundred [founders]`.

Desk and sandbox run in one process, both with Telegram's limits of sending. They share their time: whenever
the desk has nothing to do, both clocks are moved on by a second, the sandbox's first, so that it never grants
what Telegram would not. So minutes of waiting for the group's limit take seconds; printed is desk time.

Meanwhile staff answer: one ticket every `PAUSE` seconds, and a third of them a second time, as people do who
have forgotten something.
"""

import asyncio
import re
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.app import assemble
from bot.domain.ids import ChatId
from bot.knowledge.load import load
from bot.sandbox import STAFF_CHAT_ID, serve
from bot.store.unit_of_work import Store
from bot.telegram.client import make_bot
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.handshake import connect, find_group
from bot.telegram.supervise import supervise
from tests.dialogues.stage import plain
from tests.integration.conftest import FAQ, SECRET, ScriptedMatcher, settings_for
from tests.talk import Sent, Talk

FOUNDERS = 100
ANSWERED = 30
PAUSE = 10
LONGEST = 3600
"""Seconds of desk time after which a run has failed."""
OPENS = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
AT_WORK = """
    SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting')
        OR EXISTS (SELECT 1 FROM outbox WHERE state = 'sending')
"""
UNSENT = "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')"
HEAD = re.compile(r"Q-\d+ · Founder \d+ ·")
"""How a card begins."""
EDITS = ("editmessagetext", "editmessagereplymarkup", "editforumtopic")
Call = dict[str, Any]


class SharedClock:
    """The desk's; the sandbox's is moved with it."""

    def __init__(self) -> None:
        self._ahead = OPENS - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    async def advance(self, talk: Talk, seconds: float) -> None:
        await talk.order("clock", advance=seconds)
        self._ahead += timedelta(seconds=seconds)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What happened, by the sandbox's list of calls.

    Attributes:
        began: when the founders wrote, in seconds of desk time as all times here.
        cards: by founder, the calls that brought the card.
        answers: by founder, the calls that brought what staff wrote.
        edits: by founder, the calls that changed card or topic.
        wished: how often card or topic were to change.
        refused: calls that Telegram's limits refused.
        group: messages in the staff group at the end.
        topics: by name, at the end.
    """

    began: float
    cards: dict[int, list[Call]]
    answers: dict[int, list[Call]]
    edits: dict[int, list[Call]]
    wished: int
    refused: int
    group: list[Sent]
    topics: dict[str, Any]

    @property
    def changes(self) -> list[Call]:
        """All edits, in their order."""
        return sorted((one for each in self.edits.values() for one in each), key=lambda one: one["n"])

    def after(self, call: Call) -> float:
        """Seconds from the questions to a call."""
        return float(call["at"] - self.began)


class Play:
    """Founders, staff and the time between what they do."""

    def __init__(self, talk: Talk, clock: SharedClock, database: sqlite3.Connection) -> None:
        self._talk = talk
        self._clock = clock
        self._database = database
        self._people: list[int] = []
        self._staff = 0
        self._answered: list[int] = []
        self._wrote = 0

    async def run(self, founders: int, answered: int, step: float) -> Run:
        """Have so many ask, and staff answer so many; `step` are the seconds by which time moves on."""
        ahead = self._clock.now() - datetime.now(UTC)
        await self._talk.order("clock", advance=ahead.total_seconds())
        self._staff = (await self._talk.state())["staff"][0]["user_id"]
        self._people = [
            await self._talk.founder(first_name=f"Founder {number}", language_code="en")
            for number in range(founders)
        ]
        began = self._clock.now().timestamp()
        for person in self._people:
            await self._talk.say(person, "does the hub have parking")
        for second in count():
            assert second * step < LONGEST, "the desk does not come to rest"
            await self._settle()
            if len(self._answered) < answered and second * step >= len(self._answered) * PAUSE:
                await self._answer()
            elif len(self._answered) >= min(answered, founders) and self._is_done():
                break
            await self._clock.advance(self._talk, step)
            await self._talk.order("updates", nothing={})  # the desk looks at its clock when something comes
        return await self._report(began)

    async def _answer(self) -> None:
        """Answer the oldest ticket that staff can see, every third one twice."""
        cards = [one for one in await self._talk.messages(STAFF_CHAT_ID) if _is_card(one)]
        for card in cards:
            if card["thread"] not in self._answered:
                self._answered.append(card["thread"])
                for _ in range(2 if len(self._answered) % 3 == 0 else 1):
                    await self._talk.say(self._staff, "Gate 3.", chat=STAFF_CHAT_ID, thread=card["thread"])
                    self._wrote += 1
                return

    async def _settle(self) -> None:
        calm = 0
        while calm < 3:
            await asyncio.sleep(0.01)
            pending = (await self._talk.state())["pending_updates"]
            calm = 0 if pending or self._database.execute(AT_WORK).fetchone()[0] else calm + 1

    def _is_done(self) -> bool:
        return bool(self._database.execute(UNSENT).fetchone()[0] == 0)

    async def _report(self, began: float) -> Run:
        calls = [one for one in await self._talk.calls() if one["at"] >= began - 1]
        done = [one for one in calls if one["status"] == 200]
        group, state = await self._talk.messages(STAFF_CHAT_ID), await self._talk.state()
        founder_of = {one["thread"]: _numbered(one["name"]) for one in state["topics"]}
        thread_of = {one["message_id"]: one["thread"] for one in group}
        cards: dict[int, list[Call]] = {number: [] for number in founder_of.values()}
        edits: dict[int, list[Call]] = {number: [] for number in founder_of.values()}
        shown = {one["message_id"] for one in group if _is_card(one)}
        for one in done:
            if one["chat_id"] != STAFF_CHAT_ID:
                continue
            thread = one["thread"] or thread_of.get(one["message_id"])
            if one["method"] == "sendmessage" and one["message_id"] in shown:
                cards[founder_of[thread]].append(one)
            elif one["method"] in EDITS:
                edits[founder_of[thread]].append(one)
        return Run(
            began=began,
            cards=cards,
            answers={number: await self._answers(number, done) for number in founder_of.values()},
            edits=edits,
            wished=2 * self._wrote,
            refused=sum(one["status"] == 429 for one in calls),
            group=group,
            topics={one["name"]: one for one in state["topics"]},
        )

    async def _answers(self, number: int, done: list[Call]) -> list[Call]:
        chat = self._people[number]
        told = {
            one["message_id"] for one in await self._talk.messages(chat) if "Gate 3." in (one["text"] or "")
        }
        return [one for one in done if one["chat_id"] == chat and one["message_id"] in told]


def _is_card(message: Sent) -> bool:
    return bool(message["from_bot"]) and HEAD.match(plain(message["text"] or "")) is not None


def _numbered(topic: str) -> int:
    return int(topic.split("Founder ")[1].split(" ", maxsplit=1)[0])


@asynccontextmanager
async def play(folder: Path) -> AsyncIterator[Play]:
    """Open desk and sandbox."""
    clock = SharedClock()
    async with serve(secret=SECRET) as server, Talk(f"{server}/{SECRET}/") as talk:
        settings = settings_for(server, folder)
        bot, store = make_bot(settings), await Store.open(settings.database_url)
        group = StaffGroup(ChatId(STAFF_CHAT_ID))

        async def think() -> Brain:
            return Brain(knowledge=load(FAQ), matcher=ScriptedMatcher())

        await connect(bot)
        await find_group(bot, store, group)
        running = asyncio.create_task(supervise(assemble(settings, think, bot, store, group, clock=clock)))
        try:
            with closing(sqlite3.connect(folder / "gesher.db")) as database:
                yield Play(talk, clock, database)
        finally:
            running.cancel()
            await asyncio.wait({running})
            await store.close()
            await bot.shutdown()


async def main(founders: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with play(Path(folder)) as stage:
            run = await stage.run(founders, min(ANSWERED, founders), 1)
    up = sorted(run.after(one) for each in run.cards.values() for one in each)
    answered = {number: each for number, each in run.answers.items() if each}
    late = sum(edit["n"] < each[0]["n"] for number, each in answered.items() for edit in run.edits[number])
    first_edit = min((run.after(one) for one in run.changes), default=0)
    last_edit = max((run.after(one) for one in run.changes), default=0)
    table = Table("what", "figure")
    for name, figure in {
        "tickets": str(founders),
        "cards up": f"{len(up)}: half after {up[len(up) // 2]:.0f} s, all after {up[-1]:.0f} s",
        "answers of staff": f"{sum(map(len, answered.values()))}, to {len(answered)} founders",
        "changes of card or topic": f"{run.wished} wished for, {len(run.changes)} made, "
        f"{run.wished - len(run.changes)} merged",
        "first and last edit": f"after {first_edit:.0f} s and {last_edit:.0f} s",
        "edits before the answer that they show": str(late),
        "edits while a card was waiting": str(sum(run.after(one) < up[-1] for one in run.changes)),
        "calls refused by the limits": str(run.refused),
    }.items():
        table.add_row(name, figure)
    Console().print(table)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else FOUNDERS))
