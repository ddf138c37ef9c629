"""What is loaded onto the bot: each kind of load is a function that asks, waits and measures."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from statistics import fmean

from tests.soak.crowd import Crowd, side_by_side
from tests.soak.measured import Measured, account, await_quiet, percentile

READS = 3.0
"""Seconds that a founder takes for an answer; who asks more than twenty times a minute is put together."""
PATIENCE = 120.0
SLICES = 12
PUT_TOGETHER = ("That was a lot at once", "הגיעו הרבה הודעות", "一下子来了很多消息")
"""How the bot begins to say that a flood is put together."""
FLAT = 1.05
"""Memory of the last third of an hour, against the third before it, at most."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """A bot and a crowd.

    Attributes:
        url: the database's.
        memory: gives what the bot's process takes now, and took at most, in MB.
        start: starts the bot.
    """

    crowd: Crowd
    url: str
    memory: Callable[[], tuple[float, float]]
    start: Callable[[], Awaitable[None]]


async def open_desk(stage: Stage) -> None:
    """Start the bot and wait for its first answer."""
    (first,) = await stage.crowd.let_in(1)
    await stage.start()
    await stage.crowd.talk.say(first, "/help")
    await await_quiet(stage.url, 1)
    await stage.crowd.look()


async def backlog(stage: Stage, updates: int, each: int = 20) -> Measured:
    """Let so many updates wait for the bot at its start, so many of each founder."""
    crowd = stage.crowd
    founders = await crowd.let_in(updates // each)
    for _ in range(each):
        await side_by_side(crowd.ask, [{"founder": founder} for founder in founders])
    began = time.time()
    await stage.start()
    await await_quiet(stage.url, len(crowd.asked), patience=3600)
    found = await account(stage.url, crowd)
    handled = found.handled_by - began
    return Measured.of(
        f"{len(crowd.asked)} updates waiting at start",
        found,
        rate=len(crowd.asked) / handled,
        memory=stage.memory(),
        notes=f"handled {handled:.0f} s after the start, answered {found.answered_by - began:.0f} s after it",
    )


async def at_once(stage: Stage, founders: int, seconds: float) -> Measured:
    """Let so many founders ask, wait for the answer, read it and ask again."""
    await open_desk(stage)
    crowd = stage.crowd
    people = await crowd.let_in(founders)
    until = time.monotonic() + seconds

    async def converse(founder: int) -> None:
        while time.monotonic() < until:
            with suppress(TimeoutError):
                await crowd.ask_and_wait(founder, PATIENCE)
            await asyncio.sleep(READS)

    async with asyncio.TaskGroup() as all_of_them:
        watching = asyncio.create_task(crowd.watch())
        talks = [all_of_them.create_task(converse(founder)) for founder in people]
        await asyncio.wait(talks)
        watching.cancel()
    await await_quiet(stage.url, 1 + len(crowd.asked))
    found = await account(stage.url, crowd)
    name = f"{founders} founders at once for {seconds:.0f} s, each reads for {READS:.0f} s"
    return Measured.of(name, found, rate=len(found.waits) / seconds, memory=stage.memory())


async def burst(stage: Stage, messages: int, others: int = 20) -> Measured:
    """Let one founder send many messages in a burst while others ask."""
    await open_desk(stage)
    crowd = stage.crowd
    (flooder, *people) = await crowd.let_in(1 + 2 * others)
    for founder in people[:others]:
        await crowd.ask(founder)
        await asyncio.sleep(0.5)
    await await_quiet(stage.url, 1 + len(crowd.asked))
    before = await account(stage.url, crowd)
    flood = asyncio.create_task(side_by_side(crowd.ask, [{"founder": flooder}] * messages))
    late = set()
    for founder in people[others:]:
        late.add(await crowd.ask(founder))
        await asyncio.sleep(0.5)
    await flood
    await await_quiet(stage.url, 1 + len(crowd.asked))
    found = await account(stage.url, crowd)
    told = await crowd.talk.messages(flooder)
    if messages > 20 and not any((one["text"] or "").startswith(PUT_TOGETHER) for one in told):
        found.wrongs.append("the founder who floods is not told")
    mine = [one for one in crowd.asked.values() if one.founder == flooder]
    waits = [found.wait_of[update] for update in late if update in found.wait_of]
    return Measured.of(
        f"{messages} messages of one founder in a burst",
        found,
        waits=waits,
        memory=stage.memory(),
        notes=f"{len(mine)} kept, the founder got {sum(one['from_bot'] for one in told)} messages; "
        f"of others, p99 before {percentile(before.waits, 99) * 1000:.0f} ms",
    )


async def an_hour(stage: Stage, questions: int) -> Measured:
    """Let an hour's questions come as quickly as they are answered, and look at the memory meanwhile."""
    await open_desk(stage)
    crowd = stage.crowd
    sizes, began = [], time.time()
    for _ in range(SLICES):
        founders = await crowd.let_in(questions // SLICES)
        await side_by_side(crowd.ask, [{"founder": founder} for founder in founders])
        await await_quiet(stage.url, 1 + len(crowd.asked))
        sizes.append(stage.memory()[0])
    took = time.time() - began
    found = await account(stage.url, crowd)
    third = SLICES // 3
    growth = fmean(sizes[-third:]) / fmean(sizes[third:-third])
    if growth > FLAT:
        found.wrongs.append(f"memory grows by {100 * growth - 100:.1f} % from the middle third to the last")
    return Measured.of(
        f"{len(crowd.asked)} questions in {SLICES} slices",
        found,
        rate=len(crowd.asked) / took,
        memory=stage.memory(),
        notes=f"MB {' '.join(f'{size:.0f}' for size in sizes)}; last third {100 * growth - 100:+.1f} %",
    )


async def steady(stage: Stage, per_second: float, seconds: float, how: str) -> Measured:
    """Let founders ask at a rate, however long the answers take; each asks once."""
    await open_desk(stage)
    crowd = stage.crowd
    people = await crowd.let_in(round(per_second * seconds))
    began = time.time() + 0.5
    async with asyncio.TaskGroup() as arrivals:
        for number, founder in enumerate(people):
            at = began + number / per_second
            await asyncio.sleep(max(0.0, at - time.time()))
            arrivals.create_task(crowd.ask(founder, at))
    ended = time.time()
    await await_quiet(stage.url, 1 + len(crowd.asked))
    found = await account(stage.url, crowd)
    in_time = [at for at in found.answered_at if at <= began + seconds]
    late = ended - began - seconds
    return Measured.of(
        f"{per_second:.0f} a second for {seconds:.0f} s, {how}",
        found,
        rate=len(in_time) / seconds,
        memory=stage.memory(),
        notes=f"{len(crowd.asked) - len(in_time)} not yet answered at the end"
        + (f", asked {late:.1f} s late" if late > 1 else ""),
    )
