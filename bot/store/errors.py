"""Errors of the databases, told in one line with their cure."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StoreError

RESTORE = "stop the desk, then put the last backup in its place: gesher restore FILE --force"
# By the beginning of SQLite's name of the error, https://sqlite.org/rescode.html
_SQLITE = {
    "SQLITE_NOTADB": "is not a SQLite database; move that file away or set DATABASE_URL to another one",
    "SQLITE_CORRUPT": f"is damaged; {RESTORE}",
    "SQLITE_CANTOPEN": "cannot be opened; let this user write to its folder or change DATABASE_URL",
    "SQLITE_READONLY": "cannot be written; let this user write to the file and its folder",
    "SQLITE_PERM": "cannot be written; let this user write to the file and its folder",
    "SQLITE_FULL": "cannot grow, the disk is full; free some space",
    "SQLITE_IOERR": "cannot be read or written, the disk reports an error; check the disk and its free space",
    "SQLITE_BUSY": "is locked by another program; end that program",
    "SQLITE_LOCKED": "is locked by another program; end that program",
}
# By the beginning of PostgreSQL's code, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "28": "refuses this user; check user and password in DATABASE_URL",
    "3D": "does not exist; create the database",
    "42501": "does not let this user work in it; grant the user the rights on its schema",
    "25006": "is read only; set DATABASE_URL to the primary server",
    "53": "is out of connections, memory or disk; free some",
    "57P": "is shutting down or starting; wait for the server",
    "08": "broke the connection; check the server",
}
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_CLASHES = ("40001", "40P01")
_OWN_MISTAKES = ("22", "23", "42", "SQLITE_CONSTRAINT", "SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_MISUSE")


class OffDutyError(StoreError):
    """Another replica is on duty: nothing is wrong with the database."""


class ClashError(StoreError):
    """Two units of work have waited for each other, and the database has ended this one: nothing is wrong."""


class DamagedDatabaseError(StoreError):
    """A file holds no database that SQLite can read, or none any more."""


@contextmanager
def translated(where: str, *, connecting: bool = False) -> Iterator[None]:
    """Raise as `StoreError` what the operator can mend; mistakes in this code pass as they are.

    Args:
        where: the file, or the server's address without credentials.
        connecting: an `OSError` too is the database's; elsewhere it may come from anything.
    """
    try:
        yield
    except DBAPIError as error:
        if _code(error) in _CLASHES:
            raise ClashError(f"{where} ended one of two units of work that waited for each other") from error
        cure = _cure(error)
        if cure is None:
            raise
        kind = DamagedDatabaseError if _code(error).startswith(_DAMAGED) else StoreError
        raise kind(f"{where} {cure}") from error
    except OSError as error:
        if not connecting:
            raise
        why = error.strerror or str(error) or "no answer in time"
        raise StoreError(f"{where} cannot be reached ({why}); check DATABASE_URL and the server") from error


def is_unfit(error: DBAPIError) -> bool:
    """Whether a statement failed for what it was to store; nothing is wrong with the database then."""
    return _code(error) not in _CLASHES and _cure(error) is None


def _code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""


def _cure(error: DBAPIError) -> str | None:
    code = _code(error)
    for prefix, cure in (_SQLITE | _POSTGRESQL).items():
        if code.startswith(prefix):
            return cure
    # Without a code: a value that SQLite cannot hold, which trying again does not change.
    unfit = isinstance(error.orig, sqlite3.ProgrammingError | sqlite3.InterfaceError)
    if code.startswith(_OWN_MISTAKES) or (unfit and not code):
        return None
    if error.connection_invalidated:
        return _POSTGRESQL["08"]
    said = " ".join(str(error.orig).split())
    return f"failed ({code or type(error.orig).__name__}: {said}); check the database"
