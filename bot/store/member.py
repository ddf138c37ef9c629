"""This process among the replicas of a PostgreSQL database: a connection that is kept, beats and listens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.ids import ReplicaId
from bot.store.access import Transaction
from bot.store.connections import connected
from bot.store.engine import Database, lone_engine
from bot.store.errors import translated
from bot.store.replicas import CHANNEL, Replicas

BEAT = timedelta(seconds=1)
ENDED = "replica ended"
"""What is told when a replica leaves, so that another one takes over at once."""

on_duty: ContextVar[ReplicaId | None] = ContextVar("on_duty", default=None)
"""Set for tasks that only one replica may run: a unit of work of theirs fails once another is on duty."""


class Member:
    """A replica that has joined.

    Attributes:
        number: its own; after it was taken for dead it joins with another one.
        on_duty: whether it does what only one replica may do, as of the last beat.
    """

    def __init__(self, connection: AsyncConnection, where: str, number: ReplicaId) -> None:
        self._connection = connection
        self._where = where
        self._stirred = asyncio.Event()
        self.number = number
        self.on_duty = False

    async def beat(self, now: datetime) -> bool:
        """Renew the lease, bury the dead, take the duty if nobody living has it.

        Returns:
            False if this replica was taken for dead itself; then it must join again.

        Raises:
            StoreError: if the connection is broken; then it is dead already to the others.
        """
        with translated(self._where):
            transaction = Transaction(self._connection)
            replicas = Replicas(transaction)
            alive = await replicas.renew(self.number, now)
            if alive:
                await replicas.bury(self.number, now)
                self.on_duty = await replicas.take_duty(self.number)
            await transaction.commit()
        return alive

    async def rest(self) -> None:
        """Wait for the next beat, or until another replica has left or the connection has ended."""
        with suppress(TimeoutError):
            async with asyncio.timeout(BEAT.total_seconds()):
                await self._stirred.wait()
        self._stirred.clear()

    def stir(self, *_: object) -> None:
        """End `rest`."""
        self._stirred.set()

    async def leave(self) -> None:
        """Let others take over at once; a broken connection has told them already."""
        if self._connection.invalidated:
            return
        with suppress(StoreError), translated(self._where):
            transaction = Transaction(self._connection)
            replicas = Replicas(transaction)
            await replicas.leave(self.number)
            await replicas.tell(ENDED)
            await transaction.commit()


@asynccontextmanager
async def membership(database: Database, clock: Clock, hear: Callable[[str], None]) -> AsyncIterator[Member]:
    """Join the replicas of a database until the block ends.

    Args:
        database: a PostgreSQL one.
        clock: tells the time of the lease.
        hear: called in the event loop with what other units of work told, and this process's own.

    Raises:
        StoreError: if the database cannot be reached.
    """
    engine = lone_engine(database)
    try:
        async with connected(engine, database.where) as connection:
            transaction = Transaction(connection)
            number = await Replicas(transaction).join(clock.now())
            await transaction.commit()
            member = Member(connection, database.where, number)
            await _listen(connection, member, hear)
            try:
                yield member
            finally:
                await member.leave()
    finally:
        await engine.dispose()


async def _listen(connection: AsyncConnection, member: Member, hear: Callable[[str], None]) -> None:
    driver: Any = (await connection.get_raw_connection()).driver_connection

    def heard(_connection: object, _process: int, _channel: str, news: str) -> None:
        if news == ENDED:
            member.stir()
        else:
            hear(news)

    await driver.add_listener(CHANNEL, heard)
    driver.add_termination_listener(member.stir)
