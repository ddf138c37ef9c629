import re
from collections.abc import Callable
from typing import TypeAlias

import pytest

from bot.sandbox import STAFF_CHAT_ID, acts
from bot.sandbox.composing import Words
from bot.sandbox.copying import copy_message, copy_messages, forward_message, forward_messages
from bot.sandbox.editing import delete_message
from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.sending import send_message
from bot.sandbox.wire import Json
from bot.sandbox.world import World

Several: TypeAlias = Callable[[World, Params], list[Json]]


def refusal(words: str) -> str:
    return f"^Bad Request: {re.escape(words)}$"


def test_copy_takes_the_source_as_it_is_now(world: World, founder: Person) -> None:
    chat = world.chats[founder.id]
    source, _ = acts.write(world, founder, chat, Words(text="first", medium="photo"))
    acts.edit(world, founder, chat, source.message_id, "second")
    where = {"chat_id": STAFF_CHAT_ID, "from_chat_id": founder.id, "message_id": source.message_id}
    copied = copy_message(world, Params(where))["message_id"]
    retold = copy_message(world, Params(where | {"caption": "third"}))["message_id"]
    group = world.staff_chat.messages
    assert [group[key].content.text for key in (copied, retold)] == ["second", "third"]
    assert group[copied].wire()["photo"] == source.wire()["photo"]
    assert "forward_origin" not in group[copied].wire()
    delete_message(world, Params({"chat_id": founder.id, "message_id": source.message_id}))
    with pytest.raises(ApiError, match=refusal("message to copy not found")):
        copy_message(world, Params(where))


def test_forward_names_the_author(world: World, founder: Person) -> None:
    source, _ = acts.write(world, founder, world.chats[founder.id], Words(text="mine"))
    where = {"chat_id": STAFF_CHAT_ID, "from_chat_id": founder.id, "message_id": source.message_id}
    assert forward_message(world, Params(where))["forward_origin"]["sender_user"]["id"] == founder.id
    with pytest.raises(ApiError, match=refusal("message to forward not found")):
        forward_message(world, Params(where | {"message_id": 999}))


def test_protected_messages_stay_where_they_are(world: World, founder: Person) -> None:
    answer = send_message(world, Params({"chat_id": founder.id, "text": "x", "protect_content": True}))
    where = {"chat_id": STAFF_CHAT_ID, "from_chat_id": founder.id, "message_id": answer["message_id"]}
    with pytest.raises(ApiError, match=refusal("the message can't be copied")):
        copy_message(world, Params(where))
    with pytest.raises(ApiError, match=refusal("the message can't be forwarded")):
        forward_message(world, Params(where))


def test_paid_posts_cannot_be_copied_and_stories_can(world: World, founder: Person) -> None:
    chat = world.chats[founder.id]
    paid, story = (
        acts.write(world, founder, chat, Words(medium=kind))[0] for kind in ("paid_media", "story")
    )
    with pytest.raises(ApiError, match=refusal("the message can't be copied")):
        copy_message(world, _to_staff(founder, message_id=paid.message_id))
    assert forward_message(world, _to_staff(founder, message_id=paid.message_id))["paid_media"]
    assert copy_message(world, _to_staff(founder, message_id=story.message_id))


def test_album_stays_together_and_gaps_are_left_out(world: World, founder: Person) -> None:
    chat = world.chats[founder.id]
    kinds = ("photo", "photo", "paid_media", "video", "document")
    album = [acts.write(world, founder, chat, Words(medium=kind, album="a1"))[0].message_id for kind in kinds]
    alone = acts.write(world, founder, chat, Words(text="and this"))[0].message_id
    delete_message(world, Params({"chat_id": founder.id, "message_id": album[1]}))
    made = copy_messages(world, _to_staff(founder, message_ids=[*album, alone]))
    copies = [world.staff_chat.messages[copy["message_id"]].wire() for copy in made]
    together = {copy.get("media_group_id") for copy in copies[:3]}
    assert ["photo" in copies[0], "video" in copies[1], "document" in copies[2]] == [True] * 3
    assert len(together) == 1
    assert together.isdisjoint({"a1", None})
    assert (copies[3]["text"], "media_group_id" in copies[3], len(copies)) == ("and this", False, 4)


def test_album_is_forwarded_together_under_its_authors_name(world: World, founder: Person) -> None:
    chat = world.chats[founder.id]
    album = [acts.write(world, founder, chat, Words(medium="photo", album="a1"))[0].message_id for _ in "ab"]
    secret = send_message(world, Params({"chat_id": founder.id, "text": "x", "protect_content": True}))
    made = forward_messages(world, _to_staff(founder, message_ids=[*album, secret["message_id"], 999]))
    copies = [world.staff_chat.messages[copy["message_id"]].wire() for copy in made]
    assert {copy["forward_origin"]["sender_user"]["id"] for copy in copies} == {founder.id}
    assert len({copy["media_group_id"] for copy in copies} - {"a1"}) == 1
    assert len(copies) == 2


@pytest.mark.parametrize("several", [copy_messages, forward_messages])
@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "there are no messages to forward"),
        ([2, 1], "message identifiers must be in a strictly increasing order"),
        ([1, 1], "message identifiers must be in a strictly increasing order"),
        (list(range(1, 102)), "too many messages to forward"),
        ([998, 999], "messages can't be forwarded"),
        (["one"], "can't parse message identifiers JSON object"),
    ],
)
def test_messages_that_cannot_go_together(
    world: World, founder: Person, several: Several, ids: list[object], words: str
) -> None:
    with pytest.raises(ApiError, match=refusal(words)):
        several(world, _to_staff(founder, message_ids=ids))


def _to_staff(founder: Person, **what: object) -> Params:
    return Params({"chat_id": STAFF_CHAT_ID, "from_chat_id": founder.id} | what)
