"""Founders see where their questions stand, and withdraw them."""

import pytest

from bot.domain.ids import MessageId, TicketId, UserId
from bot.domain.ticket import TicketState
from tests.integration.conftest import World
from tests.talk import Sent


async def test_a_ticket_is_listed_from_its_opening_to_its_answer(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "/mine")
    await talk.hear(founder, "no questions with the hub's staff")

    await talk.say(founder, "parking for a cargo bike")
    card = await talk.hear(world.staff_chat, "Q-0001")
    asked = await talk.say(founder, "/mine")
    open_ = await talk.hear(founder, "parking for a cargo bike", "with staff since", after=asked)
    assert "reply by" in open_["text"]
    assert "(Shanghai)" in _bare(open_)
    assert _labels(open_) == ["Cancel Q-0001"]

    staff = int((await talk.state())["staff"][0]["user_id"])
    reply = await talk.say(staff, "At gate 3.", chat=world.staff_chat, thread=card["thread"])
    await talk.see_reaction(world.staff_chat, reply, "👍")
    asked = await talk.say(founder, "/mine")
    answered = await talk.hear(founder, "Q-0001", "delivered ✓", after=asked)
    assert "reply by" not in answered["text"]
    assert _labels(answered) == []


async def test_cancelling_closes_the_ticket_tells_staff_and_changes_the_list_in_place(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking for a cargo bike")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.say(founder, "/mine")
    shown = await talk.hear(founder, "with staff since")
    await talk.say(founder, "/mine")
    second = await talk.hear(founder, "with staff since", after=shown["message_id"])
    await talk.press(founder, shown, "Cancel")
    told = await talk.hear(world.staff_chat, "has withdrawn", "Q-0001")
    assert told["thread"] == card["thread"]
    changed = await _changed(world, founder, shown, "withdrawn")
    assert _labels(changed) == []

    await talk.press(founder, second, "Cancel")
    await _changed(world, founder, second, "withdrawn")
    told_again = [
        one for one in await talk.messages(world.staff_chat) if "has withdrawn" in (one["text"] or "")
    ]
    assert told_again == [told]
    async with world.store.reading() as uow:
        ticket = await uow.tickets.get(TicketId(1))
    assert ticket is not None
    assert ticket.state is TicketState.CLOSED


async def test_nobody_can_cancel_the_ticket_of_somebody_else(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    other = await talk.founder(first_name="Founder B", language_code="en")
    await talk.say(founder, "parking for a cargo bike")
    await talk.hear(world.staff_chat, "Q-0001")
    await talk.say(founder, "/mine")
    theirs = await talk.hear(founder, "Q-0001", "with staff since")
    await talk.say(other, "/mine")
    mine = await talk.hear(other, "no questions")
    who = {"id": other, "is_bot": False, "first_name": "Founder B", "language_code": "en"}
    stands_in = {"message_id": mine["message_id"], "date": 1, "chat": {"id": other, "type": "private"}}
    data = theirs["buttons"][0][0]["data"]
    forged = {"id": "1", "from": who, "message": stands_in, "chat_instance": "1", "data": data}
    await talk.order("updates", callback_query=forged)
    await talk.hear(other, "no longer works")
    async with world.store.reading() as uow:
        assert [one.founder for one in await uow.tickets.waiting()] == [UserId(founder)]


async def test_a_ticket_that_has_not_reached_staff_is_said_to_be_on_its_way(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.order("faults", method="createForumTopic", kind="drop_before_apply")
    await talk.say(founder, "parking for a cargo bike")
    await talk.say(founder, "/mine")
    shown = await talk.hear(founder, "received, on its way to staff")
    assert _labels(shown) == ["Cancel Q-0001"]


@pytest.mark.parametrize(("code", "sentence"), [("he", "אין כרגע שאלות שלכם"), ("zh-hans", "您目前没有转给")])
async def test_the_list_speaks_the_founders_language(world: World, code: str, sentence: str) -> None:
    founder = await world.talk.founder(first_name="Founder A", language_code=code)
    await world.talk.say(founder, "/mine")
    await world.talk.hear(founder, sentence)


async def _changed(world: World, founder: int, before: Sent, words: str) -> Sent:
    place = MessageId(before["message_id"])

    def look(seen: list[Sent]) -> Sent | None:
        there = (one for one in seen if one["message_id"] == place)
        return next((one for one in there if words in one["text"]), None)

    found: Sent = await world.talk.until(look, founder)
    return found


def _labels(message: Sent) -> list[str]:
    return [_bare({"text": button["text"]}) for row in message["buttons"] for button in row]


def _bare(message: Sent) -> str:
    return str(message["text"]).replace("\u2068", "").replace("\u2069", "")
