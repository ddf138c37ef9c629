"""Texts as numbers: weighted n-grams, hashed into a fixed number of columns.

Hashing keeps what is learnt of a large FAQ as small as that of a small one, and needs no dictionary of
n-grams in memory. Two n-grams rarely share a column, and hardly ever all of a text's do.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.matching.letters import KNOWN_WORDS, Grams, ngrams, sounds

LETTERS, SOUNDS = 8192, 2048
"""Columns; half as many letters cost two of a hundred right entries, more gain none."""
WIDTH = LETTERS + SOUNDS
LETTERS_WEIGHT, SOUNDS_WEIGHT = 3.0, 2.0
"""Lengths of the two parts of a row. Sounds find 2 % more right entries, and 7 % more in Hebrew."""
SEEN_OFTEN = 2
"""Texts that must share an n-gram before it counts as known; one that is rarer tells nothing but itself."""

Hashes = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a text has of each column; the other columns are 0."""

    columns: npt.NDArray[np.intp]
    values: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The n-grams of one kind that several texts share.

    Attributes:
        hashes: ascending.
        rarity: of each, by the logarithm of how many texts hold it.
        rarest: the rarity of what no text holds.
    """

    hashes: Hashes
    rarity: Floats
    rarest: float

    @classmethod
    def learn(cls, texts: Iterable[Sequence[Grams]]) -> "Vocabulary":
        """Count the n-grams of texts."""
        each = [np.unique(_hashes(grams)) for grams in texts]
        found, times = np.unique(np.concatenate([*each, _NONE]), return_counts=True)
        shared = times >= SEEN_OFTEN
        rarity = np.log((len(each) + 1) / (times[shared] + 1)) + 1
        return cls(
            hashes=found[shared].astype(np.uint32),
            rarity=rarity.astype(np.float32),
            rarest=float(np.log(len(each) + 1) + 1),
        )

    def row(self, grams: Sequence[Grams], width: int, length: float) -> Row:
        """Weigh n-grams by how rare they are; those that no other text holds only shorten the row.

        Args:
            grams: of the words of one text.
            width: how many columns there are.
            length: of the row if all its n-grams are known.
        """
        found, times = _counted(_hashes(grams))
        if not len(self.hashes) or not len(found):
            return Row(columns=np.zeros(0, np.intp), values=np.zeros(0, np.float32))
        place = self.hashes.searchsorted(found)
        known = self.hashes.take(place, mode="clip") == found
        weights = (1 + np.log(times)) * np.where(known, self.rarity.take(place, mode="clip"), self.rarest)
        norm = np.sqrt(np.add.reduce(weights * weights))
        mixed = found[known] * _KNUTH
        values = (length / norm * weights[known]).astype(np.float32) * _SIGNS[mixed & _ONE]
        return Row(columns=(mixed >> _HALF).astype(np.intp) % width, values=values)


_NONE = np.zeros(0, np.uint32)
_KNUTH, _HALF, _ONE = np.uint32(2_654_435_761), np.uint32(16), np.uint32(1)
"""Multiplied with Knuth's number, the upper half of a hash depends on all of it."""
_SIGNS = np.array([-1, 1], np.float32)


def _hashes(grams: Sequence[Grams]) -> Hashes:
    return np.concatenate([_NONE, *map(_hash, grams)])


@lru_cache(maxsize=KNOWN_WORDS)
def _hash(grams: Grams) -> Hashes:
    return np.array([zlib.crc32(gram.encode("utf-8", "replace")) for gram in grams], np.uint32)


def _counted(hashes: Hashes) -> tuple[Hashes, npt.NDArray[np.intp]]:
    """Return what `np.unique` does, with counts, in a fifth of its time for so few."""
    hashes.sort()
    last = np.ones(len(hashes), np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=last[:-1])
    (ends,) = last.nonzero()
    times = ends + 1
    times[1:] -= ends[:-1] + 1
    return hashes[ends], times


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Turns texts into rows; learnt from samples."""

    letters: Vocabulary
    sounds: Vocabulary

    @classmethod
    def learn(cls, texts: Sequence[str]) -> "Features":
        """Learn from normalised texts, in any order."""
        return cls(
            letters=Vocabulary.learn(map(ngrams, texts)),
            sounds=Vocabulary.learn(map(sounds, texts)),
        )

    def row(self, text: str) -> Row:
        """Return the row of a normalised text."""
        parts = [
            self.letters.row(ngrams(text), LETTERS, LETTERS_WEIGHT),
            self.sounds.row(sounds(text), SOUNDS, SOUNDS_WEIGHT),
        ]
        columns = np.concatenate([parts[0].columns, parts[1].columns + LETTERS])
        return Row(columns=columns, values=np.concatenate([part.values for part in parts]))
