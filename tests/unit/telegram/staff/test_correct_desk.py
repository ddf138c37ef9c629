"""A changed answer is noticed, offered to staff, and sent once to each who got the old one."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.domain.events import Member, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, UserId
from bot.domain.language import Language
from bot.domain.messages import Place
from bot.knowledge.model import KnowledgeBase
from bot.telegram.staff import correct_desk
from bot.telegram.staff.staff_done import StaffDone
from tests.shipped import shipped_faq

from .desks import Workplace, labels, words, workplace

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
VISA, VAT = EntryId("visa-work"), EntryId("tax-vat")
LI = Member(id=UserId(9), name="Li")


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return shipped_faq()


@pytest.fixture
async def place(tmp_path: Path, knowledge: KnowledgeBase) -> AsyncIterator[Workplace]:
    async with workplace(tmp_path, knowledge, NOW) as place:
        await look(place)
        yield place


async def look(place: Workplace) -> None:
    async with place.desk() as desk:
        await correct_desk.notice(desk)
        await correct_desk.offer(desk)
        await correct_desk.report(desk)


async def ask(place: Workplace, founder: int, entry: EntryId, ago: timedelta, language: Language) -> None:
    async with place.desk() as desk:
        known = Founder(
            id=UserId(founder),
            name="Dana",
            username=None,
            language=Language.ZH,
            first_seen=NOW,
            last_seen=NOW,
        )
        await desk.uow.founders.save(known)
        await desk.uow.questions.add(
            founder=UserId(founder),
            message=MessageId(1),
            text="?",
            language=language,
            answered_with=entry,
            candidates=(),
            asked_at=place.time - ago,
        )


def rewrite(place: Workplace, entry: EntryId, **answers: str) -> None:
    old = place.knowledge.entries[entry]
    new = replace(old, answer={**old.answer, **{Language(one): text for one, text in answers.items()}})
    place.knowledge = replace(place.knowledge, entries={**place.knowledge.entries, entry: new})
    place.time += MINUTE


async def press(place: Workplace, days: int, entry: EntryId = VISA) -> StaffDone | None:
    async with place.desk() as desk:
        event = StaffPress(callback="1", by=LI, message=MessageId(5), topic=None, data="")
        order = StaffOrder(want=Want.CORRECT, about=days, word=entry)
        return await correct_desk.correct(desk, event, order)


async def test_each_founder_gets_it_once_in_the_language_of_the_answer(place: Workplace) -> None:
    await ask(place, 1, VISA, 3 * DAY, Language.EN)
    await ask(place, 1, VISA, 2 * DAY, Language.EN)
    await ask(place, 2, VISA, 40 * DAY, Language.HE)
    await ask(place, 3, VISA, DAY, Language.ZH)
    await ask(place, 4, VAT, DAY, Language.EN)
    rewrite(place, VISA, en="A new answer.", he="תשובה חדשה.")
    await look(place)
    await ask(place, 5, VISA, timedelta(0), Language.EN)

    (offer,) = await place.deliver()
    assert labels([offer]) == ["Send to 1 (30 days)", "Send to 2 (90 days)", "Do not send"]
    done = await press(place, 90)
    assert _is_settled(done)
    assert await press(place, 90) is None
    sent = await place.deliver()
    assert [one.to.founder for one in sent] == [1, 2]
    first, second = words(sent)
    assert first.startswith("An answer that you got on 23 November 2026 has changed:\nA new answer.\n")
    assert "תשובה חדשה." in second

    await look(place)
    report = await place.deliver()
    (said,) = words(report)
    assert said.startswith("✓ The correction of “How do I get permission to work in Shanghai")
    assert said.endswith("was delivered to 2 founders.")
    await look(place)
    assert await place.deliver() == []


async def test_what_only_looks_different_is_no_change(place: Workplace) -> None:
    await ask(place, 1, VISA, DAY, Language.EN)
    old = place.knowledge.entries[VISA].answer[Language.EN]
    rewrite(place, VISA, en=old.replace(" ", "  ").replace("*", ""))
    await look(place)
    assert await place.deliver() == []


async def test_what_nobody_got_in_the_changed_language_is_not_offered(place: Workplace) -> None:
    await ask(place, 1, VISA, DAY, Language.EN)
    rewrite(place, VISA, he="תשובה חדשה.")
    await look(place)
    assert await place.deliver() == []
    assert await press(place, 30) is None


async def test_an_entry_that_comes_back_with_another_answer_has_changed(
    place: Workplace, knowledge: KnowledgeBase
) -> None:
    await ask(place, 1, VISA, DAY, Language.EN)
    place.knowledge = replace(
        knowledge, entries={name: one for name, one in knowledge.entries.items() if name != VISA}
    )
    await look(place)
    assert await place.deliver() == []
    place.knowledge = knowledge
    rewrite(place, VISA, en="A new answer.")
    await look(place)
    assert len(await place.deliver()) == 1


async def test_a_dropped_offer_is_not_sent_any_more(place: Workplace) -> None:
    await ask(place, 1, VISA, DAY, Language.EN)
    rewrite(place, VISA, en="A new answer.")
    await look(place)
    await place.deliver()
    done = await press(place, 0)
    assert _is_settled(done)
    assert await press(place, 30) is None
    await look(place)
    assert await place.deliver() == []


async def test_a_change_upon_the_change_is_sent_as_it_is_now(place: Workplace) -> None:
    await ask(place, 1, VISA, DAY, Language.EN)
    rewrite(place, VISA, en="A new answer.")
    await look(place)
    rewrite(place, VISA, en="A newer answer.")
    await look(place)
    first, second = await place.deliver()
    assert first.to.place is second.to.place is Place.STAFF
    assert await press(place, 30)
    (sent,) = words(await place.deliver())
    assert "A newer answer." in sent


def _is_settled(done: StaffDone | None) -> bool:
    return done is not None and bool(done.notice) and done.buttons == ()
