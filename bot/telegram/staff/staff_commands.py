"""What staff can order by a word with a slash, inside one unit of work."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.conversation.ledger import waits_since
from bot.conversation.overview import Waiting
from bot.domain.events import StaffMessage
from bot.telegram.desk import Desk
from bot.telegram.staff import (
    broadcast_desk,
    canned_desk,
    claims,
    closing,
    health_desk,
    lookup_desk,
    put_aside,
    review_desk,
    teach_commands,
    undo,
)
from bot.telegram.staff.staff_talk import answer, concerned, say

StaffCommand = Callable[[Desk, StaffMessage, str], Awaitable[None]]
"""Does what was ordered; the text is what stands after the command."""


async def ban(desk: Desk, event: StaffMessage, _: str) -> None:
    """Hear a founder no more; who it is tells the topic, or the card that is replied to."""
    founder = await concerned(desk, event)
    if founder is None:
        await say(desk, event, "nobody-here")
        return
    if not founder.banned:
        await desk.tell(founder, desk.voices.founder.plain(founder.language, "staff-ended"))
        await desk.uow.founders.save(replace(founder, banned=True))
    await say(desk, event, "banned", name=desk.voices.staff.name_of(founder))


async def unban(desk: Desk, event: StaffMessage, _: str) -> None:
    """Hear a founder again."""
    founder = await concerned(desk, event)
    if founder is None:
        await say(desk, event, "nobody-here")
        return
    await desk.uow.founders.save(replace(founder, banned=False))
    await say(desk, event, "unbanned", name=desk.voices.staff.name_of(founder))


async def pending(desk: Desk, event: StaffMessage, _: str) -> None:
    """List who waits, the one opened first in front."""
    tickets = await desk.uow.tickets.waiting()
    messages = await desk.uow.tickets.messages_of(tickets)
    waiting: list[Waiting] = []
    for ticket in tickets:
        founder = await desk.uow.founders.get(ticket.founder)
        if founder:
            written = messages[ticket.id]
            since = waits_since(ticket, written)
            hours = desk.voices.promise.hours.working_hours_between(since, desk.now)
            asked = written[0].content if written else None
            waiting.append(Waiting(ticket=ticket, founder=founder, asked=asked, hours=hours))
    await answer(desk, event, desk.voices.overview.pending(waiting))


async def help_(desk: Desk, event: StaffMessage, _: str) -> None:
    """Say what staff can do."""
    await answer(desk, event, desk.voices.staff.plain("staff-help"))


HEALTH = "health"
"""The command that needs a look at the whole process."""
STAFF_COMMANDS: dict[str, StaffCommand] = {
    "pending": pending,
    "find": lookup_desk.find,
    "send": canned_desk.send,
    "who": lookup_desk.who,
    "stats": lookup_desk.stats,
    "broadcast": broadcast_desk.broadcast,
    "assign": claims.assign,
    "later": put_aside.later,
    "close": closing.close,
    "reopen": closing.reopen,
    "undo": undo.undo,
    "ban": ban,
    "unban": unban,
    "edit": review_desk.edit,
    "retire": review_desk.retire,
    "reviewed": review_desk.reviewed,
    "teach": teach_commands.teach,
    "taught": teach_commands.taught,
    "revoke": teach_commands.revoke,
    "gaps": teach_commands.show_gaps,
    "translate": teach_commands.translate,
    HEALTH: health_desk.health,
    "help": help_,
}
"""By name; any other is for another bot, or nobody."""
