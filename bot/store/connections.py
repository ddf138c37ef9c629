"""Connections that are always given back, and steps that a cancellation does not cut in two."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.errors import translated


@asynccontextmanager
async def connected(engine: AsyncEngine, where: str) -> AsyncIterator[AsyncConnection]:
    """Lend a connection; what is not committed by the end is rolled back.

    Raises:
        StoreError: for what the operator can mend, naming the database as `where`.
    """
    with translated(where, connecting=True):
        connection = await engine.connect()
    with translated(where):
        try:
            yield connection
        except BaseException:
            with suppress(DBAPIError):  # of a server that is gone; what ended the work says more
                await through(connection.close())
            raise
        await through(connection.close())


async def through(step: Coroutine[Any, Any, None]) -> None:
    """Run `step` to its end, even if the caller is cancelled meanwhile; raise the cancellation afterwards."""
    task = asyncio.ensure_future(step)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled from task.exception()
    task.result()
