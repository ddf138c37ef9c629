"""What staff taught is kept, counted, revoked once, and live wherever the database is looked at."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.events import Member
from bot.domain.ids import EntryId, LearnedId, MessageId, UserId
from bot.domain.language import Language
from bot.domain.learned import Learned, Lesson
from bot.domain.match import Answer, HandOver, Match, Reason
from bot.knowledge.model import Entry, Handoff, KnowledgeBase, Stage, Topic
from bot.store import Store, UnitOfWork
from bot.telegram.chores.taught import Lessons
from bot.telegram.handlers import Brain

from .samples import FOUNDER, LI, NOW, SECOND, ask

RENT = EntryId("space-rent")
WANG = Member(id=UserId(2), name="Wang")


class Nothing:
    """Knows nothing."""

    def match(self, _: str) -> Match:
        return HandOver(language=None, reason=Reason.UNLIKE_ANY)


def files(answer: str) -> Brain:
    """A FAQ of one entry."""
    entry = Entry(
        id=RENT,
        topic="space",
        question={Language.EN: "What is the rent?"},
        answer={Language.EN: answer},
        handoff=Handoff.OFFER,
        stage=Stage.DECIDING,
        reviewed=date(2026, 11, 22),
        review_every=90,
    )
    knowledge = KnowledgeBase(
        languages=(Language.EN, Language.HE),
        topics=(Topic(id="space", title={}),),
        entries={RENT: entry},
        phrasings={RENT: {}},
        out_of_scope={},
        small_talk=(),
        fingerprint=answer,
    )
    return Brain(knowledge=knowledge, matcher=Nothing())


async def teach(work: UnitOfWork, text: str = "how much is it", entry: EntryId | None = RENT) -> Learned:
    return await work.learned.add(
        lesson=Lesson.PHRASING if entry else Lesson.ENTRY,
        entry=entry,
        language=Language.EN,
        text=text,
        answer=None if entry else "Yes.",
        by=LI,
        now=NOW,
    )


def given(brain: Brain, text: str) -> EntryId | None:
    match = brain.matcher.match(text)
    return match.entry if isinstance(match, Answer) else None


@pytest.fixture
async def other(url: str) -> AsyncIterator[Store]:
    """The same database, as another process has it open."""
    opened = await Store.open(url, migrate=False)
    yield opened
    await opened.close()


async def test_a_lesson_is_kept_with_who_taught_it(store: Store) -> None:
    async with store.unit_of_work() as work:
        taught = await teach(work)
        new = await teach(work, "is there parking", entry=None)
        assert work.learned.changed
    async with store.reading() as work:
        assert await work.learned.get(taught.id) == taught
        assert new.entry == f"taught-{new.id}"
        assert await work.learned.in_force() == await work.learned.everything() == [taught, new]
        assert await work.learned.get(LearnedId(new.id + 1)) is None
        assert not work.learned.changed


async def test_it_is_revoked_once_and_stays_known(store: Store) -> None:
    async with store.unit_of_work() as work:
        taught = await teach(work)
    async with store.unit_of_work() as work:
        assert await work.learned.revoke(taught.id, WANG, NOW + SECOND)
        assert work.learned.changed
    async with store.unit_of_work() as work:
        assert not await work.learned.revoke(taught.id, LI, NOW)
        assert not await work.learned.revoke(LearnedId(taught.id + 1), LI, NOW)
        assert not work.learned.changed
        revoked = replace(taught, revoked_by="Wang", revoked_at=NOW + SECOND)
        assert await work.learned.everything() == [revoked]
        assert await work.learned.in_force() == []


async def test_the_version_changes_with_every_change(store: Store) -> None:
    seen = []
    async with store.unit_of_work() as work:
        seen.append(await work.learned.version())
        first = await teach(work)
        seen.append(await work.learned.version())
        await work.learned.revoke(first.id, LI, NOW)
        seen.append(await work.learned.version())
        await teach(work)
        seen.append(await work.learned.version())
        assert await work.learned.version() == seen[-1]
    assert len(set(seen)) == 4


async def test_questions_tell_what_was_asked_last_and_for_what(store: Store) -> None:
    async with store.unit_of_work() as work:
        asked = [await ask(work) for _ in range(3)]
        await work.questions.answered(asked[0].id, RENT)
        await work.questions.answered(asked[2].id, RENT)
        await work.questions.add(
            founder=FOUNDER.id,
            message=MessageId(9),
            text="rent",
            language=Language.EN,
            answered_with=RENT,
            candidates=(),
            asked_at=NOW,
        )
        assert await work.questions.demand() == {(RENT, Language.HE): 2, (RENT, Language.EN): 1}
        assert [one.id for one in await work.questions.latest(2)] == [asked[2].id + 1, asked[2].id]


async def test_what_is_taught_in_one_process_is_live_in_the_other(store: Store, other: Store) -> None:
    async def think() -> Brain:
        return files("5 yuan")

    here, there = Lessons(store, think), Lessons(other, think)
    lives: dict[str, Brain] = {"here": await here.think(), "there": await there.think()}
    here.exchange = lambda brain: lives.update(here=brain)
    there.exchange = lambda brain: lives.update(there=brain)
    async with store.unit_of_work() as work:
        taught = await teach(work)
    await here.renew()
    await there.renew()
    assert {given(brain, "How much is it?") for brain in lives.values()} == {RENT}
    async with other.unit_of_work() as work:
        await work.learned.revoke(taught.id, LI, NOW)
    await here.renew()
    await there.renew()
    assert {given(brain, "How much is it?") for brain in lives.values()} == {None}


async def test_lessons_and_files_meet_in_whatever_order_they_change(store: Store) -> None:
    async with store.unit_of_work() as work:
        await teach(work)  # before the start
    newest = files("5 yuan")

    async def think() -> Brain:
        return newest

    lessons = Lessons(store, think)
    live = [await lessons.think()]
    lessons.exchange = live.append
    assert given(live[-1], "how much is it") == RENT
    lessons.take_up(files("6 yuan"))
    await lessons.renew()
    assert live[-1].knowledge.entries[RENT].answer[Language.EN] == "6 yuan"
    assert given(live[-1], "how much is it") == RENT
    async with store.unit_of_work() as work:
        await teach(work, "the price please")
    await lessons.renew()
    assert live[-1].knowledge.entries[RENT].answer[Language.EN] == "6 yuan"
    assert given(live[-1], "the price, please") == RENT
    assert await lessons.think() is live[-1]
    before = len(live)
    await lessons.renew()
    assert len(live) == before


async def test_without_lessons_changed_files_are_live_at_once(store: Store) -> None:
    async def think() -> Brain:
        return files("5 yuan")

    lessons = Lessons(store, think)
    live = [await lessons.think()]
    lessons.exchange = live.append
    lessons.take_up(files("6 yuan"))
    assert live[-1].knowledge.entries[RENT].answer[Language.EN] == "6 yuan"
