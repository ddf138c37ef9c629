"""How long buttons and commands take under load: `python -m tests.benchmarks.handling [seconds]`.

Three processes as in `throughput`. Founders ask 10 and 30 questions a second, the latter as many as Telegram
lets a bot answer; meanwhile others press buttons and give commands, which nothing is matched for. Measured is
the time from the act to the arrival of what answers it, over HTTP on both sides.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table

from bot.domain.language import Language
from bot.knowledge.load import load
from tests.acceptance.processes import ROOT, sandbox_process
from tests.benchmarks.throughput import PACED_PER_SECOND, desk
from tests.talk import Sent, Talk

SECONDS = 20
CURIOUS = 12
"""Founders who press and order, each with a pause, since a private chat gets one message a second."""
PAUSE = 1.5
COMMANDS = ("/mine", "/topics", "/help", "/privacy")
PATIENCE = 30.0
console = Console()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Somebody did something; `answered_by` is the method of the call that answers it."""

    founder: int
    at: float
    answered_by: str


async def measure(engine: str, seconds: float, per_second: float) -> dict[str, list[float]]:
    """Return the seconds from act to answer, by the kind of act."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            sandbox_process("--no-limits") as page,
            desk(page, Path(folder), engine),
            Talk(page) as talk,
        ):
            curious = [await talk.founder(first_name=f"C {n}", language_code="en") for n in range(CURIOUS)]
            greeted = [await _greeted(talk, founder) for founder in curious]
            since = (await talk.calls())[-1]["n"]
            until = time.monotonic() + seconds
            asking = asyncio.create_task(_ask(talk, until, per_second))
            acts = await asyncio.gather(
                *(
                    _act(talk, founder, message, until)
                    for founder, message in zip(curious, greeted, strict=True)
                )
            )
            await asking
            return await _waits(talk, [act for each in acts for act in each], since)


async def _greeted(talk: Talk, founder: int) -> Sent:
    await talk.say(founder, "/start")
    return await talk.hear(founder, "founders' desk")


async def _ask(talk: Talk, until: float, per_second: float) -> None:
    questions = cycle(entry.question[Language.EN] for entry in load(ROOT / "faq").entries.values())
    began, number = time.monotonic(), 0
    while time.monotonic() < until:
        await talk.say(await talk.founder(first_name="Q", language_code="en"), next(questions))
        number += 1
        await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))


async def _act(talk: Talk, founder: int, greeted: Sent, until: float) -> list[Act]:
    """Order and press in turn; a press opens the topics in place of the greeting, or one of them."""
    acts: list[Act] = []
    message = greeted["message_id"]
    for turn, command in enumerate(cycle(COMMANDS)):
        await asyncio.sleep(PAUSE)
        if time.monotonic() > until:
            return acts
        if turn % 2:
            acts.append(Act(founder=founder, at=time.time(), answered_by="sendmessage"))
            await talk.say(founder, command)
            continue
        (shown,) = [one for one in await talk.messages(founder) if one["message_id"] == message]
        labels = {button["data"] for row in shown["buttons"] for button in row}
        acts.append(Act(founder=founder, at=time.time(), answered_by="editmessagetext"))
        data = "topic:visa:0" if "topic:visa:0" in labels else "topics"
        await talk.order("press", **{"from": founder}, message_id=message, data=data)
    return acts


async def _waits(talk: Talk, acts: Sequence[Act], since: int) -> dict[str, list[float]]:
    await asyncio.sleep(2)
    calls = [call for call in await talk.calls(since) if call["status"] == 200]
    found: dict[str, list[float]] = {"sendmessage": [], "editmessagetext": []}
    for act in acts:
        later = (
            call["at"] - act.at
            for call in calls
            if call["chat_id"] == act.founder and call["method"] == act.answered_by and call["at"] >= act.at
        )
        found[act.answered_by].append(min(later, default=PATIENCE))
    return found


async def main(seconds: float) -> None:
    table = Table("engine", "questions/s", "act", "number", "p50 ms", "p99 ms", "unanswered")
    for engine, per_second in product(("lexical", "hybrid"), (10, PACED_PER_SECOND)):
        for method, waits in (await measure(engine, seconds, per_second)).items():
            cut = quantiles(waits, n=100)
            lost = sum(wait >= PATIENCE for wait in waits)
            kind = "command" if method == "sendmessage" else "button"
            times = (f"{cut[49] * 1000:.0f}", f"{cut[98] * 1000:.0f}")
            table.add_row(engine, str(per_second), kind, str(len(waits)), *times, str(lost))
    console.print(table)


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
