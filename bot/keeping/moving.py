"""`gesher db copy` and `gesher db purge`: a desk's way to another database, and what need not be kept."""

from collections import Counter
from contextlib import AsyncExitStack

from bot.domain.clock import Clock
from bot.keeping.backup import Progress
from bot.keeping.errors import KeepingError
from bot.keeping.manifest import describe
from bot.store.backup import Contents, at_rest, make_sure_of, snapshot
from bot.store.engine import parse
from bot.store.migrate import check
from bot.store.transfer import filling, held
from bot.store.unit_of_work import Store
from bot.telegram.chores.purge import Purger


async def copy(source: str, target: str, progress: Progress = lambda *_: None) -> Contents:
    """Copy everything from one database to another, empty one, in one transaction.

    Returns:
        What was copied.

    Raises:
        KeepingError: if both are the same, or the target holds something.
        StoreError: if one of them cannot be used, or a desk runs on one.
    """
    where = parse(target).where
    if _is_same(source, target):
        raise KeepingError(f"{where} is the database of DATABASE_URL itself; name another one")
    make_sure_of(parse(source))
    async with AsyncExitStack() as held_still:
        for url in (source, target):
            await held_still.enter_async_context(at_rest(url))
        there = await held(target)
        if there:
            raise KeepingError(f"{where} holds {describe(there)}; name an empty database")
        return await _copy(source, target, progress)


async def purge(url: str, clock: Clock, days: int) -> Counter[str]:
    """Delete what the desk deletes each day; return how many rows, by table.

    Args:
        url: of the database; a desk may work with it.
        clock: tells the time.
        days: how long founders' questions and tickets are kept after the last word on them.

    Raises:
        StoreError: if the database cannot be written, or its schema is not the one of this code.
    """
    await check(url)
    store = await Store.open(url, migrate=False)
    try:
        return await Purger(store, clock, days).purge()
    finally:
        await store.close()


async def _copy(source: str, target: str, progress: Progress) -> Contents:
    async with snapshot(source) as moment:
        contents, done = moment.contents, 0
        async with filling(target, contents.revision) as database:
            async for table, rows in moment.batches():
                await database.add(table, rows)
                done += len(rows)
                progress(done, sum(contents.rows.values()))
            await database.complete(contents)
    return contents


def _is_same(source: str, target: str) -> bool:
    one, other = parse(source), parse(target)
    if one.file and other.file:
        return one.file.resolve() == other.file.resolve()
    return one.where == other.where
