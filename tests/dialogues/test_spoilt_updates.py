"""Updates that are not as they should be: each is done or set aside, and what comes after it is done."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.telegram.handlers import Brain
from tests.soak.fuzz_desk import FuzzedDesk, fuzzed_desk

A_ROUND = 12
short = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    # One desk for all rounds, each with a founder of its own; the seed of a round is its smallest form.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
seeds = st.integers(0, 2**32).map(Random)


@pytest.fixture
async def desk(brain: Brain, tmp_path: Path) -> AsyncIterator[FuzzedDesk]:
    async with fuzzed_desk(f"sqlite+aiosqlite:///{tmp_path / 'gesher.db'}", tmp_path, brain) as desk:
        yield desk


async def test_a_sound_update_of_every_kind_is_done(desk: FuzzedDesk) -> None:
    await desk.sound_updates()
    assert desk.ends["set aside"] == 0
    assert desk.ends["done"] > 100


@short
@given(random=seeds)
async def test_a_spoilt_one_has_an_end_and_later_ones_go_on(desk: FuzzedDesk, random: Random) -> None:
    await desk.spoilt_updates(random, A_ROUND)


@short
@given(random=seeds)
async def test_no_press_of_a_founder_changes_the_ticket_of_another(desk: FuzzedDesk, random: Random) -> None:
    await desk.forged_presses(random, A_ROUND)
