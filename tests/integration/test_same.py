"""Several founders ask the same: one answer of staff reaches each of them on their own."""

from tests.integration.conftest import World
from tests.talk import Sent

ASKED = "is there a rack for cargo bikes"


async def test_each_gets_the_answer_under_their_own_number_with_a_receipt_of_their_own(world: World) -> None:
    talk, group = world.talk, world.staff_chat
    dana = await talk.founder(first_name="Dana Cohen", language_code="en")
    lea = await talk.founder(first_name="Lea Levi", language_code="en")
    await talk.say(dana, ASKED)
    first = await talk.hear(group, "Q-0001", ASKED)
    await talk.say(lea, ASKED)
    second = await talk.hear(group, "Q-0002", ASKED)

    staff = int((await talk.state())["staff"][0]["user_id"])
    await talk.say(staff, "At gate 3.", chat=group, thread=first["thread"])
    offer = await talk.hear(group, "asks the same", "Q-0002", "Lea Levi")
    assert offer["thread"] == first["thread"]
    await _press(world, staff, offer, "Answer")

    answer = await talk.hear(lea, "Q-0002", "At gate 3.")
    assert "Dana" not in answer["text"]
    note = await talk.hear(group, "has given this founder the answer to", "At gate 3.")
    assert note["thread"] == second["thread"]
    await talk.see_reaction(group, note["message_id"], "👍")


async def test_of_who_stopped_the_bot_staff_read_that_in_that_founders_topic(world: World) -> None:
    talk, group = world.talk, world.staff_chat
    dana = await talk.founder(first_name="Dana Cohen", language_code="en")
    lea = await talk.founder(first_name="Lea Levi", language_code="en")
    await talk.say(dana, ASKED)
    first = await talk.hear(group, "Q-0001", ASKED)
    await talk.say(lea, ASKED)
    second = await talk.hear(group, "Q-0002", ASKED)
    await talk.order("block", user=lea, blocked=True)

    staff = int((await talk.state())["staff"][0]["user_id"])
    await talk.say(staff, "At gate 3.", chat=group, thread=first["thread"])
    offer = await talk.hear(group, "asks the same", "Q-0002", "Lea Levi")
    await _press(world, staff, offer, "Answer")
    told = await talk.hear(group, "Not delivered", "Lea Levi")
    assert told["thread"] == second["thread"]


async def _press(world: World, who: int, message: Sent, label: str) -> None:
    data = next(button["data"] for row in message["buttons"] for button in row if label in button["text"])
    place = {"chat": world.staff_chat, "message_id": message["message_id"]}
    await world.talk.order("press", **{"from": who}, **place, data=data)
