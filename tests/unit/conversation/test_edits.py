from dataclasses import replace
from datetime import date

import pytest

from bot.conversation.edits import NewAnswer, Unfit, left_behind, read_answer, split_id
from bot.domain.language import Language
from bot.knowledge.model import MAX_ANSWER, Entry, Handoff, Stage

ENTRY = Entry(
    id="visa-work",
    topic="visa",
    question=dict.fromkeys(Language, "?"),
    answer=dict.fromkeys(Language, "old"),
    handoff=Handoff.NONE,
    stage=Stage.DECIDING,
    reviewed=date(2026, 11, 22),
    review_every=180,
)


def test_the_id_is_the_first_word_however_it_was_copied() -> None:
    assert split_id("visa-work  Sixty\ndays.") == ("visa-work", "Sixty\ndays.")
    assert split_id("\u2068`Visa-Work`\u2069") == ("visa-work", "")
    assert split_id("  ") == ("", "")


@pytest.mark.parametrize(
    ("text", "language", "answer"),
    [
        ("Sixty *days*.", Language.EN, "Sixty *days*."),
        ("שישים ימים, VPN", Language.HE, "שישים ימים, VPN"),
        ("he: 60", Language.HE, "60"),
        ("zh:\n60 天", Language.ZH, "60 天"),
        ("he can stay for sixty days", Language.EN, "he can stay for sixty days"),
    ],
)
def test_the_language_is_told_by_the_script_or_named(text: str, language: Language, answer: str) -> None:
    assert read_answer(text, tuple(Language)) == NewAnswer(language=language, answer=answer)


@pytest.mark.parametrize(
    ("text", "unfit"),
    [
        ("", Unfit(why="edit-no-text")),
        ("en: ", Unfit(why="edit-no-text")),
        ("60", Unfit(why="edit-no-language")),
        ("x" * (MAX_ANSWER + 1), Unfit(why="edit-too-long", length=MAX_ANSWER + 1)),
        ("fr: soixante jours", Unfit(why="edit-foreign", language="fr")),
        ("六十天", Unfit(why="edit-foreign", language="zh")),
    ],
)
def test_what_cannot_be_taken_is_named(text: str, unfit: Unfit) -> None:
    assert read_answer(text, (Language.EN, Language.HE)) == unfit


def test_an_answer_of_the_greatest_length_is_taken() -> None:
    assert isinstance(read_answer("x" * MAX_ANSWER, tuple(Language)), NewAnswer)


def test_a_change_leaves_the_others_behind_until_they_follow() -> None:
    assert left_behind(ENTRY, Language.ZH) == [Language.EN, Language.HE]
    behind = replace(ENTRY, recheck=(Language.EN, Language.HE))
    assert left_behind(behind, Language.HE) == [Language.EN]
    assert left_behind(behind, Language.ZH) == [Language.EN, Language.HE]


def test_a_language_that_was_missing_leaves_nothing_behind() -> None:
    alone = replace(ENTRY, answer={Language.EN: "old"})
    assert left_behind(alone, Language.HE) == []
