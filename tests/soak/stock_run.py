"""The stock application under the same kills: how many questions it loses."""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.acceptance.processes import sandbox_process
from tests.soak.lives import lives
from tests.soak.traffic import Traffic
from tests.talk import Sent, Talk

ASKED_EACH = 28
"""Questions for each life: some 400 with 14 kills."""
LONGEST = 0.3
"""Seconds from the first answer of a life to its end, at most."""
QUIET = 3.0
PATIENCE = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What a run came to; `doubled` questions were answered more than once."""

    kills: int
    asked: int
    answered: int
    doubled: int

    @property
    def wrong(self) -> int:
        """How many questions did not get exactly one answer."""
        return self.asked - self.answered + self.doubled


async def run_stock(kills: int, seed: int) -> Lost:
    """Kill it while it answers what has waited, each time; let a last one work off what is left."""
    random = Random(seed)  # noqa: S311  # the same kills for a seed
    with tempfile.TemporaryDirectory() as folder:
        async with (
            sandbox_process("--no-limits") as page,
            Talk(page) as talk,
            lives(page, Path(folder), "", program="stock") as bots,
        ):
            traffic = Traffic(talk=talk, random=random, staff=0)
            for _ in range(kills):
                await traffic.ask(ASKED_EACH, 0)
                life = await bots.start()
                await talk.until(from_bot, traffic.asked[-ASKED_EACH].founder)
                await life.lasts(random.uniform(0, LONGEST))
                await life.end()
            life = await bots.start()
            await _quiet(talk)
            answers = [await _answers(talk, question.founder) for question in traffic.asked]
            await life.end()
    return Lost(
        kills=kills,
        asked=len(answers),
        answered=sum(number > 0 for number in answers),
        doubled=sum(number > 1 for number in answers),
    )


def from_bot(seen: list[Sent]) -> list[Sent]:
    """Return the bot's messages."""
    return [one for one in seen if one["from_bot"]]


async def _answers(talk: Talk, founder: int) -> int:
    return sum(one["from_bot"] for one in await talk.messages(founder))


async def _quiet(talk: Talk) -> None:
    """Wait until nothing has happened for a while."""
    async with asyncio.timeout(PATIENCE):
        before, now = -1, 0
        while before != now:
            before = now
            await asyncio.sleep(QUIET)
            now = (await talk.state())["version"]
