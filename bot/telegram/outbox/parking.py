"""Holds what is on its way to a founder who has stopped the bot."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.relay_replies import BLOCKED, RelayReplies
from bot.domain.founder import Founder
from bot.domain.messages import Address, Place
from bot.store.unit_of_work import UnitOfWork
from bot.telegram.outbox.send import IDEMPOTENT
from bot.telegram.render import render


async def park(uow: UnitOfWork, replies: RelayReplies, founder: Founder, now: datetime) -> None:
    """Hold it until the founder is back, and tell staff of each answer of theirs that now waits."""
    held = {
        one.receipt_for or one.ticket_message: one
        for one in await uow.outbox.queued_answers(founder.id)
        if one.receipt_for is not None or not isinstance(one.message, IDEMPOTENT)
    }
    await uow.founders.save(replace(founder, blocked=True))
    await uow.outbox.park(founder.id, now)
    for answer in held.values():
        notice = replies.not_delivered(answer.message, answer.id, BLOCKED, founder)
        for piece in render(notice.replying_to(answer.receipt_for)):
            await uow.outbox.add(Address(place=Place.TOPIC, founder=founder.id), piece, now)
