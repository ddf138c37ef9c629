"""The bot killed at every named point of a question's way; the long run is `make soak`."""

import pytest

from bot.crash_points import Point
from tests.soak.kills import AT_RANDOM, Plan, run


@pytest.mark.slow
@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_nothing_is_lost_or_doubled_wherever_it_dies(webhook: bool) -> None:
    half = list(Point)[webhook::2]  # each point in one of the two
    points = (*(f"{point}:{times}" for times, point in enumerate(half, 1)), AT_RANDOM)
    outcome = await run(Plan(database="sqlite", webhook=webhook, kills=len(points), points=points))
    assert set(half) <= set(outcome.kills)
    assert outcome.ledger.wrongs == []
    assert outcome.ledger.questions.total() == 1 + 5 * len(points)
    assert outcome.ledger.answers.total() > 0
