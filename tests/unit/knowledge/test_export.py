"""What is written into the files is what was laid over them, and nothing else changes."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import FaqError
from bot.domain.language import Language
from bot.domain.learned import Learned, Lesson
from bot.knowledge.export import write_learned
from bot.knowledge.load import load
from bot.knowledge.overlay import with_learned
from tests.unit.knowledge.conftest import FILES
from tests.unit.knowledge.test_overlay import PARKING, RENT, WORK, lesson

FAQ = Path(__file__).parents[3] / "faq"
TODAY = datetime(2026, 11, 29, tzinfo=UTC).date()
HE, ZH, EN = Language.HE, Language.ZH, Language.EN


def exported(folder: Path, items: Sequence[Learned]) -> list[str]:
    """Write lessons, check that the files then say what the overlay said, and return the files' names."""
    files = load(folder, today=TODAY)
    laid = with_learned(files, items)
    changed = write_learned(folder, files, laid)
    held = load(folder, today=TODAY)
    assert held.entries == laid.entries
    assert held.phrasings == laid.phrasings
    assert with_learned(held, items) is held
    return [path.relative_to(folder).as_posix() for path in changed]


TRANSLATED = [
    PARKING,
    lesson(8, Lesson.PHRASING, "taught-7", "能停车吗: #1?", language=ZH),
    lesson(9, Lesson.ANSWER, "taught-7", "יש חניה?", language=HE, answer="כן. \n\n- שתיים\t\n- בשער"),
    lesson(10, Lesson.ANSWER, "taught-7", "Is there parking?", answer="Yes: # two.\nAt the gate."),
]
CHANGED = [
    lesson(1, Lesson.PHRASING, WORK, "may i be employed"),
    lesson(2, Lesson.PHRASING, WORK, "no", language=ZH),
    lesson(3, Lesson.PHRASING, RENT, "- what: 'is' \"it\"?"),
    lesson(4, Lesson.ANSWER, WORK, answer="No permit.\n\n**None.**"),
    lesson(5, Lesson.REVIEW, RENT),
]


def test_changes_of_every_kind_are_written(folder: Path) -> None:
    assert exported(folder, CHANGED) == [
        "space.yaml",
        "visa.yaml",
        "phrasings/visa.yaml",
        "phrasings/space.yaml",
    ]
    assert "recheck: [he, zh]" in (folder / "visa.yaml").read_text("utf-8")


def test_a_new_entry_with_all_languages_is_written(folder: Path) -> None:
    exported(folder, TRANSLATED)
    exported(folder, [lesson(11, Lesson.PHRASING, "taught-7", "parking?")])


def test_a_retired_entry_is_removed_and_nothing_refers_to_it(folder: Path) -> None:
    exported(folder, [lesson(1, Lesson.RETIRED, WORK)])
    assert not (folder / "phrasings/visa.yaml").exists()


def test_a_filled_gap_is_no_gap_any_more(folder: Path) -> None:
    exported(folder, CHANGED)
    items = [
        lesson(6, Lesson.ANSWER, WORK, answer="לא דרוש.", language=HE),
        lesson(7, Lesson.ANSWER, WORK, answer="不需要。", language=ZH),
    ]
    exported(folder, items)
    assert "recheck" not in (folder / "visa.yaml").read_text("utf-8")


def test_missing_languages_are_all_that_the_check_finds(folder: Path) -> None:
    files = load(folder, today=TODAY)
    write_learned(folder, files, with_learned(files, [PARKING]))
    with pytest.raises(FaqError) as caught:
        load(folder, today=TODAY)
    missing = [problem.partition("taught-7: ")[2] for problem in caught.value.problems]
    assert missing == [
        'question has no "en" (translate it)',
        'question has no "he" (translate it)',
        'answer has no "en" (translate it)',
        'answer has no "he" (translate it)',
    ]


def test_what_was_not_taught_stays_byte_for_byte(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FAQ, tmp_path / "faq", ignore=shutil.ignore_patterns("prepared")))
    before = {path: path.read_text("utf-8").splitlines() for path in folder.rglob("*.yaml")}
    name = "space-rent"
    files = load(folder)
    at = datetime.combine(files.entries[RENT].reviewed, datetime.min.time(), UTC)
    exported(
        folder,
        [
            *TRANSLATED,
            lesson(1, Lesson.PHRASING, name, "what do the lockers cost"),
            lesson(2, Lesson.ANSWER, name, answer="Ask the staff.", at=at),
            lesson(3, Lesson.REVIEW, "space-lab"),
        ],
    )
    after = {path: path.read_text("utf-8").splitlines() for path in folder.rglob("*.yaml")}
    gone = [
        line for path, lines in before.items() for line in lines if line.strip() and line not in after[path]
    ]
    english = files.entries[RENT].answer[EN].splitlines()
    assert {line.strip() for line in gone} <= {line.strip() for line in english}
    assert before != after


def test_an_empty_topic_gets_its_file(folder: Path) -> None:
    main = folder / "faq.yaml"
    tax = "  - {id: tax, title: {en: Tax on cars and bikes, he: מס, zh: 税}}\nsmall_talk:"
    main.write_text(FILES["faq/faq.yaml"].replace("small_talk:", tax), "utf-8")
    exported(folder, [lesson(1, Lesson.RETIRED, WORK)])
    exported(folder, TRANSLATED)
