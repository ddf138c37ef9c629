"""The desk in this process, over real HTTP, with short pauses: a storm would take a day otherwise."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from bot.front import Front
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from bot.settings import Settings
from bot.telegram import client
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from bot.telegram.outbox import outcome, topics
from bot.telegram.outbox.limits import Budget
from bot.telegram.web.ports import open_ports
from tests.acceptance.processes import ROOT
from tests.running import running
from tests.soak.lives import SECRET, free_port

READ_TIMEOUT = 3.0
"""Seconds that the bot waits for an answer; the storm's late ones take longer."""


@asynccontextmanager
async def quick_desk(
    page: str, folder: Path, url: str, brain: Brain, *, webhook: bool
) -> AsyncIterator[StaffGroup]:
    """Run it until the block ends.

    Args:
        page: the sandbox's address.
        folder: for what it keeps beside the database.
        url: the database's.
        brain: FAQ and matcher.
        webhook: be called instead of polling.
    """
    settings = _settings("/".join(page.split("/")[:3]), folder, url, webhook=webhook)
    budget = Budget(100_000, private_interval=timedelta(), group_limit=1_000_000)

    with _short_pauses(), open_ports(settings) as ports:
        async with running(settings, brain, Front(settings, ports), budget) as desk:
            yield desk.group


def _settings(server: str, folder: Path, url: str, *, webhook: bool) -> Settings:
    listen = f"127.0.0.1:{free_port()}"
    called = {
        "webhook_url": f"http://{listen}/telegram",
        "webhook_listen": listen,
        "webhook_secret": SECRET,
    }
    return Settings.model_validate(
        {
            "telegram_bot_token": DEFAULT_TOKEN,
            "telegram_api_url": server,
            "staff_chat_id": STAFF_CHAT_ID,
            "staff_language": "en",
            "database_url": url,
            "cache_dir": folder / "cache",
            "faq_dir": ROOT / "faq",
            "metrics_listen": "",
            **(called if webhook else {}),
        }
    )


@contextmanager
def _short_pauses() -> Iterator[None]:
    with ExitStack() as stack:
        for place, name, value in (
            (outcome, "FIRST_PAUSE", timedelta(milliseconds=20)),
            (outcome, "LONGEST_PAUSE", timedelta(milliseconds=500)),
            (outcome, "SHUT_OUT_PAUSE", timedelta(milliseconds=200)),
            (outcome, "FLOOD_MARGIN", timedelta(milliseconds=50)),
            (topics, "WAIT_FOR_WORD", timedelta(seconds=3)),
            (client, "READ_TIMEOUT", READ_TIMEOUT),
        ):
            stack.enter_context(patch.object(place, name, value))
        yield
