"""A question: a founder's message as it was matched, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import EntryId, MessageId, QuestionId, UserId
from bot.domain.language import Language
from bot.domain.match import Candidate


class Feedback(StrEnum):
    """What a founder said of an answer."""

    HELPED = "helped"
    NOT_IT = "not_it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One matched message.

    Attributes:
        message: its id in the founder's chat.
        language: that it was asked in.
        answered_with: the entry that was sent for it, surely or by the founder's choice; None if none was.
        candidates: what the matcher held likely, best first.
        asked_back: the founder was asked which of them is meant, before anything was answered.
        feedback: what the founder said of the answer; None while nothing.
        turned_down: entries that were sent or offered, and were not what the founder meant.
    """

    id: QuestionId
    founder: UserId
    message: MessageId
    text: str
    language: Language
    answered_with: EntryId | None
    candidates: tuple[Candidate, ...]
    asked_back: bool = False
    feedback: Feedback | None = None
    turned_down: tuple[EntryId, ...] = ()
    asked_at: datetime
