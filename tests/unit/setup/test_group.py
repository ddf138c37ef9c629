"""Waiting for the staff group."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import ChatId
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from bot.sandbox.updates import REPEAT_WINDOW
from bot.setup.group import Watch, changes, find_group
from bot.setup.host import BackError, Host
from bot.setup.known import Known
from bot.telegram.client import DeskBot
from bot.telegram.sightings import Sighting
from tests.talk import Talk
from tests.unit.setup.script import Script

FOUNDER, STAFF = 5_000_000_001, 4_000_000_001


async def _waiting(server: str) -> list[Any]:
    async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as bot:
        return await bot.get_raw_updates(0, seconds=0, patience=5, allowed=["message", "my_chat_member"])


async def test_it_waits_until_the_bot_is_in_the_group_and_somebody_writes(
    host: Host, script: Script, talk: Talk, known: Known
) -> None:
    await talk.order("kick", kicked=True)

    async def join() -> None:
        await talk.order("rights", admin=False)
        await script.sees("✓ The bot is in “Hub staff”. Now write a word there.")
        await talk.say(STAFF, "hello")

    script.will(join, None, "")
    found = await find_group(host, known)
    assert (found.group, found.title) == (STAFF_CHAT_ID, "Hub staff")
    assert script.shown("“Hub staff”: is this the staff group? [Y/n]: ") == 1


async def test_what_founders_write_meanwhile_stays_for_the_bot(
    host: Host, script: Script, server: str, talk: Talk, known: Known
) -> None:
    await talk.say(FOUNDER, "first")

    async def speak() -> None:
        await talk.say(FOUNDER, "second")
        await talk.say(STAFF, "hello")

    script.will(speak, None, "y")
    await find_group(host, known)
    await asyncio.sleep(2 * REPEAT_WINDOW)  # who asks the same again within it gets one update only
    waiting = await _waiting(server)
    assert [update["message"]["text"] for update in waiting] == ["first", "second", "hello"]


async def test_a_group_that_is_not_it_is_passed_over(
    host: Host, script: Script, talk: Talk, known: Known
) -> None:
    other = int((await talk.order("foreign", **{"from": FOUNDER}, title="Holidays\x1b[2J"))["chat_id"])
    await talk.say(FOUNDER, "hello", chat=other)

    async def speak() -> None:
        await talk.say(STAFF, "hello")

    script.will(None, "n", speak, None, "y")
    assert (await find_group(host, known)).group == STAFF_CHAT_ID
    assert script.shown("“Holidays [2J”: is this the staff group?") == 1


async def test_a_bot_that_is_removed_while_it_waits_is_told_of_in_one_line(
    host: Host, script: Script, talk: Talk, known: Known
) -> None:
    await talk.order("kick", kicked=True)

    async def come_and_go() -> None:
        await talk.order("rights", admin=False)
        await script.sees("✓ The bot is in “Hub staff”.")
        await talk.order("kick", kicked=True)
        await script.sees("✗ The bot was removed from “Hub staff”: add it again (group info > Add members).")
        await talk.order("kick", kicked=False)
        await talk.say(STAFF, "hello")

    script.will(come_and_go, None, "")
    assert (await find_group(host, known)).group == STAFF_CHAT_ID
    assert script.shown("was removed") == 1


async def test_a_group_that_is_set_already_is_shown_and_kept(
    host: Host, script: Script, known: Known
) -> None:
    script.will("")
    found = await find_group(host, replace(known, group=ChatId(STAFF_CHAT_ID)))
    assert (found.group, found.title) == (STAFF_CHAT_ID, "Hub staff")


async def test_a_group_can_be_named_by_its_id(host: Host, script: Script, known: Known) -> None:
    script.will("", "Hub staff", "-1009999999999", str(FOUNDER), str(STAFF_CHAT_ID), "")
    assert (await find_group(host, known)).group == STAFF_CHAT_ID
    assert script.shown("1. In Telegram make a group for staff and add @gesher_sandbox_bot to it.") == 2
    assert script.shown("✗ “Hub staff” is no group's id") == 1
    assert script.shown("✗ The bot is not in this group: add it") == 1


@pytest.mark.parametrize("takes_away", [True, False])
async def test_a_webhook_is_taken_away_only_if_somebody_agrees(
    host: Host, script: Script, talk: Talk, server: str, known: Known, takes_away: bool
) -> None:
    async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as bot:
        await bot.set_webhook("https://desk.example/telegram")
        await talk.say(STAFF, "hello")
        script.will("y", None, "") if takes_away else script.will("", str(STAFF_CHAT_ID), "")
        assert (await find_group(host, known)).group == STAFF_CHAT_ID
        assert (await bot.get_webhook_info()).url == ("" if takes_away else "https://desk.example/telegram")
        assert (await bot.get_webhook_info()).pending_update_count == 1
    assert script.shown("Telegram brings this bot's messages to https://desk.example/telegram") == 1


async def test_another_program_that_receives_is_named_once(
    host: Host, script: Script, talk: Talk, server: str, known: Known
) -> None:
    async def receive() -> None:
        async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as other:
            while not script.shown("✗ Another program receives with this token"):
                polling = other.get_raw_updates(0, seconds=1, patience=5, allowed=["message"])
                await asyncio.gather(polling, return_exceptions=True)
        await talk.say(STAFF, "hello")

    script.will(receive, None, "")
    assert (await find_group(host, known)).group == STAFF_CHAT_ID
    assert script.shown("✗ Another program receives with this token") == 1


async def test_a_token_that_is_revoked_meanwhile_leads_back_to_it(
    host: Host, script: Script, known: Known
) -> None:
    with pytest.raises(BackError):
        await find_group(host, replace(known, token="77:" + "revoked" * 5))
    assert script.shown("✗ Telegram does not know this token, or it was revoked") == 1


async def test_where_telegram_is_away_it_is_said_and_the_steps_go_on(
    host: Host, script: Script, known: Known
) -> None:
    unreachable = replace(known, api_url="http://127.0.0.1:1", group=ChatId(STAFF_CHAT_ID))
    assert await find_group(host, unreachable) == unreachable
    assert script.shown("✗ Telegram cannot be reached") == len(script.lines) == 1


async def test_without_a_token_there_is_nothing_to_wait_for(host: Host, script: Script, known: Known) -> None:
    nothing = replace(known, token="")
    assert await find_group(host, nothing) == nothing
    assert script.lines == ["This needs a token first: < goes back to it."]


def test_where_so_much_waits_that_the_group_may_be_behind_it_the_cure_is_named_once(
    host: Host, script: Script
) -> None:
    watch = Watch(host, {})
    founders = [{"update_id": number, "message": {"chat": {"type": "private"}}} for number in range(100)]
    assert watch.take(founders) is None
    assert watch.take(founders) is None
    assert script.shown("✗ Over 100 messages wait for this bot") == len(script.lines) == 1
    assert "t.me/c/NUMBER/1; the id is -100 with NUMBER behind it" in script.lines[0]


def test_a_removal_of_before_is_not_told() -> None:
    gone = Sighting(chat=ChatId(-1), title="A", is_member=False)
    assert list(changes(None, {gone.chat: gone})) == []
    assert list(changes({}, {gone.chat: gone})) == [("group-left", "A")]
