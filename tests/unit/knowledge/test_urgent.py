from pathlib import Path

from bot.domain.language import Language
from bot.knowledge.load import load

from .conftest import TODAY, Change

URGENT = """\
urgent:
  words: {en: [help], he: [הצילו], zh: [救命]}
  advice: {en: Call 110., he: חייגו 110., zh: 拨打110。}
languages:"""


def test_it_may_be_left_out(folder: Path) -> None:
    assert load(folder, today=TODAY).urgent is None


def test_it_is_read(folder: Path) -> None:
    path = folder / "faq.yaml"
    path.write_text(path.read_text("utf-8").replace("languages:", URGENT, 1), "utf-8")
    urgent = load(folder, today=TODAY).urgent
    assert urgent
    assert urgent.words[Language.ZH] == ("救命",)
    assert urgent.unless == {}
    assert urgent.advice[Language.EN] == "Call 110."


def test_each_language_needs_the_advice(problems_after: Change) -> None:
    partial = URGENT.replace(", zh: 拨打110。", "")
    assert problems_after("faq.yaml", "languages:", partial) == [
        'faq/faq.yaml:3: advice has no "zh" (translate it)'
    ]


def test_an_unknown_key_is_named(problems_after: Change) -> None:
    misspelt = URGENT.replace("words:", "wrods:")
    problems = problems_after("faq.yaml", "languages:", misspelt)
    assert 'faq/faq.yaml:2: unknown key "wrods" (remove it or correct its spelling)' in problems
