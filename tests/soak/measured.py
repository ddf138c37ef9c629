"""What a load came to: read in the database and in the sandbox's list of calls."""

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil
from typing import Any, Self

from sqlalchemy import Row

from tests.soak.crowd import Crowd
from tests.soak.stored import rows

LOOK = 0.5
QUIET_WITHIN = 600.0


@dataclass(slots=True, kw_only=True)
class Account:
    """What became of every question.

    Attributes:
        wait_of: seconds from question to the first answer, by update.
        answered_at: when each of these came, in unix time.
        handled_by: when the last update was handled, in unix time.
        kept: questions that staff have and that got no answer of their own, as in a flood.
        wrongs: what breaks a promise, in words.
    """

    wait_of: dict[int, float] = field(default_factory=dict)
    answered_at: list[float] = field(default_factory=list)
    handled_by: float = 0.0
    kept: int = 0
    wrongs: list[str] = field(default_factory=list)

    @property
    def waits(self) -> list[float]:
        """All seconds from question to answer, shortest first."""
        return sorted(self.wait_of.values())

    @property
    def answered_by(self) -> float:
        """When the last answer came, in unix time."""
        return max(self.answered_at, default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A line of the table; times in seconds, memory in MB."""

    load: str
    asked: int
    answered: int
    kept: int
    rate: float | None
    p50: float
    p99: float
    memory: tuple[float, float]
    notes: str
    wrongs: tuple[str, ...]

    @classmethod
    def of(
        cls,
        load: str,
        found: Account,
        *,
        memory: tuple[float, float],
        rate: float | None = None,
        waits: Sequence[float] | None = None,
        notes: str = "",
    ) -> Self:
        """Put together what was found; `waits` in place of all, where only some count."""
        counted = sorted(waits) if waits is not None else found.waits
        return cls(
            load=load,
            asked=len(found.wait_of) + found.kept,
            answered=len(found.wait_of),
            kept=found.kept,
            rate=rate,
            p50=percentile(counted, 50),
            p99=percentile(counted, 99),
            memory=memory,
            notes=notes,
            wrongs=tuple(found.wrongs),
        )


def percentile(ascending: Sequence[float], share: int) -> float:
    """Return the value that so many percent do not exceed; 0 of nothing."""
    return ascending[max(0, ceil(len(ascending) * share / 100) - 1)] if ascending else 0.0


async def await_quiet(url: str, updates: int, patience: float = QUIET_WITHIN) -> None:
    """Wait until so many updates of founders are handled and everything for them is sent.

    What waits for the staff group's minute is left out.

    Raises:
        TimeoutError: if that takes longer than so many seconds.
    """
    async with asyncio.timeout(patience):
        while True:
            (found,) = await rows(
                url,
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'done'"
                " AND lane LIKE 'chat:%' AND lane NOT LIKE 'chat:-%') AS done,"
                " (SELECT count(*) FROM outbox WHERE place = 'founder'"
                " AND state IN ('queued', 'sending')) AS unsent",
            )
            if found.done >= updates and not found.unsent:
                return
            await asyncio.sleep(LOOK)


async def account(url: str, crowd: Crowd) -> Account:
    """Check that every question has come to something, once and in order."""
    await crowd.look()
    found = Account()
    handled = await rows(url, "SELECT update_id, state, handled_at FROM inbox")
    done = {row.update_id for row in handled if row.state == "done"}
    times = (_unix(row.handled_at) for row in handled if row.handled_at and row.update_id in crowd.asked)
    found.handled_by = max(times, default=time.time())
    answers: dict[int, list[int]] = defaultdict(list)
    order: dict[int, list[int]] = defaultdict(list)
    sent = await rows(
        url,
        "SELECT cause, founder, kind, payload, message FROM outbox"
        " WHERE place = 'founder' AND state = 'sent' AND kind IN ('text', 'react') ORDER BY id",
    )
    for row in sent:
        message = row.message if row.kind == "text" else json.loads(row.payload)["message"]
        answers[row.cause].append(message)
        if row.kind == "text":
            order[row.founder].append(message)
    kept = await rows(
        url,
        "SELECT tickets.founder, founder_message FROM ticket_messages"
        " JOIN tickets ON tickets.id = ticket WHERE author = 'founder'",
    )
    with_staff = {(row.founder, row.founder_message) for row in kept}
    for update, asked in crowd.asked.items():
        arrivals = [crowd.arrived.get((asked.founder, one)) for one in answers[update]]
        there = [at for at in arrivals if at is not None]
        if there:
            found.wait_of[update] = min(there) - asked.at
            found.answered_at.append(min(there))
        elif (asked.founder, asked.message) in with_staff:
            found.kept += 1
        else:
            what = "no answer, and staff do not have it" if update in done else "not handled"
            found.wrongs.append(f"update {update}: {what}")
    matched = await rows(url, "SELECT founder, message, text FROM questions")
    _check_once_and_in_order(found, crowd, order, matched)
    return found


def _check_once_and_in_order(
    found: Account, crowd: Crowd, order: dict[int, list[int]], matched: Sequence[Row[Any]]
) -> None:
    # A message with several questions has a row for each.
    times = Counter((row.founder, row.message, row.text) for row in matched)
    found.wrongs += [f"handled {number} times: {key[:2]}" for key, number in times.items() if number > 1]
    written = Counter(chat for chat, _ in crowd.texts)
    for founder in {asked.founder for asked in crowd.asked.values()}:
        if order[founder] != sorted(order[founder]):
            found.wrongs.append(f"answered out of order: founder {founder}")
        if written[founder] != len(order[founder]):
            found.wrongs.append(f"{written[founder]} messages for {len(order[founder])}: founder {founder}")


def _unix(at: datetime | str) -> float:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()  # SQLite keeps no zone
