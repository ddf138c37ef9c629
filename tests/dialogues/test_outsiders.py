"""Who is neither founder nor staff: bots, channels, nobody at all, and groups of other people."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import STAFF_CHAT_ID
from bot.telegram.handlers import Brain
from tests.dialogues.conftest import stage_for
from tests.dialogues.reading import load
from tests.dialogues.stage import Stage, words_of

STORY = """
- story: A ticket waits
  languages: [en]
  steps:
    - founder: the air conditioning in our room has been dripping since this morning
"""
BOT = {"id": 777000777, "is_bot": True, "first_name": "Some bot"}
PERSON = {"id": 4000000001, "is_bot": False, "first_name": "Staff A"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
LINKED = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
CHANNEL = {"id": -1002222222222, "type": "channel", "title": "News"}
FOREIGN = {"id": -1003333333333, "type": "supergroup", "title": "Another group"}
PRIVATE = {"message_id": 900, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "who runs the hub"}
IN_TOPIC: dict[str, Any] = {
    "message_id": 900,
    "date": 0,
    "chat": {"id": STAFF_CHAT_ID, "type": "supergroup", "title": "Hub staff", "is_forum": True},
    "message_thread_id": 1,
    "is_topic_message": True,
    "text": "At two.",
}


@pytest.fixture
async def stage(brain: Brain, tmp_path: Path, empty_database: Path) -> AsyncIterator[Stage]:
    """A founder with a ticket that waits."""
    (tmp_path / "s.yaml").write_text(STORY, "utf-8")
    [telling] = load(tmp_path)
    async with stage_for(telling, brain, tmp_path, empty_database) as stage:
        await stage.talk.say(stage.founder, telling.steps[0].words[0])
        await stage.settle()
        yield stage


async def _happens(stage: Stage, **update: Any) -> None:
    stage.said.clear()
    stage.news.clear()
    await stage.talk.order("updates", **update)
    await stage.settle()


@pytest.mark.parametrize(
    "update",
    [
        {"message": PRIVATE | {"from": BOT}},
        {"message": PRIVATE | {"from": BOT, "text": "/start"}},
        {"message": PRIVATE},
        {"edited_message": PRIVATE | {"from": BOT, "edit_date": 1}},
        {"channel_post": PRIVATE | {"chat": CHANNEL, "sender_chat": CHANNEL}},
        {"message": PRIVATE | {"chat": FOREIGN, "from": PERSON}},
        {"message": PRIVATE | {"chat": FOREIGN, "from": PERSON, "text": "/start"}},
        {"message": IN_TOPIC | {"from": BOT}},
        {"message": IN_TOPIC | {"from": BOT, "text": "/ban"}},
        {"message": IN_TOPIC | {"from": CHANNEL_BOT, "sender_chat": CHANNEL}},
        {"message": IN_TOPIC | {"from": ANONYMOUS, "sender_chat": FOREIGN}},
        {"message": IN_TOPIC | {"from": ANONYMOUS, "sender_chat": FOREIGN, "text": "/ban"}},
        {"edited_message": IN_TOPIC | {"from": ANONYMOUS, "sender_chat": FOREIGN, "edit_date": 1}},
        {"message": IN_TOPIC | {"from": LINKED, "sender_chat": CHANNEL, "is_automatic_forward": True}},
        {"message": IN_TOPIC},
        {"edited_message": IN_TOPIC | {"from": PERSON, "edit_date": 1}},
        {
            "message_reaction": {
                "chat": FOREIGN,
                "message_id": 1,
                "date": 0,
                "old_reaction": [],
                "new_reaction": [],
            }
        },
        {"something_new": {"of": "next year"}},
    ],
    ids="-".join,
)
async def test_nobody_answers_them_and_nothing_reaches_the_founder(
    stage: Stage, update: dict[str, Any]
) -> None:
    await _happens(stage, **_placed(stage, update))
    assert (list(stage.said), stage.news) == ([], [])


async def test_an_administrator_who_remains_anonymous_is_staff(stage: Stage) -> None:
    message = IN_TOPIC | {"from": ANONYMOUS, "sender_chat": IN_TOPIC["chat"]}
    await _happens(stage, **_placed(stage, {"message": message}))
    [answer] = stage.said
    assert "At two." in words_of(answer)


async def test_a_button_of_a_message_that_is_gone_gets_an_answer_below(stage: Stage) -> None:
    press = {"id": "1", "from": PERSON | {"id": stage.founder}, "chat_instance": "1", "data": "topics"}
    await _happens(stage, callback_query=press | {"inline_message_id": "gone"})
    [topics] = stage.said
    assert "Choose a topic" in words_of(topics)


@pytest.mark.parametrize("place", [PRIVATE, PRIVATE | {"chat": FOREIGN}])
async def test_staffs_buttons_are_nothing_anywhere_but_in_their_group(
    stage: Stage, place: dict[str, Any]
) -> None:
    press = {"id": "1", "from": PERSON | {"id": stage.founder}, "chat_instance": "1", "data": "s:close:1:"}
    message = (
        place if place["chat"] == FOREIGN else place | {"chat": {"id": stage.founder, "type": "private"}}
    )
    await _happens(stage, callback_query=press | {"message": message | {"from": BOT}})
    said = [words_of(one) for one in stage.said]
    stage.said.clear()
    assert stage.news == []
    assert all("no longer works" in words for words in said)
    await stage.talk.say(stage.founder, "/mine")
    await stage.settle()
    [mine] = stage.said
    assert "Q-0001" in words_of(mine)


async def test_a_group_that_is_not_staffs_is_left_without_a_word(stage: Stage) -> None:
    foreign = await stage.talk.order("foreign", **{"from": stage.founder}, title="Another group")
    await stage.settle()
    stage.desk.clock.ahead += timedelta(minutes=1)
    await _happens(stage, nothing={})
    [group] = (await stage.talk.state())["foreign_chats"]
    assert group["bot"] == "left"
    assert not any(one["from_bot"] for one in await stage.talk.messages(foreign["chat_id"]))


def _placed(stage: Stage, update: dict[str, Any]) -> dict[str, Any]:
    """Put an update into this founder's chat, or this founder's topic."""
    [(kind, body)] = update.items()
    if body.get("chat") == PRIVATE["chat"]:
        body = body | {"chat": {"id": stage.founder, "type": "private"}}
    if "is_topic_message" in body:
        topics = [one["thread"] for one in stage.news]
        body = body | {"message_thread_id": topics[-1]}
    return {kind: body}
