"""What the desk has learnt of its work, as tables for other programs."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal, TextIO

from bot.domain.ids import EntryId
from bot.domain.question import Feedback, Question
from bot.domain.ticket import Author, Ticket, TicketMessage
from bot.store.migrate import check
from bot.store.unit_of_work import Store

What = Literal["feedback", "tickets"]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, full width included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFeedback:
    """What founders said of an entry.

    Attributes:
        answered: questions that it was sent for last.
        helped: of these, those whose founder said that it helped.
        turned_down: questions that it was sent or offered for, and was not what the founder meant.
    """

    entry: EntryId
    answered: int
    helped: int
    turned_down: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLine:
    """One ticket, without what was written in it.

    Attributes:
        first_answer_at: when staff first wrote; None before they have.
        messages: of both sides.
    """

    number: str
    state: str
    language: str
    opened_at: datetime
    promised_at: datetime | None
    first_answer_at: datetime | None
    messages: int


def tally(questions: Sequence[Question]) -> list[EntryFeedback]:
    """Count by entry, the entry sent most often first."""
    answered = Counter(one.answered_with for one in questions if one.answered_with)
    helped = Counter(
        one.answered_with for one in questions if one.answered_with and one.feedback is Feedback.HELPED
    )
    turned_down = Counter(entry for one in questions for entry in one.turned_down)
    entries = sorted(answered.keys() | turned_down.keys(), key=lambda entry: (-answered[entry], entry))
    return [
        EntryFeedback(
            entry=entry, answered=answered[entry], helped=helped[entry], turned_down=turned_down[entry]
        )
        for entry in entries
    ]


def line_of(ticket: Ticket, messages: Sequence[TicketMessage]) -> TicketLine:
    """Return what is told of a ticket."""
    answers = (message.written_at for message in messages if message.author is Author.STAFF)
    return TicketLine(
        number=ticket.number,
        state=ticket.state,
        language=ticket.language,
        opened_at=ticket.opened_at,
        promised_at=ticket.promised_at,
        first_answer_at=next(answers, None),
        messages=len(messages),
    )


async def export(url: str, what: What, to: TextIO, *, as_json: bool) -> None:
    """Write a table of everything that the database holds.

    Raises:
        StoreError: if the database cannot be read or is not up to date.
    """
    await check(url)
    store = await Store.open(url, migrate=False)
    try:
        async with store.reading() as uow:
            if what == "feedback":
                _write(EntryFeedback, tally(await uow.questions.everything()), to, as_json=as_json)
                return
            lines = [
                line_of(one, await uow.tickets.messages(one.id)) for one in await uow.tickets.everything()
            ]
            _write(TicketLine, lines, to, as_json=as_json)
    finally:
        await store.close()


def _write(
    kind: type[EntryFeedback | TicketLine],
    lines: Sequence[EntryFeedback | TicketLine],
    to: TextIO,
    *,
    as_json: bool,
) -> None:
    rows = [asdict(line) for line in lines]
    if as_json:
        json.dump(rows, to, indent=2, default=datetime.isoformat)
        to.write("\n")
        return
    writer = csv.DictWriter(to, list(kind.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: object) -> object:
    # No column holds words of a founder today; a spreadsheet runs whatever begins like a formula.
    if not isinstance(value, str):
        return value
    # The writer quotes a cell with a line feed, and not one with a carriage return alone.
    return ("'" * value.startswith(FORMULA) + value).replace("\r", " ")
