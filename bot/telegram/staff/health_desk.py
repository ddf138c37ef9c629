"""Tells staff how the desk is, inside one unit of work."""

from bot.domain.condition import LATELY, Condition, Longest
from bot.domain.events import StaffMessage
from bot.domain.messages import unsent
from bot.domain.reminders import pressing
from bot.telegram.desk import Desk
from bot.telegram.staff.staff_talk import answer
from bot.telegram.staff.waiting import waiting


async def health(desk: Desk, event: StaffMessage, _: str) -> None:
    """Say it, and what to do if something is not well."""
    condition = Condition(
        vitals=desk.vitals,
        longest=await _longest(desk),
        within=desk.voices.health.within,
        unsent=unsent(await desk.uow.outbox.counts()),
        unsent_since=await desk.uow.outbox.oldest_unsent(),
        set_aside=await desk.uow.inbox.set_aside_since(desk.now - LATELY),
        overdue=len(desk.knowledge.overdue(desk.now.date())),
    )
    await answer(desk, event, desk.voices.health.show(condition))


async def _longest(desk: Desk) -> Longest | None:
    lines = await waiting(desk.uow, desk.group, desk.voices.promise.hours, desk.now)
    late = pressing((line.late for line in lines), desk.now)
    return Longest(number=late[0].ticket.number, hours=late[0].hours) if late else None
