"""Two members of staff answer at once; `tests/benchmarks/race.py` plays the same with 200 tickets."""

from pathlib import Path

from tests.benchmarks.race import race

TICKETS = 8


async def test_of_two_answers_at_once_one_is_delivered_and_the_other_asked_about(tmp_path: Path) -> None:
    outcome = await race(tmp_path, TICKETS)
    assert (outcome.claims, outcome.delivered, outcome.held) == ({1: TICKETS}, {1: TICKETS}, {1: TICKETS})
    assert outcome.asked == TICKETS
