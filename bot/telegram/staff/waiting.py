"""What waits for staff, with what a line about it needs."""

from datetime import datetime

from bot.conversation.ledger import waits_since
from bot.conversation.reminders import LateLine
from bot.domain.founder import Founder
from bot.domain.hours import StaffHours
from bot.domain.reminders import Late
from bot.domain.ticket import TicketMessage
from bot.store.unit_of_work import UnitOfWork
from bot.telegram.group import StaffGroup


async def waiting(
    uow: UnitOfWork, group: StaffGroup, hours: StaffHours, now: datetime, *, at_least: float = 0
) -> list[LateLine]:
    """Return what waits, the one opened first in front; of banned founders nothing.

    Args:
        uow: the unit of work.
        group: the staff's, for links into it.
        hours: of the staff.
        now: the present.
        at_least: working hours since the opening, so that what cannot be late is not read.
    """
    tickets = [
        ticket
        for ticket in await uow.tickets.waiting()
        if hours.working_hours_between(ticket.opened_at, now) >= at_least
    ]
    messages = await uow.tickets.messages_of(tickets)
    lines = []
    for ticket in tickets:
        founder = await uow.founders.get(ticket.founder)
        if founder and not founder.banned:
            written = messages[ticket.id]
            waited = hours.working_hours_between(waits_since(ticket, written), now)
            late = Late(ticket=ticket, hours=waited)
            lines.append(LateLine(late=late, founder=founder, link=_link(group, founder, written)))
    return lines


def _link(group: StaffGroup, founder: Founder, written: list[TicketMessage]) -> str | None:
    card = next((one.staff_message for one in written if one.staff_message), None)
    place = founder.topic if group.has_topics else card
    return group.link(place) if place else None
