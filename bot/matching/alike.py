"""How alike all samples are to each other, in little memory."""

import numpy as np

from bot.matching.classifier import BLOCK, kernel
from bot.matching.embedding import Vectors
from bot.matching.lexical import LexicalIndex
from bot.matching.samples import Classes, Samples, Similarities
from bot.matching.semantic import SemanticIndex


class Alike:
    """Similarities of samples with samples, by both engines.

    The table by letters takes long to compute and is kept, in half precision for half the memory; the one by
    meaning is a product of vectors, made anew for the rows that are wanted.
    """

    def __init__(
        self, samples: Samples, lexical: LexicalIndex, semantic: SemanticIndex | None, vectors: Vectors | None
    ) -> None:
        """Compute the table by letters; arguments as for `train`."""
        self._texts = samples.texts
        self._semantic = semantic
        self._vectors = vectors
        self._letters = np.empty((len(samples.texts), len(samples.texts)), np.float16)
        for row, text in enumerate(samples.texts):
            self._letters[row] = lexical.similarities(text)

    def letters(self, rows: Classes) -> Similarities:
        """Return (rows, samples) by n-grams."""
        return self._letters[rows].astype(np.float32)

    def meaning(self, rows: Classes) -> Similarities | None:
        """Return (rows, samples) by vectors; None in lexical mode."""
        if self._semantic is None or self._vectors is None:
            return None
        return self._semantic.similarities([self._texts[row] for row in rows], self._vectors[rows])

    def kernel(self) -> Similarities:
        """Return the classifier's kernel, (samples, samples)."""
        combined = np.empty(self._letters.shape, np.float32)
        for rows in blocks(np.arange(len(combined))):
            combined[rows] = kernel(self.letters(rows), self.meaning(rows))
        return combined


def blocks(rows: Classes) -> list[Classes]:
    """Cut rows into pieces that are worked on one at a time."""
    return np.array_split(rows, range(BLOCK, len(rows), BLOCK))
