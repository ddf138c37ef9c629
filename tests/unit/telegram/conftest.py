"""A bot that talks to the sandbox."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import DEFAULT_TOKEN


@pytest.fixture
async def bot(server: str) -> AsyncIterator[Bot]:
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    async with Bot(DEFAULT_TOKEN, f"{server}/bot", f"{server}/file/bot", request=request) as bot:
        yield bot
