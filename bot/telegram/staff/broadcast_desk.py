"""Staff's announcements to founders who asked for news, inside one unit of work: shown first, then sent."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.message import Message
from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.broadcast import Broadcast, BroadcastState, Progress
from bot.domain.events import Content, StaffMessage, StaffPress
from bot.domain.ids import BroadcastId
from bot.domain.language import Language
from bot.domain.messages import Address, EditText, Place
from bot.store.unit_of_work import UnitOfWork
from bot.telegram.desk import Desk
from bot.telegram.render import render
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import answer, say

STOPPABLE = (BroadcastState.DRAFT, BroadcastState.RUNNING)


async def broadcast(desk: Desk, event: StaffMessage, text: str) -> None:
    """Show what would be sent, to whom; what is replied to is sent where nothing stands after the command."""
    words = Content(kind="text", text=text) if text else event.replied
    if words is None or not words.is_text or not words.text:
        await say(desk, event, "broadcast-words-only" if words else "broadcast-how")
        return
    founders = await desk.uow.founders.wanting_news()
    if not founders:
        await say(desk, event, "broadcast-to-nobody")
        return
    draft = await desk.uow.broadcasts.add(words.text, words.entities, event.by, desk.now)
    voice = desk.voices.announcements
    if any(len(render(voice.for_founder(draft, language))) > 1 for language in Language):
        await desk.uow.broadcasts.ended(draft.id, BroadcastState.DRAFT, BroadcastState.STOPPED)
        await say(desk, event, "broadcast-too-long")
        return
    await answer(desk, event, voice.preview(draft, founders))


async def press_begin(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Send a draft, once: to who wants news now."""
    draft = await desk.uow.broadcasts.get(BroadcastId(order.about))
    if draft is None:
        return None
    founders = await desk.uow.founders.wanting_news()
    if not await desk.uow.broadcasts.begun(draft.id, press.message, len(founders)):
        return StaffDone(notice=desk.voices.staff.say("broadcast-over"))
    ready = {one: render(desk.voices.announcements.for_founder(draft, one)) for one in Language}
    for founder in founders:
        where = Address(place=Place.FOUNDER, founder=founder.id)
        for piece in ready[founder.language]:
            await desk.uow.outbox.add(where, piece, desk.now, batch=draft.batch)
    begun = replace(draft, message=press.message, recipients=len(founders))
    nothing_yet = Progress(sent=0, failed=0, left=len(founders))
    await show(desk.uow, begun, desk.voices.announcements.running(begun, nothing_yet), desk.now)
    return StaffDone()


async def press_stop(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Drop a draft, or call off what of a broadcast is not sent yet."""
    found = await desk.uow.broadcasts.get(BroadcastId(order.about))
    if found is None:
        return None
    ended = found.state in STOPPABLE and await desk.uow.broadcasts.ended(
        found.id, found.state, BroadcastState.STOPPED
    )
    if not ended:
        return StaffDone(notice=desk.voices.staff.say("broadcast-over"))
    voice = desk.voices.announcements
    if found.state is BroadcastState.DRAFT:
        message = voice.dropped(found)
    else:
        message = voice.stopped(found, await desk.uow.outbox.call_off(found.batch))
    await show(desk.uow, replace(found, message=press.message), message, desk.now)
    return StaffDone()


async def show(uow: UnitOfWork, broadcast: Broadcast, message: Message, now: datetime) -> None:
    """Put in the place of its preview how far a broadcast is; nothing waits for it."""
    if broadcast.message is None:
        return
    piece = render(message)[0]
    edit = EditText(
        message=broadcast.message, text=piece.text, entities=piece.entities, buttons=piece.buttons
    )
    await uow.outbox.show(Address(place=Place.STAFF), edit, now, broadcast.batch)
