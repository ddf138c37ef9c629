"""A storm of faults, short; the long run is `make soak`."""

import pytest

from tests.soak.faults import FaultPlan, run_faults


@pytest.mark.slow
@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_nothing_is_lost_or_doubled_whatever_telegram_says(webhook: bool) -> None:
    outcome = await run_faults(FaultPlan(database="sqlite", webhook=webhook, calls=80, seed=1 + webhook))
    assert outcome.ledger.wrongs == []
    assert len(outcome.faults) > 10  # kinds
    assert outcome.mischief["migrate"] == 2
    assert outcome.ledger.questions["answered"] > 5
    assert outcome.ledger.answers.total() > 2
