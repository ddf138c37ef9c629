"""What of the desk's condition somebody should see to, and in which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.condition import Concern, Condition, Longest, Room, concerns, lasting, room
from bot.domain.vitals import Vitals

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
GIGABYTE = 2**30
WELL = Condition(
    vitals=Vitals(at=NOW, started=NOW, received=NOW, free_bytes=5 * GIGABYTE),
    longest=Longest(number="Q-0001", hours=7.9),
    within=8,
    unsent=3,
    unsent_since=NOW - timedelta(minutes=14),
    set_aside=0,
    overdue=0,
)


def test_nobody_is_called_where_all_is_well() -> None:
    assert concerns(WELL) == []


@pytest.mark.parametrize(
    ("condition", "concern"),
    [
        (replace(WELL, overdue=1), Concern.REVIEWS),
        (replace(WELL, set_aside=1), Concern.SET_ASIDE),
        (replace(WELL, longest=Longest(number="Q-0001", hours=8.0)), Concern.LATE),
        (replace(WELL, unsent_since=NOW - timedelta(minutes=16)), Concern.UNSENT),
        (replace(WELL, vitals=replace(WELL.vitals, free_bytes=GIGABYTE - 1)), Concern.LITTLE_ROOM),
        (replace(WELL, vitals=replace(WELL.vitals, free_bytes=100)), Concern.NO_ROOM),
        (replace(WELL, vitals=replace(WELL.vitals, workers={"outbox": False})), Concern.AT_WORK),
        (replace(WELL, vitals=replace(WELL.vitals, webhook_error="502 Bad Gateway")), Concern.CALLS),
        (replace(WELL, vitals=replace(WELL.vitals, rival=True)), Concern.RIVAL),
        (replace(WELL, vitals=replace(WELL.vitals, write_error="the disk is full")), Concern.STORING),
        (replace(WELL, vitals=replace(WELL.vitals, database=False)), Concern.STORING),
    ],
)
def test_what_is_not_well_comes_first(condition: Condition, concern: Concern) -> None:
    assert concerns(condition)[0] is concern


def test_the_most_urgent_comes_first() -> None:
    worse = replace(WELL, overdue=1, set_aside=1, longest=Longest(number="Q-0001", hours=9.0))
    assert concerns(worse) == [Concern.LATE, Concern.SET_ASIDE, Concern.REVIEWS]


@pytest.mark.parametrize(
    ("free", "judged"),
    [
        (0, Room.NONE),
        (200 * 2**20 - 1, Room.NONE),
        (200 * 2**20, Room.LITTLE),
        (GIGABYTE - 1, Room.LITTLE),
        (GIGABYTE, Room.ENOUGH),
    ],
)
def test_room_is_judged_by_two_limits(free: int, judged: Room) -> None:
    assert room(free) is judged


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, (0, "seconds")),
        (119, (119, "seconds")),
        (120, (2, "minutes")),
        (7199, (119, "minutes")),
        (7200, (2, "hours")),
        (172_799, (47, "hours")),
        (172_800, (2, "days")),
    ],
)
def test_a_time_is_told_in_the_unit_that_says_most(seconds: float, said: tuple[int, str]) -> None:
    assert lasting(seconds) == said
