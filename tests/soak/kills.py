"""The bot killed with SIGKILL again and again while founders ask and staff answer; then the account."""

import asyncio
import math
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.crash_points import Point
from tests.acceptance.processes import sandbox_process
from tests.soak.databases import Kind, database
from tests.soak.ledger import Ledger, account
from tests.soak.lives import Lives, lives
from tests.soak.stored import settled
from tests.soak.traffic import Traffic
from tests.talk import Talk

AT_RANDOM = "at random"
SETTLES_WITHIN = 1800.0
LAST_LIFE = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run goes.

    Attributes:
        kills: how many; half of them at named points, unless `points` says which.
        points: "point:times" of each kill; `AT_RANDOM` for any moment.
        known, unknown: questions asked for each life.
        seconds: after which there is no further kill.
    """

    database: Kind
    webhook: bool
    kills: int
    seed: int = 1
    points: tuple[str, ...] | None = None
    known: int = 3
    unknown: int = 1
    seconds: float = math.inf


@dataclass(slots=True)
class Outcome:
    """What came of it; `kills` by point."""

    kills: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    ledger: Ledger = field(default_factory=Ledger)


async def run(plan: Plan, said: Callable[[str], None] = lambda _: None) -> Outcome:
    """Kill as planned, let a last bot work off what is left, and account for everything."""
    random, outcome = Random(plan.seed), Outcome()  # noqa: S311  # the same kills for a seed
    with tempfile.TemporaryDirectory() as folder, database(plan.database, Path(folder)) as url:
        async with (
            sandbox_process("--no-limits") as page,
            Talk(page) as talk,
            lives(page, Path(folder), url, webhook=plan.webhook) as bots,
        ):
            staff = (await talk.state())["staff"][0]["user_id"]
            traffic = Traffic(talk=talk, random=random, staff=staff)
            span = await _first_life(bots, traffic, url)
            began = time.monotonic()
            for number, point in enumerate(plan.points or _points(plan, random), 1):
                if time.monotonic() - began > plan.seconds:
                    break
                await traffic.ask(plan.known, plan.unknown)
                outcome.kills[await _live(bots, traffic, point, span, random)] += 1
                if number % 25 == 0:
                    said(f"{number} kills, {(time.monotonic() - began) / number:.1f} s each")
            outcome.seconds = time.monotonic() - began
            await _work_off(bots, traffic, url)
            outcome.ledger = await account(url, traffic)
    return outcome


async def _work_off(bots: Lives, traffic: Traffic, url: str) -> None:
    """Let what is left be handled and sent, by bots that are stopped as an operator stops them."""
    done, until = False, time.monotonic() + SETTLES_WITHIN
    while not done and time.monotonic() < until:  # each may send the group twenty messages anew
        life = await bots.start()
        with suppress(TimeoutError):
            await settle(traffic, url, within=LAST_LIFE)
            await traffic.answer(len(traffic.answered) + 1)  # by now each card is to be seen
            await settle(traffic, url, within=LAST_LIFE)
            done = True
        await life.end(signal.SIGTERM)


def _points(plan: Plan, random: Random) -> list[str]:
    points = list(Point)
    named = [f"{points[n % len(points)]}:{random.randint(1, 4)}" for n in range(plan.kills // 2)]
    chosen = named + [AT_RANDOM] * (plan.kills - len(named))
    random.shuffle(chosen)
    return chosen


async def _first_life(bots: Lives, traffic: Traffic, url: str) -> float:
    """Make the tables, and return how many seconds a bot takes from its start until it has answered."""
    life = await bots.start()
    await settle(traffic, url, tables=False)
    await life.end()
    await traffic.ask(1, 0)
    began = time.monotonic()
    life = await bots.start()
    await traffic.talk.until(lambda seen: [one for one in seen if one["from_bot"]], traffic.asked[-1].founder)
    span = time.monotonic() - began
    await life.end()
    return span


async def _live(bots: Lives, traffic: Traffic, point: str, span: float, random: Random) -> str:
    """Live once; return what the end came by."""
    life = await bots.start("" if point == AT_RANDOM else point)
    staff = asyncio.create_task(traffic.answer(len(traffic.answered) + 1))
    if point == AT_RANDOM:
        await life.lasts(random.uniform(0.2, 1.5) * span)
    elif await life.lasts(2 * span):
        point = AT_RANDOM  # it did not come to that point so often
    await life.end()
    await staff
    return point.partition(":")[0]


async def settle(traffic: Traffic, url: str, *, tables: bool = True, within: float = SETTLES_WITHIN) -> None:
    """Wait until everything is handled and sent.

    Args:
        traffic: whose sandbox it is.
        url: the database's.
        tables: whether there are any yet.
        within: seconds.

    Raises:
        TimeoutError: if that takes longer.
    """
    calm, until = 0, time.monotonic() + within
    while calm < 3:  # what a finished call leads to is queued by the next turn
        if time.monotonic() > until:  # no asyncio.timeout: a connection that closes may swallow it
            raise TimeoutError(f"not everything was handled and sent within {within:.0f} s")
        await asyncio.sleep(0.3)
        try:
            waits = (await traffic.talk.state())["pending_updates"] or not await settled(url)
        except Exception:  # before the first bot has made the tables, there is nothing to ask
            if tables:
                raise
            continue
        calm = 0 if waits else calm + 1
