"""FAQ files, settings and webhook calls that are not as they should be: a clear word, never a traceback."""

from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.soak.fuzz_files import caller, spoilt_faq, spoilt_settings

short = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    # A folder is written anew for each example; a seed has no smaller form that would say more.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
seeds = st.integers(0, 2**32).map(Random)


@short
@given(random=seeds)
def test_a_spoilt_faq_is_accepted_or_every_problem_has_file_and_line(tmp_path: Path, random: Random) -> None:
    assert spoilt_faq(random, tmp_path) in ("accepted", "refused")


@short
@given(random=seeds)
def test_spoilt_settings_are_accepted_or_told_in_lines_without_secrets(
    tmp_path: Path, random: Random
) -> None:
    assert spoilt_settings(random, tmp_path) in ("accepted", "refused")


async def test_a_spoilt_call_is_kept_or_refused_and_the_next_one_is_kept(tmp_path: Path) -> None:
    statuses = set()
    async with caller(tmp_path) as calls:
        for seed in range(150):
            statuses.add(await calls.spoilt_call(Random(seed)))  # noqa: S311  # to be played again
    assert statuses >= {"200", "400", "403", "415"}
