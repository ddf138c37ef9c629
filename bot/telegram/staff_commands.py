"""What staff can order by a word with a slash, inside one unit of work."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.events import StaffMessage
from bot.domain.founder import Founder
from bot.domain.messages import Address, Place
from bot.telegram.desk import Desk
from bot.telegram.render import render

StaffCommand = Callable[[Desk, StaffMessage, str], Awaitable[None]]
"""Does what was ordered; the text is what stands after the command."""


async def ban(desk: Desk, event: StaffMessage, _: str) -> None:
    """Hear a founder no more; who it is tells the topic, or the card that is replied to."""
    founder = await concerned(desk, event)
    if founder is None:
        await answer(desk, event, "nobody-here")
        return
    if not founder.banned:
        await desk.tell(founder, desk.voices.founder.plain(founder.language, "staff-ended"))
        await desk.uow.founders.save(replace(founder, banned=True))
    await answer(desk, event, "banned", name=desk.voices.staff.name_of(founder))


async def unban(desk: Desk, event: StaffMessage, _: str) -> None:
    """Hear a founder again."""
    founder = await concerned(desk, event)
    if founder is None:
        await answer(desk, event, "nobody-here")
        return
    await desk.uow.founders.save(replace(founder, banned=False))
    await answer(desk, event, "unbanned", name=desk.voices.staff.name_of(founder))


async def concerned(desk: Desk, event: StaffMessage) -> Founder | None:
    """Return the founder that a message in the group is about; None where it is about nobody."""
    ticket = await desk.uow.tickets.by_staff_message(event.reply_to) if event.reply_to else None
    if ticket:
        return await desk.uow.founders.get(ticket.founder)
    return await desk.uow.founders.by_topic(event.topic) if event.topic else None


async def answer(desk: Desk, event: StaffMessage, name: str, /, **values: str) -> None:
    """Answer below what staff wrote, where they wrote it."""
    founder = await concerned(desk, event) if event.topic else None
    where = Address(place=Place.TOPIC, founder=founder.id) if founder else Address(place=Place.STAFF)
    message = desk.voices.staff.plain(name, **values).replying_to(event.message)
    for piece in render(message):
        await desk.uow.outbox.add(where, piece, desk.now)


STAFF_COMMANDS: dict[str, StaffCommand] = {"ban": ban, "unban": unban}
"""By name; any other is for another bot, or nobody."""
