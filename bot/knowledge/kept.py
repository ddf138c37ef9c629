"""Content that took time to work out, kept in a file until what it was worked out from changes."""

import hashlib
import logging
import os
import tempfile
from pathlib import Path

log = logging.getLogger(__name__)


def read(path: Path, key: str) -> bytes | None:
    """Return what was kept under `key`; None when it is another's, damaged, or nothing is there."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if head == _head(key, content) else None


def write(path: Path, key: str, content: bytes) -> None:
    """Keep content under `key`, in place of what was kept before."""
    replace(path, _head(key, content) + b"\n" + content)


def replace(path: Path, content: bytes) -> None:
    """Replace the file in one step; where the folder cannot be written, only say so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        log.warning(
            "%s cannot be written: %s; the next start takes as long as this one", path, error.strerror
        )


def _head(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest().encode()
