"""What can be wrong with a backup; each in one line with its cure."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.errors import UsageError

_CURES = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EFBIG: "take a disk that holds larger files",
}


class KeepingError(UsageError):
    """A backup cannot be made, read or restored as it was asked for."""


class DamagedError(KeepingError):
    """A backup is not what was written once."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is damaged ({why}); nothing was restored, take another backup")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise as `KeepingError` what keeps a file or folder from being written."""
    try:
        yield
    except OSError as error:
        cure = _CURES.get(error.errno or 0, "name a place where this user may write")
        raise KeepingError(f"{path} cannot be written ({error.strerror}); {cure}") from error
