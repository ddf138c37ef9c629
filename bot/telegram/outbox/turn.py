"""What goes in one turn of the outbox, as far as the limits let it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.ids import ChatId
from bot.domain.messages import AnswerInline, AnswerPress, CopyAlbum, Delivery, LeaveChat, Place, React
from bot.telegram.outbox.limits import Budget

FREE = (AnswerInline, AnswerPress, LeaveChat, React)
"""Calls that use up nothing of the sending limits."""


def choose(
    due: Sequence[Delivery],
    now: datetime,
    room: int,
    *,
    budget: Budget,
    chat_of: Callable[[Delivery], ChatId],
    reserve: int = 0,
) -> tuple[list[Delivery], datetime | None]:
    """Return what may go now, and when the first of the rest may; what goes is spent in the budget.

    Args:
        due: in the order of its urgency.
        now: the present.
        room: how many may go at most.
        budget: what was sent lately.
        chat_of: where a delivery goes.
        reserve: how many messages to a group must be left over.
    """
    chosen: list[Delivery] = []
    waits: list[datetime] = []
    for delivery in due:
        if len(chosen) >= room:
            break
        if isinstance(delivery.message, FREE):
            chosen.append(delivery)
            continue
        chat = chat_of(delivery)
        at = budget.next_at(chat, now, reserve)
        if at <= now:
            budget.spend(chat, now, _count(delivery))
            chosen.append(delivery)
        else:
            waits.append(at)
    return chosen, min(waits, default=None)


def leaves_room_for_looks(due: Sequence[Delivery], chosen: Sequence[Delivery]) -> bool:
    """Whether looks may change in this turn: nothing else goes, and nothing else for staff is due."""
    for_staff = (one for one in due if one.to.place is not Place.FOUNDER)
    return not chosen and not any(for_staff)


def _count(delivery: Delivery) -> int:
    return len(delivery.message.messages) if isinstance(delivery.message, CopyAlbum) else 1
