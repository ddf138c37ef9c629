"""Staff write where their word reaches nobody, or where the ground has moved: it is said plainly."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox import serve
from bot.telegram.outbox.limits import Budget
from tests.integration.conftest import SECRET, ScriptedMatcher, World, desk
from tests.talk import Sent, Talk

QUESTION = "a question for staff"


@pytest.fixture
async def world(tmp_path: Path, has_topics: bool) -> AsyncIterator[World]:
    """A desk that need not wait between messages."""
    matcher = ScriptedMatcher()
    budget = Budget(1000, private_interval=timedelta(), group_limit=100_000)
    async with (
        serve(secret=SECRET, topics=has_topics, limits=None) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        desk(server, tmp_path, matcher, budget=budget) as store,
    ):
        yield World(talk=talk, store=store, matcher=matcher)


class Room:
    """The staff group, one of staff, and a founder who has asked."""

    def __init__(self, world: World, founder: int, staff: int) -> None:
        self.world = world
        self.talk = world.talk
        self.chat = world.staff_chat
        self.founder = founder
        self.staff = staff

    @classmethod
    async def open(cls, world: World) -> "Room":
        founder = await world.talk.founder(first_name="Dana", language_code="en")
        staff = (await world.talk.state())["staff"][0]["user_id"]
        await world.talk.say(founder, QUESTION)
        return cls(world, founder, staff)

    async def card(self, *, after: int = 0) -> Sent:
        return await self.talk.hear(self.chat, "Q-0001", QUESTION, after=after)

    async def write(self, text: str, **values: object) -> int:
        return await self.talk.say(self.staff, text, chat=self.chat, **values)

    async def reads(self, *words: str) -> Sent:
        return await self.talk.hear(self.founder, *words)


async def test_a_reply_to_a_question_that_was_forgotten(world: World) -> None:
    room = await Room.open(world)
    card = await room.card()
    await room.talk.say(room.founder, "/forget")
    asked = await room.reads("Delete everything")
    await room.talk.press(room.founder, asked, "Delete")
    await room.talk.hear(room.chat, "has deleted everything")
    place = {"thread": card["thread"], "reply_to": card["message_id"]}
    written = await room.write("At two.", **place)
    await room.talk.hear(room.chat, "This reaches nobody", after=written)
    for order in ("/undo", "/later 2d", "/assign", "/close", "/reopen"):
        written = await room.write(order, **place)
        await room.talk.hear(room.chat, "founder", after=written)
    assert not any("At two." in (one["text"] or "") for one in await room.talk.messages(room.founder))


async def test_buttons_that_are_old_or_forged_lead_nowhere(world: World) -> None:
    room = await Room.open(world)
    card = await room.card()
    message = {
        "message_id": card["message_id"],
        "date": 0,
        "chat": {"id": room.chat, "type": "supergroup", "title": "Hub staff", "is_forum": True},
    }
    wanted = ["claim", "later", "close", "noq", "reopen", "release", "hold", "retry"]
    forged = [f"s:{want}:{number}:" for want in wanted for number in (99, 10**18 - 1)]
    forged += ["s:later:1:9y", "s:later:1:0d", "s:claim:-1:", "s:claim:x:", "", "claim:1", "s:release:1:7"]
    for number, data in enumerate(forged):
        query = {"id": f"forged-{number}", "chat_instance": "1", "data": data, "message": message}
        person = {"id": room.staff, "is_bot": False, "first_name": "Staff"}
        await room.talk.order("updates", callback_query=query | {"from": person})
    written = await room.write("At two.", thread=card["thread"])
    await room.talk.see_reaction(room.chat, written, "👍")
    async with world.store.reading() as uow:
        [ticket] = await uow.tickets.everything()
        inbox = await uow.inbox.counts()
    assert ticket.later_until is None
    assert inbox["set_aside"] == 0
    assert [one["text"] for one in await room.talk.messages(room.founder) if "Q-0001" in (one["text"] or "")]


async def test_a_closed_topic_is_written_in_all_the_same(world: World) -> None:
    room = await Room.open(world)
    thread = (await room.card())["thread"]
    await room.talk.order("topic", **{"from": room.staff}, thread=thread, action="close")
    written = await room.write("At two.", thread=thread)
    await room.reads("At two.")
    await room.talk.see_reaction(room.chat, written, "👍")
    order = await room.write("/undo", thread=thread)
    told = await room.talk.hear(room.chat, "Taken back", after=order)
    assert told["thread"] == thread


async def test_a_deleted_topic_is_made_again_with_the_next_word(world: World) -> None:
    room = await Room.open(world)
    thread = (await room.card())["thread"]
    await room.talk.order("topic", **{"from": room.staff}, thread=thread, action="delete")
    last = max((one["message_id"] for one in await room.talk.messages(room.chat)), default=0)
    await room.talk.say(room.founder, "it is room 412")
    again = await room.talk.hear(room.chat, "room 412", after=last)
    assert again["thread"] not in (None, thread)
    await room.write("At two.", thread=again["thread"])
    await room.reads("At two.")


async def test_topics_are_switched_off_and_on_while_staff_answer(world: World) -> None:
    room = await Room.open(world)
    card = await room.card()
    await room.talk.order("topics", enabled=False)
    written = await room.write("At two.", reply_to=card["message_id"])
    await room.reads("At two.")
    await room.talk.see_reaction(room.chat, written, "👍")
    silent = await room.write("Lunch?")
    await room.talk.say(room.founder, "it is room 412")
    more = await room.talk.hear(room.chat, "room 412", after=silent)
    assert more["thread"] is None
    await room.write("Noted.", reply_to=more["message_id"])
    await room.reads("Noted.")
    await room.talk.order("topics", enabled=True)
    back = await room.write("Or at three.", reply_to=card["message_id"])
    await room.reads("Or at three.")
    await room.talk.say(room.founder, "three is good")
    third = await room.talk.hear(room.chat, "three is good", after=back)
    assert third["thread"]
    assert not any("Lunch?" in (one["text"] or "") for one in await room.talk.messages(room.founder))


@pytest.mark.parametrize("has_topics", [False])
async def test_a_group_that_becomes_a_supergroup_loses_nothing(world: World, has_topics: bool) -> None:
    room = await Room.open(world)
    await room.card()
    room.chat = (await room.talk.order("migrate"))["chat_id"]
    await room.talk.say(room.founder, "it is room 412")
    card = await room.talk.hear(room.chat, "room 412")
    written = await room.write("At two.", reply_to=card["message_id"])
    await room.reads("At two.")
    await room.talk.see_reaction(room.chat, written, "👍")
    await room.talk.order(
        "edit", **{"from": room.staff}, chat=room.chat, message_id=written, text="At three."
    )
    await room.reads("At three.")
    order = await room.write("/undo", reply_to=written)
    await room.talk.hear(room.chat, "Taken back", after=order)
    assert has_topics is False
