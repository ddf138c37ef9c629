"""Thousands of calls to a Telegram that refuses, falls silent and forgets, at random; then the account."""

import asyncio
import re
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.telegram.handlers import Brain
from tests.acceptance.processes import sandbox_process
from tests.soak import storm
from tests.soak.databases import Kind, database
from tests.soak.kills import settle
from tests.soak.ledger import Ledger, account
from tests.soak.mischief import Mischief
from tests.soak.quick_desk import quick_desk
from tests.soak.stored import waiting
from tests.soak.traffic import Traffic, lexical_matcher, the_faq
from tests.talk import Talk

CALLS = 10_000
MOST_WAITING = 150
"""Updates and messages that wait before founders write on."""
LOOK = 0.3
ROUND_WITHIN = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPlan:
    """How a run goes; `calls` are those that the sandbox has counted, without those that fetch updates."""

    database: Kind
    webhook: bool
    calls: int = CALLS
    seed: int = 1


@dataclass(slots=True)
class FaultOutcome:
    """What came of it.

    Attributes:
        calls: how many there were.
        faults: calls that went wrong, by what Telegram said or what happened.
        mischief: what people did to the bot, by kind.
    """

    calls: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    mischief: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    ledger: Ledger = field(default_factory=Ledger)


class _Run:
    def __init__(self, plan: FaultPlan, talk: Talk, traffic: Traffic, url: str) -> None:
        self.outcome = FaultOutcome()
        self.mischief = Mischief(traffic)
        self._plan, self._talk, self._traffic, self._url = plan, talk, traffic, url
        self._seen = 0
        self._great = {0.3: self._migrate, 0.5: self.mischief.throw_out, 0.7: self._migrate}

    async def blow(self, said: Callable[[str], None]) -> None:
        """Ask, answer and make mischief until there were calls enough."""
        told = time.monotonic()
        while self.outcome.calls < self._plan.calls or self._great:
            await self._traffic.ask(4, 4)
            await self.mischief.once()
            await self._traffic.answer(len(self._traffic.answered) + 5)
            for share in [one for one in self._great if self.outcome.calls >= one * self._plan.calls]:
                await self._great.pop(share)()
            await self._catch_up(MOST_WAITING)
            await self.count()
            if time.monotonic() - told > 15:
                told = time.monotonic()
                said(f"{self.outcome.calls} calls, {self.outcome.faults.total()} went wrong")

    async def clear_up(self) -> None:
        """Let the storm end, everybody come back, staff answer the last, and everything be sent."""
        await self._talk.clear_faults()
        await settle(self._traffic, self._url)
        untold = await self.mischief.come_back(self._url)
        await settle(self._traffic, self._url)
        await self._traffic.answer(len(self._traffic.answered) + 3)
        await settle(self._traffic, self._url)
        await self.count()
        self.outcome.mischief = Counter(self.mischief.done)
        self.outcome.ledger = await account(self._url, self._traffic)
        self.outcome.ledger.wrongs += [f"waits, and staff do not know: founder {one}" for one in untold]

    async def count(self) -> None:
        """Count the calls since the last time."""
        for call in await self._talk.calls(self._seen):
            self._seen = call["n"]
            self.outcome.calls += call["method"] != "getupdates"
            if call["from_fault"] or call["status"] != 200:
                self.outcome.faults[_fault(call)] += 1

    async def _migrate(self) -> None:
        # What staff wrote in the old group must be handled before: in the new one it would be refused in
        # words that answer no message.
        async def still() -> str:
            pending, stored = (await self._talk.state())["pending_updates"], (await waiting(self._url))[0]
            return f"{pending} updates at Telegram and {stored} in the inbox" if pending or stored else ""

        await _until_nothing(still)
        await self.mischief.migrate()

    async def _catch_up(self, most: int) -> None:
        async def still() -> str:
            updates, messages = await waiting(self._url)
            too_many = updates + messages > most
            return f"{updates} updates in the inbox and {messages} messages in the outbox" if too_many else ""

        await _until_nothing(still)


async def run_faults(plan: FaultPlan, said: Callable[[str], None] = lambda _: None) -> FaultOutcome:
    """Let a storm of faults blow over a desk, and account for everything."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(database(plan.database, folder))
        page = await stack.enter_async_context(sandbox_process("--no-limits"))
        talk = await stack.enter_async_context(Talk(page))
        brain = Brain(knowledge=the_faq(), matcher=lexical_matcher())
        await stack.enter_async_context(quick_desk(page, folder, url, brain, webhook=plan.webhook))
        traffic = Traffic(
            talk=talk,
            random=Random(plan.seed),  # noqa: S311  # the same people for a seed
            staff=(await talk.state())["staff"][0]["user_id"],
        )
        await talk.order("topics", admin_posts_in_closed=False)
        await storm.begin(talk, plan.seed)
        run, began = _Run(plan, talk, traffic, url), time.monotonic()
        await run.blow(said)
        await run.clear_up()
        run.outcome.seconds = time.monotonic() - began
        return run.outcome


async def _until_nothing(still: Callable[[], Awaitable[str]]) -> None:
    """Wait until nothing is still waiting.

    Raises:
        TimeoutError: with what `still` said at last.
    """
    waits = await still()
    try:
        async with asyncio.timeout(ROUND_WITHIN):
            while waits:
                await asyncio.sleep(LOOK)
                waits = await still()
    except TimeoutError:
        raise TimeoutError(f"after {ROUND_WITHIN:.0f} s there are still {waits}") from None


def _fault(call: dict[str, object]) -> str:
    """Name what happened to a call: in Telegram's words where it spoke, else by the kind of the fault."""
    kind, words, status = call["from_fault"], call["description"], call["status"]
    if words and (kind in (None, "forbidden", "bad_request")):
        said = re.sub(r"^(Bad Request|Forbidden): |[0-9]+", "", str(words))
        return f"{status} {said.partition(': ')[0]}"
    return str(kind)
