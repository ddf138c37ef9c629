"""Another program that looks into the database while the desk works with it."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from bot.store import Store

LOOK = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
print(database.execute("SELECT value FROM desk").fetchall())
database.close()
"""


async def test_it_does_not_take_away_the_files_that_the_desk_works_with(tmp_path: Path) -> None:
    file = tmp_path / "gesher.db"
    store = await Store.open(f"sqlite:///{file}")
    async with store.unit_of_work() as work, store.reading(), store.reading():  # three connections
        await work.desk.set("key", "before")
    looking = await asyncio.create_subprocess_exec(sys.executable, "-c", LOOK, str(file), stdout=PIPE)
    printed, _ = await looking.communicate()
    assert printed.decode().strip() == "[('before',)]"
    assert file.with_name("gesher.db-wal").exists()
    async with store.unit_of_work() as work:
        await work.desk.set("key", "after")
    await store.close()
    database = sqlite3.connect(file)
    assert database.execute("SELECT value FROM desk").fetchall() == [("after",)]
    database.close()
