"""Tells Telegram how updates are to come: called, or fetched. What is pending is kept either way."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.addresses import WebhookAddress
from bot.domain.errors import DeskError
from bot.telegram.handshake import wait
from bot.telegram.receive import ALLOWED_UPDATES

log = logging.getLogger(__name__)

MAX_CONNECTIONS = 40
"""Calls that Telegram may make at once, 1 to 100. It keeps the updates of one chat in order itself."""


async def be_called(bot: Bot, address: WebhookAddress) -> None:
    """Have Telegram call; keep trying, and saying so, while it cannot be reached.

    Raises:
        DeskError: if Telegram refuses the address.
    """

    async def ask() -> None:
        await bot.set_webhook(
            address.url,
            secret_token=address.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MAX_CONNECTIONS,
            drop_pending_updates=False,
        )

    try:
        await _insist(ask)
    except BadRequest as error:
        raise DeskError(
            f"WEBHOOK_URL {address.url} is refused by Telegram ({error}): it must be a public https:// "
            "address on port 443, 80, 88 or 8443 that leads to WEBHOOK_LISTEN"
        ) from error
    log.info("Telegram calls", extra={"url": address.url})


async def fetch(bot: Bot) -> None:
    """Have Telegram call nobody: a webhook left from another time would stop polling."""
    try:
        await _insist(lambda: bot.delete_webhook(drop_pending_updates=False))
    except BadRequest as error:
        log.warning("it is not known whether a webhook is set", extra={"error": str(error)})


async def _insist(ask: Callable[[], Awaitable[object]]) -> None:
    attempts = 0
    while True:
        try:
            await ask()
        except BadRequest:
            raise
        except TelegramError as error:
            attempts += 1
            await wait(error, attempts)
        else:
            return
