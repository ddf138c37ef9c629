import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from telegram import Bot, WebhookInfo

from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts
from bot.domain.clock import SystemClock
from bot.domain.language import Language
from bot.domain.messages import SendText
from bot.store.unit_of_work import Store
from bot.telegram.pulse import Pulse
from bot.telegram.web.webhook_watch import Calls, Seen, WebhookWatch, judge
from tests.databases import sqlite_in

URL = "https://desk.example/telegram"
T = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUIET = Seen(url=URL, pending=0)
FAILED = Seen(url=URL, pending=1, error_at=T, error="Connection refused")
WORSE = replace(FAILED, pending=3, error_at=T + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("before", "now", "was", "calls"),
    [
        (None, QUIET, Calls.WELL, Calls.WELL),
        (None, FAILED, Calls.WELL, Calls.WELL),  # one failure from before the start
        (None, FAILED, Calls.FAILING, Calls.FAILING),  # a restart forgets no trouble
        (None, FAILED, Calls.ELSEWHERE, Calls.WELL),  # a restart has set the address again
        (QUIET, FAILED, Calls.WELL, Calls.FAILING),
        (FAILED, WORSE, Calls.WELL, Calls.FAILING),
        (FAILED, replace(FAILED, pending=9), Calls.WELL, Calls.WELL),  # a backlog, without a new failure
        (FAILED, replace(WORSE, pending=1), Calls.WELL, Calls.WELL),  # a failure, without a backlog
        (WORSE, WORSE, Calls.FAILING, Calls.FAILING),  # between two tries of Telegram's
        (WORSE, replace(WORSE, pending=1), Calls.FAILING, Calls.WELL),
        (WORSE, replace(WORSE, pending=0), Calls.FAILING, Calls.WELL),
        (WORSE, replace(WORSE, pending=2, error_at=T + timedelta(minutes=2)), Calls.FAILING, Calls.FAILING),
        (QUIET, replace(QUIET, url=""), Calls.WELL, Calls.ELSEWHERE),
        (QUIET, replace(QUIET, url="https://other.example/"), Calls.FAILING, Calls.ELSEWHERE),
        (replace(QUIET, url=""), QUIET, Calls.ELSEWHERE, Calls.WELL),
    ],
)
def test_calls_fail_where_errors_and_backlog_grow_together(
    before: Seen | None, now: Seen, was: Calls, calls: Calls
) -> None:
    assert judge(before, now, URL, was) is calls


class Telegram:
    """Says of the webhook what it is told to say."""

    def __init__(self) -> None:
        self.seen = QUIET

    async def get_webhook_info(self) -> WebhookInfo:
        return WebhookInfo(
            url=self.seen.url,
            has_custom_certificate=False,
            pending_update_count=self.seen.pending,
            last_error_date=self.seen.error_at,
            last_error_message=self.seen.error or None,
        )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(sqlite_in(tmp_path))
    yield store
    await store.close()


def _watch(telegram: Telegram, store: Store, pulse: Pulse, wake: asyncio.Event) -> WebhookWatch:
    return WebhookWatch(
        bot=cast("Bot", telegram),
        url=URL,
        store=store,
        speaker=Speaker(Texts.load()),
        language=Language.EN,
        pulse=pulse,
        clock=SystemClock(),
        queued=wake.set,
    )


async def _said(store: Store) -> list[str]:
    async with store.reading() as uow:
        due = await uow.outbox.due(SystemClock().now(), 100)
    # One lane: what comes later waits behind the first.
    texts = []
    for delivery in due:
        assert isinstance(delivery.message, SendText)
        texts.append(delivery.message.text)
        async with store.unit_of_work() as uow:
            await uow.outbox.sending([delivery.id], SystemClock().now())
            await uow.outbox.sent(delivery.id, None, SystemClock().now())
    return texts


async def test_staff_are_told_once_when_calls_fail_and_once_when_they_go_well_again(store: Store) -> None:
    telegram, pulse, wake = Telegram(), Pulse(), asyncio.Event()
    watch = _watch(telegram, store, pulse, wake)
    await watch.look()
    assert await _said(store) == []

    telegram.seen = replace(WORSE, error="Wrong response from the webhook: 502 Bad Gateway")
    await watch.look()
    (told,) = await _said(store)
    assert "Telegram cannot reach the bot" in told
    assert "502 Bad Gateway" in told
    assert "3" in told
    assert wake.is_set()
    assert "502" in pulse.webhook_error

    await watch.look()
    restarted = _watch(telegram, store, pulse, wake)
    await restarted.look()
    assert await _said(store) == []
    assert "502" in pulse.webhook_error

    telegram.seen = replace(telegram.seen, pending=0)
    await restarted.look()
    assert await _said(store) == ["✓ Telegram reaches the bot again."]
    assert pulse.webhook_error == ""


async def test_staff_are_told_when_telegram_calls_somebody_else(store: Store) -> None:
    telegram, pulse = Telegram(), Pulse()
    telegram.seen = replace(QUIET, url="")
    watch = _watch(telegram, store, pulse, asyncio.Event())
    assert await watch.look() is Calls.ELSEWHERE
    (told,) = await _said(store)
    assert "another program uses the bot's token" in told
    assert pulse.webhook_error
