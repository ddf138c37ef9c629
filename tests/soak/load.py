"""Load on real processes: bot, sandbox and this client, over HTTP; then the account.

Telegram lets a bot send 30 messages a second. Where that is the question, the sandbox keeps to it and so does
the bot; else both know no such limit. The staff group's 20 messages a minute hold always: what waits for
them is not counted.
"""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from bot.store.migrate import upgrade
from tests.acceptance.processes import BotProcess, sandbox_process
from tests.soak import loads
from tests.soak.crowd import Crowd
from tests.soak.databases import Kind, database
from tests.soak.lives import SECRET, free_port
from tests.soak.loads import Stage
from tests.soak.measured import Measured
from tests.talk import Talk

Engine = Literal["lexical", "hybrid"]
Load = Callable[[Stage], Awaitable[Measured]]
UNLIMITED = "1000"
TELEGRAMS = 30.0
"""Messages a second that Telegram lets a bot send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPlan:
    """How much is loaded on.

    Attributes:
        updates: that wait at the start.
        founders: at once.
        messages: of one founder in a burst.
        questions: of an hour.
        seconds: for which founders ask, at once and steadily.
        rates: questions a second.
    """

    database: Kind
    webhook: bool = False
    updates: int = 10_000
    founders: int = 200
    messages: int = 500
    questions: int = 3600
    seconds: float = 60.0
    rates: Sequence[float] = (30.0, 100.0)
    engines: Sequence[Engine] = ("lexical", "hybrid")


@dataclass(slots=True)
class LoadOutcome:
    """The lines of the table, each with the engine that it ran on."""

    lines: list[tuple[Engine, Measured]] = field(default_factory=list)

    @property
    def wrongs(self) -> list[str]:
        """Everything that broke a promise."""
        return [f"{line.load}: {wrong}" for _, line in self.lines for wrong in line.wrongs]


async def run_load(plan: LoadPlan, said: Callable[[str], None] = lambda _: None) -> LoadOutcome:
    """Load everything on, one after the other, each on a fresh bot."""
    outcome = LoadOutcome()
    for engine, limited, load in _loads(plan):
        async with open_stage(plan, engine, limited=limited) as stage:
            line = await load(stage)
        outcome.lines.append((engine, line))
        said(f"{engine}, {line.load}: {line.answered} of {line.asked} answered, p99 {line.p99:.2f} s")
    return outcome


def _loads(plan: LoadPlan) -> Iterator[tuple[Engine, bool, Load]]:
    """Yield what to load on: on which engine, and whether Telegram's limit of 30 a second holds."""
    usual = plan.engines[-1]
    yield usual, False, partial(loads.backlog, updates=plan.updates)
    yield usual, False, partial(loads.at_once, founders=plan.founders, seconds=plan.seconds)
    yield usual, False, partial(loads.burst, messages=plan.messages)
    yield usual, False, partial(loads.an_hour, questions=plan.questions)
    for engine in plan.engines:
        for rate in plan.rates:
            if rate <= TELEGRAMS:
                how = "within Telegram's limits"
                yield engine, True, partial(loads.steady, per_second=rate, seconds=plan.seconds, how=how)
            how = "without limits"
            yield engine, False, partial(loads.steady, per_second=rate, seconds=plan.seconds, how=how)


@asynccontextmanager
async def open_stage(plan: LoadPlan, engine: Engine, *, limited: bool) -> AsyncIterator[Stage]:
    """Get bot and sandbox ready; `limited`: both keep to Telegram's 30 messages a second."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(database(plan.database, folder))
        await upgrade(url)
        page = await stack.enter_async_context(sandbox_process(*([] if limited else ["--no-limits"])))
        talk = await stack.enter_async_context(Talk(page))
        others = {"MATCH_ENGINE": engine, "DATABASE_URL": url, "LOG_LEVEL": "WARNING"}
        others |= {} if limited else {"SENDS_PER_SECOND": UNLIMITED}
        bot = BotProcess(
            server="/".join(page.split("/")[:3]),
            folder=folder,
            others=others | (_by_webhook() if plan.webhook else {}),
        )

        async def start() -> None:
            await bot.start()
            stack.push_async_callback(bot.stop)

        yield Stage(crowd=Crowd(talk), url=url, start=start, memory=partial(_memory, bot))


def _by_webhook() -> dict[str, str]:
    listen = f"127.0.0.1:{free_port()}"
    return {"WEBHOOK_URL": f"http://{listen}/telegram", "WEBHOOK_LISTEN": listen, "WEBHOOK_SECRET": SECRET}


def _memory(bot: BotProcess) -> tuple[float, float]:
    """Return the memory that a bot takes now and took at most, in MB."""
    assert bot.process
    status = Path(f"/proc/{bot.process.pid}/status").read_text("ascii")
    values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    now, most = (int(values[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, most
