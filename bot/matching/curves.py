"""How true confidences are, and what other thresholds would give: points to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.matching.results import Result

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Messages whose best candidates are about equally sure.

    Attributes:
        start: the least confidence of the bin, which is 1/`BINS` wide.
        messages: how many.
        confidence: mean of their best candidates.
        right: share of them whose best candidate is right.
    """

    start: float
    messages: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What would come of answering every message with its best candidate from a threshold on.

    Attributes:
        threshold: the least confidence that is answered.
        right: share of the answerable messages that get a right answer.
        wrong: share of all messages that get a wrong one.
    """

    threshold: float
    right: float
    wrong: float


def reliability(results: Sequence[Result]) -> tuple[Bin, ...]:
    """Return the bins that hold messages, by rising confidence; a message without candidates is in none."""
    bins: dict[int, list[Result]] = {}
    for result in results:
        if result.match.candidates:
            bins.setdefault(min(int(result.confidence * BINS), BINS - 1), []).append(result)
    return tuple(
        Bin(
            start=number / BINS,
            messages=len(held),
            confidence=sum(result.confidence for result in held) / len(held),
            right=sum(result.right_within(1) for result in held) / len(held),
        )
        for number, held in sorted(bins.items())
    )


def coverage(results: Sequence[Result]) -> tuple[Point, ...]:
    """Return a point for every confidence, by falling threshold; none if nothing is answerable."""
    answerable = sum(bool(result.right) for result in results)
    if not answerable:
        return ()
    points = []
    right = wrong = 0
    candidates = sorted((one for one in results if one.match.candidates), key=_confidence, reverse=True)
    for threshold, equals in groupby(candidates, key=_confidence):
        for result in equals:
            right += result.right_within(1)
            wrong += not result.right_within(1)
        points.append(Point(threshold=threshold, right=right / answerable, wrong=wrong / len(results)))
    return tuple(points)


def _confidence(result: Result) -> float:
    return result.confidence
