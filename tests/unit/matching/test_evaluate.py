import json
from pathlib import Path

import pytest

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import (
    Answer,
    Candidate,
    HandOver,
    Match,
    Part,
    Reason,
    Several,
    SmallTalk,
    Suggest,
)
from bot.matching.curves import coverage, reliability
from bot.matching.evaluate import evaluate
from bot.matching.mistakes import Fault, worst
from bot.matching.questions import Labelled, QuestionsError, read_questions
from bot.matching.results import ask

DATA = Path(__file__).parents[2] / "data" / "questions"


def _answer(entry: str, confidence: float) -> Answer:
    return Answer(
        language=None,
        candidates=_candidates((entry, confidence)),
        entry=EntryId(entry),
        confidence=confidence,
    )


def _suggest(*entries: str) -> Suggest:
    near = _candidates(*((entry, 0.3) for entry in entries))
    return Suggest(
        language=None, candidates=near, entries=tuple(one.entry for one in near), confidence=0.3 * len(near)
    )


def _several(*matches: Answer | Suggest | HandOver) -> Several:
    parts = tuple(Part(text="…", match=match) for match in matches)
    return Several(language=None, candidates=matches[0].candidates, parts=parts)


def _candidates(*pairs: tuple[str, float]) -> tuple[Candidate, ...]:
    return tuple(Candidate(entry=EntryId(name), confidence=value) for name, value in pairs)


SAID: dict[str, Match] = {
    "right": Answer(
        language=None, candidates=_candidates(("a", 0.95), ("b", 0.05)), entry=EntryId("a"), confidence=0.95
    ),
    "wrong": Answer(
        language=None, candidates=_candidates(("b", 0.95), ("a", 0.02)), entry=EntryId("b"), confidence=0.95
    ),
    "asked": Suggest(
        language=None,
        candidates=_candidates(("b", 0.45), ("a", 0.35)),
        entries=(EntryId("b"), EntryId("a")),
        confidence=0.8,
    ),
    "staff": HandOver(language=None, candidates=_candidates(("b", 0.05)), reason=Reason.UNLIKE_ANY),
    "hello": SmallTalk(language=None, topic="greeting"),
}


class Scripted:
    def __init__(self, said: dict[str, Match] = SAID) -> None:
        self.said = said

    def match(self, text: str) -> Match:
        return self.said[text]


def _question(q: str, expect: str | None, kind: str = "plain", *also: str) -> Labelled:
    return Labelled(q=q, expect=expect, also=also, kind=kind, lang=Language.EN)


def test_the_words_of_the_design_are_counted_as_it_says() -> None:
    questions = [
        _question("right", "a"),
        _question("wrong", "a"),
        _question("asked", "a"),
        _question("staff", "a"),
        _question("staff", None, "far"),
        _question("asked", None, "far"),
        _question("wrong", None, "near"),
        _question("hello", None, "near"),
    ]
    report = evaluate(Scripted(), questions, {"a", "b"})
    overall = report.overall
    assert (overall.messages, overall.answerable, overall.not_in_faq) == (8, 4, 0)
    assert (overall.direct, overall.resolved, overall.wrong) == (0.25, 0.5, 0.25)
    assert (overall.handed_over, overall.asked_back) == (0.75, 0.25)
    assert (overall.rank_1, overall.top_3) == (0.25, 0.75)
    assert overall.auc == pytest.approx((3.5 + 3.5 + 2.5 + 1.5) / 16, abs=1e-3)
    assert overall.calibration_error == pytest.approx((3 * 0.95 - 1 + 2 * 0.45 + 2 * 0.05) / 8, abs=1e-3)
    assert report.by_kind["far"].handed_over == 1
    assert report.by_kind["near"].handed_over == 0.5
    assert report.by_kind["far"].direct is None
    assert report.by_language["en"] == overall
    written = json.loads(json.dumps(report.as_json()))
    assert set(written) == {"overall", "by_language", "by_kind", "by_language_and_kind"}
    assert written["by_kind"]["near"]["wrong"] == 0.5
    assert written["by_language_and_kind"]["en"]["near"] == written["by_kind"]["near"]


def test_an_entry_that_the_faq_lacks_makes_a_question_one_for_staff() -> None:
    questions = [_question("wrong", "x"), _question("wrong", "x", "plain", "b"), _question("staff", None)]
    overall = evaluate(Scripted(), questions, {"a", "b"}).overall
    assert (overall.answerable, overall.not_in_faq) == (1, 1)
    assert overall.direct == 1
    assert overall.wrong == pytest.approx(1 / 3, abs=1e-3)


