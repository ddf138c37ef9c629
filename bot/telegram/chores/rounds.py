"""Does a chore again and again: what is due, its own function says."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from bot.domain.errors import StoreError


async def rounds(chore: Callable[[], Awaitable[object]], every: timedelta, *, at_once: bool = True) -> None:
    """Do a chore every so often, until cancelled.

    Where the database fails, which the store says itself, what is due is left to the next round.

    Args:
        chore: does what is due.
        every: the pause after each.
        at_once: begin with the chore, not with a pause.
    """
    if not at_once:
        await asyncio.sleep(every.total_seconds())
    while True:
        with suppress(StoreError):
            await chore()
        await asyncio.sleep(every.total_seconds())
