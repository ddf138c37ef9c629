import asyncio
from pathlib import Path

from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts
from bot.domain.clock import SystemClock
from bot.domain.language import Language
from bot.sandbox import DEFAULT_TOKEN
from bot.store.unit_of_work import Store
from bot.telegram.client import DeskBot
from bot.telegram.intake import Intake
from bot.telegram.notices import Notices
from bot.telegram.pulse import Pulse
from bot.telegram.receive import Poller
from bot.telegram.rival import Rivals
from tests.databases import sqlite_in
from tests.talk import Talk

FOUNDER, OTHER = 5_000_000_001, 5_000_000_002


async def test_an_inline_query_waits_in_line_with_its_senders_inline_queries_alone(
    server: str, talk: Talk, tmp_path: Path
) -> None:
    store = await Store.open(sqlite_in(tmp_path))
    arrived, clock = asyncio.Event(), SystemClock()
    async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as bot:
        intake = Intake(store=store, clock=clock, arrived=arrived.set)
        notices = Notices(
            store=store,
            speaker=Speaker(Texts.load()),
            language=Language.EN,
            clock=clock,
            queued=lambda: None,
        )
        rivals = Rivals(notices=notices, pulse=Pulse(), clock=clock)
        poller = Poller(bot=bot, intake=intake, rivals=rivals, clock=clock)
        running = asyncio.create_task(poller.run())
        await talk.order("inline", **{"from": FOUNDER}, text="visa")
        await talk.order("inline", **{"from": OTHER}, text="visa")
        await talk.say(FOUNDER, "how long?")
        lanes: set[str] = set()
        async with asyncio.timeout(20):
            while len(lanes) < 3:
                await arrived.wait()
                arrived.clear()
                async with store.reading() as uow:
                    lanes = {item.lane for item in await uow.inbox.due(clock.now(), 10, exclude_lanes=())}
        running.cancel()
        await asyncio.wait({running})
    await store.close()
    assert lanes == {f"inline:{FOUNDER}", f"inline:{OTHER}", f"chat:{FOUNDER}"}
