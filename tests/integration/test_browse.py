"""Founders look through the FAQ: by topic, from answer to answer, by link and from other chats."""

import asyncio
from typing import Any

import pytest

from bot.domain.ids import UserId
from tests.integration.conftest import World
from tests.talk import PATIENCE, Sent

WORK = "How do I get permission to work in Shanghai"
FLY = "Telegram does not work"

BY_LANGUAGE = {
    "en": ("Topics", "Visas", "Z visa", "Back", "one thing to know early"),
    "he": ("נושאים", "ויזות", "ויזת Z", "חזרה", "דבר אחד שכדאי לדעת"),
    "zh-hans": ("主题", "签证", "Z签证", "返回", "有一件事请早知道"),
}


@pytest.mark.parametrize("code", BY_LANGUAGE)
async def test_one_message_shows_topics_then_questions_then_the_answer_and_back(
    world: World, code: str
) -> None:
    talk = world.talk
    topics, visas, work, back, fly = BY_LANGUAGE[code]
    founder = await talk.founder(first_name="Founder A", language_code=code)
    await talk.say(founder, "/start")
    greeting = await talk.hear(founder, "/privacy")
    await talk.press(founder, greeting, topics)
    place = greeting["message_id"]

    listed = await _turned(world, founder, place, visas)
    await talk.press(founder, listed, visas)
    page = await _turned(world, founder, place, work)
    await talk.press(founder, page, work)
    answer = await _turned(world, founder, place, back, besides=page)
    assert work in answer["text"]
    await talk.hear(founder, fly[1:])
    await talk.press(founder, answer, back)
    assert _labels(await _turned(world, founder, place, work, besides=answer)) == _labels(page)
    await talk.press(founder, page, back)
    assert _labels(await _turned(world, founder, place, visas, besides=page)) == _labels(listed)

    assert [one["message_id"] > place for one in await _bots(world, founder)].count(True) == 1


async def test_what_to_see_as_well_comes_below_and_the_answer_stays(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "SURE")
    answer = await talk.hear(founder, "Source")
    await talk.hear(founder, FLY)
    also = _labels(answer)[-1]
    await talk.press(founder, answer, also)
    below = await talk.hear(founder, also, after=answer["message_id"])
    assert below["text"].startswith(also)
    assert _labels(below)[:2] == ["Topics", "Ask staff"]
    assert len(_labels(below)) == 4

    await talk.press(founder, below, _labels(below)[-1])
    await talk.hear(founder, _labels(below)[-1], after=below["message_id"])
    mine = await _bots(world, founder)
    assert len(mine) == 4
    assert sum(FLY in one["text"] for one in mine) == 1
    assert mine[0] == answer


async def test_a_link_opens_its_entry_and_nothing_else(world: World) -> None:
    founder = await world.talk.founder(first_name="Founder A", language_code="he")
    await world.talk.say(founder, "/start hub-size")
    await world.talk.hear(founder, "שטח המרכז")
    await world.talk.say(founder, "THANKS")
    await world.talk.hear(founder, "comes up")
    assert len(await _bots(world, founder)) == 2


async def test_a_link_asks_for_the_language_below_where_nothing_tells_it(world: World) -> None:
    founder = await world.talk.founder(first_name="Founder A", language_code="fr")
    await world.talk.say(founder, "/start hub-size")
    entry = await world.talk.hear(founder, "How big is the hub")
    choice = await world.talk.hear(founder, "Which language", after=entry["message_id"])
    await world.talk.press(founder, choice, "עברית")
    await world.talk.hear(founder, "שלום, כאן שולחן היזמים")


@pytest.mark.parametrize("payload", ["an-entry-of-last-year", "../../etc", "😀" * 70, "hub-size more"])
async def test_a_link_to_nothing_is_a_plain_start(world: World, payload: str) -> None:
    founder = await world.talk.founder(first_name="Founder A", language_code="en")
    await world.talk.say(founder, f"/start {payload}")
    await world.talk.hear(founder, "Hello, this is the founders' desk")
    assert len(await _bots(world, founder)) == 1


async def test_entries_are_offered_in_any_chat_and_nobody_is_remembered(world: World) -> None:
    someone = await world.talk.founder(first_name="Founder A", language_code="en")
    offered = await _offered(world, someone, "business visit")
    assert [result["id"] for result in offered] == ["visa-visit"]
    assert offered[0]["text"].splitlines()[-1].endswith("?start=visa-visit")
    assert await _offered(world, someone, "?!") == []
    assert len(await _offered(world, someone, "")) == 11
    assert await world.talk.messages(someone) == []
    async with world.store.unit_of_work() as uow:
        assert await uow.founders.get(UserId(someone)) is None


async def _turned(world: World, founder: int, place: int, label: str, *, besides: Sent | None = None) -> Sent:
    """Wait until the message in a place has become another one, with a button of that label."""

    def look(seen: list[Sent]) -> Sent | None:
        there = (one for one in seen if one["message_id"] == place)
        return next(
            (
                one
                for one in there
                if any(label in each for each in _labels(one))
                and (besides is None or one["text"] != besides["text"])
            ),
            None,
        )

    found: Sent = await world.talk.until(look, founder)
    return found


async def _offered(world: World, who: int, text: str) -> list[dict[str, Any]]:
    asked = await world.talk.order("inline", **{"from": who}, text=text)
    async with asyncio.timeout(PATIENCE):
        while True:
            answer = await world.talk.offered(asked["inline_query_id"])
            if answer is not None:
                return list(answer["results"])
            await asyncio.sleep(0.02)


async def _bots(world: World, founder: int) -> list[Sent]:
    return [one for one in await world.talk.messages(founder) if one["from_bot"]]


def _labels(message: Sent) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]
