"""Faults ordered from the sandbox: nothing is lost, and what is repeated says so."""

from datetime import timedelta

import pytest

from bot.telegram import client, work
from bot.telegram.outbox import outcome
from tests.integration.conftest import World
from tests.talk import Sent

LABEL = "Sent again"


def _to(seen: list[Sent], words: str) -> list[str]:
    return [one["text"] for one in seen if one["from_bot"] and words in (one["text"] or "")]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "SHUT_OUT_PAUSE", timedelta(seconds=0.2))
    monkeypatch.setattr(work, "MAX_ATTEMPTS", 2)
    monkeypatch.setattr(client, "READ_TIMEOUT", 1.0)


@pytest.mark.parametrize(
    ("fault", "deliveries", "labelled"),
    [
        ({"kind": "flood", "retry_after": 1}, 1, False),
        ({"kind": "not_found_html"}, 1, False),
        ({"kind": "bad_gateway"}, 1, True),
        ({"kind": "drop_before_apply"}, 1, True),
        ({"kind": "ok_html"}, 1, True),
        ({"kind": "drop_after_apply"}, 2, True),
        ({"kind": "bad_gateway_after_apply"}, 2, True),
        ({"kind": "delay_after_apply", "seconds": 3}, 2, True),
    ],
)
async def test_an_answer_arrives_whatever_happens_to_the_call(
    world: World, fault: dict[str, object], deliveries: int, labelled: bool
) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.order("faults", method="sendMessage", chat_id=founder, **fault)
    await talk.say(founder, "SURE work permit")
    await talk.hear(founder, "work permit", *([LABEL] if labelled else []))
    answers = _to(await talk.messages(founder), "work permit")
    assert len(answers) == deliveries
    assert [LABEL in text for text in answers] == [labelled] if deliveries == 1 else [False, True]


