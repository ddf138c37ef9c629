"""`gesher learned`: what staff taught, from the command line."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.conversation.teaching import Gap, gaps
from bot.domain.errors import FaqError, UsageError
from bot.domain.events import Member
from bot.domain.ids import LearnedId, UserId
from bot.domain.learned import Learned
from bot.knowledge.export import write_learned
from bot.knowledge.load import load
from bot.knowledge.overlay import with_learned
from bot.store.migrate import check
from bot.store.unit_of_work import Store

OPERATOR = Member(id=UserId(0), name="gesher learned revoke")
"""Who took back what was revoked here."""


class NotTaughtError(UsageError):
    """Nothing that holds was taught under a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an export came to.

    Attributes:
        files: that were changed.
        open: what keeps the FAQ from being loaded until a person has written it, such as translations.
    """

    files: Sequence[Path]
    open: Sequence[str]


async def everything(url: str) -> list[Learned]:
    """Return all that was ever taught, oldest first.

    Raises:
        StoreError: if the database cannot be read or is not up to date.
    """
    async with _store(url) as store, store.reading() as uow:
        return await uow.learned.everything()


async def export(url: str, folder: Path) -> Written:
    """Write what holds into the FAQ's files.

    Raises:
        FaqError: if the FAQ cannot be loaded; nothing is written then.
        StoreError: if the database cannot be read or is not up to date.
    """
    files = load(folder)
    async with _store(url) as store, store.reading() as uow:
        items = await uow.learned.in_force()
    changed = write_learned(folder, files, with_learned(files, items))
    try:
        load(folder)
    except FaqError as error:
        return Written(files=changed, open=error.problems)
    return Written(files=changed, open=())


async def open_gaps(url: str, folder: Path) -> list[Gap]:
    """Return where entries lack a language, the one asked for most in front.

    Raises:
        FaqError: if the FAQ cannot be loaded.
        StoreError: if the database cannot be read or is not up to date.
    """
    files = load(folder)
    async with _store(url) as store, store.reading() as uow:
        laid = with_learned(files, await uow.learned.in_force())
        return gaps(laid.entries, laid.languages, await uow.questions.demand())


async def revoke(url: str, number: int, now: datetime) -> Learned:
    """Take back what was taught under a number, and return it.

    Raises:
        NotTaughtError: if there is none, or it was taken back before.
        StoreError: if the database cannot be written or is not up to date.
    """
    async with _store(url) as store, store.unit_of_work() as uow:
        item = await uow.learned.get(LearnedId(number))
        if item is None or not await uow.learned.revoke(item.id, OPERATOR, now):
            raise NotTaughtError(
                f"nothing that holds was taught under number {number} (see: gesher learned list)"
            )
        return item


@asynccontextmanager
async def _store(url: str) -> AsyncIterator[Store]:
    await check(url)
    store = await Store.open(url, migrate=False)
    try:
        yield store
    finally:
        await store.close()
