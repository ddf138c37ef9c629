"""The way of an update through the desk, as far as it is on record: what was decided, what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, Candidate, HandOver, Match, Several, SmallTalk, Suggest


class Decision(StrEnum):
    """What the matcher can decide on."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    HAND_OVER = "handover"
    SEVERAL = "several"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A match without the words that it is of.

    Attributes:
        language: of the message; None when it holds no letters.
        confidence: from 0 to 1; None of small talk, and of several, whose parts have their own.
        reason: why it is handed over, or the topic of small talk; None of others.
        candidates: best first.
        offered: the entries that are asked about, or the answer.
        parts: of several, what was decided on each.
    """

    decision: Decision
    language: Language | None
    confidence: float | None = None
    reason: str | None = None
    candidates: tuple[Candidate, ...] = ()
    offered: tuple[EntryId, ...] = ()
    parts: tuple[Decision, ...] = ()


def decided(match: Match) -> Decided:
    """Return what is kept of a match."""
    language, candidates = match.language, match.candidates
    match match:
        case Answer(entry=entry, confidence=confidence):
            return Decided(
                decision=Decision.ANSWER,
                language=language,
                candidates=candidates,
                confidence=confidence,
                offered=(entry,),
            )
        case Suggest(entries=entries, confidence=confidence):
            return Decided(
                decision=Decision.SUGGEST,
                language=language,
                candidates=candidates,
                confidence=confidence,
                offered=entries,
            )
        case Several(parts=parts):
            kinds = tuple(decided(part.match).decision for part in parts)
            return Decided(decision=Decision.SEVERAL, language=language, candidates=candidates, parts=kinds)
        case SmallTalk(topic=topic):
            return Decided(decision=Decision.SMALL_TALK, language=language, reason=topic)
        case HandOver(reason=reason, confidence=confidence):
            return Decided(
                decision=Decision.HAND_OVER,
                language=language,
                candidates=candidates,
                confidence=confidence,
                reason=reason,
            )
        case _:
            raise TypeError(f"{type(match).__name__} is no decision")
