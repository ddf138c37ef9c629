"""Alike by meaning: vectors of wordings, freed of what only tells the language."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.domain.language import Language, detect
from bot.matching.embedding import Vectors
from bot.matching.product import product
from bot.matching.samples import Similarities

ENOUGH = 20
"""Samples of a language from which its own mean is steadier than everybody's."""


class SemanticIndex:
    """Cosine of a vector with every sample's, after the mean vector of either's language is taken away.

    e5 puts all texts into a narrow cone, and those of one language closer still: without this, two Hebrew
    questions on different matters are nearer than a Hebrew and an English one on the same.
    """

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Index normalised texts and their vectors, float32 (samples, dimensions)."""
        languages = [_language(text) for text in texts]
        everybody = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1:], np.float32)
        self._means: dict[Language, npt.NDArray[np.float32]] = dict.fromkeys(Language, everybody)
        for language in Language:
            own = [number for number, other in enumerate(languages) if other is language]
            if len(own) >= ENOUGH:
                self._means[language] = vectors[own].mean(axis=0)
        self._vectors = self._centred(texts, vectors)

    def similarities(self, texts: Sequence[str], vectors: Vectors) -> Similarities:
        """Return float32 (texts, samples) in [-1, 1] for normalised texts and their vectors."""
        return product(self._centred(texts, vectors), self._vectors)

    def _centred(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        centred = vectors - np.array([self._means[_language(text)] for text in texts]).reshape(vectors.shape)
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        unit: Vectors = (centred / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit


def _language(text: str) -> Language:
    return detect(text) or Language.EN
