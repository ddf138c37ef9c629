from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox import STAFF_CHAT_ID, acts, membership
from bot.sandbox.composing import ActError, Words
from bot.sandbox.content import FILES, THINGS
from bot.sandbox.errors import ApiError
from bot.sandbox.looking import leave_chat
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.topics import create_forum_topic
from bot.sandbox.wire import Json
from bot.sandbox.world import World

Heard = Callable[[], Awaitable[list[Json]]]


async def test_first_message_starts_the_chat(world: World, heard: Heard) -> None:
    founder = world.people[world.founders[1]]
    message, update_id = acts.write(world, founder, world.chats[founder.id], Words(text="/start abc"))
    (update,) = await heard()
    assert update["update_id"] == update_id
    assert update["message"]["message_id"] == message.message_id
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert world.chats[founder.id].started


async def test_ids_reach_52_bits(world: World, heard: Heard) -> None:
    chat = world.add_founder(Person(id=2**52 - 1, first_name="Founder D"))
    acts.write(world, world.people[chat.id], chat, Words(text="hello"))
    assert (await heard())[0]["message"]["chat"]["id"] == 2**52 - 1


@pytest.mark.parametrize("medium", sorted(FILES))
async def test_media_carry_files(world: World, founder: Person, medium: str, heard: Heard) -> None:
    acts.write(world, founder, world.chats[founder.id], Words(medium=medium))
    value = (await heard())[0]["message"][medium]
    file_id = value[0]["file_id"] if medium == "photo" else value["file_id"]
    stored = world.files.find(file_id)
    assert stored is not None
    assert world.files.read(stored.path)


@pytest.mark.parametrize("medium", sorted(THINGS))
async def test_things_carry_neither_file_nor_words(
    world: World, founder: Person, medium: str, heard: Heard
) -> None:
    chat = world.chats[founder.id]
    thing, _ = acts.write(world, founder, chat, Words(medium=medium))
    assert (await heard())[0]["message"][medium]
    with pytest.raises(ActError, match="has no caption"):
        acts.write(world, founder, chat, Words(medium=medium, text="x"))
    with pytest.raises(ActError, match="has no words to change"):
        acts.edit(world, founder, chat, thing.message_id, "x")


async def test_forwarded_message_hides_its_author(world: World, founder: Person, heard: Heard) -> None:
    acts.write(world, founder, world.chats[founder.id], Words(text="heard elsewhere", forwarded=True))
    assert (await heard())[0]["message"]["forward_origin"]["type"] == "hidden_user"


async def test_album_is_split_into_updates(world: World, founder: Person, heard: Heard) -> None:
    for _ in range(3):
        acts.write(world, founder, world.chats[founder.id], Words(medium="photo", album="a1"))
    updates = await heard()
    assert [update["message"]["media_group_id"] for update in updates] == ["a1"] * 3


async def test_edit_tells_the_new_words(world: World, founder: Person, heard: Heard) -> None:
    chat = world.chats[founder.id]
    message, _ = acts.write(world, founder, chat, Words(text="old"))
    acts.edit(world, founder, chat, message.message_id, "new")
    edited = (await heard())[1]["edited_message"]
    assert (edited["message_id"], edited["text"]) == (message.message_id, "new")
    assert edited["edit_date"] >= edited["date"]


async def test_command_can_be_edited(world: World, founder: Person, heard: Heard) -> None:
    chat = world.chats[founder.id]
    message, _ = acts.write(world, founder, chat, Words(text="/mine"))
    acts.edit(world, founder, chat, message.message_id, "/topics")
    edited = (await heard())[1]["edited_message"]
    assert (edited["text"], edited["entities"][0]["type"]) == ("/topics", "bot_command")


async def test_edit_that_nobody_sees_is_told_too(world: World, founder: Person, heard: Heard) -> None:
    chat = world.chats[founder.id]
    message, _ = acts.write(world, founder, chat, Words(text="same"))
    acts.edit(world, founder, chat, message.message_id, None)
    acts.edit(world, founder, chat, message.message_id, "same")
    unseen, same = (update["edited_message"] for update in (await heard())[1:])
    assert (unseen["text"], "edit_date" in unseen) == ("same", False)
    assert (same["text"], "edit_date" in same) == ("same", True)


async def test_edits_of_yesterdays_messages_are_not_delivered(
    world: World, founder: Person, heard: Heard
) -> None:
    chat = world.chats[founder.id]
    message, _ = acts.write(world, founder, chat, Words(text="old"))
    world.clock.advance(24 * 3600 + 1)
    acts.edit(world, founder, chat, message.message_id, "new")
    assert await heard() == []


