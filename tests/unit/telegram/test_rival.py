"""When conflicts mean that another program receives, and when it is gone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.store.unit_of_work import Store
from bot.telegram.notices import Notices
from bot.telegram.pulse import Pulse
from bot.telegram.rival import (
    CALM,
    LONGEST_PAUSE,
    Rivalry,
    Rivals,
    pause_after,
    with_conflict,
    without_conflict,
)
from tests.databases import sqlite_in

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _after(*minutes: float) -> Rivalry:
    """What is known after conflicts at those minutes."""
    rivalry = Rivalry()
    for minute in minutes:
        rivalry = with_conflict(rivalry, NOW + minute * MINUTE)
    return rivalry


@pytest.mark.parametrize(
    ("minutes", "is_sure"),
    [
        ((), False),
        ((0,), False),  # a replica from which another has taken the duty
        ((0, 0.1), True),
        ((0, 5), True),  # a program that reads every five minutes
        ((0, 15), False),
        ((0, 15, 16), True),
    ],
)
def test_two_conflicts_within_ten_minutes_are_another_program(
    minutes: tuple[float, ...], is_sure: bool
) -> None:
    assert _after(*minutes).is_sure is is_sure


def test_answers_between_conflicts_do_not_end_it_but_calm_does() -> None:
    rivalry = _after(0, 1)
    at = NOW + MINUTE
    assert without_conflict(rivalry, at + MINUTE) == rivalry
    assert with_conflict(without_conflict(rivalry, at + MINUTE), at + MINUTE).conflicts == 3
    assert without_conflict(rivalry, at + CALM) == Rivalry()


def test_the_other_program_is_left_alone_for_longer_each_time_within_bounds() -> None:
    pauses = [pause_after(Rivalry(conflicts=number)) for number in range(1, 40)]
    assert pauses[0] < pauses[1] < pauses[2]
    assert all(earlier <= later for earlier, later in pairwise(pauses))
    assert pauses[-1] == LONGEST_PAUSE


class Hands:
    """A clock whose time a test sets."""

    time = NOW

    def now(self) -> datetime:
        return self.time


async def test_the_pulse_has_it_at_once_and_a_restart_neither_repeats_nor_forgets_it(tmp_path: Path) -> None:
    store, clock, pulse, queued = await Store.open(sqlite_in(tmp_path)), Hands(), Pulse(), list[str]()

    def start() -> Rivals:
        notices = Notices(
            store=store,
            speaker=Speaker(Texts.load()),
            language=Language.ZH,
            clock=clock,
            queued=_note(queued),
        )
        return Rivals(notices=notices, pulse=pulse, clock=clock)

    rivals = start()
    await rivals.answered()
    await rivals.conflict()
    assert (pulse.rival, len(queued)) == (False, 0)
    await rivals.conflict()
    await rivals.conflict()
    assert (pulse.rival, len(queued)) == (True, 1)

    pulse.rival = False
    rivals = start()
    await rivals.answered()
    assert (pulse.rival, len(queued)) == (True, 1)
    clock.time += CALM
    await rivals.answered()
    await rivals.answered()
    assert (pulse.rival, len(queued)) == (False, 2)
    await store.close()


def _note(queued: list[str]) -> Callable[[], None]:
    return lambda: queued.append("something")