async def test_after_a_second_unknown_outcome_staff_are_told(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.hear(founder, "Q-0001")
    await talk.order("faults", method="sendMessage", chat_id=founder, kind="drop_after_apply", times=2)
    staff = (await talk.state())["staff"][0]["user_id"]
    await talk.say(staff, "Gate 3.", chat=world.staff_chat, thread=card["thread"])
    await talk.hear(world.staff_chat, "Not delivered", "did not confirm it, twice")
    answers = _to(await talk.messages(founder), "Gate 3.")
    assert [LABEL in text for text in answers] == [False, True]


async def test_what_telegram_refuses_is_told_to_staff_in_words(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.hear(founder, "Q-0001")
    await talk.order(
        "faults", method="sendMessage", chat_id=founder, kind="bad_request", description="Bad Request: no way"
    )
    staff = (await talk.state())["staff"][0]["user_id"]
    reply = await talk.say(staff, "Gate 3.", chat=world.staff_chat, thread=card["thread"])
    told = await talk.hear(world.staff_chat, "Not delivered", "No way")
    assert told["reply_to"] == reply
    assert told["thread"] == card["thread"]


async def test_staff_are_told_of_an_answer_that_is_refused_to_a_founder_whom_they_do_not_know(
    world: World,
) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    refusal = "Bad Request: BUTTON_DATA_INVALID"
    await talk.order("faults", method="sendMessage", chat_id=founder, kind="bad_request", description=refusal)
    await talk.say(founder, "SURE work permit")
    told = await talk.hear(world.staff_chat, "Not delivered", "Button_data_invalid")
    assert told["thread"] == await talk.topic_of("Founder A")


async def test_staff_are_told_of_an_answer_that_waits_because_the_founder_stops_the_bot_meanwhile(
    world: World,
) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.hear(founder, "Q-0001")
    await talk.order("faults", method="sendMessage", chat_id=founder, kind="flood", retry_after=600)
    staff = (await talk.state())["staff"][0]["user_id"]
    reply = await talk.say(staff, "Gate 3.", chat=world.staff_chat, thread=card["thread"])
    while not any(call["from_fault"] for call in await talk.calls()):
        pass
    await talk.order("block", user=founder)
    told = await talk.hear(world.staff_chat, "Not delivered", "stopped the bot")
    assert told["reply_to"] == reply


async def test_an_unreadable_update_stops_nobody_and_staff_are_told(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.order("faults", kind="poison")
    await talk.say(founder, "SURE work permit")
    await talk.hear(founder, "work permit")
    await talk.hear(world.staff_chat, "could not be processed")


async def test_a_defect_is_tried_again_and_then_told_to_founder_and_staff(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    talk = world.talk
    world.matcher.fails_on = "BROKEN"
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "BROKEN question")
    await talk.say(founder, "SURE work permit")
    await talk.hear(founder, "A person will look at it")
    await talk.hear(world.staff_chat, "could not be processed")
    await talk.hear(founder, "work permit")
    assert world.matcher.asked.count("BROKEN question") == 2
    assert "BROKEN question" not in caplog.text


async def test_an_update_delivered_twice_is_answered_once(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "SURE work permit")
    await talk.hear(founder, "work permit")
    await talk.order("faults", kind="duplicate")
    later = await talk.say(founder, "THANKS")
    await talk.until(_any, founder, after=later)
    assert len(_to(await talk.messages(founder), "work permit")) == 1


async def test_a_lost_answer_to_make_a_topic_does_not_make_two(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.order("faults", method="createForumTopic", kind="drop_after_apply")
    await talk.say(founder, "parking")
    await talk.hear(world.staff_chat, "Q-0001", "parking")
    assert len((await talk.state())["topics"]) == 1


async def test_the_group_becomes_a_supergroup_and_gets_what_comes_later(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    await talk.hear(world.staff_chat, "Q-0001")
    moved = (await talk.order("migrate"))["chat_id"]
    await talk.say(founder, "are you there")
    await talk.hear(moved, "Q-0001", "are you there")


async def test_topics_switched_off_turn_cards_into_messages_to_reply_to(world: World) -> None:
    talk = world.talk
    await talk.order("topics", enabled=False)
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001", "parking")
    staff = (await talk.state())["staff"][0]["user_id"]
    await talk.say(staff, "Gate 3.", chat=world.staff_chat, reply_to=card["message_id"])
    await talk.hear(founder, "Gate 3.")


async def test_a_closed_topic_is_reopened(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.order("topic", thread=card["thread"], action="close")
    await talk.say(founder, "are you there")
    addition = await talk.hear(world.staff_chat, "are you there")
    assert addition["thread"] == card["thread"]


async def test_forged_and_stale_buttons_get_a_plain_word(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    other = await talk.founder(first_name="Founder B", language_code="en")
    await talk.say(other, "VAGUE visa")
    await talk.hear(other, "Which of these")
    await talk.say(founder, "/start")
    greeting = await talk.hear(founder, "founders' desk")
    for data in ("pick:1:0", "staff:1", "solved:1", "nonsense", "pick:999:0", "é" * 32):
        seen = await talk.messages(founder)
        await talk.order("updates", callback_query=_press(founder, greeting["message_id"], data))
        await talk.hear(founder, "no longer works", after=seen[-1]["message_id"])
    assert await talk.messages(world.staff_chat) == []


def _press(founder: int, message: int, data: str) -> dict[str, object]:
    chat = {"id": founder, "type": "private", "first_name": "Founder A"}
    return {
        "id": "1",
        "from": {"id": founder, "is_bot": False, "first_name": "Founder A"},
        "chat_instance": "1",
        "data": data,
        "message": {"message_id": message, "date": 1700000000, "chat": chat, "text": "…"},
    }


def _any(seen: list[Sent]) -> bool:
    return any(one["from_bot"] for one in seen)


@pytest.mark.parametrize(
    "kind", ["not_found_html", "bad_gateway", "ok_html", "drop_before_apply", "unauthorized"]
)
async def test_a_failed_poll_is_tried_again_and_nothing_is_missed(world: World, kind: str) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.order("faults", method="getUpdates", kind=kind, times=2)
    await talk.say(founder, "SURE work permit")
    await talk.hear(founder, "work permit")


async def test_a_network_that_is_down_for_a_while_costs_only_time(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.order("faults", kind="network_down", seconds=3)
    await talk.say(founder, "SURE work permit")
    await talk.say(founder, "parking")
    await talk.hear(founder, "work permit")
    await talk.hear(founder, "Q-0001")
    await talk.hear(world.staff_chat, "Q-0001")
    assert len(_to(await talk.messages(founder), "Q-0001")) == 1
