"""Reminds staff, in General, of what waits too long; `bot.domain.reminders` says when."""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.conversation.reminders import LateLine, ReminderReplies
from bot.domain import reminders
from bot.domain.clock import Clock
from bot.domain.events import Member
from bot.domain.hours import StaffHours
from bot.domain.ids import TicketId
from bot.domain.messages import Address, Place
from bot.domain.reminders import Reminded, Reminder
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.chores.rounds import rounds
from bot.telegram.group import StaffGroup
from bot.telegram.render import render
from bot.telegram.staff.waiting import waiting

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
LAST = "reminder"
"""Where the store keeps what was said last."""


class Reminders:
    """The worker.

    Args:
        store: open.
        replies: words the reminders.
        hours: of the staff.
        within: working hours that staff mean to answer in.
        group: the staff's, for links into it.
        admins: tells whom to call; asks Telegram, so never inside a unit of work.
        clock: tells the time.
        queued: called when there is something to send.
    """

    def __init__(
        self,
        *,
        store: Store,
        replies: ReminderReplies,
        hours: StaffHours,
        within: float,
        group: StaffGroup,
        admins: Callable[[], Awaitable[Sequence[Member]]],
        clock: Clock,
        queued: Callable[[], None],
    ) -> None:
        self._store = store
        self._replies = replies
        self._hours = hours
        self._within = within
        self._group = group
        self._admins = admins
        self._clock = clock
        self._queued = queued

    async def run(self) -> None:
        """Look every minute, until cancelled."""
        await rounds(self.remind, EVERY)

    async def remind(self) -> bool:
        """Remind staff if that is due; return whether it was."""
        now = self._clock.now()
        async with self._store.reading() as uow:
            due, _ = await self._due(uow, now)
        if due is None:
            return False
        admins = await self._admins() if due.calls else ()
        async with self._store.unit_of_work() as uow:
            due, lines = await self._due(uow, now)  # staff may have answered meanwhile
            if due is None:
                return False
            named = [lines[one.ticket.id] for one in due.late]
            message = self._replies.combined(named, self._within, admins if due.calls else ())
            for piece in render(message):
                await uow.outbox.add(Address(place=Place.STAFF), piece, now)
            await uow.desk.set(LAST, dump(due.said(now)))
        log.info("staff reminded", extra={"late": len(named), "called": due.calls})
        self._queued()
        return True

    async def _due(self, uow: UnitOfWork, now: datetime) -> tuple[Reminder | None, dict[TicketId, LateLine]]:
        last = load(await uow.desk.get(LAST))
        if not reminders.is_time(last, self._hours, self._within, now):
            return None, {}
        found = await waiting(uow, self._group, self._hours, now, at_least=self._within)
        lines = {line.late.ticket.id: line for line in found}
        return reminders.due([line.late for line in found], last, self._within, now), lines


def dump(last: Reminded) -> str:
    """Write what was said last as JSON text."""
    claims = {str(ticket): claimer for ticket, claimer in last.claims.items()}
    return json.dumps({"at": last.at.isoformat(), "claims": claims, "called": last.called})


def load(text: str | None) -> Reminded | None:
    """Read what `dump` wrote; None stays None."""
    if text is None:
        return None
    kept = json.loads(text)
    return Reminded(
        at=datetime.fromisoformat(kept["at"]),
        claims={TicketId(int(ticket)): claimer for ticket, claimer in kept["claims"].items()},
        called=kept["called"],
    )
