import json
from pathlib import Path

import pytest

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, Candidate, HandOver, Match, Reason, SmallTalk, Suggest
from bot.matching.evaluate import evaluate
from bot.matching.questions import Labelled, QuestionsError, read_questions

DATA = Path(__file__).parents[2] / "data" / "questions"


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
    def match(self, text: str) -> Match:
        return SAID[text]


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
    assert json.loads(json.dumps(report.as_json()))["by_kind"]["near"]["wrong"] == 0.5


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
