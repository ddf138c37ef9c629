"""Who is there: founders who stop the bot and come back, topics that the bot made, updates that failed."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.ids import ChatId, TicketId, TopicId, UpdateId, UserId
from bot.domain.language import Language
from bot.domain.messages import Address, LeaveChat, Place
from bot.telegram.desk import Desk
from bot.telegram.outbox.parking import park
from bot.telegram.render import render

SETTLING = timedelta(seconds=10)
TICKET_NUMBER = re.compile(r"Q-(\d{1,18})")


async def topic_made(desk: Desk, topic: TopicId, name: str) -> None:
    """Learn of a topic that the bot made; the number in its name tells whose it is.

    Needed where the answer to "make a topic" was lost on the way.
    """
    number = TICKET_NUMBER.search(name)
    ticket = await desk.uow.tickets.get(TicketId(int(number[1]))) if number else None
    founder = await desk.uow.founders.get(ticket.founder) if ticket else None
    if founder and founder.topic is None:
        await desk.uow.founders.save(replace(founder, topic=topic, topic_requested_at=None))


async def left(desk: Desk, user: UserId) -> None:
    """Note that a founder stopped the bot: what is on its way waits for the founder's return."""
    founder = await desk.uow.founders.hold(user)
    if founder and not founder.blocked:
        await park(desk.uow, desk.voices.relay, founder, desk.now)


async def back(desk: Desk, user: UserId) -> None:
    """Note that a founder started the bot again, and send what waited.

    Also of one who was not known to be away: a refusal may still be on its way to us.
    """
    founder = await desk.uow.founders.hold(user)
    if founder:
        await desk.uow.founders.save(replace(founder, blocked=False))
        await desk.uow.outbox.unpark(user, desk.now)


async def say_set_aside(desk: Desk, update: UpdateId, user: UserId | None) -> None:
    """Tell the founder and staff of an update that could not be handled.

    Args:
        desk: at work on it.
        update: the update.
        user: whose private chat it came from; None if it came from elsewhere or that cannot be told.
    """
    founder = await desk.uow.founders.get(user) if user else None
    if user:
        language = founder.language if founder else Language.EN
        for piece in render(desk.voices.founder.plain(language, "will-look")):
            await desk.uow.outbox.add(Address(place=Place.FOUNDER, founder=user), piece, desk.now)
    for piece in render(desk.voices.staff.set_aside(update, founder)):
        await desk.uow.outbox.add(Address(place=Place.STAFF), piece, desk.now)


async def joined(desk: Desk, chat: ChatId, *, inside: bool) -> None:
    """Leave a group that is not the staff's, without a word.

    Not at once: a staff group that has just got a new id is one that the desk does not know for a moment.
    """
    if inside and not desk.group.is_staff(chat):
        later = desk.now + SETTLING
        await desk.uow.outbox.add(
            Address(place=Place.STAFF), LeaveChat(chat=chat), desk.now, not_before=later
        )
