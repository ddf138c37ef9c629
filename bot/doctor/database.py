"""Looks at the database: is it there, is it sound, does a desk work on it, and what waits in it?"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.doctor import data
from bot.doctor.examination import PATIENCE, Examination
from bot.domain.errors import StoreError
from bot.domain.finding import Area, Finding
from bot.settings import Settings
from bot.store.condition import database_file, is_at_work, schema
from bot.store.unit_of_work import Store

READING = 30.0
"""Seconds that a file may take to be read through."""


def file_of(settings: Settings) -> Path | None:
    """Return the file of the database; None where it is none, or DATABASE_URL cannot be read."""
    with suppress(StoreError):
        return database_file(settings.database_url)
    return None


async def look_for_desk(examination: Examination, settings: Settings) -> None:
    """Find out whether a desk runs: what else is asked depends on it."""
    with suppress(StoreError, TimeoutError):  # told of the database itself, below
        async with asyncio.timeout(PATIENCE):
            examination.known.running = await is_at_work(settings.database_url)


async def look_at_database(examination: Examination, settings: Settings, now: datetime) -> None:
    """Look at the database, and at what waits in it if its schema is of this version."""
    file = file_of(settings)
    if file is not None and not file.exists():
        state = f"{file} is made at the first start"
        examination.tell(Finding(what="database", well=True, state=state), Area.DATA)
        return
    is_current = False

    async def database() -> Sequence[Finding]:
        nonlocal is_current
        found = await schema(settings.database_url)
        is_current = found.revision == found.newest
        return [data.judge_schema(found)]

    async def queues() -> Sequence[Finding]:
        async with _opened(settings) as store:
            return await data.check_queues(store, settings, examination.known, now)

    await examination.look("database", Area.DATA, database)
    if file is not None:
        await examination.look_aside("file", Area.DATA, partial(data.check_mode, file))
        read_through = partial(data.check_integrity, file, READING)
        await examination.look_aside("integrity", Area.DATA, read_through, READING + PATIENCE)
    examination.tell(data.judge_desk(running=examination.known.running), Area.DATA)
    if is_current:
        await examination.look("what waits", Area.DATA, queues)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Store]:
    store = await Store.watch(settings.database_url)
    try:
        yield store
    finally:
        await store.close()
