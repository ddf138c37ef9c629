"""Messages to try the desk with: read with their faults named, and of no weight for what is learnt."""

from pathlib import Path

import pytest

from bot.domain.errors import FaqError
from bot.domain.language import Language
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase

from .conftest import TODAY

SOUND = """\
examples:
  en: {name: Ann, sure: [may I work there], vague: [work], unknown: [my parcel], typo: [may I wrok there]}
  he: {name: נועם, sure: [מותר לי לעבוד שם], vague: [עבודה], unknown: [החבילה שלי], typo: [מותר לי לעבדו]}
  zh: {name: 小林, sure: [我可以工作吗], vague: [工作], unknown: [我的包裹], typo: [我可以工做吗]}
"""


def loaded(folder: Path, text: str) -> KnowledgeBase:
    (folder / "examples.yaml").write_text(text, encoding="utf-8")
    return load(folder, today=TODAY)


def test_examples_are_read_and_change_nothing_of_what_is_learnt(
    folder: Path, knowledge: KnowledgeBase
) -> None:
    known = loaded(folder, SOUND)
    assert known.examples[Language.EN].texts == {
        "sure": ("may I work there",),
        "vague": ("work",),
        "unknown": ("my parcel",),
        "typo": ("may I wrok there",),
    }
    assert known.examples[Language.HE].name == "נועם"
    assert known.fingerprint == knowledge.fingerprint
    assert knowledge.examples == {}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("vague: [work]", "vagu: [work]", '2: unknown key "vagu" (remove it or correct its spelling)'),
        ("vague: [work]", "vague: []", "2: examples.en.vague is empty (fill it, or remove the key)"),
        ("name: Ann, ", "", '2: no "examples.en.name" (add it)'),
        ("examples:", "example:", '1: unknown key "example" (remove it or correct its spelling)'),
        ("  zh:", "  fr:", "4: examples.fr"),
        (
            "sure: [may I work there]",
            "sure: [How do I work]",
            '2: "How do I work" is a phrasing (an example shows what was not written down: reword it)',
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(folder: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(FaqError) as refused:
        loaded(folder, SOUND.replace(old, new))
    assert any(line.startswith(f"faq/examples.yaml:{problem}") for line in refused.value.problems), (
        refused.value.problems
    )


def test_a_language_without_examples_is_missed(folder: Path) -> None:
    with pytest.raises(FaqError) as refused:
        loaded(folder, "\n".join(SOUND.splitlines()[:3]) + "\n")
    assert refused.value.problems == ['faq/examples.yaml:1: examples has no "zh" (translate it)']
