"""Long polling: an update is committed to the inbox before Telegram is told that it arrived.

Telegram counts an update as received when a later `getUpdates` asks for a higher offset
(https://core.telegram.org/bots/api#getupdates).
"""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.telegram import errors
from bot.telegram.client import DeskBot
from bot.telegram.intake import Intake, read_update
from bot.telegram.outbox.outcome import backoff
from bot.telegram.rival import Rivals

log = logging.getLogger(__name__)

POLL_SECONDS = 30
"""Telegram caps it at 50."""
CLIENT_PATIENCE = 15
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
LONGEST_PAUSE = timedelta(seconds=30)
ALARM_AFTER = timedelta(seconds=60)
STORE_PAUSE = timedelta(seconds=1)


class Poller:
    """Fetches updates for as long as it is let.

    Args:
        bot: initialised.
        intake: stores them.
        rivals: told of each poll, since another program may be taking updates away.
        clock: tells the time.
    """

    def __init__(self, *, bot: DeskBot, intake: Intake, rivals: Rivals, clock: Clock) -> None:
        self._bot = bot
        self._intake = intake
        self._rivals = rivals
        self._clock = clock
        self._offset = 0
        self._failures = 0
        self._down_since: datetime | None = None

    async def run(self) -> None:
        """Poll until cancelled. Nothing that Telegram, the network or the database does ends it."""
        while True:
            try:
                updates = await self._bot.get_raw_updates(
                    self._offset, seconds=POLL_SECONDS, patience=CLIENT_PATIENCE, allowed=ALLOWED_UPDATES
                )
                await self._keep(updates)
            except Conflict as error:
                await asyncio.sleep((await self._after_conflict(error)).total_seconds())
            except TelegramError as error:
                await asyncio.sleep(self._after(error).total_seconds())
            except StoreError:
                # Not kept, so not confirmed: Telegram sends it again. The store has said why.
                await asyncio.sleep(STORE_PAUSE.total_seconds())
            else:
                self._succeeded()
                await self._rivals.answered()

    async def _keep(self, updates: list[Any]) -> None:
        rows = [row for row in map(read_update, updates) if row]
        if len(rows) < len(updates):
            log.error("updates without an id ignored", extra={"count": len(updates) - len(rows)})
        await self._intake.keep(rows)
        if rows:
            self._offset = max(row.update_id for row in rows) + 1

    def _succeeded(self) -> None:
        if self._down_since:
            log.warning("Telegram answers again", extra={"after": str(self._clock.now() - self._down_since)})
        self._failures = 0
        self._down_since = None

    async def _after_conflict(self, error: Conflict) -> timedelta:
        pause = await self._rivals.conflict()
        log.warning(
            "somebody else receives with this token",
            extra={"error": str(error), "again_in": pause.total_seconds()},
        )
        if errors.is_webhook_set(error):
            await take_webhook_away(self._bot)
        return pause

    def _after(self, error: TelegramError) -> timedelta:
        now = self._clock.now()
        self._failures += 1
        self._down_since = self._down_since or now
        pause = min(backoff(self._failures), LONGEST_PAUSE)
        fields = {"error": str(error), "again_in": pause.total_seconds()}
        match error:
            case RetryAfter():
                failure = errors.read(error)
                return failure.pause if isinstance(failure, errors.FloodWait) else pause
            case InvalidToken():
                # 401 or 404; a proxy's error page looks the same, so it is no reason to end.
                log.error("Telegram does not accept the token, or a proxy stands in the way", extra=fields)
            case _ if now - self._down_since >= ALARM_AFTER:
                log.error("no word from Telegram for over a minute, still trying", extra=fields)
            case _:
                log.warning("Telegram cannot be reached, trying again", extra=fields)
        return pause


async def take_webhook_away(bot: DeskBot) -> None:
    """Have Telegram call nobody: while it calls, nothing can be fetched. What is pending is kept."""
    try:
        await bot.delete_webhook(drop_pending_updates=False)
    except TelegramError as error:
        log.warning("the webhook cannot be taken away", extra={"error": str(error)})
