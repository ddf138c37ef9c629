from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.addresses import WebhookAddress
from bot.domain.errors import DeskError
from bot.telegram.receive import ALLOWED_UPDATES
from bot.telegram.web import webhook_setting
from bot.telegram.web.webhook_setting import be_called, fetch

ADDRESS = WebhookAddress(url="https://desk.example/telegram", path="/telegram", secret="s")


class Script(Bot):
    """Fails as scripted, then does as it is told."""

    def __init__(self, *errors: TelegramError) -> None:
        super().__init__("77:" + "A" * 35)
        self._errors = list(errors)
        self._calls: list[tuple[str, dict[str, Any]]] = []

    async def _post(self, endpoint: str, data: dict[str, Any] | None = None, **_: Any) -> Any:
        self._calls.append((endpoint, data or {}))
        if self._errors:
            raise self._errors.pop(0)
        return True


@pytest.fixture(autouse=True)
def waited(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    attempts: list[int] = []

    async def wait(_: TelegramError, attempt: int) -> None:
        attempts.append(attempt)

    monkeypatch.setattr(webhook_setting, "wait", wait)
    return attempts


async def test_the_webhook_names_every_kind_of_update_and_drops_nothing() -> None:
    bot = Script()
    await be_called(bot, ADDRESS)
    ((method, data),) = bot._calls
    assert method == "setWebhook"
    assert data["url"] == ADDRESS.url
    assert data["secret_token"] == "s"
    assert data["allowed_updates"] == ALLOWED_UPDATES
    assert data["max_connections"] == 40
    assert not data["drop_pending_updates"]


async def test_it_is_tried_until_telegram_can_be_reached(waited: list[int]) -> None:
    bot = Script(NetworkError("down"), RetryAfter(1), NetworkError("down"))
    await be_called(bot, ADDRESS)
    assert len(bot._calls) == 4
    assert waited == [1, 2, 3]


async def test_an_address_that_telegram_refuses_ends_the_start_with_the_cure(waited: list[int]) -> None:
    with pytest.raises(DeskError) as refusal:
        await be_called(Script(BadRequest("bad webhook: failed to resolve host")), ADDRESS)
    assert str(refusal.value).startswith("WEBHOOK_URL https://desk.example/telegram is refused by Telegram")
    assert "failed to resolve host" in str(refusal.value).lower()
    assert waited == []


async def test_before_polling_a_webhook_is_taken_away_and_nothing_is_dropped(waited: list[int]) -> None:
    bot = Script(NetworkError("down"))
    await fetch(bot)
    assert [method for method, _ in bot._calls] == ["deleteWebhook"] * 2
    assert not any(data["drop_pending_updates"] for _, data in bot._calls)
    assert waited == [1]
