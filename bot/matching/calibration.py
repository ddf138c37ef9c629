"""From evidence to a probability that means what it says."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.matching.evidence import Features

STEEPER, EASIER = 1.2, 0.6
"""What founders write is easier than the phrasings that are left out in training, many of them far-fetched
on purpose. Slope and shift of the logits: two numbers, chosen on the 366 labelled messages as a whole, where
they halve the calibration error.
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
    """

    mean: Column
    scale: Column
    weights: Column

    def probabilities(self, features: Features) -> Column:
        """Return (texts, candidates): how probably each is meant; those of a text sum to 1 at most."""
        logits = ((features - self.mean) / self.scale) @ self.weights[:-1] + self.weights[-1]
        likely = 1 / (1 + np.exp(-np.minimum(np.maximum(logits, -30), 30)))
        best = np.arange(likely.shape[-1]) == likely.argmax(axis=-1)[..., None]
        first = likely.max(axis=-1, keepdims=True)
        rest = likely.sum(axis=-1, keepdims=True) - first
        # The likeliest keeps what it has: it is the one that is answered with. The others share what is left.
        calibrated: Column = likely * np.minimum(1, (1 - first) / np.maximum(rest, 1e-12))
        return np.where(best, likely, calibrated)

    def for_founders(self) -> "Calibration":
        """Return the calibration for what founders write, from one for phrasings; see `EASIER`."""
        weights = STEEPER * self.weights
        weights[-1] += EASIER
        return replace(self, weights=weights)


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
