"""A second program that polls with the same token: staff read of it once, and once that it is gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from telegram.error import Conflict

from bot.sandbox import DEFAULT_TOKEN
from bot.telegram import rival
from bot.telegram.client import DeskBot
from bot.telegram.outbox import outcome
from bot.telegram.receive import ALLOWED_UPDATES
from tests.integration.conftest import World
from tests.talk import Sent

THERE, GONE = "Another program reads this bot's messages", "No other program reads"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "LONGEST_PAUSE", timedelta(seconds=0.1))


@asynccontextmanager
async def second_poller(server: str, *, conflicts: int) -> AsyncIterator[None]:
    """Poll, and keep polling, with the desk's token; the block begins after so many conflicts."""
    seen, enough = 0, asyncio.Event()

    async def poll(bot: DeskBot) -> None:
        nonlocal seen
        while True:
            with suppress(Conflict):
                await bot.get_raw_updates(0, seconds=30, patience=5, allowed=ALLOWED_UPDATES)
                continue
            seen += 1
            if seen >= conflicts:
                enough.set()

    async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as bot:
        polling = asyncio.create_task(poll(bot))
        try:
            await enough.wait()
            yield
        finally:
            polling.cancel()
            await asyncio.wait({polling})


def _said(seen: list[Sent], words: str) -> int:
    return sum(one["from_bot"] and words in (one["text"] or "") for one in seen)


async def test_staff_are_told_once_and_told_when_it_is_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    async with second_poller(world.server, conflicts=6):
        told = await talk.hear(world.staff_chat, THERE, "TELEGRAM_BOT_TOKEN")
        assert told["thread"] is None
    monkeypatch.setattr(rival, "CALM", timedelta())
    await talk.say(founder, "SURE work permit")
    await talk.hear(founder, "work permit")
    await talk.hear(world.staff_chat, GONE)
    seen = await talk.messages(world.staff_chat)
    assert (_said(seen, THERE), _said(seen, GONE)) == (1, 1)


async def test_a_webhook_that_somebody_set_is_taken_away_and_told(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    async with DeskBot(DEFAULT_TOKEN, f"{world.server}/bot") as bot:
        for _ in range(rival.SURE):
            await bot.set_webhook("http://127.0.0.1:9/elsewhere")
            async with asyncio.timeout(20):
                while (await bot.get_webhook_info()).url:  # noqa: ASYNC110  # Telegram tells nobody of it
                    await asyncio.sleep(0.02)
    await talk.hear(world.staff_chat, THERE)
    await talk.say(founder, "SURE work permit")
    await talk.hear(founder, "work permit")
