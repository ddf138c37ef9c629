"""What the engines say about the few entries that a message may mean, laid out for the calibration."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.matching.classifier import Scores
from bot.matching.lexical import likeness
from bot.matching.samples import Samples, Similarities

CANDIDATES = 5

Choices = npt.NDArray[np.intp]
"""Shape (texts, candidates): classes of entries, best first."""
Features = npt.NDArray[np.float64]
"""Shape (texts, candidates, features)."""


def choose(scores: Scores, barred: Choices | None = None) -> Choices:
    """Return the entries with the highest scores, at most `CANDIDATES`; the lower class wins a tie.

    Args:
        scores: (texts, classes), the last class is out of scope.
        barred: one class for each text that must not be chosen.
    """
    entries = _entries(scores, barred)
    limit = min(CANDIDATES, entries.shape[1] - (barred is not None))
    return np.argsort(-entries, axis=1, kind="stable")[:, :limit]


def likenesses(samples: Samples, text: str, letters: Similarities, chosen: Choices) -> list[float]:
    """Compare a text with the nearest wording of each chosen entry.

    Args:
        samples: where the wordings are.
        text: normalised.
        letters: (samples,), its similarities by n-grams.
        chosen: (candidates,).
    """
    nearest = [own.start + int(letters[own].argmax()) for own in map(samples.of, chosen)]
    return [likeness(text, samples.texts[number]) for number in nearest]


def features(
    engines: Sequence[Scores],
    chosen: Choices,
    likenesses: npt.NDArray[np.float64],
    barred: Choices | None = None,
) -> Features:
    """Describe each chosen entry: by every engine its value, its lead and whether it leads; and agreement.

    Args:
        engines: (texts, classes) from each engine, the classifier first.
        chosen: (texts, candidates).
        likenesses: (texts, candidates).
        barred: as for `choose`.
    """
    columns: list[npt.NDArray[np.float64]] = [likenesses]
    agreement = np.ones(chosen.shape)
    for values in engines:
        own = np.take_along_axis(values, chosen, axis=1).astype(np.float64)
        entries = _entries(values, barred)
        first = entries.argmax(axis=1)[:, None]
        leads = (chosen == first).astype(np.float64)
        rival = np.where(leads == 1, _second(entries, first), entries.max(axis=1, keepdims=True))
        columns += [own, own - rival, own - values[:, -1:], leads]
        agreement *= leads
    return np.stack([*columns, agreement], axis=2)


def _entries(values: Scores, barred: Choices | None) -> Scores:
    entries = values[:, :-1].copy()
    if barred is not None:
        np.put_along_axis(entries, barred[:, None], -np.inf, axis=1)
    return entries


def _second(entries: Scores, first: Choices) -> Scores:
    others = entries.copy()
    np.put_along_axis(others, first, -np.inf, axis=1)
    second = others.max(axis=1, keepdims=True)
    return np.where(np.isfinite(second), second, 0)
