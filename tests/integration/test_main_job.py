"""A founder asks, the FAQ answers or staff do, and staff's reply comes back."""

import pytest

from tests.integration.conftest import World


async def test_a_sure_answer_comes_with_its_source_and_a_way_to_staff(world: World) -> None:
    founder = await world.talk.founder(first_name="Founder A", language_code="en")
    await world.talk.say(founder, "SURE work permit")
    answer = await world.talk.hear(founder, "work permit", "checked")
    judge, staff, *also = [[button["text"] for button in row] for row in answer["buttons"]]
    assert (judge, staff) == (["👍 Helped", "👎 Not what I asked"], ["Ask staff"])
    assert 0 < len(also) <= 2
    assert await world.talk.messages(world.staff_chat) == []


async def test_the_unknown_reaches_staff_and_their_reply_returns_with_a_receipt(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking for a cargo bike")
    told = await talk.hear(founder, "Q-0001")
    thread = await talk.topic_of("Q-0001")
    card = await talk.hear(world.staff_chat, "Q-0001", "parking for a cargo bike")
    assert card["thread"] == thread

    reply = await talk.say(
        await _staff(world), "Yes, two places at gate 3.", chat=world.staff_chat, thread=thread
    )
    answer = await talk.hear(founder, "from the hub's staff", "Yes, two places at gate 3.")
    assert answer["message_id"] > told["message_id"]
    await talk.see_reaction(world.staff_chat, reply, "👍")


@pytest.mark.parametrize("has_topics", [False])
async def test_in_a_group_without_topics_staff_reply_to_the_card(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking for a cargo bike")
    card = await talk.hear(world.staff_chat, "Q-0001")
    staff = await _staff(world)
    await talk.say(staff, "lunch, anybody", chat=world.staff_chat)
    reply = await talk.say(staff, "At gate 3.", chat=world.staff_chat, reply_to=card["message_id"])
    await talk.hear(founder, "At gate 3.")
    await talk.see_reaction(world.staff_chat, reply, "👍")
    assert all("lunch" not in (one["text"] or "") for one in await talk.messages(founder))


async def test_an_unsure_match_asks_back_and_each_way_out_works(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "VAGUE visa")
    asked = await talk.hear(founder, "Which of these")
    await talk.press(founder, asked, "Z visa")
    await talk.hear(founder, "work permit", "checked")

    again = await talk.say(founder, "VAGUE visa again")
    asked = await talk.hear(founder, "Which of these", after=again)
    await talk.press(founder, asked, "None of these")
    await talk.hear(founder, "Q-0001")
    await talk.hear(world.staff_chat, "VAGUE visa again", "turned down")


async def test_follow_ups_land_in_the_same_ticket(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking for a cargo bike")
    await talk.hear(founder, "Q-0001")
    await talk.hear(world.staff_chat, "Q-0001")
    more = await talk.say(founder, "we come on Thursday with four")
    await talk.see_reaction(founder, more, "👌")
    addition = await talk.hear(world.staff_chat, "Q-0001", "adds", "on Thursday")
    staff = await _staff(world)
    await talk.say(staff, "Gate 3.", chat=world.staff_chat, thread=addition["thread"])
    await talk.hear(founder, "Gate 3.")
    await talk.say(founder, "SURE and how high is it")
    await talk.hear(world.staff_chat, "adds", "how high is it")
    assert len((await talk.state())["topics"]) == 1


async def test_a_note_stays_among_staff(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    staff = await _staff(world)
    await talk.say(staff, "// ask the guard first", chat=world.staff_chat, thread=card["thread"])
    await talk.say(staff, "Gate 3.", chat=world.staff_chat, thread=card["thread"])
    await talk.hear(founder, "Gate 3.")
    assert all("guard" not in (one["text"] or "") for one in await talk.messages(founder))


async def test_a_founder_who_stopped_the_bot_gets_the_answer_on_coming_back(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.hear(founder, "Q-0001")
    await talk.order("block", user=founder, blocked=True)
    staff = await _staff(world)
    reply = await talk.say(staff, "Gate 3.", chat=world.staff_chat, thread=card["thread"])
    await talk.hear(world.staff_chat, "Not delivered", "stopped the bot")
    await talk.order("block", user=founder, blocked=False)
    await talk.say(founder, "THANKS")
    await talk.hear(founder, "Gate 3.")
    await talk.see_reaction(world.staff_chat, reply, "👍")


async def test_a_deleted_topic_is_made_again_and_nothing_is_lost(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.order("topic", thread=card["thread"], action="delete")
    await talk.say(founder, "are you there")
    addition = await talk.hear(world.staff_chat, "adds", "are you there")
    assert addition["thread"] != card["thread"]


async def test_what_is_no_text_reaches_staff_as_it_is(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, photo=True, caption="our prototype")
    card = await talk.hear(world.staff_chat, "Q-0001", "our prototype")

    def copied(seen: list[dict[str, object]]) -> bool:
        return any(one["kind"] == "photo" and one["thread"] == card["thread"] for one in seen)

    await talk.until(copied, world.staff_chat)


async def test_solved_closes_the_ticket_and_tells_staff(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.say(await _staff(world), "Gate 3.", chat=world.staff_chat, thread=card["thread"])
    answer = await talk.hear(founder, "Gate 3.")
    await talk.press(founder, answer, "that answers it")
    await talk.hear(founder, "Q-0001", "closed")
    await talk.hear(world.staff_chat, "✓", "Q-0001")


async def _staff(world: World) -> int:
    return int((await world.talk.state())["staff"][0]["user_id"])
