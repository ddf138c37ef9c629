"""Cards and topics are kept true, whatever becomes of the group meanwhile, and nothing waits for that."""

import asyncio

import pytest

from bot.conversation.looks import WAITING
from tests.dialogues.stage import plain
from tests.integration.conftest import World
from tests.talk import PATIENCE, Sent


async def _asked(world: World) -> tuple[int, Sent]:
    founder = await world.talk.founder(first_name="Dana", language_code="en")
    await world.talk.say(founder, "parking")
    return founder, await world.talk.hear(world.staff_chat, "Q-0001", "parking")


async def _staff_say(world: World, text: str, **where: object) -> None:
    staff = (await world.talk.state())["staff"][0]["user_id"]
    await world.talk.say(staff, text, chat=world.staff_chat, **where)


async def _press(world: World, founder: int, data: str) -> None:
    """Press a button that stands somewhere above."""
    chat = {"id": founder, "type": "private", "first_name": "Dana"}
    message = {"message_id": 1, "date": 1700000000, "chat": chat, "text": "…"}
    person = {"id": founder, "is_bot": False, "first_name": "Dana"}
    query = {"id": "1", "from": person, "chat_instance": "1", "data": data, "message": message}
    await world.talk.order("updates", callback_query=query)


async def _named(world: World, name: str, icon: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            topics = (await world.talk.state())["topics"]
            if any(name in plain(one["name"]) and one["icon"] == icon for one in topics):
                return
            await asyncio.sleep(0.05)


async def test_a_card_that_is_just_being_sent_is_changed_once_it_has_arrived(world: World) -> None:
    founder = await world.talk.founder(first_name="Dana", language_code="en")
    await world.talk.order(
        "faults", method="sendMessage", chat_id=world.staff_chat, kind="delay_after_apply", seconds=2
    )
    await world.talk.say(founder, "parking")
    await world.talk.hear(founder, "Q-0001")
    await _press(world, founder, "cancel:1")
    card = await world.talk.hear(world.staff_chat, "Q-0001", "withdrawn by the founder")
    assert "parking" in card["text"]
    assert [button["text"] for row in card["buttons"] for button in row] == ["Reopen"]


@pytest.mark.parametrize("method", ["editMessageText", "editForumTopic"])
@pytest.mark.parametrize("kind", ["flood", "bad_gateway", "drop_after_apply"])
async def test_a_change_that_fails_is_made_later(world: World, method: str, kind: str) -> None:
    _, card = await _asked(world)
    pause = {"retry_after": 1} if kind == "flood" else {}
    await world.talk.order("faults", method=method, kind=kind, **pause)
    await _staff_say(world, "Gate 3.", thread=card["thread"])
    await world.talk.hear(world.staff_chat, "Q-0001", "✓ answered")
    await _named(world, "Q-0001 · Dana · ✓", "✅")


async def test_a_topic_is_made_though_its_icons_cannot_be_read(world: World) -> None:
    await world.talk.order("faults", method="getForumTopicIconStickers", kind="bad_gateway")
    _, card = await _asked(world)
    (topic,) = (await world.talk.state())["topics"]
    assert (topic["icon"], topic["icon_color"]) == (None, WAITING.color)
    await _staff_say(world, "Gate 3.", thread=card["thread"])
    await _named(world, "Q-0001 · Dana · ✓", "✅")


async def test_a_topic_that_staff_closed_stays_closed(world: World) -> None:
    founder, card = await _asked(world)
    await world.talk.order("topic", thread=card["thread"], action="close")
    await world.talk.order("faults", method="editForumTopic", kind="bad_request", description="TOPIC_CLOSED")
    await _staff_say(world, "Gate 3.", thread=card["thread"])
    await world.talk.hear(founder, "Gate 3.")
    await world.talk.hear(world.staff_chat, "Q-0001", "✓ answered")
    await _nothing_left(world)
    assert [one["closed"] for one in (await world.talk.state())["topics"]] == [True]


async def test_a_deleted_topic_is_made_again_by_a_message_and_not_by_a_change(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    founder, card = await _asked(world)
    await world.talk.order("topic", thread=card["thread"], action="delete")
    await _press(world, founder, "solved:1")
    await world.talk.hear(founder, "is closed")
    await _nothing_left(world)
    await _named(world, "Q-0001 · Dana · ✓", "✅")
    assert len((await world.talk.state())["topics"]) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_topics_go_and_come_back_and_the_next_change_names_them(world: World) -> None:
    founder, card = await _asked(world)
    await world.talk.order("topics", enabled=False)
    await _staff_say(world, "Gate 3.", reply_to=card["message_id"])
    await world.talk.hear(founder, "Gate 3.")
    await world.talk.hear(world.staff_chat, "Q-0001", "✓ answered")
    await _nothing_left(world)
    await world.talk.order("topics", enabled=True)
    await world.talk.say(founder, "nobody is there")
    await world.talk.hear(world.staff_chat, "nobody is there")
    await _staff_say(world, "Gate 4.", thread=card["thread"])
    await world.talk.hear(founder, "Gate 4.")
    await _named(world, "Q-0001 · Dana · ✓", "✅")


async def test_in_a_supergroup_what_waits_is_shown_again_and_no_strange_message_is_changed(
    world: World,
) -> None:
    founder, _ = await _asked(world)
    other = await world.talk.founder(first_name="Noa", language_code="en")
    await world.talk.say(other, "a gym")
    await world.talk.hear(world.staff_chat, "Q-0002", "a gym")
    moved = (await world.talk.order("migrate"))["chat_id"]
    await world.talk.hear(moved, "new number", "questions wait")
    card = await world.talk.hear(moved, "Q-0001", "parking")
    strange = await world.talk.hear(moved, "Q-0002", "a gym")
    await _press(world, founder, "cancel:1")
    changed = await world.talk.hear(moved, "Q-0001", "parking", "withdrawn by the founder")
    assert changed["message_id"] == card["message_id"]
    seen = {one["message_id"]: one for one in await world.talk.messages(moved)}
    assert seen[strange["message_id"]]["text"] == strange["text"]


@pytest.mark.parametrize("has_topics", [False])
async def test_without_topics_cards_are_changed_where_they_stand(world: World) -> None:
    founder, card = await _asked(world)
    await _press(world, founder, "cancel:1")
    changed = await world.talk.hear(world.staff_chat, "Q-0001", "withdrawn by the founder")
    assert changed["message_id"] == card["message_id"]
    assert "editforumtopic" not in {one["method"] for one in await world.talk.calls()}


async def _nothing_left(world: World) -> None:
    """Wait until the outbox has nothing more to do."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with world.store.reading() as uow:
                counts = await uow.outbox.counts()
            if not counts["queued"] and not counts["sending"]:
                return
            await asyncio.sleep(0.05)
