import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import StoreError
from bot.telegram.chores.rounds import rounds


async def test_a_round_in_which_the_database_fails_is_left_to_the_next() -> None:
    enough, done = asyncio.Event(), 0

    async def chore() -> None:
        nonlocal done
        done += 1
        if done == 1:
            raise StoreError("full")
        enough.set()

    running = asyncio.create_task(rounds(chore, timedelta()))
    async with asyncio.timeout(10):
        await enough.wait()
    running.cancel()
    await asyncio.wait({running})


async def test_a_defect_is_not_hidden() -> None:
    async def chore() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # it has no words
        await rounds(chore, timedelta(), at_once=False)
