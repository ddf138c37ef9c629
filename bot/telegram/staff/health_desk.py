"""Tells staff how the desk is, inside one unit of work."""

from bot.domain.condition import LATELY, Condition, Longest
from bot.domain.events import StaffMessage
from bot.domain.messages import DeliveryState
from bot.domain.reminders import is_put_aside
from bot.telegram.desk import Desk
from bot.telegram.staff.staff_talk import answer
from bot.telegram.staff.waiting import waiting


async def health(desk: Desk, event: StaffMessage, _: str) -> None:
    """Say it, and what to do if something is not well."""
    outbox = await desk.uow.outbox.counts()
    condition = Condition(
        vitals=desk.vitals,
        longest=await _longest(desk),
        within=desk.voices.health.within,
        unsent=outbox[DeliveryState.QUEUED] + outbox[DeliveryState.SENDING],
        unsent_since=await desk.uow.outbox.oldest_unsent(),
        set_aside=await desk.uow.inbox.set_aside_since(desk.now - LATELY),
        overdue=len(desk.knowledge.overdue(desk.now.date())),
    )
    await answer(desk, event, desk.voices.health.show(condition))


async def _longest(desk: Desk) -> Longest | None:
    lines = await waiting(desk.uow, desk.group, desk.voices.promise.hours, desk.now)
    late = [line.late for line in lines if not is_put_aside(line.late.ticket, desk.now)]
    longest = max(late, key=lambda one: one.hours, default=None)
    return Longest(number=longest.ticket.number, hours=longest.hours) if longest else None
