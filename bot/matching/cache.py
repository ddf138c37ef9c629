"""What took long to compute stays on disk. Everything here can be deleted at any time and is made anew."""

import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.matching.embedding import Embedder, Vectors

log = logging.getLogger(__name__)

Arrays = Mapping[str, npt.NDArray[np.generic]]
Progress = Callable[[int, int], None]
"""Called with how many texts are embedded and how many there are to embed."""

BATCH = 32
"""Texts between two calls of `Progress`: a quarter of a second."""


def read_arrays(path: Path) -> Arrays | None:
    """Return the arrays of a file; None when it is missing, cut short or of another kind."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError, AttributeError, KeyError, zipfile.BadZipFile):
        log.warning("%s is damaged and is made anew", path)
        return None


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Replace the file in one step; where the folder cannot be written, only say so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]  # its stub takes the names for its own flag
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        log.warning(
            "%s cannot be written: %s; the next start takes as long as this one", path, error.strerror
        )


class VectorCache:
    """Embeds texts, each only once in the life of a folder.

    Vectors have the precision of float16 whether they were just computed or read, so that a first start and
    a later one decide alike.
    """

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        self._embedder = embedder
        self._path = folder / "vectors.npz" if folder else None

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return float32 (texts, dimensions); afterwards the file holds the vectors of these texts alone."""
        keys = [self._key(text) for text in texts]
        known = self._read()
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        known.update(self._compute(missing, progress))
        if self._path and (missing or len(known) > len(set(keys))):
            used = sorted(set(keys))
            stored = {
                "keys": np.array([list(key) for key in used], np.uint8),
                "vectors": np.array([known[key] for key in used]),
            }
            write_arrays(self._path, stored)
        return np.array([known[key] for key in keys], np.float32)

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._embedder.version}\0{text}".encode("utf-8", "replace")).digest()

    def _read(self) -> dict[bytes, npt.NDArray[np.float16]]:
        arrays = read_arrays(self._path) if self._path else None
        keys, vectors = (arrays or {}).get("keys"), (arrays or {}).get("vectors")
        if keys is None or vectors is None or vectors.dtype != np.float16 or len(keys) != len(vectors):
            return {}
        return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}

    def _compute(
        self, missing: Mapping[bytes, str], progress: Progress | None
    ) -> dict[bytes, npt.NDArray[np.float16]]:
        keys = list(missing)
        computed: dict[bytes, npt.NDArray[np.float16]] = {}
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            vectors = self._embedder.embed([missing[key] for key in batch]).astype(np.float16)
            computed.update(zip(batch, vectors, strict=True))
            if progress:
                progress(len(computed), len(keys))
        return computed
