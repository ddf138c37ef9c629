from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import FaqError
from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.load import load
from bot.knowledge.model import Handoff, KnowledgeBase, Stage

from .conftest import TODAY, Change

WORK, RENT = EntryId("visa-work"), EntryId("space-rent")


def test_everything_in_the_files_is_in_the_record(knowledge: KnowledgeBase) -> None:
    assert knowledge.languages == (Language.EN, Language.HE, Language.ZH)
    assert [topic.id for topic in knowledge.topics] == ["visa", "space"]
    assert list(knowledge.entries) == [RENT, WORK]
    entry = knowledge.entries[WORK]
    assert (entry.topic, entry.handoff, entry.stage) == ("visa", Handoff.OFFER, Stage.APPLYING)
    assert entry.answer[Language.HE] == "דרוש היתר."
    assert entry.see_also == (RENT,)
    assert knowledge.entries[RENT].sources[0].date == date(2026, 1, 2)
    assert knowledge.phrasings[WORK][Language.EN] == ("how do i work", "work permit")
    assert knowledge.phrasings[RENT][Language.EN] == ()
    assert knowledge.out_of_scope[Language.EN] == ("who won the cup", "work permit for Japan")
    assert knowledge.small_talk[0].reply[Language.ZH] == "不客气。"


def test_a_bare_number_is_a_phrasing_like_any_other(knowledge: KnowledgeBase) -> None:
    assert knowledge.small_talk[0].phrasings[Language.ZH] == ("谢谢", "886")


def test_names_and_order_of_files_change_nothing(folder: Path, knowledge: KnowledgeBase) -> None:
    (folder / "visa.yaml").rename(folder / "zz.yaml")
    (folder / "phrasings/visa.yaml").write_text(
        "visa-work:\n  zh: [工作许可]\n  en: [how do i work, work permit]\n", encoding="utf-8"
    )
    assert load(folder, today=TODAY) == knowledge


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("visa.yaml", "You need a permit.", "You do need a permit."),
        ("phrasings/visa.yaml", "work permit", "permit to work"),
        ("out-of-scope.yaml", "Japan", "Korea"),
        ("faq.yaml", "Welcome.", "Any time."),
    ],
)
def test_any_change_changes_the_fingerprint(
    folder: Path, knowledge: KnowledgeBase, name: str, old: str, new: str
) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert load(folder, today=TODAY).fingerprint != knowledge.fingerprint
    assert len(knowledge.fingerprint) == 64


def test_what_the_faq_may_leave_out(folder: Path) -> None:
    (folder / "out-of-scope.yaml").unlink()
    (folder / "phrasings/visa.yaml").unlink()
    knowledge = load(folder, today=TODAY)
    assert knowledge.out_of_scope[Language.EN] == ()
    assert knowledge.phrasings[WORK][Language.EN] == ()


def test_a_translation_beyond_the_languages_of_the_faq_is_kept(folder: Path) -> None:
    path = folder / "faq.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[en, he, zh]", "[en, zh]"), encoding="utf-8")
    assert load(folder, today=TODAY).entries[WORK].question[Language.HE]


def test_missing_folder_and_missing_main_file_name_the_setting(tmp_path: Path) -> None:
    with pytest.raises(
        FaqError, match=r"nowhere: no such folder \(set FAQ_DIR to the folder that holds faq.yaml\)"
    ):
        load(tmp_path / "nowhere")
    with pytest.raises(
        FaqError, match=r"faq.yaml: no such file \(set FAQ_DIR to the folder that holds faq.yaml\)"
    ):
        load(tmp_path)


def test_every_problem_of_every_file_is_reported_in_one_go(folder: Path, problems_after: Change) -> None:
    (folder / "visa.yaml").write_text("topic: visa\nentries: [", encoding="utf-8")
    (folder / "out-of-scope.yaml").write_text("en:\n  odd: [x]\n", encoding="utf-8")
    found = problems_after("space.yaml", "stage: deciding", "stage: soon\n    stgae: x")
    assert [problem.partition(" ")[0] for problem in found] == [
        "faq/out-of-scope.yaml:2:",
        "faq/space.yaml:7:",
        "faq/space.yaml:8:",
        "faq/visa.yaml:2:",
    ]


def test_overdue_entries_come_longest_overdue_first(knowledge: KnowledgeBase) -> None:
    assert knowledge.overdue(date(2026, 6, 30)) == ()
    assert [entry.id for entry in knowledge.overdue(date(2026, 7, 1))] == [RENT]
    assert [entry.id for entry in knowledge.overdue(date(2027, 3, 1))] == [RENT, WORK]
