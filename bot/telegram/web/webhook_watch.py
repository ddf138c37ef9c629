"""Asks Telegram every minute how its calls go, and tells staff when they fail and when they go well again.

Who is called cannot notice by itself that nobody calls: silence is what a quiet night sounds like, too.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.conversation.speaker import Speaker
from bot.conversation.texts import escape
from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.domain.messages import Address, Place
from bot.store.unit_of_work import Store
from bot.telegram.pulse import Pulse
from bot.telegram.render import render

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
SAID = "webhook"
"""Where the store keeps what staff were told last, so that a restart repeats nothing."""


class Calls(StrEnum):
    """How Telegram's calls go."""

    WELL = "well"
    FAILING = "failing"
    ELSEWHERE = "elsewhere"
    """Another address is set, or none: somebody else uses the token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What Telegram said of the webhook.

    Attributes:
        pending: updates that wait to be brought.
        error_at: when a call failed last.
        error: why, in Telegram's words.
    """

    url: str
    pending: int
    error_at: datetime | None = None
    error: str = ""


def judge(before: Seen | None, now: Seen, url: str, was: Calls) -> Calls:
    """Say how the calls go.

    They fail where one has failed since the look before, and more waits than then; one failure alone is
    nothing, since Telegram repeats. They go well again once nothing waits, or less without another failure.
    """
    if now.url != url:
        return Calls.ELSEWHERE
    if before:
        failed = now.error_at is not None and (before.error_at is None or now.error_at > before.error_at)
        if failed and now.pending > before.pending:
            return Calls.FAILING
        if not failed and now.pending < before.pending:
            return Calls.WELL
    return Calls.WELL if now.pending == 0 or was is Calls.ELSEWHERE else was


class WebhookWatch:
    """The worker.

    Args:
        bot: asks.
        url: that Telegram is to call.
        store: open.
        speaker: words what staff are told.
        language: theirs.
        pulse: told why calls fail.
        clock: tells the time.
        queued: called when there is something to send.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        url: str,
        store: Store,
        speaker: Speaker,
        language: Language,
        pulse: Pulse,
        clock: Clock,
        queued: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._url = url
        self._store = store
        self._speaker = speaker
        self._language = language
        self._pulse = pulse
        self._clock = clock
        self._queued = queued
        self._before: Seen | None = None

    async def run(self) -> None:
        """Look every minute, until cancelled."""
        while True:
            try:
                await self.look()
            except TelegramError as error:
                log.warning("Telegram does not say how its calls go", extra={"error": str(error)})
            except StoreError as error:
                log.error("staff could not be told how Telegram's calls go", extra={"error": str(error)})
            await asyncio.sleep(EVERY.total_seconds())

    async def look(self) -> Calls:
        """Look once; tell staff if it is not as they were told last."""
        now = _seen(await self._bot.get_webhook_info())
        async with self._store.unit_of_work() as uow:
            was = Calls(await uow.desk.get(SAID) or Calls.WELL)
            calls = judge(self._before, now, self._url, was)
            if calls is not was:
                await uow.desk.set(SAID, calls)
                words = self._speaker.plain(
                    self._language, f"calls-{calls}", pending=now.pending, error=escape(now.error)
                )
                for piece in render(words):
                    await uow.outbox.add(Address(place=Place.STAFF), piece, self._clock.now())
        self._before = now
        self._pulse.webhook_error = "" if calls is Calls.WELL else now.error or "another address is set"
        if calls is not was:
            level = logging.WARNING if calls is Calls.WELL else logging.ERROR
            log.log(
                level, "Telegram's calls", extra={"go": calls, "error": now.error, "pending": now.pending}
            )
            self._queued()
        return calls


def _seen(info: WebhookInfo) -> Seen:
    return Seen(
        url=info.url,
        pending=info.pending_update_count,
        error_at=info.last_error_date,
        error=info.last_error_message or "",
    )
