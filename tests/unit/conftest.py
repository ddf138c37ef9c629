"""A sandbox over real HTTP, for units that speak with Telegram."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import serve
from tests.talk import Talk


@pytest.fixture
async def server() -> AsyncIterator[str]:
    async with serve(secret="s", limits=None) as base:
        yield base


@pytest.fixture
async def talk(server: str) -> AsyncIterator[Talk]:
    async with Talk(f"{server}/s/") as talk:
        yield talk
