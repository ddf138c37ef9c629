"""From probabilities to a decision: answer, ask back, or hand over."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import MAX_SUGGESTIONS, Answer, Candidate, HandOver, Part, Reason, Suggest
from bot.matching.normalise import is_han, words

WRONG_COST = 10.0
"""A wrong answer costs as much as this many questions passed on to staff."""
ASKING_COST = 0.25
"""What a founder pays to read a list of three and press a button, where passing on costs 1."""
SUGGEST_FROM = 0.08
"""An entry less likely than this only makes the list longer to read."""

Decision = Answer | Suggest | HandOver


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which probability on a decision is cheaper than passing the question on.

    Attributes:
        answer_from: of the likeliest entry.
        ask_from: that one of those asked about is meant.
    """

    answer_from: float
    ask_from: float

    @classmethod
    def for_cost(cls, wrong: float = WRONG_COST) -> "Thresholds":
        """Derive both from what a wrong answer costs.

        Passing on costs 1. An answer that is right with probability p costs wrong · (1 - p), which is less
        than 1 from p = 1 - 1 / wrong on. Asking back about entries of which one is meant with probability q
        costs ASKING_COST, and with probability 1 - q the passing on as well: less than 1 from there on.
        """
        return cls(answer_from=1 - 1 / wrong, ask_from=ASKING_COST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a message.

    Attributes:
        candidates: at most five, best first.
        out_of_scope: it is more like what belongs to staff than like any entry.
    """

    candidates: tuple[Candidate, ...]
    out_of_scope: bool

    @property
    def best(self) -> float:
        """The probability of the likeliest entry."""
        return self.candidates[0].confidence if self.candidates else 0.0


def ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Order candidates by falling confidence; equals by id, so that no order of files shows."""
    return tuple(sorted(candidates, key=lambda candidate: (-candidate.confidence, candidate.entry)))


def decide(
    reading: Reading, language: Language | None, thresholds: Thresholds, *, may_answer: bool = True
) -> Decision:
    """Take the cheapest decision that the probabilities allow.

    `Answer.confidence` is that of its entry, `Suggest.confidence` that one of the suggestions is meant, and
    `HandOver.confidence` that of the likeliest entry, which was not enough.

    Args:
        reading: of the message.
        language: of the message.
        thresholds: from which probabilities on.
        may_answer: False asks back at the most, however likely the best entry is.
    """
    candidates = reading.candidates
    if may_answer and reading.best >= thresholds.answer_from:
        return Answer(
            language=language, candidates=candidates, entry=candidates[0].entry, confidence=reading.best
        )
    worth_asking = [one for one in candidates[:MAX_SUGGESTIONS] if one.confidence >= SUGGEST_FROM]
    together = sum(one.confidence for one in worth_asking)
    if worth_asking and together >= thresholds.ask_from:
        entries = tuple(one.entry for one in worth_asking)
        return Suggest(language=language, candidates=candidates, entries=entries, confidence=together)
    reason = Reason.OUT_OF_SCOPE if reading.out_of_scope else Reason.UNLIKE_ANY
    return HandOver(language=language, candidates=candidates, reason=reason, confidence=reading.best)


SAME_MATTER = 0.15
"""A part that may mean another part's entry with this probability asks the same thing again."""
LONG_ENOUGH = 4
"""Words of a part that is passed on to staff by itself; two Han characters count as one."""


def apart(parts: Sequence[Part]) -> tuple[Part, ...] | None:
    """Keep the parts that are questions of their own; None unless two remain and one is answered."""
    answered: set[EntryId] = set()
    for part in parts:
        if isinstance(part.match, Answer):
            answered.add(part.match.entry)
    kept: list[Part] = []
    for part in parts:
        if isinstance(part.match, Answer):
            known = any(isinstance(one.match, Answer) and one.match.entry == part.match.entry for one in kept)
            own = not known
        else:
            near = {one.entry for one in part.match.candidates if one.confidence >= SAME_MATTER}
            worth_asking = isinstance(part.match, Suggest)
            own = not near & answered and (worth_asking or _length(part.text) >= LONG_ENOUGH)
        if own:
            kept.append(part)
    return tuple(kept) if answered and len(kept) > 1 else None


def joined(one: Reading, other: Reading) -> Reading:
    """Return the middle of two readings of the same message."""
    halves: dict[EntryId, float] = {}
    for candidate in (*one.candidates, *other.candidates):
        halves[candidate.entry] = halves.get(candidate.entry, 0.0) + candidate.confidence / 2
    candidates = ranked([Candidate(entry=entry, confidence=half) for entry, half in halves.items()])
    return Reading(candidates=candidates[: len(one.candidates)], out_of_scope=one.out_of_scope)


def _length(text: str) -> float:
    return sum(len(word) / 2 if is_han(word) else 1 for word in words(text))
