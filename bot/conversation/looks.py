"""How a founder's topic shows what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ticket import Ticket, TicketState


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a topic shows its state.

    Attributes:
        sign: ends its name.
        icon: out of those that Telegram offers for topics.
        color: of a topic that has no icon, as RGB; it cannot be changed later.
    """

    sign: str
    icon: str
    color: int


WAITING = Look(sign="⏳", icon="❓", color=0xFFD67E)
CLAIMED = Look(sign="👀", icon="👀", color=0x6FB9F0)
ANSWERED = Look(sign="✓", icon="✅", color=0x8EEE98)


def look_of(ticket: Ticket | None) -> Look:
    """Return what the topic of a ticket shows; None where nothing was ever asked."""
    if ticket is None or ticket.state is not TicketState.WAITING:
        return ANSWERED
    return CLAIMED if ticket.claimed_by else WAITING


def foremost(tickets: Sequence[Ticket]) -> Ticket | None:
    """Return which of a founder's tickets names the topic: one that waits, else an answered one, else any.

    Of several in the same state it is the one changed last.
    """
    order = (TicketState.CLOSED, TicketState.ANSWERED, TicketState.WAITING)
    return max(tickets, key=lambda one: (order.index(one.state), one.changed_at, one.id), default=None)
