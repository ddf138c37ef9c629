"""The bot's rights in the staff group."""

from dataclasses import replace

import pytest

from bot.domain.ids import ChatId
from bot.sandbox import STAFF_CHAT_ID
from bot.setup.host import Host
from bot.setup.known import Known
from bot.setup.rights import give_rights
from tests.talk import Talk
from tests.unit.setup.script import Script


@pytest.fixture
def grouped(known: Known) -> Known:
    return replace(known, group=ChatId(STAFF_CHAT_ID), title="Hub staff")


async def test_what_is_missing_is_shown_with_its_cure_until_it_is_there(
    host: Host, script: Script, talk: Talk, grouped: Known
) -> None:
    async def promote() -> None:
        await talk.order("rights", can_manage_topics=False, can_delete_messages=False)

    async def permit() -> None:
        await talk.order("rights")

    await talk.order("rights", admin=False)
    script.will(promote, "", permit, "")
    assert await give_rights(host, grouped) == grouped
    assert script.lines[0].startswith(
        "✗ The bot is no administrator: group info > Edit > Administrators > Add"
    )
    assert script.shown("✗ It may not delete messages: group info") == 1
    assert script.shown("✗ It may not manage topics: group info") == 1
    assert script.lines[-3:] == [
        "✓ The bot is an administrator and reads what staff write.",
        "✓ It may delete messages.",
        "✓ Topics are on, and it may manage them.",
    ]


async def test_somebody_can_go_on_anyway(host: Host, script: Script, talk: Talk, grouped: Known) -> None:
    await talk.order("rights", admin=False)
    script.will("-")
    assert await give_rights(host, grouped) == grouped
    assert script.lines[-1] == "Skipped."


async def test_without_topics_it_says_what_then_happens_and_how_to_have_them(
    host: Host, script: Script, talk: Talk, grouped: Known
) -> None:
    async def switch_on() -> None:
        await talk.order("topics", enabled=True)

    await talk.order("topics", enabled=False)
    script.will(switch_on, "n")
    await give_rights(host, grouped)
    assert script.shown("Topics are off: questions come as cards, and staff reply to the card.") == 1
    assert script.lines[-1] == "✓ Topics are on, and it may manage them."


async def test_a_group_that_has_moved_is_followed(host: Host, talk: Talk, grouped: Known) -> None:
    moved = (await talk.order("migrate"))["chat_id"]
    assert (await give_rights(host, grouped)).group == moved


async def test_a_bot_that_was_removed_is_told_of_in_one_line(
    host: Host, script: Script, talk: Talk, grouped: Known
) -> None:
    async def add() -> None:
        await talk.order("kick", kicked=False)

    await talk.order("kick", kicked=True)
    script.will(add, "")
    await give_rights(host, grouped)
    assert script.lines[0] == (
        "✗ The bot is not in this group: add it (group info > Add members), or check the group's id."
    )


async def test_a_proxy_that_cannot_be_used_does_not_end_it(
    host: Host, script: Script, grouped: Known
) -> None:
    script.will("-")
    await give_rights(host, replace(grouped, proxy="ftp://x:1"))
    assert script.lines[0].startswith("✗ Telegram cannot be reached from this machine")


async def test_without_a_group_there_is_nothing_to_look_at(host: Host, script: Script, known: Known) -> None:
    assert await give_rights(host, known) == known
    assert script.lines == ["This needs a token and a staff group first: < goes back."]
