"""One unit of work is one transaction: everything in it happens, or nothing does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, Self

from bot.store.access import Transaction
from bot.store.answers import Answers
from bot.store.broadcasts import Broadcasts
from bot.store.connections import connected, through
from bot.store.desk import Desk
from bot.store.engine import Database, parse, reading_engine, writing_engine
from bot.store.founders import Founders
from bot.store.inbox import Inbox
from bot.store.learned import LearnedItems
from bot.store.migrate import check_through, upgrade_through
from bot.store.outbox import Outbox
from bot.store.questions import Questions
from bot.store.reports import Reports
from bot.store.retention import Retention
from bot.store.tickets import Tickets


class UnitOfWork:
    """Everything stored, as one transaction sees it.

    Attributes:
        committed: whether the transaction is durable; tells a caller who was cancelled in the last moment.
    """

    def __init__(self, transaction: Transaction) -> None:
        self.inbox = Inbox(transaction)
        self.outbox = Outbox(transaction)
        self.founders = Founders(transaction)
        self.questions = Questions(transaction)
        self.tickets = Tickets(transaction)
        self.answers = Answers(transaction)
        self.learned = LearnedItems(transaction)
        self.broadcasts = Broadcasts(transaction)
        self.reports = Reports(transaction)
        self.desk = Desk(transaction)
        self.retention = Retention(transaction)
        self.committed = False


class Store:
    """The database, for as long as the process runs."""

    def __init__(self, database: Database) -> None:
        self._where = database.where
        self._writing = writing_engine(database)
        self._reading = reading_engine(database, self._writing)
        # SQLite has one writer at a time. Queued here they take turns at once; queued there they would poll.
        self._turn: AbstractAsyncContextManager[Any] = asyncio.Lock() if database.file else nullcontext()
        self._writers: set[asyncio.Task[Any] | None] = set()

    @classmethod
    async def open(cls, url: str, *, migrate: bool = True) -> Self:
        """Open the database, by default bringing its schema up to this code.

        Raises:
            StoreError: if it cannot be opened, is newer than this code, or is older and not to be migrated.
        """
        database = parse(url)
        store = cls(database)
        try:
            await (upgrade_through if migrate else check_through)(store._writing, database)
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Close every connection; units of work that still run fail."""
        await self._reading.dispose()
        await self._writing.dispose()

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[UnitOfWork]:
        """Begin a transaction that commits on a clean exit and rolls back on any exception.

        A cancellation rolls back too. One that arrives during the commit waits until the commit is through
        and is raised then; `UnitOfWork.committed` says what became of it.

        Raises:
            StoreError: if the database cannot be reached, read or written; nothing of it was stored then.
            RuntimeError: at once, if this task is inside another one, which on SQLite would wait for itself;
                or at the end, if a statement failed and its error was swallowed inside.
        """
        task = asyncio.current_task()
        if task in self._writers:
            raise RuntimeError("this task is inside a unit of work already")
        self._writers.add(task)
        try:
            async with self._turn, connected(self._writing, self._where) as connection:
                transaction = Transaction(connection)
                work = UnitOfWork(transaction)
                yield work
                await through(_commit(transaction, work))
        finally:
            self._writers.discard(task)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """Begin a transaction that sees one moment and cannot write; it waits for nobody.

        Raises:
            StoreError: if the database cannot be reached or read, or on any attempt to write.
        """
        async with connected(self._reading, self._where) as connection:
            yield UnitOfWork(Transaction(connection))


async def _commit(transaction: Transaction, work: UnitOfWork) -> None:
    await transaction.commit()
    work.committed = True
