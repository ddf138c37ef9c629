"""One process on one SQLite database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.errors import StoreError
from bot.store.engine import parse


def lock_of(file: Path) -> Path:
    """Return the file whose lock holds a database's file, whatever links lead to that."""
    real = file.resolve()
    return real.with_name(real.name + ".lock")


@contextmanager
def instance_lock(url: str) -> Iterator[None]:
    """Hold the database for this process; on PostgreSQL nothing is held.

    The lock is the operating system's: it ends with the process, however that dies. The file beside the
    database stays, since removing it would let two processes hold two different files of one name.

    Raises:
        StoreError: if another process holds it, or the file cannot be written.
    """
    database = parse(url)
    if database.file is None:
        yield
        return
    path = lock_of(database.file)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = path.open("w")
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); change DATABASE_URL") from error
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"another gesher is running on {database.where}; stop it first") from None
        yield
