"""The whole desk in this process, as the app puts it together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import assemble
from bot.domain.ids import ChatId
from bot.front import Front
from bot.settings import Settings
from bot.store.unit_of_work import Store
from bot.telegram.client import make_bot
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.handshake import connect, find_group
from bot.telegram.outbox.limits import Budget
from bot.telegram.supervise import supervise


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A desk at work."""

    store: Store
    group: StaffGroup


@asynccontextmanager
async def running(
    settings: Settings, brain: Brain, front: Front, budget: Budget | None = None
) -> AsyncIterator[Running]:
    """Run the desk until the block ends; without a budget it keeps to Telegram's limits."""
    bot = make_bot(settings)
    store = await Store.open(settings.database_url)
    group = StaffGroup(ChatId(settings.staff_chat()))

    async def think() -> Brain:
        return brain

    await connect(bot)
    await find_group(bot, store, group)
    await front.subscribe(bot)
    workers = assemble(settings, think, bot, store, group, budget=budget, front=front)
    desk = asyncio.create_task(supervise(workers, front.pulse.workers))
    try:
        yield Running(store=store, group=group)
    finally:
        desk.cancel()
        await asyncio.wait({desk})
        await store.close()
        await bot.shutdown()
