"""From probabilities to a decision: answer, ask back, or hand over."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.language import Language
from bot.domain.match import MAX_SUGGESTIONS, Answer, Candidate, HandOver, Match, Reason, Suggest
from bot.matching.calibration import ANSWER_FROM, SUGGEST_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a message.

    Attributes:
        candidates: at most five, best first.
        out_of_scope: it is more like what belongs to staff than like any entry.
        ask_from: how probably one of the suggestions must be meant.
    """

    candidates: tuple[Candidate, ...]
    out_of_scope: bool
    ask_from: float

    @property
    def best(self) -> float:
        """The probability of the likeliest entry."""
        return self.candidates[0].confidence if self.candidates else 0.0


def ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Order candidates by falling confidence; equals by id, so that no order of files shows."""
    return tuple(sorted(candidates, key=lambda candidate: (-candidate.confidence, candidate.entry)))


def decide(reading: Reading, language: Language | None) -> Match:
    """Take the cheapest decision that the probabilities allow.

    `Answer.confidence` is that of its entry, `Suggest.confidence` that one of the suggestions is meant, and
    `HandOver.confidence` that of the likeliest entry, which was not enough.
    """
    candidates = reading.candidates
    if reading.best >= ANSWER_FROM:
        return Answer(
            language=language, candidates=candidates, entry=candidates[0].entry, confidence=reading.best
        )
    worth_asking = [one for one in candidates[:MAX_SUGGESTIONS] if one.confidence >= SUGGEST_FROM]
    together = sum(one.confidence for one in worth_asking)
    if worth_asking and together >= reading.ask_from:
        entries = tuple(one.entry for one in worth_asking)
        return Suggest(language=language, candidates=candidates, entries=entries, confidence=together)
    reason = Reason.OUT_OF_SCOPE if reading.out_of_scope else Reason.UNLIKE_ANY
    return HandOver(language=language, candidates=candidates, reason=reason, confidence=reading.best)
