"""Carries out what staff write, inside one unit of work."""

from dataclasses import replace

from bot.conversation import relay as staff_side
from bot.conversation.relay import Deliver, Note, Relay, Unplaced
from bot.domain.events import Content, StaffMessage
from bot.domain.ticket import Author, Ticket, TicketMessage
from bot.telegram.desk import Desk
from bot.telegram.staff import answering, claims, undo
from bot.telegram.staff.staff_talk import say


async def staff_wrote(desk: Desk, event: StaffMessage, *, relay: Relay, to_bot: bool) -> None:
    """Send it to the founder, keep it among staff, or say that it belongs to no ticket."""
    tickets = desk.uow.tickets
    owner = await desk.uow.founders.by_topic(event.topic) if event.topic else None
    chosen = staff_side.route(
        event,
        relay=relay,
        topic=await tickets.latest(owner.id) if owner else None,
        reply_to=await tickets.by_staff_message(event.reply_to) if event.reply_to else None,
        to_bot=to_bot,
    )
    match chosen:
        case Deliver(ticket=ticket, content=content):
            await _deliver(desk, ticket, event, content)
        case Note(ticket=ticket) if event.album:
            await _keep_album(desk, ticket, event)
        case Unplaced():
            await say(desk, event, "relay-gone" if event.topic and not owner else "no-ticket")
        case _:
            pass


async def _deliver(desk: Desk, ticket: Ticket, event: StaffMessage, content: Content) -> None:
    # Words from which a note was cut go below an attachment of their own: an album brings its own words.
    as_it_is = content == event.content
    album = event.album if as_it_is else None
    first = await _album(desk, ticket, album)
    if first:
        await _join(desk, first, await _keep(desk, ticket, event, content, first), event)
        return
    ticket = await claims.claimed(desk, ticket, event.by)
    is_others = claims.is_others(ticket, event.by)
    kept = await _keep(desk, ticket, replace(event, album=album), content, None, held=is_others)
    if is_others:
        await claims.ask(desk, ticket, kept, event)
        return
    await answering.answer(desk, ticket, [kept], event.by, chat=event.chat, as_it_is=as_it_is)


async def _join(desk: Desk, first: TicketMessage, part: TicketMessage, event: StaffMessage) -> None:
    """Let a part of an album share what became of the first."""
    if first.withdrawn:
        await desk.uow.tickets.withdrawn(part.id)
    elif not first.held:
        await answering.join_album(desk, first, part, event.chat)


async def _keep_album(desk: Desk, ticket: Ticket, event: StaffMessage) -> None:
    """Keep a whole album among staff for the note below one of its parts."""
    first = await _album(desk, ticket, event.album)
    note = await _keep(desk, ticket, event, Content(kind=event.content.kind), first)
    await desk.uow.tickets.withdrawn(note.id)
    if first:
        await undo.withdraw(desk, ticket, first)


async def _album(desk: Desk, ticket: Ticket, album: str | None) -> TicketMessage | None:
    """Return the part of an album that came first; None where this is it."""
    written = await desk.uow.tickets.messages(ticket.id) if album else ()
    return next((one for one in written if one.author is Author.STAFF and one.album == album), None)


async def _keep(
    desk: Desk,
    ticket: Ticket,
    event: StaffMessage,
    content: Content,
    first: TicketMessage | None,
    *,
    held: bool = False,
) -> TicketMessage:
    return await desk.uow.tickets.add_message(
        ticket=ticket.id,
        author=Author.STAFF,
        content=content,
        founder_message=None,
        staff_message=event.message,
        now=desk.now,
        album=event.album,
        shown_with=first.id if first else None,
        held=first.held if first else held,
    )
