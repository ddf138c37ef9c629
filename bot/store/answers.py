"""Which answers founders got: how often, who, and when; and who waits for one."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.domain.correction import Reached
from bot.domain.ids import EntryId, UserId
from bot.domain.language import Language
from bot.domain.question import Question
from bot.domain.ticket import Ticket
from bot.store.access import Access
from bot.store.columns import UtcDateTime
from bot.store.questions import question_of
from bot.store.schema import AWAITING_STAFF, founders, questions, tickets
from bot.store.tickets import ticket_of

_SINCE = questions.c.asked_at >= bindparam("since", type_=UtcDateTime)
_HOW_OFTEN = (
    select(questions.c.answered_with, func.count().label("times"))
    .where(questions.c.answered_with.is_not(None), _SINCE)
    .group_by(questions.c.answered_with)
)
_WHO = (
    select(questions.c.founder, questions.c.language, questions.c.asked_at)
    .join(founders, questions.c.founder == founders.c.id)
    .where(
        questions.c.answered_with == bindparam("entry"),
        _SINCE,
        questions.c.asked_at < bindparam("before", type_=UtcDateTime),
        ~founders.c.blocked,
        ~founders.c.banned,
    )
    .order_by(questions.c.id)
)
_GIVEN = (
    select(tickets)
    .where(tickets.c.staff_wrote_at == bindparam("moment", type_=UtcDateTime))
    .order_by(tickets.c.id)
)
_WAITING = (
    select(questions)
    .join(tickets, tickets.c.question == questions.c.id)
    .join(founders, questions.c.founder == founders.c.id)
    .where(AWAITING_STAFF, ~founders.c.banned)
    .order_by(questions.c.id)
)


class Answers(Access):
    """The answers that questions got, inside one unit of work."""

    async def how_often(self, since: datetime) -> dict[EntryId, int]:
        """Return how many questions each entry has answered since then; entries without any are left out."""
        rows = await self._all(_HOW_OFTEN, since=since)
        return {EntryId(row.answered_with): row.times for row in rows}

    async def who_got(self, entry: EntryId, since: datetime, before: datetime) -> list[Reached]:
        """Return who was answered with an entry, as often as they were, in the order of asking.

        Left out are founders who are banned or have stopped the bot.

        Args:
            entry: that was sent.
            since: when it was asked for at the earliest.
            before: when it was no longer asked for.
        """
        return [
            Reached(founder=UserId(row.founder), language=Language(row.language), asked_at=row.asked_at)
            for row in await self._all(_WHO, entry=entry, since=since, before=before)
        ]

    async def given_at(self, moment: datetime) -> list[Ticket]:
        """Return the tickets that staff answered at that very moment, which names one unit of work."""
        return [ticket_of(row) for row in await self._all(_GIVEN, moment=moment)]

    async def waited_for(self) -> list[Question]:
        """Return the questions whose tickets wait for staff, oldest first, but those of banned founders."""
        return [question_of(row) for row in await self._all(_WAITING)]
