"""What staff taught: laid over the FAQ's files at once, and written into them later, for review."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.events import Member
from bot.domain.ids import EntryId, LearnedId
from bot.domain.language import Language


class Lesson(StrEnum):
    """What was taught."""

    PHRASING = "phrasing"
    """`text` is another way of asking for an entry."""
    ENTRY = "entry"
    """A new entry: `text` asks, `answer` answers, both in one language alone."""
    ANSWER = "answer"
    """`answer` takes the place of an entry's answer in one language; `text` is the entry's question."""
    REVIEW = "review"
    """An entry's answer is still true."""
    RETIRED = "retired"
    """An entry is not to be given any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """One thing that staff taught.

    Attributes:
        entry: which it is about; of a new entry "taught-" and the number of the row.
        language: of `text` and `answer`; for a review and a retirement the staff's, and nothing hangs on it.
        text: see `Lesson`; empty for a review and a retirement.
        answer: Markdown; None where nothing is answered.
        revoked_by: who took it back; None while it holds.
    """

    id: LearnedId
    lesson: Lesson
    entry: EntryId
    language: Language
    text: str
    answer: str | None
    by: Member
    at: datetime
    revoked_by: str | None = None
    revoked_at: datetime | None = None
