"""Takes, shows and deletes the other contact of a founder, inside one unit of work."""

from dataclasses import replace

from bot.conversation.contact import is_meant_as_contact, parse_contact
from bot.domain.events import FounderMessage
from bot.domain.founder import Founder
from bot.domain.ids import MessageId
from bot.domain.ticket import TicketState
from bot.telegram.desk import Desk

LATEST = 10
"""Tickets to look for one that waits."""


async def contact(desk: Desk, founder: Founder, text: str) -> None:
    """Keep what stands after the command; without it show what is kept, or ask."""
    voice = desk.voices.contact
    if text:
        found = parse_contact(text)
        await (_keep(desk, founder, found) if found else _refuse(desk, founder))
    elif founder.contact:
        await desk.tell(founder, voice.show(founder.language, founder.contact))
    else:
        await desk.uow.founders.save(replace(founder, leaving_contact=True))
        await desk.tell(founder, voice.ask(founder.language))


async def took(desk: Desk, founder: Founder, event: FounderMessage) -> bool:
    """Take the message after the request for a contact, or the contact in a message that is being corrected.

    What was meant as a contact and is none is refused, and the next message is another try. Anything else
    is the question of somebody who has changed their mind: it ends the asking.

    Returns:
        False if the message is to be handled like any other.
    """
    text = (event.content.text or "") if event.content.is_text else ""
    found = parse_contact(text)
    if event.edited:
        if not (founder.contact and found and is_meant_as_contact(text)):
            return False
    elif not founder.leaving_contact:
        return False
    if found:
        await _keep(desk, founder, found)
    elif is_meant_as_contact(text):
        await _refuse(desk, founder)
    else:
        await desk.uow.founders.save(replace(founder, leaving_contact=False))
        return False
    return True


async def drop(desk: Desk, founder: Founder, place: MessageId | None) -> None:
    """Delete the contact; what showed it gives way to the news."""
    had = founder.contact
    founder = replace(founder, contact=None, leaving_contact=False)
    await desk.uow.founders.save(founder)
    await desk.rewrite(founder, place, desk.voices.contact.plain(founder.language, "contact-dropped"))
    if had:
        await _tell_staff(desk, founder)


async def _keep(desk: Desk, founder: Founder, found: str) -> None:
    is_new = found != founder.contact
    founder = replace(founder, contact=found, leaving_contact=False)
    await desk.uow.founders.save(founder)
    await desk.tell(founder, desk.voices.contact.thank(founder.language, found))
    if is_new:
        await _tell_staff(desk, founder)


async def _refuse(desk: Desk, founder: Founder) -> None:
    await desk.tell(founder, desk.voices.contact.plain(founder.language, "contact-unclear"))


async def _tell_staff(desk: Desk, founder: Founder) -> None:
    """Tell staff while they owe the founder an answer; later cards show the contact by themselves."""
    tickets = await desk.uow.tickets.of(founder.id, LATEST)
    if any(ticket.state is TicketState.WAITING for ticket in tickets):
        await desk.show_staff(founder, desk.voices.staff.contact_changed(founder))
