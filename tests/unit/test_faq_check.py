"""What `gesher faq check` finds beyond loading: each rule broken once, with the exact line."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.domain.ids import EntryId
from bot.faq_check import check_texts
from bot.knowledge.load import load
from bot.matching.strays import Stray

HEAD = """\
languages: [en, he]
topics: [{id: visa, title: {en: Visas, he: ויזות}}]
small_talk: []
"""
ENGLISH, HEBREW = "You need a permit. " * 20, "דרוש היתר עבודה. " * 20
ENTRY = f"""\
topic: visa
entries:
  - id: visa-work
    question: {{en: How do I work?, he: איך עובדים?}}
    answer:
      en: "{ENGLISH}"
      he: "{HEBREW}"
    handoff: offer
    stage: applying
    reviewed: 2026-11-22
    review_every: 90
"""
WAYS = [f"way number {number}" for number in range(15)]
DRACHIM = [f"דרך מספר {number}" for number in range(15)]
Check = Callable[..., list[str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.chdir(tmp_path)
    faq = Path("faq")

    def run(
        old: str = "", new: str = "", *, ways: list[str] = WAYS, strays: Sequence[Stray] = ()
    ) -> list[str]:
        (faq / "phrasings").mkdir(parents=True)
        (faq / "faq.yaml").write_text(HEAD, "utf-8")
        (faq / "out-of-scope.yaml").write_text("en: {far: [who won]}\n", "utf-8")
        (faq / "visa.yaml").write_text(ENTRY.replace(old, new) if old else ENTRY, "utf-8")
        lists = f"visa-work:\n  en: {ways}\n  he: {DRACHIM}\n"
        (faq / "phrasings" / "visa.yaml").write_text(lists, "utf-8")
        return check_texts(faq, load(faq), strays)

    return run


def test_a_sound_faq_has_no_problems(check: Check) -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (ENGLISH, "Too short.", "the answer counts 10 characters (make it 300 to 900)"),
        (ENGLISH, "Too long. " * 100, "the answer counts 999 characters (make it 300 to 900)"),
        (
            ENGLISH,
            "\u200f" + ENGLISH,
            "the answer holds direction marks (remove them: they are set when it is sent)",
        ),
        (ENGLISH, "**Bold " + ENGLISH, '"**" is shown as it stands (close or remove the Markdown)'),
    ],
)
def test_each_rule_names_file_line_entry_and_cure(check: Check, old: str, new: str, problem: str) -> None:
    assert check(old, new) == [f"faq/visa.yaml:6: visa-work: {problem}"]


def test_a_phrasing_that_the_matcher_gives_to_another_entry(check: Check) -> None:
    stray = Stray(entry=EntryId("visa-work"), text="way number 3", other=EntryId("visa-visit"))
    (problem,) = check(strays=[stray])
    assert problem == (
        'faq/phrasings/visa.yaml:2: visa-work: "way number 3" would be answered with visa-visit '
        "(reword it, or move it there)"
    )


def test_too_few_phrasings(check: Check) -> None:
    assert check(ways=WAYS[:3]) == ["faq/phrasings: visa-work: 3 phrasings in en (write 15 or more)"]
