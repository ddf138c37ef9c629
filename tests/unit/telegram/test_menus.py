import logging
import re

import pytest
from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.conversation.texts import Texts
from bot.domain.ids import ChatId
from bot.domain.language import Language
from bot.sandbox import STAFF_CHAT_ID
from bot.telegram.menus import STAFF_COMMANDS, publish
from bot.telegram.staff.staff_commands import STAFF_COMMANDS as ORDERS
from tests.talk import Talk

TEXTS = Texts.load()
PRIVATE = BotCommandScopeAllPrivateChats()


async def _set(talk: Talk, since: int = 0) -> list[str]:
    return [call["method"] for call in await talk.calls(since) if call["method"].startswith("set")]


async def test_each_language_gets_its_menu_and_all_others_english(bot: Bot, talk: Talk) -> None:
    await publish(bot, TEXTS)
    for code, word in (("", "questions"), ("he", "שאלות"), ("zh", "问题")):
        commands = await bot.get_my_commands(PRIVATE, code)
        names = [command.command for command in commands]
        assert names == ["start", "topics", "mine", "contact", "news", "language", "privacy", "help"]
        assert word in commands[1].description
    state = await talk.state()
    assert set(state["descriptions"]) == set(state["short_descriptions"]) == {"", "he", "zh"}
    assert await bot.get_my_commands(language_code="he") == ()


async def test_a_restart_sets_nothing_again(bot: Bot, talk: Talk) -> None:
    await publish(bot, TEXTS)
    assert len(await _set(talk)) == 9
    before = (await talk.state())["calls"]
    await publish(bot, TEXTS)
    assert await _set(talk, before) == []
    await bot.set_my_description("an old text", "he")
    before = (await talk.state())["calls"]
    await publish(bot, TEXTS)
    assert await _set(talk, before) == ["setmydescription"]


@pytest.mark.parametrize("kind", ["flood", "bad_request", "bad_gateway", "unauthorized"])
async def test_a_failure_is_one_warning(
    bot: Bot, talk: Talk, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    await talk.order("faults", kind=kind, method="setMyDescription", times=99)
    with caplog.at_level(logging.INFO, logger="bot"):
        await publish(bot, TEXTS, [Language.HE])
    assert [one.levelname for one in caplog.records if one.name.startswith("bot.")] == ["WARNING"]


@pytest.mark.parametrize("language", list(Language))
def test_what_is_published_is_within_telegrams_limits(language: Language) -> None:
    assert len(TEXTS.say(language, "bot-description")) <= 512
    assert len(TEXTS.say(language, "bot-short-description")) <= 120


async def test_staff_have_a_menu_of_their_own_in_their_group(bot: Bot, talk: Talk) -> None:
    await publish(bot, TEXTS, staff=(ChatId(STAFF_CHAT_ID), Language.ZH))
    commands = await bot.get_my_commands(BotCommandScopeChat(STAFF_CHAT_ID))
    assert {command.command for command in commands} == set(STAFF_COMMANDS) == set(ORDERS)
    assert "谁在等" in commands[0].description
    before = (await talk.state())["calls"]
    await publish(bot, TEXTS, staff=(ChatId(STAFF_CHAT_ID), Language.ZH))
    assert await _set(talk, before) == []


@pytest.mark.parametrize("language", list(Language))
def test_the_help_of_staff_names_every_command_once(language: Language) -> None:
    told = re.findall(r"/([a-z]+)", TEXTS.say(language, "staff-help"))
    assert sorted(told) == sorted(ORDERS)
