"""Staff's ready-made messages: read with their faults named, filled, and of no weight for what is learnt."""

from pathlib import Path

import pytest

from bot.domain.errors import FaqError
from bot.domain.language import Language
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase, Snippet
from bot.knowledge.snippets import Slot, filled, needs

from .conftest import TODAY

SOUND = """\
snippets:
  - id: looking
    text: {en: "Hello {name}, {number} is here.", he: "שלום {name}, {number} כאן.", zh: "{name}，您好。"}
  - id: bye
    text: {en: Bye., he: להתראות., zh: 再见。}
"""
SLOTS = "{name}, {number}, {staff}"


def loaded(folder: Path, text: str) -> KnowledgeBase:
    (folder / "snippets.yaml").write_text(text, encoding="utf-8")
    return load(folder, today=TODAY)


def test_snippets_are_read_and_change_nothing_of_what_is_learnt(
    folder: Path, knowledge: KnowledgeBase
) -> None:
    known = loaded(folder, SOUND)
    assert list(known.snippets) == ["bye", "looking"]
    assert known.fingerprint == knowledge.fingerprint
    assert known != knowledge


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "{name}, {number} is",
            "{nmae}, is",
            f'3: looking: "{{nmae}}" is no slot (use one of {SLOTS}, or no braces)',
        ),
        ("Bye.", "'Bye }'", f'5: bye: "}}" is no slot (use one of {SLOTS}, or no braces)'),
        (", zh: 再见。", "", '5: bye: text has no "zh" (translate it)'),
        ("Bye.", "x" * 1501, "5: bye: the text has 1501 characters (shorten it to 1500)"),
        (
            "id: bye",
            "id: looking",
            "4: looking: the id is taken, first in faq/snippets.yaml:2 (choose another)",
        ),
        (
            "id: bye",
            "id: visa-work",
            "4: visa-work: the id is taken, first in faq/visa.yaml:3 (choose another)",
        ),
        (
            "text: {en: Bye.",
            "txet: {en: Bye.",
            '5: bye: unknown key "txet" (remove it or correct its spelling)',
        ),
    ],
)
def test_faults_are_named_with_their_line(folder: Path, old: str, new: str, problem: str) -> None:
    assert old in SOUND
    with pytest.raises(FaqError) as caught:
        loaded(folder, SOUND.replace(old, new, 1))
    assert f"faq/snippets.yaml:{problem}" in caught.value.problems


def test_slots_are_filled_and_nothing_that_is_put_in_is_read_again() -> None:
    snippet = Snippet(id="looking", text={Language.EN: "Hello {name}, {number} is with {staff}."})
    values = {Slot.NAME: "{staff}", Slot.NUMBER: "Q-0001", Slot.STAFF: "Li"}
    assert filled(snippet, Language.HE, values) == "Hello {staff}, Q-0001 is with Li."
    assert needs(snippet, Slot.NUMBER)
    assert not needs(Snippet(id="bye", text={Language.EN: "Bye."}), Slot.NUMBER)
