"""One unit of work is one transaction: everything in it happens, or nothing does."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from typing import Any, Self

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.ids import ReplicaId
from bot.store.access import Transaction
from bot.store.answers import Answers
from bot.store.broadcasts import Broadcasts
from bot.store.connections import connected, through
from bot.store.desk import Desk
from bot.store.dialogues import Dialogues
from bot.store.engine import Database, parse, reading_engine, writing_engine
from bot.store.errors import ClashError, OffDutyError
from bot.store.founders import Founders
from bot.store.inbox import Inbox
from bot.store.learned import LearnedItems
from bot.store.member import Member, membership, on_duty
from bot.store.migrate import check_through, upgrade_through
from bot.store.outbox import Outbox
from bot.store.questions import Questions
from bot.store.replicas import Replicas
from bot.store.reports import Reports
from bot.store.retention import Retention
from bot.store.tickets import Tickets
from bot.store.trouble import Trouble
from bot.store.ways import Ways


class UnitOfWork:
    """Everything stored, as one transaction sees it.

    Attributes:
        committed: whether the transaction is durable; tells a caller who was cancelled in the last moment.
    """

    def __init__(self, transaction: Transaction, replica: ReplicaId | None = None) -> None:
        self.inbox = Inbox(transaction, replica)
        self.outbox = Outbox(transaction)
        self.founders = Founders(transaction)
        self.questions = Questions(transaction)
        self.tickets = Tickets(transaction)
        self.answers = Answers(transaction)
        self.learned = LearnedItems(transaction)
        self.broadcasts = Broadcasts(transaction)
        self.reports = Reports(transaction)
        self.ways = Ways(transaction)
        self.dialogues = Dialogues(transaction)
        self.desk = Desk(transaction)
        self.retention = Retention(transaction)
        self.replicas = Replicas(transaction)
        self.committed = False

    def news(self) -> list[str]:
        """Return what other replicas should look at because of this."""
        changed = {"inbox": self.inbox.added, "outbox": self.outbox.queued, "lessons": self.learned.changed}
        return [name for name, is_new in changed.items() if is_new]


class Store:
    """The database, for as long as the process runs.

    Attributes:
        shared: several processes may work on it at once.
        trouble: whether units of work fail.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._where = database.where
        self.shared = database.file is None
        self.trouble = Trouble()
        self._member: Member | None = None
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

    @classmethod
    async def watch(cls, url: str) -> Self:
        """Open the database for `reading` alone, beside the process that works with it.

        Raises:
            StoreError: if it cannot be opened, or its schema is not the one of this code.
        """
        database = parse(url)
        store = cls(database)
        try:
            await check_through(store._reading, database)
        except BaseException:
            await store.close()
            raise
        return store

    def free_bytes(self) -> int | None:
        """Return how much fits on the disk that the database's file lies on; None on PostgreSQL."""
        file = self._database.file
        with suppress(OSError):
            return None if file is None else shutil.disk_usage(file.parent).free
        return None

    async def close(self) -> None:
        """Close every connection; units of work that still run fail."""
        await self._reading.dispose()
        await self._writing.dispose()

    @asynccontextmanager
    async def join(self, clock: Clock, hear: Callable[[str], None]) -> AsyncIterator[Member]:
        """Be one of the replicas of a shared database until the block ends.

        Args:
            clock: tells the time of the lease.
            hear: called with what a unit of work of any replica may have changed: `UnitOfWork.news`.

        Raises:
            StoreError: if the database cannot be reached.
        """
        async with membership(self._database, clock, hear) as member:
            self._member = member
            try:
                yield member
            finally:
                self._member = None

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
                work = UnitOfWork(transaction, self._replica)
                await self._insist_on_duty(work)
                yield work
                if self._member:
                    for news in work.news():
                        await work.replicas.tell(news)
                await through(_commit(transaction, work))
            if transaction.wrote:
                self.trouble.wrote()
        except (ClashError, OffDutyError):
            raise
        except StoreError as error:
            self.trouble.failed(error)
            raise
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

    def looking_for_work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Begin a transaction in which to take from the inbox: one that writes only where that is needed."""
        return self.unit_of_work() if self._member else self.reading()

    @property
    def _replica(self) -> ReplicaId | None:
        return self._member.number if self._member else None

    async def _insist_on_duty(self, work: UnitOfWork) -> None:
        replica = on_duty.get()
        if replica is not None and not await work.replicas.hold_duty(replica):
            raise OffDutyError(f"another replica is on duty on {self._where}; this one leaves it to that")


async def _commit(transaction: Transaction, work: UnitOfWork) -> None:
    await transaction.commit()
    work.committed = True
