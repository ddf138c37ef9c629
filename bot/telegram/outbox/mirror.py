"""Brings changes of what staff wrote to the founder who has it, for the desk and for the outbox."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.bidi import utf16_length
from bot.conversation.replies import FounderReplies
from bot.domain.messages import (
    Address,
    Caption,
    CopyMessage,
    DeleteMessage,
    EditCaption,
    EditText,
    Outgoing,
    Place,
    SendText,
)
from bot.domain.ticket import Ticket, TicketMessage, TicketState
from bot.store.outbox import Part
from bot.store.unit_of_work import UnitOfWork
from bot.telegram.render import render

MAX_CAPTION = 1024  # UTF-16 units at most, since Telegram counts characters: Bot API, editMessageCaption


def batch_of(message: TicketMessage) -> str:
    """Return under which name the outbox holds what goes out for a message, or for its whole album."""
    return f"answer:{message.shown_with or message.id}"


def change(voice: FounderReplies, ticket: Ticket, message: TicketMessage, pieces: int) -> Outgoing | None:
    """Return the change that shows a founder the new words; None where they do not fit.

    Args:
        voice: composes what founders read.
        ticket: the message's.
        message: with its new words; the founder has it.
        pieces: how many messages the founder has of a text.
    """
    place, content = message.founder_message, message.content
    if place is None:
        return None
    if not content.is_text:
        caption = Caption(text=content.text or "", entities=content.entities)
        fits = utf16_length(caption.text) <= MAX_CAPTION
        return EditCaption(message=place, caption=caption) if fits else None
    first, *more = render(voice.staff_answer(ticket, content))
    if more or pieces != 1:
        return None
    rows = () if ticket.state is TicketState.CLOSED else first.buttons
    return EditText(message=place, text=first.text, entities=first.entities, buttons=rows)


async def catch_up(
    uow: UnitOfWork, voice: FounderReplies, shown: Sequence[TicketMessage], now: datetime
) -> bool:
    """Do what staff wanted of an answer while it was on its way: change it, or take it back.

    Args:
        uow: open.
        voice: composes what founders read.
        shown: the message that has just arrived, or the parts of its album.
        now: the present.

    Returns:
        False if it has to stay as it was, since the new words are too long.
    """
    ticket = await uow.tickets.get(shown[0].ticket)
    if ticket is None:
        return True
    rows = await uow.outbox.parts(batch_of(shown[0]))
    if all(message.withdrawn for message in shown):
        await delete(uow, ticket, shown, rows, now)
        return True
    fits = True
    where = Address(place=Place.FOUNDER, founder=ticket.founder)
    for message in shown:
        if message.edited and message.founder_message and rows:
            wanted = change(voice, ticket, message, len(rows))
            fits = fits and wanted is not None
            if wanted and not _is_so(wanted, rows[-1].delivery.message):
                await uow.outbox.add(where, wanted, now, receipt_for=message.staff_message)
    return fits


async def delete(
    uow: UnitOfWork, ticket: Ticket, shown: Sequence[TicketMessage], rows: Sequence[Part], now: datetime
) -> bool:
    """Delete an answer in the founder's chat; the last deletion brings the receipt. False if none was there.

    Args:
        uow: open.
        ticket: the answer's.
        shown: the message, or the parts of its album.
        rows: what the outbox has of it.
        now: the present.
    """
    there = {row.message for row in rows} | {message.founder_message for message in shown}
    ids = sorted(copy for copy in there if copy is not None)
    where = Address(place=Place.FOUNDER, founder=ticket.founder)
    for copy in ids:
        receipt = shown[0].staff_message if copy == ids[-1] else None
        await uow.outbox.add(where, DeleteMessage(message=copy), now, receipt_for=receipt)
    return bool(ids)


def _is_so(wanted: Outgoing, sent: Outgoing) -> bool:
    match wanted, sent:
        case EditText(text=text, entities=entities), SendText():
            return (text, entities) == (sent.text, sent.entities)
        case EditCaption(caption=caption), CopyMessage():
            return caption == (sent.caption or Caption(text=""))
        case _:
            return False
