"""A database with all its tables, made once in a process: each test's own would take a third of the time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.migrate import upgrade


def sqlite_in(folder: Path) -> str:
    """Return the address of a database in a folder, empty but ready; one that is there already stays."""
    file = folder / "gesher.db"
    if not file.exists():
        file.write_bytes(_ready())
    return f"sqlite+aiosqlite:///{file}"


@cache
def _ready() -> bytes:
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as aside:  # a loop may run in this thread
        file = Path(folder) / "gesher.db"
        aside.submit(asyncio.run, upgrade(f"sqlite+aiosqlite:///{file}")).result()
        return file.read_bytes()
