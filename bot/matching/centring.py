"""Vectors freed of what only tells the language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.domain.language import Language, detect
from bot.matching.embedding import Vectors

ENOUGH = 20
"""Texts of a language from which its own mean is steadier than everybody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centring:
    """Takes the mean vector of a text's language away.

    e5 puts all texts into a narrow cone, and those of one language closer still: without this, two Hebrew
    questions on different matters are nearer than a Hebrew and an English one on the same.
    """

    means: Mapping[Language, npt.NDArray[np.float32]]

    @classmethod
    def learn(cls, texts: Sequence[str], vectors: Vectors) -> "Centring":
        """Learn from normalised texts and their vectors, (texts, dimensions)."""
        languages = [_language(text) for text in texts]
        everybody = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1:], np.float32)
        means = dict.fromkeys(Language, everybody)
        for language in Language:
            own = [number for number, other in enumerate(languages) if other is language]
            if len(own) >= ENOUGH:
                means[language] = vectors[own].mean(axis=0)
        return cls(means=means)

    def centred(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """Return vectors of length 1, (texts, dimensions)."""
        centred = vectors - np.array([self.means[_language(text)] for text in texts]).reshape(vectors.shape)
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        unit: Vectors = (centred / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit


def _language(text: str) -> Language:
    return detect(text) or Language.EN
