import re
from collections.abc import Awaitable, Callable

import pytest
from telegram.constants import ReactionEmoji

from bot.sandbox import STAFF_CHAT_ID, acts
from bot.sandbox.composing import ActError, Words
from bot.sandbox.editing import (
    REACTIONS,
    answer_callback_query,
    delete_message,
    edit_message_caption,
    edit_message_reply_markup,
    edit_message_text,
    set_message_reaction,
)
from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.sending import send_message
from bot.sandbox.wire import Json
from bot.sandbox.world import World

BUTTONS = {"inline_keyboard": [[{"text": "Claim", "callback_data": "claim:1"}]]}


@pytest.fixture
def card(world: World) -> Json:
    """A card with a button in the staff group."""
    return send_message(world, Params({"chat_id": STAFF_CHAT_ID, "text": "card", "reply_markup": BUTTONS}))


def at(message: Json, **more: object) -> Params:
    return Params({"chat_id": message["chat"]["id"], "message_id": message["message_id"]} | more)


def refusal(words: str) -> str:
    return f"^Bad Request: {re.escape(words)}"


def test_edit_without_buttons_removes_them(world: World, card: Json) -> None:
    edited = edit_message_text(world, at(card, text="card, claimed"))
    assert edited["text"] == "card, claimed"
    assert edited["edit_date"] >= card["date"]
    assert "reply_markup" not in edited
    assert edit_message_reply_markup(world, at(card, reply_markup=BUTTONS))["reply_markup"] == BUTTONS


def test_edit_that_changes_nothing_is_refused(world: World, card: Json) -> None:
    with pytest.raises(ApiError, match=refusal("message is not modified: ")):
        edit_message_text(world, at(card, text=" card ", reply_markup=BUTTONS))
    with pytest.raises(ApiError, match=refusal("message is not modified: ")):
        edit_message_reply_markup(world, at(card, reply_markup=BUTTONS))


def test_own_messages_may_be_edited_at_any_age(world: World, card: Json) -> None:
    world.clock.advance(72 * 3600)
    assert edit_message_text(world, at(card, text="late"))["text"] == "late"


def test_edits_that_cannot_be(world: World, card: Json, staff: Person) -> None:
    theirs, _ = acts.write(world, staff, world.staff_chat, Words(text="mine"))
    with pytest.raises(ApiError, match=refusal("message can't be edited")):
        edit_message_text(world, at(theirs.wire(), text="x"))
    with pytest.raises(ApiError, match=refusal("message to edit not found")):
        edit_message_text(world, at(card, text="x", message_id=999))
    with pytest.raises(ApiError, match=refusal("message identifier is not specified")):
        edit_message_text(world, at(card, text="x", message_id=None))
    with pytest.raises(ApiError, match=refusal("there is no caption in the message to edit")):
        edit_message_caption(world, at(card, caption="x"))
    with pytest.raises(ApiError, match=refusal("message is too long")):
        edit_message_text(world, at(card, text="x" * 4097))


def test_delete_within_48_hours(world: World, card: Json) -> None:
    second = send_message(world, Params({"chat_id": STAFF_CHAT_ID, "text": "second"}))
    assert delete_message(world, at(card))
    with pytest.raises(ApiError, match=refusal("message to delete not found")):
        delete_message(world, at(card))
    world.clock.advance(48 * 3600 + 2)
    with pytest.raises(ApiError, match=refusal("message can't be deleted for everyone")):
        delete_message(world, at(second))


def test_one_reaction_and_a_known_one(world: World, card: Json) -> None:
    def reaction(*signs: str) -> list[Json]:
        return [{"type": "emoji", "emoji": sign} for sign in signs]

    message = world.staff_chat.messages[card["message_id"]]
    assert set_message_reaction(world, at(card, reaction=reaction("👍")))
    assert list(message.reactions) == ["👍"]
    with pytest.raises(ApiError, match=refusal("REACTIONS_TOO_MANY")):
        set_message_reaction(world, at(card, reaction=reaction("👍", "👎")))
    with pytest.raises(ApiError, match=refusal("REACTION_INVALID")):
        set_message_reaction(world, at(card, reaction=reaction("✓")))
    with pytest.raises(ApiError, match=refusal("message to react not found")):
        set_message_reaction(world, at(card, message_id=999))
    assert set_message_reaction(world, at(card))
    assert list(message.reactions) == []


async def test_press_is_answered_once_and_in_time(
    world: World, card: Json, staff: Person, heard: Callable[[], Awaitable[list[Json]]]
) -> None:
    def press() -> str:
        return acts.press(world, staff, world.staff_chat, card["message_id"], data=None, label="Claim")[0]

    def answer(query_id: str) -> bool:
        return answer_callback_query(world, Params({"callback_query_id": query_id, "text": "Yours"}))

    first, second = press(), press()
    query = (await heard())[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (first, "claim:1", staff.id)
    assert query["message"]["reply_markup"] == BUTTONS
    assert answer(first)
    stale = refusal("query is too old and response timeout expired or query ID is invalid")
    with pytest.raises(ApiError, match=stale):
        answer(first)
    world.clock.advance(151)
    with pytest.raises(ApiError, match=stale):
        answer(second)
    assert [given["text"] for given in world.queries.answers] == ["Yours"]


def test_press_needs_a_button_that_is_there(world: World, card: Json, staff: Person) -> None:
    with pytest.raises(ActError, match="has no button 'Close'; its buttons: Claim"):
        acts.press(world, staff, world.staff_chat, card["message_id"], data=None, label="Close")


def test_reactions_are_those_of_the_library() -> None:
    assert {sign.value for sign in ReactionEmoji} == REACTIONS
