from pathlib import Path

import pytest

from .conftest import Change

SMALL_TALK_TWICE = """\
  - id: thanks
    phrasings: {en: [cheers]}
    reply: {en: a, he: b, zh: c}
"""


FIRST_PHRASING = "visa-work in faq/phrasings/visa.yaml:3"

CASES = [
    # file, old, new, problem without its "faq/"
    (
        "visa.yaml",
        "    stage: applying",
        "    stage: applying\n    stgae: x",
        'visa.yaml:11: visa-work: unknown key "stgae" (remove it or correct its spelling)',
    ),
    ("visa.yaml", "    stage: applying\n", "", 'visa.yaml:3: visa-work: no "stage" (add it)'),
    ("visa.yaml", "      he: דרוש היתר.\n", "", 'visa.yaml:5: visa-work: answer has no "he" (translate it)'),
    (
        "visa.yaml",
        ", zh: 怎样在上海工作？",
        "",
        'visa.yaml:4: visa-work: question has no "zh" (translate it)',
    ),
    ("faq.yaml", "he: ויזות, ", "", 'faq.yaml:3: visa: title has no "he" (translate it)'),
    ("faq.yaml", ", zh: 不客气。", "", 'faq.yaml:8: thanks: reply has no "zh" (translate it)'),
    (
        "visa.yaml",
        "You need a permit.",
        '" "',
        "visa.yaml:6: visa-work: answer.en is empty (fill it, or remove the key)",
    ),
    (
        "visa.yaml",
        "You need a permit.",
        "x" * 1501,
        "visa.yaml:6: visa-work: the answer has 1501 characters (shorten it to 1500)",
    ),
    (
        "visa.yaml",
        "You need a permit.",
        "You need 1 permit.",
        "visa.yaml:5: visa-work: the answer holds a figure and no source (name one under sources)",
    ),
    (
        "visa.yaml",
        "[space-rent]",
        "[space-rnet]",
        'visa.yaml:11: visa-work: see_also names "space-rnet", no other entry (remove or correct it)',
    ),
    (
        "visa.yaml",
        "[space-rent]",
        "[visa-work]",
        'visa.yaml:11: visa-work: see_also names "visa-work", no other entry (remove or correct it)',
    ),
    (
        "visa.yaml",
        "topic: visa",
        "topic: vias",
        'visa.yaml:3: visa-work: unknown topic "vias" (list it under topics in faq.yaml)',
    ),
    (
        "visa.yaml",
        "2026-11-22",
        "2026-11-24",
        "visa.yaml:12: visa-work: reviewed on 2026-11-24, in the future (correct the date)",
    ),
    (
        "visa.yaml",
        "handoff: offer",
        "handoff: maybe",
        "visa.yaml:9: visa-work: handoff: \"maybe\" should be 'none' or 'offer' (correct it)",
    ),
    ("visa.yaml", "topic: visa\n", "", 'visa.yaml:1: no "topic" (add it)'),
    (
        "phrasings/visa.yaml",
        "visa-work",
        "v-work",
        "phrasings/visa.yaml:1: v-work: phrasings for an entry that does not exist (write it or remove them)",
    ),
    (
        "phrasings/visa.yaml",
        "work permit",
        "work permit\n    - Work  PERMIT?",
        f'phrasings/visa.yaml:4: visa-work: "Work  PERMIT?" leads to {FIRST_PHRASING} (keep one)',
    ),
    (
        "phrasings/visa.yaml",
        "visa-work:",
        "space-rent:\n  en: [How do I work]\nvisa-work:",
        'phrasings/visa.yaml:2: space-rent: "How do I work" leads to visa-work in faq/visa.yaml:4 (keep one)',
    ),
    (
        "out-of-scope.yaml",
        "who won the cup",
        "work permit",
        f'out-of-scope.yaml:3: out of scope: "work permit" leads to {FIRST_PHRASING} (keep one)',
    ),
    (
        "out-of-scope.yaml",
        "far:",
        "farther:",
        'out-of-scope.yaml:3: unknown key "farther" (use one of far, gibberish, near, personal)',
    ),
    (
        "faq.yaml",
        "[en, he, zh]",
        "[en]",
        "faq.yaml:1: languages: fewer than two (name two or more of en, he, zh)",
    ),
    (
        "faq.yaml",
        "[en, he, zh]",
        "[en, fr]",
        "faq.yaml:1: languages.1: \"fr\" should be 'en', 'he' or 'zh' (correct it)",
    ),
    (
        "faq.yaml",
        "  - id: thanks",
        SMALL_TALK_TWICE + "  - id: thanks",
        "faq.yaml:9: thanks: the id is taken, first in faq/faq.yaml:6 (choose another)",
    ),
    (
        "faq.yaml",
        "id: visa,",
        "id: space,",
        "faq.yaml:4: space: the id is taken, first in faq/faq.yaml:3 (choose another)",
    ),
    (
        "faq.yaml",
        "small_talk:",
        "smalltalk:",
        'faq.yaml:5: unknown key "smalltalk" (remove it or correct its spelling)',
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "problem"), CASES, ids=[case[-1][:60] for case in CASES])
def test_each_rule_names_place_entry_fault_and_cure(
    problems_after: Change, name: str, old: str, new: str, problem: str
) -> None:
    assert f"faq/{problem}" in problems_after(name, old, new)


def test_two_entries_of_one_id(folder: Path, problems_after: Change) -> None:
    (folder / "copy.yaml").write_text((folder / "space.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    found = problems_after("copy.yaml", "What is the rent?", "Which rent?")
    assert found[0] == (
        "faq/space.yaml:3: space-rent: the id is taken, first in faq/copy.yaml:3 (choose another)"
    )


def test_no_entry_at_all(folder: Path, problems_after: Change) -> None:
    for name in ("visa.yaml", "space.yaml", "phrasings/visa.yaml"):
        (folder / name).unlink()
    found = problems_after("out-of-scope.yaml", "en:", "en:")
    assert found == ["faq/faq.yaml:1: no entries (write topic files beside it, such as visa.yaml)"]


def test_a_misshapen_entry_is_one_problem_not_one_for_everything_that_names_it(
    problems_after: Change,
) -> None:
    stages = "'deciding', 'applying', 'arriving' or 'settled'"
    assert problems_after("space.yaml", "stage: deciding", "stage: soon") == [
        f'faq/space.yaml:7: space-rent: stage: "soon" should be {stages} (correct it)'
    ]


def test_a_file_that_nothing_reads(folder: Path, problems_after: Change) -> None:
    (folder / "tax.yml").write_text("topic: tax\n", encoding="utf-8")
    assert problems_after("faq.yaml", "languages", "languages") == [
        "faq/tax.yml: is not read (rename it to tax.yaml)"
    ]


@pytest.mark.parametrize("text", ["", "just words", "- a list"])
def test_a_file_of_another_shape(folder: Path, problems_after: Change, text: str) -> None:
    (folder / "visa.yaml").write_text(text, encoding="utf-8")
    found = problems_after("phrasings/visa.yaml", "zh:", "zh:")
    assert "faq/visa.yaml:1: the file is not a mapping (write it as key: value)" in found


def test_a_broken_main_file_is_one_problem_not_one_for_every_entry(problems_after: Change) -> None:
    (problem,) = problems_after("faq.yaml", "languages: [", "languages: [{")
    assert problem.startswith("faq/faq.yaml:")
    assert "not YAML" in problem
