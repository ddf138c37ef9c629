"""`gesher db copy` and `gesher db purge`: a desk's way to another database, and what need not be kept."""

from collections import Counter

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.keeping.backup import Progress
from bot.keeping.errors import KeepingError
from bot.keeping.manifest import describe
from bot.store import trouble
from bot.store.at_rest import at_rest
from bot.store.backup import Contents, make_sure_of, snapshot
from bot.store.condition import database_file, is_at_work
from bot.store.engine import parse
from bot.store.migrate import check
from bot.store.replacing import shrink
from bot.store.transfer import UnfitRowsError, filling, held
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
    async with at_rest(target):
        there = await held(target)
        if there:
            raise KeepingError(f"{where} holds {describe(there)}; name an empty database")
        # The old desk must not go on before the copy is complete: what it did would be lost.
        async with at_rest(source, hold=True):
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
    trouble.log.disabled = True  # an error ends this, and is told of there
    try:
        return await Purger(store, clock, days).purge()
    finally:
        trouble.log.disabled = False
        await store.close()


async def give_room_back(url: str) -> str:
    """Make the file of a SQLite database as small as what it holds; say what came of it, if anything.

    Raises:
        StoreError: if the disk has no room for that.
    """
    file = database_file(url)
    if file is None:  # PostgreSQL uses the room again by itself
        return ""
    if await is_at_work(url):
        return f"{file} keeps its size while the desk runs; to make it smaller, stop the desk and purge again"
    sizes = shrink(url)
    return f"{file}: {sizes[1] / 1024:,.0f} KB, before {sizes[0] / 1024:,.0f} KB" if sizes else ""


async def _copy(source: str, target: str, progress: Progress) -> Contents:
    async with snapshot(source) as moment:
        contents, done = moment.contents, 0
        try:
            async with filling(target, contents.revision) as database:
                async for table, rows in moment.batches():
                    await database.add(table, rows)
                    done += len(rows)
                    progress(done, sum(contents.rows.values()))
                await database.complete(contents)
        except UnfitRowsError as error:
            where = parse(source).where
            raise StoreError(f"{where} was not copied: {error}; mend that, or restore a backup") from error
    return contents


def _is_same(source: str, target: str) -> bool:
    one, other = parse(source), parse(target)
    if one.file and other.file:
        return one.file.resolve() == other.file.resolve()
    return one.where == other.where
