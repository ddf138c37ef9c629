"""How well a rival ranks labelled messages, by measures that need no thresholds of its own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from bot.matching.questions import Labelled
from tests.benchmarks.wordings import Ranked, Rival


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One message: the entries that are right for it, none where it is for staff, and the rival's ranking."""

    right: frozenset[str]
    ranked: Ranked
    seconds: float

    @property
    def entries(self) -> list[str]:
        """The ranking without staff."""
        return [name for name, _ in self.ranked if name is not None]

    @property
    def score(self) -> float:
        """The best entry's score; where staff stand above it, how far it is below them, negative."""
        best = next((score for name, score in self.ranked if name is not None), None)
        staff = next((score for name, score in self.ranked if name is None), None)
        if best is None:
            return -np.inf
        return best if staff is None or best >= staff else best - staff

    def right_within(self, first: int) -> bool:
        """Tell whether a right entry is among the first ones."""
        return any(name in self.right for name in self.entries[:first])


def ask(rival: Rival, questions: Iterable[Labelled], known_entries: Collection[str]) -> list[Outcome]:
    """Ask every question, timed one by one."""
    outcomes = []
    for question in questions:
        began = perf_counter()
        ranked = rival.rank(question.q)
        seconds = perf_counter() - began
        right = question.answers & frozenset(known_entries)
        outcomes.append(Outcome(right=right, ranked=ranked, seconds=seconds))
    return outcomes


def right_share(outcomes: Sequence[Outcome], first: int) -> float | None:
    """Return the share of the answerable with a right entry among the first ones."""
    answerable = [outcome for outcome in outcomes if outcome.right]
    return (
        sum(outcome.right_within(first) for outcome in answerable) / len(answerable) if answerable else None
    )


def auc(outcomes: Sequence[Outcome]) -> float | None:
    """Return how often an answerable message has a higher score than one for staff."""
    higher = np.array([outcome.score for outcome in outcomes if outcome.right])
    lower = np.array([outcome.score for outcome in outcomes if not outcome.right])
    if not len(higher) or not len(lower):
        return None
    above, even = higher[:, None] > lower, higher[:, None] == lower
    return float((above + even / 2).mean())


def right_given(outcomes: Sequence[Outcome], wrong: float) -> float | None:
    """Return the share of the answerable that get a right answer at the threshold that is best here.

    Args:
        outcomes: of one rival.
        wrong: share of all messages that may get a wrong answer.
    """
    answerable = sum(bool(outcome.right) for outcome in outcomes)
    if not answerable:
        return None
    best = right = mistaken = 0
    falling = sorted((outcome for outcome in outcomes if outcome.entries), key=lambda one: -one.score)
    for place, outcome in enumerate(falling):
        right += outcome.right_within(1)
        mistaken += not outcome.right_within(1)
        # A threshold lies between two scores, never among equals.
        last_of_equals = place + 1 == len(falling) or falling[place + 1].score < outcome.score
        if last_of_equals and mistaken <= wrong * len(outcomes):
            best = max(best, right)
    return best / answerable
