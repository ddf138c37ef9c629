"""Texts as numbers: weighted n-grams, hashed into a fixed number of columns.

Hashing keeps what is learnt of a large FAQ as small as that of a small one, and needs no dictionary of
n-grams in memory. Two n-grams rarely share a column, and hardly ever all of a text's do.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.matching.letters import ngrams, sounds

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
    def learn(cls, gram_lists: Sequence[Sequence[str]]) -> "Vocabulary":
        """Count the n-grams of texts."""
        each = [np.unique(_hash(grams)) for grams in gram_lists]
        found, texts = np.unique(np.concatenate([*each, np.zeros(0, np.uint32)]), return_counts=True)
        shared = texts >= SEEN_OFTEN
        rarity = np.log((len(each) + 1) / (texts[shared] + 1)) + 1
        return cls(
            hashes=found[shared].astype(np.uint32),
            rarity=rarity.astype(np.float32),
            rarest=float(np.log(len(each) + 1) + 1),
        )

    def row(self, grams: Sequence[str], width: int, length: float) -> Row:
        """Weigh n-grams by how rare they are; those that no other text holds only shorten the row.

        Args:
            grams: of one text.
            width: how many columns there are.
            length: of the row if all its n-grams are known.
        """
        found, times = np.unique(_hash(grams), return_counts=True)
        if not len(self.hashes) or not len(found):
            return Row(columns=np.zeros(0, np.intp), values=np.zeros(0, np.float32))
        place = np.minimum(np.searchsorted(self.hashes, found), len(self.hashes) - 1)
        known = self.hashes[place] == found
        weights = (1 + np.log(times)) * np.where(known, self.rarity[place], self.rarest)
        values = (length / np.sqrt((weights**2).sum()) * weights[known]).astype(np.float32)
        mixed = found[known] * np.uint32(2_654_435_761)  # Knuth's: the upper bits depend on all of the hash
        signs = np.where(mixed & 1, np.float32(1), np.float32(-1))
        return Row(columns=(mixed >> np.uint32(16)).astype(np.intp) % width, values=values * signs)


def _hash(grams: Sequence[str]) -> Hashes:
    return np.array([zlib.crc32(gram.encode("utf-8", "replace")) for gram in grams], np.uint32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Turns texts into rows; learnt from samples."""

    letters: Vocabulary
    sounds: Vocabulary

    @classmethod
    def learn(cls, texts: Sequence[str]) -> "Features":
        """Learn from normalised texts, in any order."""
        return cls(
            letters=Vocabulary.learn([ngrams(text) for text in texts]),
            sounds=Vocabulary.learn([sounds(text) for text in texts]),
        )

    def row(self, text: str) -> Row:
        """Return the row of a normalised text."""
        parts = [
            self.letters.row(ngrams(text), LETTERS, LETTERS_WEIGHT),
            self.sounds.row(sounds(text), SOUNDS, SOUNDS_WEIGHT),
        ]
        columns = np.concatenate([parts[0].columns, parts[1].columns + LETTERS])
        return Row(columns=columns, values=np.concatenate([part.values for part in parts]))
