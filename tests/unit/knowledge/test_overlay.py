from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.events import Member
from bot.domain.ids import EntryId, LearnedId, UserId
from bot.domain.language import Language
from bot.domain.learned import Learned, Lesson
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.nearest_topic import nearest_topic
from bot.knowledge.overlay import taught_wordings, with_learned

EN, HE, ZH = Language.EN, Language.HE, Language.ZH
WORK, RENT = EntryId("visa-work"), EntryId("space-rent")
DAY = datetime(2026, 11, 28, 9, tzinfo=UTC)


def lesson(number: int, what: Lesson, entry: str, text: str = "", **others: Any) -> Learned:
    values = {"language": EN, "answer": None, "at": DAY, **others}
    return Learned(
        id=LearnedId(number),
        lesson=what,
        entry=EntryId(entry),
        text=text,
        by=Member(id=UserId(1), name="Li"),
        **values,
    )


PARKING = lesson(7, Lesson.ENTRY, "taught-7", "办公楼有停车位吗", language=ZH, answer="三号门有两个。")


def test_nothing_taught_leaves_the_very_same_faq(knowledge: KnowledgeBase) -> None:
    revoked = replace(PARKING, revoked_at=DAY, revoked_by="Li")
    assert with_learned(knowledge, [revoked]) is knowledge


def test_a_phrasing_leads_to_its_entry(knowledge: KnowledgeBase) -> None:
    laid = with_learned(knowledge, [lesson(1, Lesson.PHRASING, RENT, "what do you charge")])
    assert "what do you charge" in laid.phrasings[RENT][EN]
    assert laid.fingerprint != knowledge.fingerprint
    assert taught_wordings(knowledge, laid) == {"what do you charge": RENT}


def test_a_phrasing_that_the_files_hold_is_not_laid_over_them(knowledge: KnowledgeBase) -> None:
    held = [
        lesson(1, Lesson.PHRASING, WORK, "Work permit!"),
        lesson(2, Lesson.PHRASING, WORK, "What is the rent?"),
        lesson(3, Lesson.PHRASING, WORK, "who won the cup"),
        lesson(4, Lesson.PHRASING, "gone", "is anybody there"),
    ]
    assert with_learned(knowledge, held) is knowledge


def test_a_new_entry_stands_in_one_language_under_the_nearest_topic(knowledge: KnowledgeBase) -> None:
    laid = with_learned(knowledge, [PARKING])
    entry = laid.entries[EntryId("taught-7")]
    assert (entry.question, entry.answer) == ({ZH: "办公楼有停车位吗"}, {ZH: "三号门有两个。"})
    assert entry.topic in {topic.id for topic in knowledge.topics}
    assert (entry.reviewed, entry.review_every, entry.sources) == (date(2026, 11, 28), 90, ())
    assert taught_wordings(knowledge, laid) == {"办公楼有停车位吗": "taught-7"}
    assert nearest_topic(knowledge, "a permit to work") == "visa"
    assert nearest_topic(knowledge, "the rent of a desk") == "space"


def test_a_new_entry_can_be_asked_for_otherwise_and_translated(knowledge: KnowledgeBase) -> None:
    laid = with_learned(
        knowledge,
        [
            PARKING,
            lesson(8, Lesson.PHRASING, "taught-7", "能停车吗", language=ZH),
            lesson(9, Lesson.ANSWER, "taught-7", "יש חניה?", language=HE, answer="כן, שתיים."),
        ],
    )
    entry = laid.entries[EntryId("taught-7")]
    assert entry.question == {HE: "יש חניה?", ZH: "办公楼有停车位吗"}
    assert entry.answer == {HE: "כן, שתיים.", ZH: "三号门有两个。"}
    assert entry.recheck == ()
    assert set(taught_wordings(knowledge, laid)) == {"办公楼有停车位吗", "能停车吗", "יש חניה?"}


def test_a_changed_answer_leaves_the_other_languages_to_be_checked(knowledge: KnowledgeBase) -> None:
    change = lesson(1, Lesson.ANSWER, RENT, "What is the rent?", answer="It is 6 yuan.")
    laid = with_learned(knowledge, [change])
    entry = laid.entries[RENT]
    assert entry.answer == {EN: "It is 6 yuan.", HE: "5 יואן.", ZH: "5元。"}
    assert entry.recheck == (HE, ZH)
    assert entry.reviewed == DAY.date()
    filled = with_learned(knowledge, [change, lesson(2, Lesson.ANSWER, RENT, language=HE, answer="6 יואן.")])
    assert filled.entries[RENT].recheck == (ZH,)
    assert filled.entries[RENT].question == knowledge.entries[RENT].question


def test_files_that_hold_the_answer_or_were_checked_later_win(knowledge: KnowledgeBase) -> None:
    same = lesson(1, Lesson.ANSWER, RENT, answer="It is 5 yuan.\n")
    assert with_learned(knowledge, [same]) is knowledge
    old = lesson(2, Lesson.ANSWER, WORK, answer="No permit.", at=DAY - timedelta(days=30))
    assert with_learned(knowledge, [old]) is knowledge


def test_what_was_exported_in_two_steps_is_not_laid_over_again(knowledge: KnowledgeBase) -> None:
    first = lesson(1, Lesson.ANSWER, RENT, answer="It is 6 yuan.")
    last = lesson(2, Lesson.ANSWER, RENT, answer="It is 5 yuan.")
    assert with_learned(knowledge, [first, last]) is knowledge


def test_a_review_moves_the_day_and_only_forward(knowledge: KnowledgeBase) -> None:
    laid = with_learned(knowledge, [lesson(1, Lesson.REVIEW, RENT)])
    assert laid.entries[RENT].reviewed == DAY.date()
    early = lesson(1, Lesson.REVIEW, RENT, at=datetime(2025, 1, 1, tzinfo=UTC))
    assert with_learned(knowledge, [early]) is knowledge


def test_a_retired_entry_is_gone_and_nothing_refers_to_it(knowledge: KnowledgeBase) -> None:
    laid = with_learned(knowledge, [lesson(1, Lesson.RETIRED, RENT), lesson(2, Lesson.REVIEW, RENT)])
    assert set(laid.entries) == set(laid.phrasings) == {WORK}
    assert laid.entries[WORK].see_also == ()


def test_a_new_entry_that_the_review_made_a_phrasing_lends_it_its_own(knowledge: KnowledgeBase) -> None:
    asked = lesson(7, Lesson.ENTRY, "taught-7", "work permit", answer="Ask us.")
    again = lesson(8, Lesson.PHRASING, "taught-7", "permission to be employed")
    laid = with_learned(knowledge, [asked, again])
    assert "taught-7" not in laid.entries
    assert "permission to be employed" in laid.phrasings[WORK][EN]
