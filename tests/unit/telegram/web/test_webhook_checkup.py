from datetime import UTC, datetime
from typing import cast

import pytest
from telegram import Bot, WebhookInfo
from telegram.error import NetworkError

from bot.settings import Settings
from bot.telegram.web.webhook_checkup import check_webhook

URL = "https://desk.example/telegram"
BY_WEBHOOK = {"webhook_url": URL, "webhook_secret": "s"}


class Telegram:
    def __init__(self, url: str, pending: int = 0, error: str | None = None) -> None:
        at = datetime(2026, 11, 23, 9, tzinfo=UTC) if error else None
        self._info = WebhookInfo(url, False, pending, last_error_date=at, last_error_message=error)

    async def get_webhook_info(self) -> WebhookInfo:
        return self._info


@pytest.mark.parametrize(
    ("values", "telegram", "well", "state"),
    [
        ({}, Telegram(""), True, "by long polling"),
        ({}, Telegram(URL), True, f"by long polling; the webhook {URL} is taken away at the start"),
        (BY_WEBHOOK, Telegram(""), True, "by webhook, which is set at the start"),
        (BY_WEBHOOK, Telegram(URL, 0, "an old trouble"), True, "by webhook, 0 wait at Telegram"),
        (
            BY_WEBHOOK,
            Telegram(URL, 2, "502 Bad Gateway"),
            False,
            "by webhook, 2 wait at Telegram, whose last",
        ),
        ({"webhook_url": URL}, Telegram(""), False, "WEBHOOK_SECRET is not set"),
    ],
)
async def test_how_updates_come_in(
    values: dict[str, str], telegram: Telegram, well: bool, state: str
) -> None:
    finding = await check_webhook(cast("Bot", telegram), Settings.model_validate(values))
    assert finding.well is well
    assert finding.state.startswith(state)


async def test_a_telegram_that_does_not_answer_is_a_finding() -> None:
    class Silent:
        async def get_webhook_info(self) -> WebhookInfo:
            raise NetworkError("down")

    finding = await check_webhook(cast("Bot", Silent()), Settings())
    assert (finding.well, finding.cure) == (False, "check the network")
