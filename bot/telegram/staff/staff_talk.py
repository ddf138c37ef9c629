"""How the desk answers in the staff group, and whom something said there is about."""

from bot.conversation.message import Message
from bot.domain.events import StaffMessage, StaffPress
from bot.domain.founder import Founder
from bot.domain.ids import MessageId, TopicId
from bot.domain.messages import Address, Place
from bot.domain.ticket import Ticket, TicketState
from bot.telegram.desk import Desk
from bot.telegram.render import render

Event = StaffMessage | StaffPress


async def concerned(desk: Desk, event: StaffMessage) -> Founder | None:
    """Return the founder that a message in the group is about; None where it is about nobody."""
    ticket = await desk.uow.tickets.by_staff_message(event.reply_to) if event.reply_to else None
    if ticket:
        return await desk.uow.founders.get(ticket.founder)
    return await desk.uow.founders.by_topic(event.topic) if event.topic else None


async def ticket_meant(desk: Desk, event: StaffMessage) -> Ticket | None:
    """Return the ticket that is replied to, or the latest of the topic's founder; None without one."""
    ticket = await desk.uow.tickets.by_staff_message(event.reply_to) if event.reply_to else None
    if ticket:
        return ticket
    founder = await concerned(desk, event)
    return await desk.uow.tickets.latest(founder.id) if founder else None


async def open_ticket_meant(desk: Desk, event: StaffMessage) -> Ticket | None:
    """Return the same where it is not closed; say so in the group, and return None, where it is."""
    ticket = await ticket_meant(desk, event)
    if ticket is None or ticket.state is TicketState.CLOSED:
        await say(desk, event, "nothing-open" if ticket else "nobody-here")
        return None
    return ticket


async def say(desk: Desk, event: Event, name: str, /, **values: str) -> None:
    """Answer with one sentence from the locales."""
    await answer(desk, event, desk.voices.staff.plain(name, **values))


async def answer(desk: Desk, event: Event, message: Message) -> None:
    """Answer below what staff wrote or pressed, where that stands."""
    below = message.replying_to(event.message)
    for piece in render(below):
        await desk.uow.outbox.add(await _where(desk, event.topic), piece, desk.now)


async def in_general(desk: Desk, message: Message, *, below: MessageId | None = None) -> None:
    """Say something to all staff, outside any topic."""
    for piece in render(message.replying_to(below)):
        await desk.uow.outbox.add(Address(place=Place.STAFF), piece, desk.now)


async def _where(desk: Desk, topic: TopicId | None) -> Address:
    founder = await desk.uow.founders.by_topic(topic) if topic else None
    return Address(place=Place.TOPIC, founder=founder.id) if founder else Address(place=Place.STAFF)
