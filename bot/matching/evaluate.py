"""How good the matcher is, in figures that two versions can be compared by."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from bot.domain.match import Matcher
from bot.matching.curves import reliability
from bot.matching.questions import Labelled
from bot.matching.results import Result, ask


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
    """Figures of all messages and of parts of them, with the results that they count."""

    results: tuple[Result, ...]
    overall: Figures
    by_language: Mapping[str, Figures]
    by_kind: Mapping[str, Figures]
    by_language_and_kind: Mapping[str, Mapping[str, Figures]]

    def of(self, language: str) -> tuple[Result, ...]:
        """Return the results of the questions in one language."""
        return tuple(result for result in self.results if result.question.lang == language)

    def as_json(self) -> dict[str, object]:
        """Return the figures as plain data for `json.dumps`."""
        figures = asdict(replace(self, results=()))
        del figures["results"]
        return figures


def evaluate(matcher: Matcher, questions: Iterable[Labelled], known_entries: Collection[str]) -> Report:
    """Ask the matcher every question and count; see `ask`."""
    results = ask(matcher, questions, known_entries)
    languages = _parts(results, _language)
    return Report(
        results=results,
        overall=_figures(results),
        by_language=_counted(languages),
        by_kind=_counted(_parts(results, _kind)),
        by_language_and_kind={name: _counted(_parts(part, _kind)) for name, part in languages.items()},
    )


def _language(result: Result) -> str:
    return result.question.lang.value


def _kind(result: Result) -> str:
    return result.question.kind


def _parts(results: Sequence[Result], name: Callable[[Result], str]) -> dict[str, list[Result]]:
    names = sorted({name(result) for result in results})
    return {part: [result for result in results if name(result) == part] for part in names}


def _counted(parts: Mapping[str, Sequence[Result]]) -> dict[str, Figures]:
    return {name: _figures(part) for name, part in parts.items()}


def _figures(results: Sequence[Result]) -> Figures:
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
        asked_back=_share(result.asked_back for result in for_staff),
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


def _calibration_error(results: Sequence[Result]) -> float | None:
    if not results:
        return None
    distances = (held.messages * abs(held.confidence - held.right) for held in reliability(results))
    return round(sum(distances) / len(results), 4)
