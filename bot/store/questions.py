"""Founders' messages as they were matched."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from bot.domain.ids import EntryId, MessageId, QuestionId, UserId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.domain.question import Feedback, Question
from bot.store.access import Access
from bot.store.columns import storable
from bot.store.schema import questions

_ADD = insert(questions)
_GET = select(questions).where(questions.c.id == bindparam("row"))
_BY_MESSAGE = (
    select(questions)
    .where(questions.c.founder == bindparam("whose"), questions.c.message == bindparam("asked_in"))
    .order_by(questions.c.id.desc())
    .limit(1)
)
_OF_MESSAGE = (
    select(questions)
    .where(questions.c.founder == bindparam("whose"), questions.c.message == bindparam("asked_in"))
    .order_by(questions.c.id)
)
_OF = (
    select(questions)
    .where(questions.c.founder == bindparam("whose"))
    .order_by(questions.c.id.desc())
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(questions).where(questions.c.founder == bindparam("whose"))
_EVERYTHING = select(questions).order_by(questions.c.id)
_LATEST = select(questions).order_by(questions.c.id.desc()).limit(bindparam("most"))
_DEMAND = (
    select(questions.c.answered_with, questions.c.language, func.count().label("times"))
    .where(questions.c.answered_with.is_not(None))
    .group_by(questions.c.answered_with, questions.c.language)
)
_ANSWERED = (
    update(questions).where(questions.c.id == bindparam("row")).values(answered_with=bindparam("entry"))
)
_JUDGED = (
    update(questions)
    .where(questions.c.id == bindparam("row"))
    .values(feedback=bindparam("said"), turned_down=bindparam("not_meant"))
)


class Questions(Access):
    """All questions, inside one unit of work."""

    async def add(
        self,
        *,
        founder: UserId,
        message: MessageId,
        text: str,
        language: Language,
        answered_with: EntryId | None,
        candidates: Sequence[Candidate],
        asked_at: datetime,
        asked_back: bool = False,
    ) -> Question:
        """Store a question of a founder who has been saved."""
        text = storable(text)
        row = {
            "founder": founder,
            "message": message,
            "text": text,
            "language": language,
            "answered_with": answered_with,
            "candidates": json.dumps([[candidate.entry, candidate.confidence] for candidate in candidates]),
            "asked_back": asked_back,
            "asked_at": asked_at,
        }
        return Question(
            id=QuestionId(await self._insert(_ADD, row)),
            founder=founder,
            message=message,
            text=text,
            language=language,
            answered_with=answered_with,
            candidates=tuple(candidates),
            asked_back=asked_back,
            asked_at=asked_at,
        )

    async def get(self, question: QuestionId) -> Question | None:
        """Return a question; None if there is none with that id."""
        row = await self._one(_GET, row=question)
        return None if row is None else question_of(row)

    async def by_message(self, founder: UserId, message: MessageId) -> Question | None:
        """Return what a founder's message asked, in its last version; None if it was no question."""
        row = await self._one(_BY_MESSAGE, whose=founder, asked_in=message)
        return None if row is None else question_of(row)

    async def of_message(self, founder: UserId, message: MessageId) -> list[Question]:
        """Return all that a founder's message asked, oldest first: several in one, or several versions."""
        return [question_of(row) for row in await self._all(_OF_MESSAGE, whose=founder, asked_in=message)]

    async def of(self, founder: UserId, most: int) -> list[Question]:
        """Return a founder's questions, the newest first, at most so many."""
        return [question_of(row) for row in await self._all(_OF, whose=founder, most=most)]

    async def count_of(self, founder: UserId) -> int:
        """Return how many questions of a founder are kept."""
        return int(await self._value(_COUNT, whose=founder))

    async def everything(self) -> list[Question]:
        """Return all questions, oldest first."""
        return [question_of(row) for row in await self._all(_EVERYTHING)]

    async def latest(self, most: int) -> list[Question]:
        """Return the last questions, the newest first, at most so many."""
        return [question_of(row) for row in await self._all(_LATEST, most=most)]

    async def demand(self) -> dict[tuple[EntryId, Language], int]:
        """Return how often each entry was sent for a question in each language."""
        rows = await self._all(_DEMAND)
        return {(EntryId(row.answered_with), Language(row.language)): row.times for row in rows}

    async def answered(self, question: QuestionId, entry: EntryId) -> None:
        """Note which entry was sent for a question."""
        await self._change(_ANSWERED, row=question, entry=entry)

    async def judged(
        self, question: QuestionId, feedback: Feedback | None, turned_down: Sequence[EntryId]
    ) -> None:
        """Note what the founder said of the answer, and all entries that were not meant."""
        await self._change(_JUDGED, row=question, said=feedback, not_meant=json.dumps(list(turned_down)))


def question_of(row: Row[Any]) -> Question:
    """Read a row of the table."""
    return Question(
        id=QuestionId(row.id),
        founder=UserId(row.founder),
        message=MessageId(row.message),
        text=row.text,
        language=Language(row.language),
        answered_with=row.answered_with,
        candidates=tuple(
            Candidate(entry=EntryId(entry), confidence=confidence)
            for entry, confidence in json.loads(row.candidates)
        ),
        asked_back=row.asked_back,
        feedback=None if row.feedback is None else Feedback(row.feedback),
        turned_down=tuple(map(EntryId, json.loads(row.turned_down))),
        asked_at=row.asked_at,
    )
