"""Another program that receives with this bot's token: what it reads, founders have written in vain.

Telegram lets one program poll at a time: each new poll ends the one that waits, with 409
(https://core.telegram.org/bots/api#getupdates). So two of them take turns, and neither can know what the
other has got.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.telegram.notices import Notices
from bot.telegram.outbox.outcome import backoff
from bot.telegram.pulse import Pulse

log = logging.getLogger(__name__)

SURE = 2
"""Conflicts. One alone is what a replica sees that another has taken the duty from, or an operator's test."""
CALM = timedelta(minutes=10)
"""Time without a conflict after which the other program has ended: some read once in minutes."""
LONGEST_PAUSE = timedelta(seconds=30)
SUBJECT = "rival"
THERE, GONE = "there", "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivalry:
    """What the conflicts so far tell.

    Attributes:
        conflicts: how many there were, none of them `CALM` after the one before.
        last: when the last one was; None where there was none.
    """

    conflicts: int = 0
    last: datetime | None = None

    @property
    def is_sure(self) -> bool:
        """Whether another program receives."""
        return self.conflicts >= SURE


def with_conflict(rivalry: Rivalry, now: datetime) -> Rivalry:
    """Return what is known after one more conflict."""
    return Rivalry(conflicts=without_conflict(rivalry, now).conflicts + 1, last=now)


def without_conflict(rivalry: Rivalry, now: datetime) -> Rivalry:
    """Return what is known after a poll that was answered."""
    return rivalry if rivalry.last and now - rivalry.last < CALM else Rivalry()


def pause_after(rivalry: Rivalry) -> timedelta:
    """Return how long to leave the other program alone: 1 s, 2 s, 4 s … at most `LONGEST_PAUSE`."""
    return min(backoff(max(rivalry.conflicts, 1)), LONGEST_PAUSE)


class Rivals:
    """Watches for such a program, and tells staff when there is one and when it is gone.

    Args:
        notices: tell staff.
        pulse: told whether there is one.
        clock: tells the time.
    """

    def __init__(self, *, notices: Notices, pulse: Pulse, clock: Clock) -> None:
        self._notices = notices
        self._pulse = pulse
        self._clock = clock
        self._rivalry = Rivalry()
        self._told: bool | None = None  # until the store was asked

    async def conflict(self) -> timedelta:
        """Take note of a poll that ended in a conflict; return how long to wait before the next one."""
        await self._recall()
        self._rivalry = with_conflict(self._rivalry, self._clock.now())
        await self._tell()
        return pause_after(self._rivalry)

    async def answered(self) -> None:
        """Take note of a poll that was answered."""
        await self._recall()
        self._rivalry = without_conflict(self._rivalry, self._clock.now())
        await self._tell()

    async def _recall(self) -> None:
        """Go on, after a restart, where staff were told last."""
        if self._told is not None:
            return
        try:
            self._told = await self._notices.told(SUBJECT) == THERE
        except StoreError:  # the log has it; the next poll asks again
            return
        if self._told:
            self._rivalry = Rivalry(conflicts=SURE, last=self._clock.now())

    async def _tell(self) -> None:
        is_there = self._pulse.rival = self._rivalry.is_sure
        if self._told is None or is_there == self._told:
            return
        try:
            await self._notices.tell(SUBJECT, THERE if is_there else GONE)
        except StoreError as error:
            log.error("staff could not be told of the other program", extra={"error": str(error)})
            return
        self._told = is_there
        if is_there:
            log.error("another program receives with this token: stop it, or get a new token from @BotFather")
        else:
            log.warning("no other program receives with this token any more")
