"""From evidence to a probability; and from the price of errors to the probability that a decision needs."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.domain.match import MAX_SUGGESTIONS
from bot.matching.evidence import Features

WRONG_COST = 10
"""A wrong answer costs as much as this many questions passed on to staff."""
ANSWER_FROM = 1 - 1 / WRONG_COST
"""From here on an answer costs less than passing on: WRONG_COST * (1 - p) < 1."""
ASKED_IN_VAIN = 0.3
"""Share of the messages for staff that may be asked back first; asking costs the founder a tap each time."""
SUGGEST_FROM = 0.05
"""An entry less likely than this only makes the list longer to read."""

STEEPER, EASIER = 1.2, 0.6
"""What founders write is easier than the phrasings that are left out in training, many of them far-fetched
on purpose. Slope and shift of the logits: two numbers, chosen on the 366 labelled messages as a whole, where
they bring the calibration error from .12 to .05; a little below the best fit: a wrong answer costs more.
"""

SMOOTHING = 1.0
STEPS = 50

Column = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A logistic model over features.

    Attributes:
        mean: of each feature in training.
        scale: standard deviation of each feature in training, never 0.
        weights: one a feature, and the constant last.
        ask_from: the probability that one of the suggestions must be meant for them to be worth asking.
    """

    mean: Column
    scale: Column
    weights: Column
    ask_from: float = SUGGEST_FROM

    def probabilities(self, features: Features) -> Column:
        """Return (texts, candidates): how probably each is meant; those of a text sum to 1 at most."""
        logits = ((features - self.mean) / self.scale) @ self.weights[:-1] + self.weights[-1]
        likely = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        total = likely.sum(axis=-1, keepdims=True)
        calibrated: Column = likely / np.maximum(total, 1)
        return calibrated

    def for_founders(self) -> "Calibration":
        """Return the calibration for what founders write, from one for phrasings; see `EASIER`."""
        weights = STEEPER * self.weights
        weights[-1] += EASIER
        return replace(self, weights=weights)

    def asking(self, outside: Features) -> "Calibration":
        """Return this calibration with `ask_from` set.

        Args:
            outside: features of messages that belong to staff; with none of them it stays as it is.
        """
        if not len(outside):
            return self
        together = worth_asking(self.probabilities(outside))
        return replace(self, ask_from=max(SUGGEST_FROM, float(np.quantile(together, 1 - ASKED_IN_VAIN))))


def worth_asking(probabilities: Column) -> Column:
    """Return for each text, (texts, candidates), how probably one of its suggestions is meant."""
    best = -np.sort(-probabilities, axis=-1)[..., :MAX_SUGGESTIONS]
    together: Column = np.where(best >= SUGGEST_FROM, best, 0).sum(axis=-1)
    return together


def fit(features: Column, right: Column, importance: Column) -> Calibration:
    """Fit by Newton's method with a quadratic penalty; deterministic.

    Args:
        features: (examples, features).
        right: 1 where the candidate was the right one, otherwise 0.
        importance: of each example.
    """
    mean, scale = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-6)
    table = np.column_stack([(features - mean) / scale, np.ones(len(features))])
    penalty = np.diag([*[SMOOTHING] * features.shape[1], 1e-6])
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (importance * (likely - right)) + penalty @ weights
        bend = (table * (importance * likely * (1 - likely))[:, None]).T @ table + penalty
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return Calibration(mean=mean, scale=scale, weights=weights)
