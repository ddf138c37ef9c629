import re
from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox import STAFF_CHAT_ID, acts, membership
from bot.sandbox.composing import Words
from bot.sandbox.editing import delete_message
from bot.sandbox.errors import ApiError
from bot.sandbox.looking import get_chat
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.pinning import pin_chat_message, unpin_chat_message
from bot.sandbox.wire import Json
from bot.sandbox.world import World

Heard = Callable[[], Awaitable[list[Json]]]


def refusal(words: str) -> str:
    return f"^Bad Request: {re.escape(words)}$"


@pytest.fixture
def note(world: World, staff: Person) -> int:
    """A message in General."""
    return acts.write(world, staff, world.staff_chat, Words(text="rules"))[0].message_id


def at(message_id: int | None = None) -> Params:
    return Params({"chat_id": STAFF_CHAT_ID} | ({} if message_id is None else {"message_id": message_id}))


def pinned(world: World) -> str | None:
    message = get_chat(world, at()).get("pinned_message")
    return None if message is None else str(message["text"])


async def test_a_pin_comes_back_as_an_update(world: World, note: int, heard: Heard) -> None:
    assert pin_chat_message(world, at(note))
    assert pin_chat_message(world, at(note))
    told = [update["message"] for update in (await heard())[1:]]
    assert [message["pinned_message"]["message_id"] for message in told] == [note]
    assert told[0]["from"]["id"] == world.bot.id
    assert pinned(world) == "rules"


def test_the_newest_pin_is_shown_until_it_is_unpinned_or_deleted(
    world: World, note: int, staff: Person
) -> None:
    newer, newest = (
        acts.write(world, staff, world.staff_chat, Words(text=text))[0].message_id
        for text in ("newer", "newest")
    )
    for message_id in (note, newer, newest):
        pin_chat_message(world, at(message_id))
    assert pinned(world) == "newest"
    assert unpin_chat_message(world, at())
    assert pinned(world) == "newer"
    delete_message(world, at(newer))
    assert pinned(world) == "rules"
    assert unpin_chat_message(world, at(note))
    assert pinned(world) is None


def test_what_cannot_be_pinned_or_unpinned(world: World, note: int) -> None:
    with pytest.raises(ApiError, match=refusal("message to pin not found")):
        pin_chat_message(world, at(999))
    for params in (at(), at(note)):
        with pytest.raises(ApiError, match=refusal("message to unpin not found")):
            unpin_chat_message(world, params)
    pin_chat_message(world, at(note))
    with pytest.raises(ApiError, match=refusal("a service message can't be pinned")):
        pin_chat_message(world, at(note + 1))
    membership.set_rights(world, admin=False, withheld=frozenset())
    for method in (pin_chat_message, unpin_chat_message):
        with pytest.raises(
            ApiError, match=refusal("not enough rights to manage pinned messages in the chat")
        ):
            method(world, at(note))