async def test_block_and_return(world: World, founder: Person, heard: Heard) -> None:
    chat = world.chats[founder.id]
    membership.set_blocked(world, founder, blocked=True)
    assert membership.set_blocked(world, founder, blocked=True) is None
    acts.write(world, founder, chat, Words(text="back"))
    left, came, wrote = await heard()
    states = [
        (
            update["my_chat_member"]["old_chat_member"]["status"],
            update["my_chat_member"]["new_chat_member"]["status"],
        )
        for update in (left, came)
    ]
    assert states == [("member", "kicked"), ("kicked", "member")]
    assert wrote["message"]["text"] == "back"


async def test_kicked_bot_hears_nothing_more(world: World, staff: Person, heard: Heard) -> None:
    membership.set_kicked(world, kicked=True)
    acts.write(world, staff, world.staff_chat, Words(text="alone"))
    membership.set_kicked(world, kicked=False)
    updates = await heard()
    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in updates] == [
        "kicked",
        "administrator",
    ]
    assert updates[1]["my_chat_member"]["new_chat_member"]["can_manage_topics"]


async def test_bot_is_added_to_a_foreign_group_and_leaves(
    world: World, founder: Person, heard: Heard
) -> None:
    chat, _ = membership.add_to_foreign_group(world, founder, "Somebody's friends")
    acts.write(world, founder, chat, Words(text="hello, bot"))
    assert leave_chat(world, Params({"chat_id": chat.id}))
    acts.write(world, founder, chat, Words(text="gone?"))
    added, greeted, wrote = await heard()
    states = [added["my_chat_member"][name]["status"] for name in ("old_chat_member", "new_chat_member")]
    assert states == ["left", "member"]
    assert greeted["message"]["new_chat_members"][0]["id"] == world.bot.id
    assert (wrote["message"]["chat"]["id"], wrote["message"]["text"]) == (chat.id, "hello, bot")
    with pytest.raises(ApiError, match="bot is not a member"):
        leave_chat(world, Params({"chat_id": chat.id}))


async def test_migration_is_told_in_both_chats(world: World, staff: Person, heard: Heard) -> None:
    new = membership.migrate(world)
    old_message, new_message = (update["message"] for update in await heard())
    assert old_message["chat"]["id"] == STAFF_CHAT_ID
    assert old_message["migrate_to_chat_id"] == new.id == new_message["chat"]["id"]
    assert new_message["migrate_from_chat_id"] == STAFF_CHAT_ID
    acts.write(world, staff, world.staff_chat, Words(text="here"))
    assert (await heard())[-1]["message"]["chat"]["id"] == new.id


async def test_anonymous_administrator_writes_as_the_group(world: World, heard: Heard) -> None:
    chat = world.add_staff(Person(id=0, first_name="Staff C", anonymous=True))
    acts.write(world, world.people[chat.id], world.staff_chat, Words(text="official"))
    message = (await heard())[0]["message"]
    assert message["from"]["id"] == 1087968824
    assert message["sender_chat"]["id"] == STAFF_CHAT_ID


async def test_staff_close_and_reopen_are_told_once(world: World, staff: Person, heard: Heard) -> None:
    opened = create_forum_topic(world, Params({"chat_id": STAFF_CHAT_ID, "name": "Q-0142"}))
    for action in ("close", "close", "reopen"):
        acts.change_topic(world, staff, opened["message_thread_id"], action)
    closed, reopened = (update["message"] for update in (await heard())[1:])
    assert (closed["forum_topic_closed"], reopened["forum_topic_reopened"]) == ({}, {})
    assert closed["from"]["id"] == staff.id
    with pytest.raises(ActError, match="there is no topic 999"):
        acts.change_topic(world, staff, 999, "close")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (Words(text=" "), "text must be non-empty"),
        (Words(text="x" * 4097), "message is too long"),
        (Words(text="x", reply_to=99), "has no message 99"),
        (Words(text="x", thread=99), "has no topic 99"),
    ],
)
def test_what_nobody_could_send(world: World, founder: Person, words: Words, reason: str) -> None:
    with pytest.raises(ActError, match=reason):
        acts.write(world, founder, world.chats[founder.id], words)


def test_people_write_only_where_they_are(world: World, founder: Person, staff: Person) -> None:
    with pytest.raises(ActError, match="is not in the staff group"):
        acts.write(world, founder, world.staff_chat, Words(text="x"))
    with pytest.raises(ActError, match="is not Staff A's chat"):
        acts.write(world, staff, world.chats[founder.id], Words(text="x"))
    message, _ = acts.write(world, founder, world.chats[founder.id], Words(text="x"))
    with pytest.raises(ActError, match="is not Staff A's to edit"):
        acts.edit(world, staff, world.chats[founder.id], message.message_id, "y")
