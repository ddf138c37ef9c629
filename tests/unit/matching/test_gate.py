from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.ids import EntryId, MessageId, QuestionId, UserId
from bot.domain.language import Language
from bot.domain.match import Answer, HandOver, Match, Reason, SmallTalk
from bot.domain.question import Feedback, Question
from bot.domain.teaching import NEW, Change, Origin, Proposal, Refusal, Verdict, Why
from bot.knowledge.model import Entry, Handoff, KnowledgeBase, Stage
from bot.matching.gate import judge
from bot.matching.questions import Labelled, labelled_in
from bot.matching.taught import TaughtMatcher

EN = Language.EN
RENT, VISA = EntryId("space-rent"), EntryId("visa-work")


def entry(name: EntryId, question: str) -> Entry:
    return Entry(
        id=name,
        topic="all",
        question={EN: question},
        answer={EN: "Yes."},
        handoff=Handoff.OFFER,
        stage=Stage.DECIDING,
        reviewed=date(2026, 11, 22),
        review_every=90,
    )


KNOWLEDGE = KnowledgeBase(
    languages=(EN, Language.HE),
    topics=(),
    entries={RENT: entry(RENT, "What is the rent?"), VISA: entry(VISA, "Which visa do I need?")},
    phrasings={RENT: {EN: ("how much is a desk",)}, VISA: {EN: ()}},
    out_of_scope={EN: ("Is there parking in Beijing?",)},
    small_talk=(),
    fingerprint="",
)


@dataclass
class Files:
    known: dict[str, Match] = field(default_factory=dict)
    close: frozenset[str] = frozenset()

    def match(self, text: str) -> Match:
        return self.known.get(text, HandOver(language=EN, reason=Reason.UNLIKE_ANY))

    def alike(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        return tuple(0.97 if {text, other} <= self.close else 0.0 for other in others)


def sure(name: EntryId) -> Answer:
    return Answer(language=EN, entry=name, confidence=0.95)


ASKED, LIKE = "is there parking for a cargo bike", "is there any parking for a cargo bike"
AS_RENT = Proposal(text=ASKED, language=EN, entry=RENT)
AS_NEW = replace(AS_RENT, entry=None, answer="Two places at gate 3.", names=("Dana Cohen", "dana"))


def try_(
    proposal: Proposal,
    files: Files | None = None,
    labelled: Sequence[Labelled] = (),
    past: Sequence[Question] = (),
) -> Verdict:
    matcher = TaughtMatcher(files or Files(close=frozenset({ASKED, LIKE})))
    return judge(proposal, KNOWLEDGE, matcher, labelled=labelled, past=past)


def labelled(text: str, expect: str | None) -> Labelled:
    return Labelled(q=text, expect=expect, kind="plain", lang=EN)


def asked(text: str, helped_with: EntryId | None = None) -> Question:
    return Question(
        id=QuestionId(1),
        founder=UserId(1),
        message=MessageId(1),
        text=text,
        language=EN,
        answered_with=helped_with,
        candidates=(),
        feedback=Feedback.HELPED if helped_with else None,
        asked_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def test_what_changes_nothing_and_stands_against_nothing_passes() -> None:
    verdict = try_(AS_NEW, labelled=[labelled("which visa?", VISA)], past=[asked("who are you")])
    assert (verdict.refusals, verdict.changes, verdict.reaches) == ((), (), False)


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (replace(AS_RENT, text="?? 👍"), Refusal(why=Why.NO_WORDS)),
        (replace(AS_NEW, answer="  "), Refusal(why=Why.NO_WORDS)),
        (replace(AS_RENT, text="word " * 41), Refusal(why=Why.TOO_LONG)),
        (replace(AS_NEW, answer="a" * 1501), Refusal(why=Why.ANSWER_TOO_LONG)),
        (replace(AS_NEW, answer="Dana, there are two places."), Refusal(why=Why.PERSONAL)),
        (replace(AS_RENT, text="How much is a desk?!"), Refusal(why=Why.KNOWN, other=RENT)),
        (replace(AS_RENT, text="which visa do i need"), Refusal(why=Why.BELONGS, other=VISA)),
        (replace(AS_NEW, text="what is the rent"), Refusal(why=Why.BELONGS, other=RENT)),
        (replace(AS_RENT, text="is there parking in Beijing"), Refusal(why=Why.OUT_OF_SCOPE)),
    ],
)
def test_what_words_alone_speak_against_is_refused(proposal: Proposal, refusal: Refusal) -> None:
    assert try_(proposal).refusals == (refusal,)


def test_the_bot_may_not_be_contradicted() -> None:
    assert try_(AS_RENT, Files({ASKED: sure(VISA)})).refusals == (Refusal(why=Why.SURE, other=VISA),)
    assert try_(AS_RENT, Files({ASKED: sure(RENT)})).refusals == ()
    chat = Files({ASKED: SmallTalk(language=EN, topic="thanks")})
    assert try_(AS_NEW, chat).refusals == (Refusal(why=Why.SMALL_TALK),)


def test_questions_that_are_alike_are_listed_with_what_they_led_to() -> None:
    found = try_(AS_NEW, past=[asked(LIKE), asked("something else")])
    assert found.refusals == ()
    assert found.changes == (Change(origin=Origin.PAST, text=LIKE, before=(), after=(NEW,)),)


def test_a_labelled_question_keeps_its_right_answer() -> None:
    # Only the very same words outweigh what the files are sure of.
    files = Files({ASKED.upper(): sure(VISA)}, close=frozenset({ASKED, ASKED.upper()}))
    found = try_(AS_RENT, files, labelled=[labelled(ASKED.upper(), VISA)])
    assert found.refusals == (Refusal(why=Why.TAKES, other=VISA, text=ASKED.upper()),)


def test_what_a_person_left_to_staff_is_for_a_new_entry_alone() -> None:
    for_staff = [labelled(LIKE, None)]
    assert try_(AS_RENT, labelled=for_staff).refusals == (Refusal(why=Why.TAKES, text=LIKE),)
    assert try_(AS_NEW, labelled=for_staff).refusals == ()


def test_what_a_founder_confirmed_keeps_its_answer() -> None:
    found = try_(AS_RENT, past=[asked(LIKE, VISA)])
    assert found.refusals == (Refusal(why=Why.TAKES, other=VISA, text=LIKE),)


@pytest.mark.parametrize(
    ("answer", "reaches"),
    [("Write to li@example.org", True), ("Call +86 21 5555 0101", True), ("Room 412, 9:00 to 18:00", False)],
)
def test_what_reaches_a_person_is_pointed_out(answer: str, reaches: bool) -> None:
    assert try_(replace(AS_NEW, answer=answer)).reaches is reaches


def test_a_file_with_problems_is_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "good.yaml").write_text("- {q: rent?, expect: space-rent, kind: short, lang: en}\n", "utf-8")
    (tmp_path / "bad.yaml").write_text("- {q: rent?\n", "utf-8")
    assert [question.q for question in labelled_in(tmp_path)] == ["rent?"]
    assert "left out" in caplog.text
