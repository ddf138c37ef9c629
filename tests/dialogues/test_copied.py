"""A dialogue that is copied from the desk's records plays again as a story, and is green."""

from pathlib import Path

import pytest

from bot.domain.ids import UserId
from bot.store import Store
from bot.telegram.handlers import Brain
from bot.tryout.story import copied
from tests.dialogues.conftest import stage_for
from tests.dialogues.reading import load
from tests.dialogues.story import Telling
from tests.dialogues.test_stories import play

TOLD = """
- story: Sure, unsure, and for staff
  languages: [LANGUAGE]
  name: Dana
  staff_language: zh
  steps:
    - founder: {en: who runs the hub, he: מי מפעיל את המרכז, zh: 园区由谁运营}
    - bot: China-Israel Innovation Park
    - press: {en: Helped, he: עזר לי, zh: 有帮助}
    - founder: {en: visa, he: ויזה, zh: 签证}
    - bot: {en: Which of these, he: לאיזו מהשאלות, zh: 您想问的是哪一个}
    - press: {en: business visit, he: לביקור עסקי, zh: 短期商务访问}
    - bot: ""
    - bot: ""
    - founder: {en: my parcel is lost, he: החבילה שלי אבדה, zh: 我的包裹丢了}
    - bot: Q-0001
    - staff_presses: 认领
    - staff: "It is here. *Come* before 17:00."
    - bot: Come
    - staff_edits: It is here
      to: It is upstairs.
    - bot_edits: upstairs
    - sends: photo
      caption: "?"
"""
EXPECTED = [
    "founder",
    "press",
    "founder",
    "press",
    "founder",
    "staff_presses",
    "staff",
    "staff_edits",
    "sends",
]


async def copy(told: Telling, brain: Brain, folder: Path, empty: Path) -> str:
    """Play a story, and return what the desk's records tell of it."""
    async with stage_for(told, brain, folder, empty) as stage:
        assert await play(stage) is None
        store = await Store.watch(f"sqlite:///{folder / 'gesher.db'}")
        async with store.reading() as uow:
            text = await copied(uow, UserId(stage.founder), told.staff_language)
        await store.close()
    assert text is not None
    return text


def read(text: str, folder: Path) -> Telling:
    folder.mkdir()
    (folder / "copied.yaml").write_text(text, "utf-8")
    (telling,) = load(folder)
    return telling


@pytest.mark.parametrize("language", ["en", "he", "zh"])
async def test_a_copied_dialogue_plays_again(
    language: str, brain: Brain, tmp_path: Path, empty_database: Path
) -> None:
    told = read(TOLD.replace("LANGUAGE", language), tmp_path / "told")
    (tmp_path / "first").mkdir()
    text = await copy(told, brain, tmp_path / "first", empty_database)
    again = read(text, tmp_path / "again")
    assert [step.verb for step in again.steps if step.verb in EXPECTED] == EXPECTED
    assert {"bot", "bot_edits", "notice", "buttons_left", "staff_sees", "receipt", "nothing"} <= {
        step.verb for step in again.steps
    }
    (tmp_path / "second").mkdir()
    async with stage_for(again, brain, tmp_path / "second", empty_database) as stage:
        assert await play(stage) is None
