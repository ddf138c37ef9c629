"""Two members of staff answer the same ticket at once: `python -m tests.benchmarks.race [tickets]`.

Desk and sandbox run in one process, without limits of sending, so that only the race is measured.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from rich.console import Console

from bot.domain.ids import UserId
from bot.domain.ticket import Author
from bot.sandbox import STAFF_CHAT_ID, serve
from bot.store.unit_of_work import Store
from bot.telegram.outbox.limits import Budget
from tests.integration.conftest import SECRET, ScriptedMatcher, desk
from tests.talk import Talk

TICKETS = 200
ASKED_FIRST = "Send this anyway"
"""What the desk asks who answers somebody else's ticket."""
LOOK = 0.2
"""Seconds between two looks at whether everything has settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many tickets had how many claims, answers delivered and answers held; how many were asked."""

    claims: Counter[int]
    delivered: Counter[int]
    held: Counter[int]
    asked: int


async def race(folder: Path, tickets: int) -> Outcome:
    """Have so many founders ask, and two members of staff answer each of them at the same moment."""
    budget = Budget(100_000, private_interval=timedelta(), group_limit=1_000_000)
    async with (
        serve(secret=SECRET, limits=None) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        desk(server, folder, ScriptedMatcher(), budget=budget) as store,
    ):
        first = (await talk.state())["staff"][0]["user_id"]
        second = int((await talk.order("staff", first_name="Second of staff"))["user_id"])
        founders = [await talk.founder(first_name=f"Founder {number}") for number in range(tickets)]
        for founder in founders:
            await talk.say(founder, f"parking for bike number {founder}")
        await _settled(talk, store)
        for founder in founders:
            async with store.reading() as uow:
                known = await uow.founders.get(UserId(founder))
            assert known
            where = {"chat": STAFF_CHAT_ID, "thread": known.topic}
            await asyncio.gather(*(talk.say(who, f"Answer of {who}.", **where) for who in (first, second)))
        await _settled(talk, store)
        return await _outcome(talk, store, founders)


async def _settled(talk: Talk, store: Store) -> None:
    calm = 0
    while calm < 2:  # what a finished call leads to is queued by the next turn
        await asyncio.sleep(LOOK)
        async with store.reading() as uow:
            waits = await uow.inbox.oldest_waiting() or await uow.outbox.oldest_unsent()
        calm = 0 if waits or (await talk.state())["pending_updates"] else calm + 1


async def _outcome(talk: Talk, store: Store, founders: list[int]) -> Outcome:
    claims: Counter[int] = Counter()
    held: Counter[int] = Counter()
    delivered: Counter[int] = Counter()
    for founder in founders:
        async with store.reading() as uow:
            ticket = await uow.tickets.latest(UserId(founder))
            assert ticket
            written = await uow.tickets.messages(ticket.id)
        claims[int(ticket.claimed_by is not None)] += 1
        held[sum(one.held for one in written if one.author is Author.STAFF)] += 1
        texts = [one["text"] or "" for one in await talk.messages(founder) if one["from_bot"]]
        delivered[sum("Answer of" in text for text in texts)] += 1
    group = [one["text"] or "" for one in await talk.messages(STAFF_CHAT_ID) if one["from_bot"]]
    return Outcome(
        claims=claims, delivered=delivered, held=held, asked=sum(ASKED_FIRST in text for text in group)
    )


def main() -> None:
    """Race and print what came of it."""
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS
    with tempfile.TemporaryDirectory() as folder:
        outcome = asyncio.run(race(Path(folder), tickets))
    print_ = Console().print
    for name, counted in (
        ("claims", outcome.claims),
        ("answers delivered", outcome.delivered),
        ("answers held", outcome.held),
    ):
        shares = ", ".join(f"{number}: {times} tickets" for number, times in sorted(counted.items()))
        print_(f"{name} a ticket: {shares}")
    print_(f"asked first: {outcome.asked} of {tickets}")


if __name__ == "__main__":
    main()
