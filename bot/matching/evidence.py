"""What the network says about the few entries that a message may mean, laid out for the calibration."""

import numpy as np
import numpy.typing as npt

from bot.matching.features import Floats
from bot.matching.samples import Classes

CANDIDATES = 5
SMALLEST = 1e-6
"""A probability below is no evidence any more, only rounding."""

KINDS = 2
Features = npt.NDArray[np.float64]
"""Shape (texts, candidates, KINDS): log odds of the entry against all else, and against "out of scope"."""


def choose(probabilities: Floats) -> Classes:
    """Return the likeliest entries, (texts, at most `CANDIDATES`), best first; the lower class wins a tie.

    Args:
        probabilities: (texts, classes), the last class is out of scope.
    """
    return np.argsort(-probabilities[:, :-1], axis=1, kind="stable")[:, :CANDIDATES]


def features(probabilities: Floats, chosen: Classes) -> Features:
    """Describe each chosen entry, (texts, candidates)."""
    own = probabilities[np.arange(len(chosen))[:, None], chosen].astype(np.float64)
    own = np.minimum(np.maximum(own, SMALLEST), 1 - SMALLEST)
    outside = np.minimum(np.maximum(probabilities[:, -1:].astype(np.float64), SMALLEST), 1)
    found = np.empty((*own.shape, KINDS))
    found[..., 0] = np.log(own / (1 - own))
    found[..., 1] = np.log(own / outside)
    return found
