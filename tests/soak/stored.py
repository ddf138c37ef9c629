"""What the database holds, read beside whoever works with it."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.engine import parse

NOT_DELIVERED, BLOCKED = "✗ Not delivered", "has stopped the bot"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds, by founder.

    Attributes:
        unsent: queued, being sent, or parked.
        staff: how often which words of staff were kept.
        outbox: texts, in the order in which they were queued.
    """

    unhandled: int
    unsent: int
    order: dict[int, list[int]]
    matched: Counter[tuple[int, int]]
    answered: set[tuple[int, int]]
    kept: Counter[tuple[int, int]]
    tickets: dict[int, list[str]]
    staff: Counter[str]
    outbox: list["Text"]

    def to_founder(self, founder: int, state: str) -> list["Text"]:
        """Return what went to a founder, or was given up."""
        return [one for one in self.outbox if one.founder == founder and one.private and one.state == state]

    def is_told(self, founder: int) -> bool:
        """Whether staff know of everything for a founder that was given up, and that answers wait.

        Of an account that no longer exists they hear only where they know it.
        """
        known = founder in self.tickets
        dead = self.to_founder(founder, "dead")
        lost = [one for one in dead if known or not one.error.startswith("why-gone")]
        held = [one for one in self.to_founder(founder, "parked") if one.is_answer]
        waits = [BLOCKED in notice for notice in self._notices(founder)]
        return waits.count(False) >= len(lost) and (any(waits) or not held)

    def _notices(self, founder: int) -> list[str]:
        """Return the words to staff that something has not reached a founder."""
        to_staff = (one for one in self.outbox if one.founder == founder and not one.private)
        return [one.text for one in to_staff if one.state == "sent" and one.text.startswith(NOT_DELIVERED)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of the outbox.

    Attributes:
        private: it goes to the founder, and not to staff.
        is_answer: staff wrote it.
    """

    founder: int | None
    private: bool
    is_answer: bool
    state: str
    text: str
    error: str
    message: int | None
    cause: int | None


async def settled(url: str) -> bool:
    """Whether nothing waits to be handled or sent."""
    return not any(await waiting(url))


async def waiting(url: str) -> tuple[int, int]:
    """Return how many updates wait to be handled, and how many messages to be sent.

    What is behind a parked message waits for the founder, as that does.
    """
    found = await rows(
        url,
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') AS inbox,"
        " (SELECT count(*) FROM outbox AS one WHERE state IN ('queued', 'sending') AND NOT EXISTS"
        " (SELECT 1 FROM outbox WHERE state = 'parked' AND lane = one.lane AND id < one.id)) AS outbox",
    )
    return found[0].inbox, found[0].outbox


async def read(url: str) -> Stored:
    """Read it all."""
    left = await rows(
        url,
        "SELECT (SELECT count(*) FROM inbox WHERE state <> 'done') AS unhandled,"
        " (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'parked')) AS unsent",
    )
    questions = await rows(url, "SELECT founder, message, answered_with FROM questions ORDER BY id")
    kept = await rows(
        url,
        "SELECT tickets.founder, founder_message FROM ticket_messages"
        " JOIN tickets ON tickets.id = ticket WHERE author = 'founder'",
    )
    tickets: dict[int, list[str]] = defaultdict(list)
    for row in await rows(url, "SELECT founder, state FROM tickets"):
        tickets[row.founder].append(row.state)
    staff = await rows(url, "SELECT text FROM ticket_messages WHERE author = 'staff' AND text IS NOT NULL")
    texts = await rows(
        url,
        "SELECT founder, place, receipt_for, state, payload, error, message, cause FROM outbox"
        " WHERE kind = 'text' ORDER BY id",
    )
    founders = {row.founder for row in questions}
    return Stored(
        unhandled=left[0].unhandled,
        unsent=left[0].unsent,
        order={one: [row.message for row in questions if row.founder == one] for one in founders},
        matched=Counter((row.founder, row.message) for row in questions),
        answered={(row.founder, row.message) for row in questions if row.answered_with},
        kept=Counter((row.founder, row.founder_message) for row in kept),
        tickets=tickets,
        staff=Counter(row.text for row in staff),
        outbox=[
            Text(
                founder=row.founder,
                private=row.place == "founder",
                is_answer=row.receipt_for is not None,
                state=row.state,
                text=json.loads(row.payload)["text"],
                error=row.error or "",
                message=row.message,
                cause=row.cause,
            )
            for row in texts
        ],
    )


async def parked(url: str) -> tuple[list[int], list[int]]:
    """Return the founders for whom something waits until they are back, and of which staff do not know."""
    stored = await read(url)
    held = sorted({one.founder for one in stored.outbox if one.founder and one.state == "parked"})
    return held, [founder for founder in held if not stored.is_told(founder)]


async def rows(url: str, query: str) -> list[Row[Any]]:
    """Ask the database, beside whoever works with it."""
    engine = create_async_engine(parse(url).url)
    try:
        async with engine.connect() as connection:
            return list((await connection.execute(text(query))).all())
    finally:
        await engine.dispose()
