import re
from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox import STAFF_CHAT_ID, acts
from bot.sandbox.composing import Words
from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.sending import send_message
from bot.sandbox.topics import (
    close_forum_topic,
    create_forum_topic,
    delete_forum_topic,
    edit_forum_topic,
    reopen_forum_topic,
)
from bot.sandbox.wire import Json
from bot.sandbox.world import World

Heard = Callable[[], Awaitable[list[Json]]]


@pytest.fixture
def thread(world: World) -> int:
    """A topic opened by the bot."""
    return int(
        create_forum_topic(world, Params({"chat_id": STAFF_CHAT_ID, "name": "Q-0142"}))["message_thread_id"]
    )


def at(thread: int, **more: object) -> Params:
    return Params({"chat_id": STAFF_CHAT_ID, "message_thread_id": thread} | more)


def refusal(words: str) -> str:
    return f"^Bad Request: {re.escape(words)}$"


async def test_bot_hears_of_its_own_topic_work(world: World, thread: int, heard: Heard) -> None:
    edit_forum_topic(world, at(thread, name="Q-0142 ✓"))
    close_forum_topic(world, at(thread))
    reopen_forum_topic(world, at(thread))
    messages = [update["message"] for update in await heard()]
    assert messages[0]["forum_topic_created"] == {"name": "Q-0142", "icon_color": 0x6FB9F0}
    assert messages[0]["message_id"] == messages[0]["message_thread_id"] == thread
    assert messages[1]["forum_topic_edited"] == {"name": "Q-0142 ✓"}
    assert "forum_topic_closed" in messages[2]
    assert "forum_topic_reopened" in messages[3]
    assert {message["from"]["id"] for message in messages} == {world.bot.id}


async def test_bots_ordinary_messages_make_no_update(world: World, thread: int, heard: Heard) -> None:
    before = await heard()
    send_message(world, at(thread, text="card"))
    assert await heard() == before


async def test_every_message_in_a_topic_answers_its_root(
    world: World, thread: int, staff: Person, heard: Heard
) -> None:
    card = send_message(world, at(thread, text="card"))
    acts.write(world, staff, world.staff_chat, Words(text="note", thread=thread))
    acts.write(world, staff, world.staff_chat, Words(text="answer", reply_to=card["message_id"]))
    note, answer = (update["message"] for update in (await heard())[-2:])
    for message in (card, note, answer):
        assert (message["message_thread_id"], message["is_topic_message"]) == (thread, True)
    assert card["reply_to_message"]["message_id"] == note["reply_to_message"]["message_id"] == thread
    assert "forum_topic_created" in note["reply_to_message"]
    assert answer["reply_to_message"]["text"] == "card"
    assert "reply_to_message" not in answer["reply_to_message"]


async def test_general_has_no_thread(world: World, staff: Person, heard: Heard) -> None:
    acts.write(world, staff, world.staff_chat, Words(text="hello"))
    sent = send_message(world, Params({"chat_id": STAFF_CHAT_ID, "text": "hello"}))
    for message in ((await heard())[-1]["message"], sent):
        assert not {"message_thread_id", "is_topic_message", "reply_to_message"} & message.keys()
    with pytest.raises(ApiError, match=refusal("message thread not found")):
        send_message(world, at(1, text="hello"))


def test_closed_topic_refuses_unless_the_rule_says_otherwise(world: World, thread: int) -> None:
    close_forum_topic(world, at(thread))
    with pytest.raises(ApiError, match=refusal("TOPIC_CLOSED")):
        send_message(world, at(thread, text="card"))
    world.rules.admin_posts_in_closed = True
    assert send_message(world, at(thread, text="card"))["message_thread_id"] == thread


async def test_deleted_topic_is_gone_and_nobody_tells(
    world: World, thread: int, staff: Person, heard: Heard
) -> None:
    send_message(world, at(thread, text="card"))
    before = await heard()
    acts.change_topic(world, staff, thread, "delete")
    assert await heard() == before
    assert world.staff_chat.messages == {}
    with pytest.raises(ApiError, match=refusal("message thread not found")):
        send_message(world, at(thread, text="card"))
    for method in (edit_forum_topic, close_forum_topic, reopen_forum_topic, delete_forum_topic):
        with pytest.raises(ApiError, match=refusal("TOPIC_ID_INVALID")):
            method(world, at(thread, name="x"))


def test_nothing_to_change_is_refused(world: World, thread: int) -> None:
    for method in (edit_forum_topic, reopen_forum_topic):
        with pytest.raises(ApiError, match=refusal("TOPIC_NOT_MODIFIED")):
            method(world, at(thread, name="Q-0142"))


def test_same_name_opens_another_topic(world: World, thread: int) -> None:
    again = create_forum_topic(
        world, Params({"chat_id": STAFF_CHAT_ID, "name": "Q-0142", "icon_color": 0xFB6F5F})
    )
    assert again["message_thread_id"] != thread


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": " "}, "title must be non-empty"),
        ({"name": "x", "icon_color": 1}, "TOPIC_ICON_COLOR_INVALID"),
        ({"name": "x", "icon_custom_emoji_id": "1"}, "DOCUMENT_INVALID"),
    ],
)
def test_topics_that_cannot_be_opened(world: World, values: Json, words: str) -> None:
    with pytest.raises(ApiError, match=refusal(words)):
        create_forum_topic(world, Params({"chat_id": STAFF_CHAT_ID} | values))


def test_long_names_are_cut(world: World) -> None:
    opened = create_forum_topic(world, Params({"chat_id": STAFF_CHAT_ID, "name": "ש" * 200}))
    assert opened["name"] == "ש" * 128


def test_reply_goes_where_its_target_is(world: World, thread: int) -> None:
    card = send_message(world, at(thread, text="card"))
    reply = {"message_id": card["message_id"], "allow_sending_without_reply": True}
    followed = send_message(world, Params({"chat_id": STAFF_CHAT_ID, "text": "x", "reply_parameters": reply}))
    assert followed["message_thread_id"] == thread
    other = create_forum_topic(world, Params({"chat_id": STAFF_CHAT_ID, "name": "other"}))[
        "message_thread_id"
    ]
    with pytest.raises(ApiError, match=refusal("message to be replied not found")):
        send_message(world, at(other, text="x", reply_parameters=reply))


def test_reply_to_a_deleted_message_carries_no_message(world: World, thread: int, staff: Person) -> None:
    card = send_message(world, at(thread, text="card"))
    answer, _ = acts.write(world, staff, world.staff_chat, Words(text="a", reply_to=card["message_id"]))
    world.staff_chat.remove(card["message_id"])
    assert "reply_to_message" not in answer.wire()
    assert answer.wire()["message_thread_id"] == thread


def test_plain_group_has_no_topics_but_reply_chains(world: World, staff: Person) -> None:
    world.staff_chat.is_forum = False
    with pytest.raises(ApiError, match=refusal("the chat is not a forum")):
        create_forum_topic(world, Params({"chat_id": STAFF_CHAT_ID, "name": "x"}))
    card = send_message(world, Params({"chat_id": STAFF_CHAT_ID, "text": "card"}))
    first, _ = acts.write(world, staff, world.staff_chat, Words(text="a", reply_to=card["message_id"]))
    second, _ = acts.write(world, staff, world.staff_chat, Words(text="b", reply_to=first.message_id))
    assert second.wire()["message_thread_id"] == card["message_id"]
    assert "is_topic_message" not in second.wire()
