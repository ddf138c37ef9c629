"""A founder's stage is the furthest of the entries that they got last; what was turned down tells nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.conversation.founder_card import LATEST, latest_answers, stage_of
from bot.domain.ids import EntryId, MessageId, QuestionId, UserId
from bot.domain.language import Language
from bot.domain.question import Question
from bot.knowledge.model import Entry, Handoff, Stage

QUESTION = Question(
    id=QuestionId(1),
    founder=UserId(1),
    message=MessageId(1),
    text="?",
    language=Language.EN,
    answered_with=None,
    candidates=(),
    asked_at=datetime(2026, 11, 23, tzinfo=UTC),
)


def entry(name: str, stage: Stage) -> Entry:
    return Entry(
        id=name,
        topic="visa",
        question={Language.EN: name},
        answer={Language.EN: name},
        handoff=Handoff.NONE,
        stage=stage,
        reviewed=date(2026, 11, 1),
        review_every=90,
    )


ENTRIES = {
    EntryId(name): entry(name, stage)
    for name, stage in [
        ("rent", Stage.DECIDING),
        ("permit", Stage.APPLYING),
        ("school", Stage.SETTLED),
        *((f"more-{number}", Stage.DECIDING) for number in range(LATEST)),
    ]
}


def answered(*names: str) -> list[Entry]:
    questions = [replace(QUESTION, answered_with=EntryId(name)) for name in names]
    return latest_answers(questions, ENTRIES)


def test_the_furthest_of_the_latest_counts() -> None:
    assert stage_of(answered("rent", "permit", "rent")) is Stage.APPLYING
    assert [one.id for one in answered("rent", "permit", "rent")] == ["rent", "permit"]
    assert stage_of(answered(*(f"more-{number}" for number in range(LATEST)), "school")) is Stage.DECIDING


def test_nothing_is_read_from_what_was_not_meant_or_not_answered() -> None:
    wrong = replace(QUESTION, answered_with=EntryId("school"), turned_down=(EntryId("school"),))
    assert latest_answers([wrong, QUESTION], ENTRIES) == []
    assert stage_of([]) is None
    assert stage_of(answered("retired-since")) is None
