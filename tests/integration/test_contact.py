"""Founders leave another way to be reached, correct it and take it back."""

import pytest

from bot.domain.ids import UserId
from tests.integration.conftest import World
from tests.talk import Sent


async def test_what_is_written_after_the_command_is_kept_shown_to_staff_and_deletable(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking for a cargo bike")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.say(founder, "/contact wechat someone_1")
    await talk.hear(founder, "Kept", "WeChat: someone_1")
    told = await talk.hear(world.staff_chat, "Founder A", "can also be reached", "WeChat: someone_1")
    assert told["thread"] == card["thread"]

    asked = await talk.say(founder, "/contact")
    shown = await talk.hear(founder, "WeChat: someone_1", after=asked)
    await talk.press(founder, shown, "Delete")
    await talk.hear(founder, "Your contact is deleted")
    await talk.hear(world.staff_chat, "Founder A", "has deleted the other contact")
    assert await _contact(world, founder) is None


async def test_without_an_address_the_command_asks_and_takes_the_next_message(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "/contact")
    await talk.hear(founder, "Write an e-mail address or a WeChat id")
    sent = await talk.say(founder, "me@example")
    await talk.hear(founder, "neither an e-mail address nor a WeChat id")
    await talk.say(founder, "me@example.com")
    await talk.hear(founder, "Kept", "me@example.com")
    assert await _contact(world, founder) == "me@example.com"

    await talk.order("edit", **{"from": founder}, message_id=sent, text="you@example.com")
    await talk.hear(founder, "Kept", "you@example.com")
    assert await _contact(world, founder) == "you@example.com"
    assert world.matcher.asked.count("me@example.com") == 1  # matched, as every text is, but not acted on
    assert await talk.messages(world.staff_chat) == []


async def test_a_question_instead_of_an_address_is_answered_and_ends_the_asking(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "/contact")
    await talk.hear(founder, "Write an e-mail address")
    await talk.say(founder, "how does SURE work?")
    await talk.hear(founder, "checked")
    await talk.say(founder, "parking1")  # would pass for a WeChat id
    await talk.hear(founder, "passed it to", "Q-0001")
    assert await _contact(world, founder) is None


@pytest.mark.parametrize("by", ["command", "unknown command", "button"])
async def test_doing_something_else_ends_the_asking(world: World, by: str) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "/language")
    choice = await talk.hear(founder, "Which language")
    await talk.say(founder, "/contact")
    await talk.hear(founder, "Write an e-mail address")
    if by == "button":
        await talk.press(founder, choice, "English")
        await talk.hear(founder, "From now on in English")
    else:
        await talk.say(founder, "/help" if by == "command" else "/nonsense")
        await talk.hear(founder, "Write your question in")
    await talk.say(founder, "parking1")
    await talk.hear(founder, "Q-0001")
    assert await _contact(world, founder) is None


async def test_a_contact_that_is_none_is_refused_after_the_command_too(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "/contact <b>me</b>")
    refused: Sent = await talk.hear(founder, "neither an e-mail address nor a WeChat id")
    assert "wechat someone_1" in refused["text"]
    await talk.say(founder, "parking1")
    await talk.hear(founder, "Q-0001")


async def _contact(world: World, founder: int) -> str | None:
    async with world.store.reading() as uow:
        kept = await uow.founders.get(UserId(founder))
    return kept.contact if kept else None
