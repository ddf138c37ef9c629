"""Which sentences of a long message are worth reading: those that ask, in letters that the FAQ knows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.matching.clauses import asks

RUN = 3
"""Letters that are looked up together, spaces among them."""
SLOTS = 20
"""Bits of a run's number: the 27,000 runs that the FAQ knows take few of a million."""
KNOWN_FROM = 2
"""Times that the FAQ must hold a run; what stands there once is mostly a name or an error."""
MARKED, ASKING = 0.3, 0.1
"""What a question mark and a word that asks are worth, where all letters known are 1. Of labelled questions
within 4,000 characters of other matters, the right entry is then found for 71 of 100, not for 24."""

Counts = npt.NDArray[np.intp]

_APART = "  "
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], np.uint32)
"""Odd and large, so that the upper bits of a product depend on all letters."""


class Familiar:
    """Knows which runs of letters the FAQ holds. It looks at all sentences at once, and is quick by that."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn from normalised texts."""
        counts = np.bincount(_runs(_APART.join(["", *texts, ""])), minlength=1 << SLOTS)
        self._known = counts >= KNOWN_FROM

    def best(self, sentences: Sequence[str], most: int) -> list[str]:
        """Return the sentences, normalised and not empty, that most likely ask what the FAQ answers."""
        if len(sentences) <= most:
            return list(sentences)
        worth = self._shares(sentences)
        marked = np.array([sentence.endswith("?") for sentence in sentences])
        worth[marked] += MARKED + ASKING
        least = np.sort(worth)[-most]
        # Only of those that it could bring among the best is it asked whether they ask.
        for place in np.flatnonzero(~marked & (worth + ASKING >= least)).tolist():
            worth[place] += ASKING * asks(sentences[place])
        return [sentences[place] for place in np.argsort(-worth, kind="stable")[:most]]

    def _shares(self, sentences: Sequence[str]) -> npt.NDArray[np.float64]:
        known = self._known[_runs(_APART.join(["", *sentences, ""]))]
        lengths = np.array([len(sentence) + len(_APART) for sentence in sentences])
        counts: Counts = np.add.reduceat(known, lengths.cumsum() - lengths, dtype=np.intp)
        return np.asarray(counts / lengths, np.float64)


def _runs(text: str) -> Counts:
    """Return a number below 2 ** SLOTS for each letter and the two after it."""
    letters = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    count = max(0, len(letters) - RUN + 1)
    mixed = np.zeros(count, np.uint32)
    for place, factor in enumerate(_FACTORS):
        mixed = (mixed ^ letters[place : place + count]) * factor
        mixed ^= mixed >> np.uint32(15)
    return (mixed >> np.uint32(32 - SLOTS)).astype(np.intp)
