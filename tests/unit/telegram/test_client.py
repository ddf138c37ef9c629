from contextlib import suppress

import pytest
from telegram.error import RetryAfter, TelegramError

from bot.domain.errors import SettingsError
from bot.metrics import Metrics
from bot.sandbox import DEFAULT_TOKEN
from bot.settings import Settings
from bot.telegram.client import DeskBot, make_bot
from tests.talk import Talk

FOUNDER = 5_000_000_001


async def test_every_call_is_counted_by_its_method_and_what_came_of_it(server: str, talk: Talk) -> None:
    metrics = Metrics()
    await talk.say(FOUNDER, "hello")
    async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as bot:
        bot.watch(metrics.called)
        await bot.send_message(FOUNDER, "one")
        await bot.get_raw_updates(0, seconds=0, patience=5, allowed=[])
        with suppress(TelegramError):
            await bot.send_message(FOUNDER, "")
        await talk.order("faults", kind="flood", method="sendMessage", seconds=1, times=1)
        with pytest.raises(RetryAfter):
            await bot.send_message(FOUNDER, "two")

    def calls(method: str, outcome: str) -> float | None:
        return metrics.registry.get_sample_value("gesher_calls_total", {"method": method, "outcome": outcome})

    assert calls("sendMessage", "ok") == 1
    assert calls("sendMessage", "refused") == 1
    assert calls("sendMessage", "flood_wait") == 1
    assert calls("getUpdates", "ok") == 1
    assert metrics.registry.get_sample_value("gesher_flood_waits_total") == 1


@pytest.mark.parametrize("kind", ["bad_gateway", "not_found_html"])
async def test_a_page_that_stands_where_an_answer_should_is_quoted_in_one_short_line(
    server: str, talk: Talk, kind: str
) -> None:
    async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as bot:
        await talk.order("faults", kind=kind, method="getMe", times=1)
        with pytest.raises(TelegramError) as failed:
            await bot.get_me()
    words = str(failed.value)
    assert "Parsing the server response b'<html><head><title>" in words  # whose page it is
    assert "</html>" not in words
    assert len(words) < 140


@pytest.mark.parametrize(("proxy", "name"), [("socks4://host:1", "TELEGRAM_PROXY"), (None, "HTTPS_PROXY")])
def test_the_setting_or_variable_of_a_proxy_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, proxy: str | None, name: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks4://host:1")
    settings = Settings.model_validate({"telegram_bot_token": DEFAULT_TOKEN, "telegram_proxy": proxy})
    with pytest.raises(SettingsError, match=f"{name}.* cannot be used"):
        make_bot(settings)
