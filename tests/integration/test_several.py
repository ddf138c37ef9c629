"""A founder asks several questions in one message."""

from bot.domain.ids import EntryId, QuestionId
from tests.integration.conftest import World
from tests.talk import Sent

WORK, VISIT = "How do I get permission to work in Shanghai", "Which visa do I need for a short business visit"


async def test_both_answers_come_in_one_message_with_one_way_to_staff(world: World) -> None:
    founder = await _founder(world)
    await world.talk.say(founder, "SURE permit AND ALSO visit")
    answer = await world.talk.hear(founder, WORK, VISIT)
    assert answer["text"].count("checked") == 2
    assert _labels(answer) == ["Ask staff"]
    assert await world.talk.messages(world.staff_chat) == []

    await world.talk.press(founder, answer, "Ask staff")
    await world.talk.hear(world.staff_chat, "Q-0001", "SURE permit AND ALSO visit", WORK, VISIT)


async def test_what_is_too_long_for_one_message_keeps_each_title_with_its_answer(world: World) -> None:
    founder = await _founder(world)
    await world.talk.say(founder, "SURE AND parking AND ALSO AND DATA AND HEALTH AND REGISTER")
    last = await world.talk.hear(founder, "parking", "Q-0001")
    *answers, also_last = [one for one in await world.talk.messages(founder) if one["from_bot"]]
    titles = [
        WORK,
        VISIT,
        "What are the rules on personal data",
        "Where do I find a doctor",
        "What are the steps",
    ]
    for title, answer in zip(titles, answers, strict=True):
        assert answer["text"].startswith(title)
        assert "checked" in answer["text"].splitlines()[-1]
        assert _labels(answer) == []
    assert last == also_last
    assert _labels(last) == ["Ask staff"]


async def test_the_unknown_part_gets_a_ticket_in_the_same_message_and_staffs_reply_returns(
    world: World,
) -> None:
    talk = world.talk
    founder = await _founder(world)
    await talk.say(founder, "SURE permit AND parking for a *cargo* bike")
    answer = await talk.hear(founder, WORK, "checked", "parking for a *cargo* bike", "passed it", "Q-0001")
    card = await talk.hear(world.staff_chat, "Q-0001", "parking for a *cargo* bike")
    assert f"Answered automatically: {WORK}" in _bare(card)

    staff = int((await talk.state())["staff"][0]["user_id"])
    await talk.say(staff, "At gate 3.", chat=world.staff_chat, thread=card["thread"])
    reply = await talk.hear(founder, "Q-0001", "At gate 3.")
    first, before_flight, last = [one for one in await talk.messages(founder) if one["from_bot"]]
    assert (first, last) == (answer, reply)
    assert "/contact" in before_flight["text"]


async def test_ask_staff_beside_an_unknown_part_passes_on_the_answered_one_alone(world: World) -> None:
    founder = await _founder(world)
    await world.talk.say(founder, "SURE permit AND parking")
    await world.talk.press(founder, await world.talk.hear(founder, "Q-0001"), "Ask staff")
    card = await world.talk.hear(world.staff_chat, "Q-0002", "SURE permit")
    assert "parking" not in card["text"]


async def test_several_unknown_parts_share_one_ticket(world: World) -> None:
    founder = await _founder(world)
    await world.talk.say(founder, "parking AND SURE permit AND a crane")
    answer = await world.talk.hear(founder, WORK, "parking", "a crane")
    assert answer["text"].count("Q-0001") == 1
    await world.talk.hear(world.staff_chat, "Q-0001", "parking AND SURE permit AND a crane")


async def test_an_unsure_part_is_asked_back_after_the_answer_and_each_way_out_works(world: World) -> None:
    talk = world.talk
    founder = await _founder(world)
    for turn, way_out in enumerate(("short business visit", "None of these")):
        sent = await talk.say(founder, f"SURE permit AND VAGUE visa {turn}")
        answer = await talk.hear(founder, WORK, "checked", after=sent)
        asked = await talk.hear(founder, f"VAGUE visa {turn}", "Which of these", after=answer["message_id"])
        assert "VAGUE" not in answer["text"]
        await talk.press(founder, asked, way_out)
        if turn == 0:
            await talk.hear(founder, "business (M) visa", after=asked["message_id"])
    card = await talk.hear(world.staff_chat, "Q-0001", "VAGUE visa 1", "turned down")
    assert "SURE" not in card["text"]


async def test_an_entry_that_the_faq_no_longer_has_is_unknown(world: World) -> None:
    founder = await _founder(world)
    sent = await world.talk.say(founder, "SURE permit AND GONE rule")
    await world.talk.hear(founder, WORK, "GONE rule", "Q-0001", after=sent)
    await world.talk.hear(world.staff_chat, "Q-0001", "GONE rule", "Answered automatically")


async def test_without_any_entry_left_the_whole_message_goes_to_staff(world: World) -> None:
    founder = await _founder(world)
    await world.talk.say(founder, "GONE rule AND VAGUE visa")
    await world.talk.hear(founder, "I don't have that", "Q-0001")
    await world.talk.hear(world.staff_chat, "Q-0001", "GONE rule AND VAGUE visa")


async def test_a_waiting_ticket_takes_what_is_not_answered_and_shows_what_is(world: World) -> None:
    founder = await _founder(world)
    await world.talk.say(founder, "parking")
    await world.talk.hear(founder, "Q-0001")
    await world.talk.say(founder, "SURE permit AND ALSO visit")
    both = await world.talk.hear(founder, WORK, VISIT)
    assert "Q-0001" not in both["text"]
    shown = await world.talk.hear(world.staff_chat, "Q-0001", "SURE permit AND ALSO visit")
    assert f"Answered automatically: {WORK}" in _bare(shown)

    await world.talk.say(founder, "SURE permit AND VAGUE visa AND a crane")
    await world.talk.hear(founder, WORK, "VAGUE visa", "a crane", "Added to", "Q-0001")
    await world.talk.hear(world.staff_chat, "Q-0001", "adds", "VAGUE visa AND a crane")
    assert "Q-0002" not in str(await world.talk.messages(founder))


async def test_each_part_is_kept_as_a_question_of_its_own(world: World) -> None:
    founder = await _founder(world)
    await world.talk.say(founder, "SURE permit AND parking")
    await world.talk.hear(founder, "Q-0001")
    async with world.store.unit_of_work() as uow:
        kept = [await uow.questions.get(QuestionId(number)) for number in (1, 2)]
    assert [(one.text, one.answered_with) for one in kept if one] == [
        ("SURE permit", EntryId("visa-work")),
        ("parking", None),
    ]


async def test_an_edit_is_answered_again_only_if_it_changed_the_words(world: World) -> None:
    talk = world.talk
    founder = await _founder(world)
    sent = await talk.say(founder, "SURE permit AND ALSO visit")
    await talk.hear(founder, WORK, VISIT)
    await talk.order("edit", **{"from": founder}, message_id=sent, text="SURE permit AND ALSO visit")
    await talk.order("edit", **{"from": founder}, message_id=sent, text="ALSO visit AND SURE permit, please")
    await talk.say(founder, "THANKS")
    await talk.hear(founder, "You're welcome")
    answers = [one for one in await talk.messages(founder) if "checked" in one["text"]]
    assert [one["text"].startswith(WORK) for one in answers] == [True, False]


async def _founder(world: World) -> int:
    return await world.talk.founder(first_name="Founder A", language_code="en")


def _labels(message: Sent) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]


def _bare(message: Sent) -> str:
    return str(message["text"]).replace("\u2068", "").replace("\u2069", "")
