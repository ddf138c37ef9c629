"""Looks at the database: is it there, is it sound, does a desk work on it, and what waits in it?"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.doctor import data
from bot.doctor.examination import PATIENCE, Examination, aside
from bot.domain.errors import StoreError
from bot.domain.finding import Area, Finding
from bot.settings import Settings
from bot.store.condition import database_file, is_held, schema
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
    file = file_of(settings)
    if file is not None:
        examination.known.running = is_held(file)
        return
    with suppress(StoreError, TimeoutError):
        async with asyncio.timeout(PATIENCE), _opened(settings) as store, store.reading() as uow:
            examination.known.running = await uow.replicas.connected() > 0


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
        return [data.judge_schema(found)] + ([data.judge_mode(file, file.stat().st_mode)] if file else [])

    async def integrity() -> Sequence[Finding]:
        return [await aside(partial(data.check_integrity, file, READING))] if file else []

    async def queues() -> Sequence[Finding]:
        async with _opened(settings) as store:
            return await data.check_queues(store, settings, examination.known, now)

    readable = await examination.look("database", Area.DATA, database)
    if readable:
        await examination.look("integrity", Area.DATA, integrity, READING + PATIENCE)
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
