"""How far a broadcast is: in quarters, with those who were forgotten meanwhile counted as not reached."""

from datetime import UTC, datetime

import pytest

from bot.domain.broadcast import Broadcast, BroadcastState, progress_of
from bot.domain.events import Member
from bot.domain.ids import BroadcastId, UserId

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("copies", "percent", "failed"),
    [
        ({"queued": 8}, 0, 0),
        ({"queued": 6, "sent": 1, "sending": 1}, 0, 0),
        ({"queued": 6, "sent": 1, "dead": 1}, 25, 1),
        ({"queued": 1, "sent": 7}, 75, 0),
        ({"sent": 5, "parked": 1, "dead": 1}, 100, 3),  # one was forgotten
        ({}, 100, 8),
    ],
)
def test_progress(copies: dict[str, int], percent: int, failed: int) -> None:
    broadcast = Broadcast(
        id=BroadcastId(7),
        text="x",
        entities=(),
        by=Member(id=UserId(1), name="Li"),
        state=BroadcastState.RUNNING,
        recipients=8,
        written_at=NOW,
    )
    states = dict.fromkeys(("queued", "sending", "sent", "parked", "dead"), 0) | copies
    progress = progress_of(broadcast, states)
    assert (progress.percent, progress.failed) == (percent, failed)
    assert broadcast.batch == "broadcast:7"
