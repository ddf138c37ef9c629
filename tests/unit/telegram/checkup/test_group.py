"""Each thing that the bot lacks in the staff group comes by itself, with its cure."""

import pytest
from telegram import Bot

from bot.domain.finding import Finding
from bot.domain.ids import ChatId
from bot.sandbox import STAFF_CHAT_ID
from bot.settings import Settings
from bot.telegram.checkup.group import check_group, setting_problem
from tests.talk import Talk

GROUP = ChatId(STAFF_CHAT_ID)


def lacking(findings: list[Finding]) -> dict[str, str]:
    return {one.what: one.cure for one in findings if not one.well}


def test_a_group_that_is_not_set_is_a_finding() -> None:
    finding = setting_problem(Settings(staff_chat_id=None))
    assert finding is not None
    assert "STAFF_CHAT_ID" in finding.cure
    assert setting_problem(Settings(staff_chat_id=GROUP)) is None


async def test_a_group_where_nothing_lacks(bot: Bot) -> None:
    findings = await check_group(bot, GROUP)
    assert [one.what for one in findings] == [
        *("staff group", "administrator", "topics", "deleting", "messages"),
    ]
    assert all(one.well and not one.warns and not one.cure for one in findings)


@pytest.mark.parametrize(
    ("right", "what", "name"),
    [
        ("can_manage_topics", "topics", "Manage topics"),
        ("can_delete_messages", "deleting", "Delete messages"),
    ],
)
async def test_each_right_is_named_by_itself(bot: Bot, talk: Talk, right: str, what: str, name: str) -> None:
    await talk.order("rights", **{right: False})
    assert lacking(await check_group(bot, GROUP)) == {what: f"group > Administrators > the bot > {name}"}


async def test_an_ordinary_member_hears_only_commands_while_privacy_mode_is_on(bot: Bot, talk: Talk) -> None:
    await talk.order("rights", admin=False)
    found = lacking(await check_group(bot, GROUP))
    assert set(found) == {"administrator", "topics", "deleting", "messages"}
    assert "/setprivacy" in found["messages"]


async def test_a_group_without_topics_works_and_is_worth_a_word(bot: Bot, talk: Talk) -> None:
    await talk.order("topics", enabled=False)
    (topics,) = (one for one in await check_group(bot, GROUP) if one.what == "topics")
    assert (topics.well, topics.warns) == (True, True)
    assert "group > Edit > Topics" in topics.cure


async def test_a_group_that_has_moved_is_followed(bot: Bot, talk: Talk) -> None:
    await talk.order("migrate")
    moved, *rest = await check_group(bot, GROUP)
    assert moved.warns
    assert f"STAFF_CHAT_ID={STAFF_CHAT_ID - 1}" in moved.cure
    assert rest


async def test_a_bot_that_was_removed_or_never_was_there(bot: Bot, talk: Talk) -> None:
    await talk.order("kick", kicked=True)
    for chat in (GROUP, ChatId(-1009999999999)):
        assert lacking(await check_group(bot, chat)) == {
            "staff group": "add the bot to the group and check STAFF_CHAT_ID"
        }


async def test_a_private_chat_is_no_group(bot: Bot, talk: Talk) -> None:
    founder = await talk.founder(first_name="Dana")
    (finding,) = await check_group(bot, ChatId(founder))
    assert finding.cure == "set STAFF_CHAT_ID to a group's id"
