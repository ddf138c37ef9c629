"""What the tests of backups, restores and copies share."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import text

from bot.domain.language import Language
from bot.store import Store
from bot.store.engine import parse, writing_engine

from .earlier import Rows
from .samples import FOUNDER, NOW

KINDS = ["sqlite", "postgresql"]
Fresh = Callable[[str], Awaitable[str]]


async def change(url: str, *statements: str) -> None:
    engine = writing_engine(parse(url))
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


async def count(url: str, query: str) -> int:
    engine = writing_engine(parse(url))
    async with engine.connect() as connection:
        found = int((await connection.execute(text(query))).scalar_one())
    await engine.dispose()
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def move_away(folder: Path, name: str) -> None:
    for path in folder.glob(f"{name}*"):
        path.rename(folder / f"newer-{path.name}")


async def next_number(url: str) -> str:
    store = await Store.open(url, migrate=False)
    number = await next_number_of(store)
    await store.close()
    return number


async def next_number_of(store: Store) -> str:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        ticket = await work.tickets.open(founder=FOUNDER.id, question=None, language=Language.ZH, now=NOW)
    return ticket.number


def in_doubt(rows: Rows) -> Rows:
    """What is queued, or parked, goes out as a repetition after a restore."""
    doubted = {"unknown_outcomes": 1}
    waits = ("queued", "parked")
    return rows | {"outbox": [row | (doubted if row["state"] in waits else {}) for row in rows["outbox"]]}
