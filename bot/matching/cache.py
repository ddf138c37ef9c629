"""What took long to compute stays on disk. Everything here can be deleted at any time and is made anew."""

import hashlib
import io
import logging
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.knowledge import kept
from bot.matching.embedding import Embedder, Vectors

log = logging.getLogger(__name__)

Arrays = Mapping[str, npt.NDArray[np.generic]]
Progress = Callable[[int, int], None]
"""Called with how many texts are embedded and how many there are to embed."""

FILE = "vectors.npz"
KEY = 12
"""Bytes of a text's name: enough that two texts never share one."""
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
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]  # its stub takes the names for its own flag
    kept.replace(path, packed.getvalue())


Packed = npt.NDArray[np.int8]
"""A vector as bytes: its scale as float32 in the first four, then a component each."""


def pack(vectors: Vectors) -> Packed:
    """Return (rows, 4 + columns): 8 bits and a scale a row, which moves a cosine by a thousandth."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / 127
    components = np.rint(vectors / scales[:, None]).astype(np.int8)
    return np.concatenate([scales.view(np.int8).reshape(-1, 4), components], axis=1)


def unpack_all(packed: Packed) -> Vectors:
    """Return the rows of a table, (rows, columns)."""
    scales = np.ascontiguousarray(packed[:, :4]).view(np.float32)
    rows: Vectors = packed[:, 4:].astype(np.float32) * scales
    return rows


class VectorCache:
    """Embeds texts, each only once in the life of a folder, and none that another folder has ready.

    Vectors have the same precision whether they were just computed or read, so that a first start and a
    later one decide alike.
    """

    def __init__(self, embedder: Embedder, folder: Path | None, prepared: Path | None = None) -> None:
        """Keep vectors in `folder`, None keeps none; `prepared` is only read, None has none."""
        self._embedder = embedder
        self._path = folder / FILE if folder else None
        self._prepared = prepared / FILE if prepared else None

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return float32 (texts, dimensions).

        Afterwards the file holds the vectors of these texts alone, without the prepared ones.
        """
        keys = [self._key(text) for text in texts]
        known = self._read(self._prepared)
        prepared = set(known)
        known.update(self._read(self._path))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        known.update(self._compute(missing, progress))
        used = sorted(set(keys) - prepared)
        if self._path and (missing or len(known) > len(prepared) + len(used)):
            stored = {
                "keys": np.array([list(key) for key in used], np.uint8),
                "vectors": np.array([known[key] for key in used]),
            }
            write_arrays(self._path, stored)
        return unpack_all(np.array([known[key] for key in keys], np.int8))

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._embedder.version}\0{text}".encode("utf-8", "replace")).digest()[:KEY]

    def _read(self, path: Path | None) -> dict[bytes, Packed]:
        arrays = read_arrays(path) if path else None
        keys, vectors = (arrays or {}).get("keys"), (arrays or {}).get("vectors")
        if keys is None or vectors is None or vectors.dtype != np.int8 or len(keys) != len(vectors):
            return {}
        return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}

    def _compute(self, missing: Mapping[bytes, str], progress: Progress | None) -> dict[bytes, Packed]:
        keys = list(missing)
        computed: dict[bytes, Packed] = {}
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            vectors = pack(self._embedder.embed([missing[key] for key in batch]))
            computed.update(zip(batch, vectors, strict=True))
            if progress:
                progress(len(computed), len(keys))
        return computed
