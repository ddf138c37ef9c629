"""A sandbox over real HTTP, and a bot that talks to it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import DEFAULT_TOKEN, serve
from tests.talk import Talk


@pytest.fixture
async def server() -> AsyncIterator[str]:
    async with serve(secret="s", limits=None) as base:
        yield base


@pytest.fixture
async def talk(server: str) -> AsyncIterator[Talk]:
    async with Talk(f"{server}/s/") as talk:
        yield talk


@pytest.fixture
async def bot(server: str) -> AsyncIterator[Bot]:
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    async with Bot(DEFAULT_TOKEN, f"{server}/bot", f"{server}/file/bot", request=request) as bot:
        yield bot
