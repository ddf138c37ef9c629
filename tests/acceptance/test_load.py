"""Load, small; the long run is `make soak`."""

from tests.soak.load import LoadPlan, open_stage
from tests.soak.loads import backlog

UPDATES, EACH = 60, 4


async def test_updates_that_wait_at_the_start_are_all_handled_once_and_in_order() -> None:
    async with open_stage(LoadPlan(database="sqlite"), "lexical", limited=False) as stage:
        found = await backlog(stage, UPDATES, EACH)
    assert found.wrongs == ()
    assert found.asked == UPDATES
    assert found.answered > UPDATES / 2
