"""A story that is written or told wrongly says so: which, where, and what there was instead."""

from pathlib import Path

import pytest

from bot.telegram.handlers import Brain
from tests.dialogues.acts import ACTS
from tests.dialogues.checks import CHECKS
from tests.dialogues.conftest import stage_for
from tests.dialogues.reading import StoryError, load
from tests.dialogues.story import BESIDE_ACTS, BESIDE_CHECKS, span
from tests.dialogues.test_stories import play

GREETING = """
- story: A greeting
  languages: [he]
  steps:
    - founder: שלום
    - bot: {he: מה תרצו לדעת}
"""


def test_whatever_a_story_can_say_can_be_played() -> None:
    assert [*BESIDE_ACTS, *BESIDE_CHECKS] == [*ACTS, *CHECKS]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (GREETING + "    - bott: hello", 's.yaml:7: story "A greeting": a step has exactly one of: founder,'),
        (GREETING + "    - bot: x\n      button: [x]", 's.yaml:8: story "A greeting": unknown key "button"'),
        (GREETING + "    - bot: {en: hello}", 's.yaml:7: story "A greeting": nothing is said in he'),
        (GREETING + "    - bot: {fr: bonjour, he: x}", 's.yaml:7: story "A greeting": unknown language fr'),
        (GREETING + "    - founder: [a, b]", 's.yaml:7: story "A greeting": words must stand here'),
        (GREETING + "    - bot: x\n      times: many", 's.yaml:8: story "A greeting": a number must stand'),
        (GREETING.replace("  languages", "  speech"), 's.yaml:3: story "A greeting": unknown key "speech"'),
        (
            GREETING.replace("[he]", "[fr]"),
            's.yaml:3: story "A greeting": languages is a list out of en, he, zh',
        ),
        (GREETING + "  clock: noon", 's.yaml:7: story "A greeting": clock looks like 2026-10-02T14:10:00Z'),
        (GREETING + GREETING, 's.yaml:8: story "A greeting": give it a name of its own'),
        ("- story: Silence", 's.yaml:1: story "Silence": it has no steps'),
        ("hello", "s.yaml: a list of stories is wanted"),
        ("- [", "s.yaml:1: not YAML"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(tmp_path: Path, wrong: str, says: str) -> None:
    (tmp_path / "s.yaml").write_text(wrong, "utf-8")
    with pytest.raises(StoryError) as error:
        load(tmp_path)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ("    - bot: more", ['s.yaml:7: "A greeting" in he, at bot: more', "the bot says nothing more"]),
        ("    - founder: היי\n    - bot: ביי", ["s.yaml:8:", "lacks ['ביי']; it is:\n  - שלום, כאן"]),
        ("    - founder: היי\n    - founder: היי", ["s.yaml:8:", "the story does not tell:\n  - שלום, כאן"]),
        ("    - founder: היי", ["s.yaml:7:", "the story does not tell:\n  - שלום, כאן"]),
        ("    - founder: היי\n    - bot: שלום\n      buttons: [[a]]", ["s.yaml:8:", "the buttons are: none"]),
        (
            "    - press: נושאים",
            ["s.yaml:7:", "there is no such message; there are:\n  - שלום\n  - שלום, כאן"],
        ),
        ("    - nothing: everybody", ["s.yaml:7:", "nothing comes to: founder, staff"]),
        ("    - later: soon", ["s.yaml:7:", "no span of time"]),
    ],
)
async def test_what_goes_otherwise_is_told_with_what_there_was(
    tmp_path: Path, brain: Brain, empty_database: Path, steps: str, says: list[str]
) -> None:
    (tmp_path / "s.yaml").write_text(GREETING + steps, "utf-8")
    [telling] = load(tmp_path)
    async with stage_for(telling, brain, tmp_path, empty_database) as stage:
        failure = await play(stage) or "nothing fails"
    for words in says:
        assert words in failure


def test_a_span_of_time_is_read_in_words() -> None:
    assert span("90 minutes") == span("5400 seconds")
    with pytest.raises(ValueError, match="no span of time"):
        span("soon")
