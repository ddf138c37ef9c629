"""How good the matcher is, in figures that two versions can be compared by."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from bot.domain.match import Answer, Match, Matcher, Suggest
from bot.matching.questions import Labelled

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Measures of one set of messages; a share is None where nothing is there to count.

    Attributes:
        messages: how many.
        answerable: how many of them an entry of the FAQ answers; the rest is for staff.
        not_in_faq: how many are for staff only because the FAQ lacks the entry that they expect.
        direct: share of the answerable that got a right answer.
        resolved: share of the answerable that got a right answer, or one among the suggestions.
        wrong: share of all messages that got a wrong answer.
        handed_over: share of those for staff that reached staff, were asked back or got small talk.
        asked_back: share of those for staff that were asked back.
        rank_1: share of the answerable whose best candidate is right, whatever was decided.
        top_3: share of the answerable with a right one among the best three candidates.
        auc: how often an answerable message has a higher confidence than one for staff.
        calibration_error: mean distance of confidence and truth of the best candidate, over ten bins.
    """

    messages: int
    answerable: int
    not_in_faq: int
    direct: float | None
    resolved: float | None
    wrong: float | None
    handed_over: float | None
    asked_back: float | None
    rank_1: float | None
    top_3: float | None
    auc: float | None
    calibration_error: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures of all messages, and of parts of them."""

    overall: Figures
    by_language: Mapping[str, Figures]
    by_kind: Mapping[str, Figures]

    def as_json(self) -> dict[str, object]:
        """Return plain data for `json.dumps`."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    question: Labelled
    right: frozenset[str]
    missing: bool
    match: Match

    @property
    def direct(self) -> bool:
        return isinstance(self.match, Answer) and self.match.entry in self.right

    @property
    def resolved(self) -> bool:
        suggested = self.match.entries if isinstance(self.match, Suggest) else ()
        return self.direct or any(entry in self.right for entry in suggested)

    @property
    def wrong(self) -> bool:
        return isinstance(self.match, Answer) and not self.direct

    @property
    def confidence(self) -> float:
        return self.match.candidates[0].confidence if self.match.candidates else 0.0

    def right_within(self, first: int) -> bool:
        return any(candidate.entry in self.right for candidate in self.match.candidates[:first])


def evaluate(matcher: Matcher, questions: Iterable[Labelled], known_entries: Collection[str]) -> Report:
    """Ask the matcher every question and count.

    Args:
        matcher: any.
        questions: labelled by people.
        known_entries: the FAQ's; a question that only other entries answer is for staff.
    """
    results = []
    for question in questions:
        right = question.answers & frozenset(known_entries)
        missing = bool(question.answers) and not right
        results.append(
            _Result(question=question, right=right, missing=missing, match=matcher.match(question.q))
        )
    return Report(
        overall=_figures(results),
        by_language=_parts(results, lambda result: result.question.lang),
        by_kind=_parts(results, lambda result: result.question.kind),
    )


def _parts(results: Sequence[_Result], name: Callable[[_Result], str]) -> dict[str, Figures]:
    names = sorted({str(name(result)) for result in results})
    return {part: _figures([result for result in results if name(result) == part]) for part in names}


def _figures(results: Sequence[_Result]) -> Figures:
    answerable = [result for result in results if result.right]
    for_staff = [result for result in results if not result.right]
    return Figures(
        messages=len(results),
        answerable=len(answerable),
        not_in_faq=sum(result.missing for result in results),
        direct=_share(result.direct for result in answerable),
        resolved=_share(result.resolved for result in answerable),
        wrong=_share(result.wrong for result in results),
        handed_over=_share(not result.wrong for result in for_staff),
        asked_back=_share(isinstance(result.match, Suggest) for result in for_staff),
        rank_1=_share(result.right_within(1) for result in answerable),
        top_3=_share(result.right_within(3) for result in answerable),
        auc=_auc([one.confidence for one in answerable], [one.confidence for one in for_staff]),
        calibration_error=_calibration_error(results),
    )


def _share(which: Iterable[bool]) -> float | None:
    counted = list(which)
    return round(sum(counted) / len(counted), 4) if counted else None


def _auc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    if not higher or not lower:
        return None
    difference = np.subtract.outer(np.array(higher), np.array(lower))
    return round(float(((difference > 0) + (difference == 0) / 2).mean()), 4)


def _calibration_error(results: Sequence[_Result]) -> float | None:
    if not results:
        return None
    confidence = np.array([result.confidence for result in results])
    right = np.array([result.right_within(1) for result in results], np.float64)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    distances = np.bincount(bins, confidence - right, minlength=BINS)
    return round(float(np.abs(distances).sum() / len(results)), 4)
