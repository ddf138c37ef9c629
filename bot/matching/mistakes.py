"""The worst mistakes of a matcher: where to look first."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Candidate, SmallTalk
from bot.matching.results import Result


class Fault(StrEnum):
    """What was wrong, the worse first."""

    WRONG = "wrong answer"
    FOR_STAFF = "for staff, but answered"
    ASKED_BACK = "asked back without the right one"
    HANDED_OVER = "handed over, though an entry answers it"
    SMALL_TALK = "taken for small talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A message that got a wrong answer, or that an entry answers and no way led to it.

    Attributes:
        expected: the entries that would be right; none if it is for staff.
        got: wrong answers, suggestions, or the likeliest entry where nothing was shown; best first.
    """

    fault: Fault
    language: Language
    kind: str
    question: str
    expected: tuple[str, ...]
    got: tuple[Candidate, ...]

    @property
    def confidence(self) -> float:
        """That of the surest entry it got."""
        return self.got[0].confidence if self.got else 0.0


def worst(results: Iterable[Result], count: int) -> tuple[Mistake, ...]:
    """Return at most `count` mistakes: wrong answers, then what was not resolved; the surest first."""
    mistakes = [
        _mistake(result) for result in results if result.wrong or (result.right and not result.resolved)
    ]
    mistakes.sort(key=lambda one: (one.fault not in (Fault.WRONG, Fault.FOR_STAFF), -one.confidence))
    return tuple(mistakes[:count])


def _mistake(result: Result) -> Mistake:
    fault, got = _fault(result), _got(result)
    question = result.question
    return Mistake(
        fault=fault,
        language=question.lang,
        kind=question.kind,
        question=question.q,
        expected=tuple(sorted(result.right, key=lambda entry: (entry != question.expect, entry))),
        got=tuple(sorted(got, key=lambda candidate: -candidate.confidence)),
    )


def _fault(result: Result) -> Fault:
    if result.wrong:
        return Fault.WRONG if result.right else Fault.FOR_STAFF
    if isinstance(result.match, SmallTalk):
        return Fault.SMALL_TALK
    return Fault.ASKED_BACK if result.asked_back else Fault.HANDED_OVER


def _got(result: Result) -> list[Candidate]:
    match = result.match
    if result.wrong:
        answers = [one for one in result.answers if one.entry not in result.right]
        return [Candidate(entry=one.entry, confidence=one.confidence) for one in answers]
    if isinstance(match, SmallTalk):
        return [Candidate(entry=EntryId(f"small-talk/{match.topic}"), confidence=1.0)]
    if result.asked_back:
        return [near for near in match.candidates if near.entry in result.suggestions]
    return list(match.candidates[:1])
