"""What the bot has on record, read from its own database while it works with it, for the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.domain.errors import GesherError, StoreError
from bot.domain.ids import UserId
from bot.store.unit_of_work import Store, UnitOfWork
from bot.store.ways import Totals, Way
from bot.tryout.book import Book
from bot.tryout.story import copied
from bot.tryout.ways import Json, as_json, totals_as_json


class Records:
    """Reads only.

    Args:
        database: the bot's SQLite file, which need not exist yet.
        url: the same, as the store knows it.

    Attributes:
        book: the FAQ; None where it cannot be read, which the bot says itself.
    """

    def __init__(self, database: Path, url: str) -> None:
        self.book: Book | None = None
        with suppress(GesherError):
            self.book = Book.open()
        self._database = database
        self._url = url
        self._store: Store | None = None

    async def way(self, founder: UserId, most: int) -> Json:
        """Return a founder's last ways, the newest first, and how many there are of all."""
        ways: list[Way] = []
        totals = Totals()
        async with self._reading() as uow:
            if uow is not None:
                ways, totals = await uow.ways.of(founder, most), await uow.ways.totals()
        return {"ways": [as_json(way, self.book) for way in ways], "totals": totals_as_json(totals)}

    async def story(self, founder: UserId) -> str | None:
        """Return a founder's dialogue as YAML; None where there is nothing to tell."""
        async with self._reading() as uow:
            if uow is None or self.book is None:
                return None
            return await copied(uow, founder, self.book.staff_language)

    async def close(self) -> None:
        """Let go of the file; the next look opens what is there then."""
        if self._store is not None:
            await self._store.close()
            self._store = None

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[UnitOfWork | None]:
        """Look at one moment of the records; None while the bot has not made them yet."""
        if self._store is None and self._database.exists():
            with suppress(StoreError):  # the tables are being made
                self._store = await Store.watch(self._url)
        if self._store is None:
            yield None
        else:
            async with self._store.reading() as uow:
                yield uow
