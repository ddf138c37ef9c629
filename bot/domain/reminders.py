"""When staff are reminded of what waits too long: a pure function of what waits, their hours, what was said.

The rule: in working time, where something has waited for `ANSWER_WITHIN` working hours, one message names all
of it. The next one comes after half of `ANSWER_WITHIN` again, at least `HALF_DAY`. It calls the admins where
something that was named before has not moved: it still waits, and with the same person, or with nobody yet.
After a call the pause is twice as long.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.hours import StaffHours
from bot.domain.ids import TicketId, UserId
from bot.domain.ticket import Ticket

HALF_DAY = 4.0
"""Working hours. However short staff mean to answer in, nobody is reminded more often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A ticket, and how long it has waited.

    Attributes:
        hours: of working time since the founder's first unanswered message.
    """

    ticket: Ticket
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """The last reminder.

    Attributes:
        claims: what it named, each with who had claimed it then; None for nobody.
        called: it called the admins.
    """

    at: datetime
    claims: Mapping[TicketId, UserId | None]
    called: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What to say now.

    Attributes:
        late: the longest wait first; never empty.
        calls: the admins are to be mentioned.
    """

    late: tuple[Late, ...]
    calls: bool

    def said(self, now: datetime) -> Reminded:
        """Return what is to be remembered once it is said."""
        claims = {one.ticket.id: _claimer(one.ticket) for one in self.late}
        return Reminded(at=now, claims=claims, called=self.calls)


def is_put_aside(ticket: Ticket, now: datetime) -> bool:
    """Whether staff want to hear of it later."""
    return ticket.later_until is not None and ticket.later_until > now


def is_late(hours: float, within: float) -> bool:
    """Whether something has waited as long as staff mean to take, or longer; both in working hours."""
    return hours >= within


def pressing(waiting: Iterable[Late], now: datetime) -> list[Late]:
    """Return what staff have not put aside, the longest wait first."""
    meant = (one for one in waiting if not is_put_aside(one.ticket, now))
    return sorted(meant, key=lambda one: (-one.hours, one.ticket.id))


def is_time(last: Reminded | None, hours: StaffHours, within: float, now: datetime) -> bool:
    """Whether staff may be reminded now, if anything is late.

    Args:
        last: the last reminder; None before the first.
        hours: of the staff.
        within: working hours that staff mean to answer in.
        now: the present.
    """
    if not hours.is_open(now):
        return False
    return last is None or hours.working_hours_between(last.at, now) >= _pause(last, within)


def due(waiting: Sequence[Late], last: Reminded | None, within: float, now: datetime) -> Reminder | None:
    """Return what to remind of at a time that `is_time`; None where nothing is late.

    Args:
        waiting: every ticket that waits for staff, however short.
        last: as for `is_time`, like `within` and `now`.
        within: see there.
        now: see there.
    """
    late = [one for one in pressing(waiting, now) if is_late(one.hours, within)]
    if not late:
        return None
    return Reminder(late=tuple(late), calls=any(_stands_still(one.ticket, last) for one in late))


def _pause(last: Reminded, within: float) -> float:
    half = max(within / 2, HALF_DAY)
    return 2 * half if last.called else half


def _stands_still(ticket: Ticket, last: Reminded | None) -> bool:
    if last is None or ticket.id not in last.claims:
        return False
    return last.claims[ticket.id] == _claimer(ticket)


def _claimer(ticket: Ticket) -> UserId | None:
    return ticket.claimed_by.id if ticket.claimed_by else None