def test_nothing_to_count_is_no_share() -> None:
    overall = evaluate(Scripted(), [], {"a"}).overall
    assert (overall.messages, overall.direct, overall.wrong, overall.auc, overall.calibration_error) == (
        0,
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("parts", "direct", "resolved", "wrong", "asked_back"),
    [
        ((_answer("a", 0.9), _answer("b", 0.9)), True, True, False, False),
        ((_answer("a", 0.9), SAID["staff"]), True, True, False, False),
        ((_answer("a", 0.9), _suggest("c", "d")), True, True, False, True),
        ((_answer("a", 0.9), _answer("c", 0.9)), False, False, True, False),
        ((_answer("c", 0.9), _suggest("a")), False, False, True, True),
    ],
)
def test_a_message_of_several_questions_is_right_only_if_no_answer_is_wrong(
    parts: tuple[Answer | Suggest | HandOver, ...],
    direct: bool,
    resolved: bool,
    wrong: bool,
    asked_back: bool,
) -> None:
    matcher = Scripted({"both": _several(*parts)})
    (result,) = ask(matcher, [_question("both", "a", "double", "b")], {"a", "b", "c", "d"})
    assert (result.direct, result.resolved, result.wrong) == (direct, resolved, wrong)
    assert result.asked_back == asked_back
    assert result.confidence == 0.9


def test_the_worst_mistakes_are_wrong_answers_and_the_surest_come_first() -> None:
    said: dict[str, Match] = {
        "sure": _answer("b", 0.97),
        "surer": _answer("b", 0.99),
        "part": _several(_answer("a", 0.98), _answer("c", 0.95)),
        "lost": HandOver(language=None, candidates=_candidates(("c", 0.2)), reason=Reason.UNLIKE_ANY),
        "asked": SAID["asked"],
        "good": SAID["asked"],
        "hello": SAID["hello"],
        "empty": HandOver(language=None, reason=Reason.NOTHING_TO_READ),
    }
    questions = [
        _question("empty", "a"),
        _question("lost", "a"),
        _question("asked", "c", "plain", "d"),
        _question("good", "a"),
        _question("sure", "a"),
        _question("surer", None, "near"),
        _question("part", "a"),
        _question("hello", "a"),
        _question("hello", None),
    ]
    report = evaluate(Scripted(said), questions, {"a", "b", "c", "d"})
    mistakes = worst(report.results, 20)
    assert [(one.question, one.fault) for one in mistakes] == [
        ("surer", Fault.FOR_STAFF),
        ("sure", Fault.WRONG),
        ("part", Fault.WRONG),
        ("hello", Fault.SMALL_TALK),
        ("asked", Fault.ASKED_BACK),
        ("lost", Fault.HANDED_OVER),
        ("empty", Fault.HANDED_OVER),
    ]
    assert mistakes[0].expected == ()
    assert mistakes[2].got == _candidates(("c", 0.95))
    assert mistakes[4].expected == ("c", "d")
    assert mistakes[4].got == _candidates(("b", 0.45), ("a", 0.35))
    assert worst(report.results, 2) == mistakes[:2]


def test_bins_hold_what_is_about_equally_sure() -> None:
    said: dict[str, Match] = {
        "low": _answer("a", 0.61),
        "high": _answer("b", 0.69),
        "full": _answer("a", 1.0),
        "none": SAID["hello"],
    }
    low, full = reliability(ask(Scripted(said), [_question(text, "a") for text in said], {"a", "b"}))
    assert (low.start, low.messages, low.right) == (0.6, 2, 0.5)
    assert low.confidence == pytest.approx(0.65)
    assert (full.start, full.messages, full.confidence, full.right) == (0.9, 1, 1, 1)


def test_a_lower_threshold_answers_more_rightly_and_more_wrongly() -> None:
    said: dict[str, Match] = {
        "first": _answer("a", 0.9),
        "staff": _answer("a", 0.7),
        "equal": _answer("a", 0.7),
        "last": _answer("b", 0.1),
    }
    questions = [_question(text, None if text == "staff" else "a") for text in said]
    points = coverage(ask(Scripted(said), questions, {"a", "b"}))
    assert [point.threshold for point in points] == [0.9, 0.7, 0.1]
    assert [point.right for point in points] == pytest.approx([1 / 3, 2 / 3, 2 / 3])
    assert [point.wrong for point in points] == [0, 0.25, 0.5]
    assert coverage(ask(Scripted(said), [_question("staff", None)], {"a"})) == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_development_questions_can_be_read(language: Language) -> None:
    questions = read_questions(DATA / f"dev-{language}.yaml")
    assert len(questions) == 122
    assert {question.lang for question in questions} == {language}
    assert sum(question.expect is None for question in questions) == 41
    assert questions[0].answers == {"hub-overview"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {q: x, expect: a, kind: k}", '1: no "0.lang" (add it)'),
        (
            "- {q: x, expect: a, kind: k, lang: en}\n- {q: x, expekt: a, kind: k, lang: en}",
            '2: no "1.expect" (add it)',
        ),
        (
            "- {q: x, expect: null, kind: k, lang: xx}",
            "1: 0.lang: \"xx\" should be 'en', 'he' or 'zh' (correct it)",
        ),
        ("q: x", "1: the file is not a list (write each item after a dash)"),
        ("- {q: x", "1: not YAML: "),
    ],
)
def test_faults_of_a_question_file_have_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError) as caught:
        read_questions(path)
    assert f"{path}:{problem}" in str(caught.value)


def test_a_missing_question_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        QuestionsError, match=r"q.yaml: no such file \(name a YAML file of labelled questions\)"
    ):
        read_questions(tmp_path / "q.yaml")
