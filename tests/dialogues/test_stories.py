"""Plays every story of `stories/`, in each language in which it is told."""

from pathlib import Path

import pytest

from bot.telegram.handlers import Brain
from tests.dialogues.acts import ACTS
from tests.dialogues.checks import CHECKS
from tests.dialogues.conftest import stage_for
from tests.dialogues.reading import load
from tests.dialogues.stage import Stage
from tests.dialogues.story import Step, Telling

STORIES = load(Path(__file__).parent / "stories")


@pytest.mark.parametrize("telling", STORIES, ids=lambda telling: telling.id)
async def test_story(telling: Telling, brain: Brain, tmp_path: Path, empty_database: Path) -> None:
    async with stage_for(telling, brain, tmp_path, empty_database) as stage:
        failure = await play(stage)
    if failure:
        pytest.fail(failure, pytrace=False)


async def play(stage: Stage) -> str | None:
    """Play a story from the first step to the last; return where and how it goes otherwise than told."""
    step = stage.telling.steps[0]
    try:
        for step in stage.telling.steps:
            await _take(stage, step)
        stage.nothing_left()
    except (AssertionError, ValueError) as failure:
        return await stage.report(step, str(failure))
    return None


async def _take(stage: Stage, step: Step) -> None:
    if check := CHECKS.get(step.verb):
        await check(stage, step)
        return
    stage.nothing_left()
    stage.news.clear()
    await ACTS[step.verb](stage, step)
    await stage.settle()
