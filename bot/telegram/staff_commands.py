"""What staff can order by a word with a slash, inside one unit of work."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.conversation.ledger import waits_since
from bot.conversation.message import Literal
from bot.conversation.overview import Waiting
from bot.domain.events import StaffMessage
from bot.domain.ticket import TicketState
from bot.telegram.desk import Desk
from bot.telegram.staff_talk import answer, concerned, open_ticket_meant, say

SHOWN_OF_ONE = 10
"""Tickets of a founder that are named."""
StaffCommand = Callable[[Desk, StaffMessage, str], Awaitable[None]]
"""Does what was ordered; the text is what stands after the command."""


async def ban(desk: Desk, event: StaffMessage, _: str) -> None:
    """Hear a founder no more; who it is tells the topic, or the card that is replied to."""
    founder = await concerned(desk, event)
    if founder is None:
        await say(desk, event, "nobody-here")
        return
    if not founder.banned:
        await desk.tell(founder, desk.voices.founder.plain(founder.language, "staff-ended"))
        await desk.uow.founders.save(replace(founder, banned=True))
    await say(desk, event, "banned", name=desk.voices.staff.name_of(founder))


async def unban(desk: Desk, event: StaffMessage, _: str) -> None:
    """Hear a founder again."""
    founder = await concerned(desk, event)
    if founder is None:
        await say(desk, event, "nobody-here")
        return
    await desk.uow.founders.save(replace(founder, banned=False))
    await say(desk, event, "unbanned", name=desk.voices.staff.name_of(founder))


async def pending(desk: Desk, event: StaffMessage, _: str) -> None:
    """List who waits, the one opened first in front."""
    tickets = await desk.uow.tickets.waiting()
    messages = await desk.uow.tickets.messages_of(tickets)
    waiting: list[Waiting] = []
    for ticket in tickets:
        founder = await desk.uow.founders.get(ticket.founder)
        if founder:
            written = messages[ticket.id]
            since = waits_since(ticket, written)
            hours = desk.voices.promise.hours.working_hours_between(since, desk.now)
            asked = written[0].content if written else None
            waiting.append(Waiting(ticket=ticket, founder=founder, asked=asked, hours=hours))
    await answer(desk, event, desk.voices.overview.pending(waiting))


async def who(desk: Desk, event: StaffMessage, _: str) -> None:
    """Show what is known of a founder."""
    founder = await concerned(desk, event)
    if founder is None:
        await say(desk, event, "nobody-here")
        return
    tickets = await desk.uow.tickets.of(founder.id, SHOWN_OF_ONE)
    await answer(desk, event, desk.voices.overview.who(founder, tickets))


async def close(desk: Desk, event: StaffMessage, reason: str) -> None:
    """Close the ticket that is replied to, or the founder's latest; the founder is told, with the reason."""
    ticket = await open_ticket_meant(desk, event)
    founder = await desk.uow.founders.get(ticket.founder) if ticket else None
    if ticket is None or founder is None:
        return
    await desk.uow.tickets.save(ticket.moved(TicketState.CLOSED, desk.now))
    told = desk.voices.founder.plain(ticket.language, "closed-by-staff", number=ticket.number)
    if reason:
        told = replace(told, parts=(*told.parts, Literal(text=reason, quoted=True)))
    await desk.tell(founder, told)
    await say(desk, event, "closed", number=ticket.number, name=desk.voices.staff.name_of(founder))


async def help_(desk: Desk, event: StaffMessage, _: str) -> None:
    """Say what staff can do."""
    await answer(desk, event, desk.voices.staff.plain("staff-help"))


STAFF_COMMANDS: dict[str, StaffCommand] = {
    "pending": pending,
    "who": who,
    "close": close,
    "ban": ban,
    "unban": unban,
    "help": help_,
}
"""By name; any other is for another bot, or nobody."""
