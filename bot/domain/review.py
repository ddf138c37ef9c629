"""Which entry staff are asked about next: is its answer still true?"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from bot.domain.ids import EntryId

PER_DAY = 3
APART = timedelta(hours=1)
"""Between two cards, so that one is done before the next one comes."""
AGAIN = timedelta(days=14)
"""After which a card that nobody has pressed is shown once more."""


def next_review(
    due: Sequence[EntryId],
    asked: Mapping[EntryId, int],
    shown: Mapping[EntryId, datetime],
    now: datetime,
    zone: tzinfo,
) -> EntryId | None:
    """Return the entry to show now, of those due the one asked most; None if none is, or enough were shown.

    Args:
        due: to be reviewed, the most urgent first where they were asked equally often.
        asked: how often each was asked lately; none is 0.
        shown: when each was shown last.
        now: the present.
        zone: of the staff, whose day it is.
    """
    today = sum(_day(moment, zone) == _day(now, zone) for moment in shown.values())
    last = max(shown.values(), default=None)
    if today >= PER_DAY or (last is not None and now - last < APART):
        return None
    fresh = [entry for entry in due if entry not in shown or now - shown[entry] >= AGAIN]
    return max(fresh, key=lambda entry: asked.get(entry, 0), default=None)


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()
