"""A ticket is a question waiting for staff; here are its states and the moves that are legal."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import GesherError
from bot.domain.events import Content, Member
from bot.domain.ids import MessageId, QuestionId, TicketId, TicketMessageId, UserId, ticket_number
from bot.domain.language import Language


class TicketState(StrEnum):
    """Where a ticket stands.

    ```
    waiting ──► answered ──► closed
       ▲           │            │
       └───────────┴────────────┘   the founder writes again
    ```
    """

    WAITING = "waiting"
    """Staff have not written since the founder's last message."""
    ANSWERED = "answered"
    """Staff have written last."""
    CLOSED = "closed"
    """The founder said that it answers, or staff closed it."""


LEGAL_MOVES: dict[TicketState, frozenset[TicketState]] = {
    TicketState.WAITING: frozenset({TicketState.ANSWERED, TicketState.CLOSED}),
    TicketState.ANSWERED: frozenset({TicketState.WAITING, TicketState.CLOSED}),
    TicketState.CLOSED: frozenset({TicketState.WAITING, TicketState.ANSWERED}),
}


class IllegalMoveError(GesherError):
    """A ticket was asked to move where it cannot go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One question with staff.

    Attributes:
        question: the founder's question that opened it; None when it was no text.
        language: that the founder is answered in.
        changed_at: aware UTC time of the last move or message.
        staff_wrote_at: when staff last wrote; None before they have.
        promised_at: by when the founder was told to expect a reply; None where nothing was promised.
        claimed_by: who of staff works on it; None while nobody has claimed it.
        later_until: staff have put it aside until then; None where they have not.
        later_why: the reason that they gave; None without one.
    """

    id: TicketId
    founder: UserId
    question: QuestionId | None
    state: TicketState
    language: Language
    opened_at: datetime
    changed_at: datetime
    staff_wrote_at: datetime | None = None
    promised_at: datetime | None = None
    claimed_by: Member | None = None
    later_until: datetime | None = None
    later_why: str | None = None

    @property
    def number(self) -> str:
        """The number that founder and staff see."""
        return ticket_number(self.id)

    def moved(self, state: TicketState, now: datetime) -> "Ticket":
        """Return the ticket in `state`; staying where it is only moves `changed_at`.

        Raises:
            IllegalMoveError: if the move is not in `LEGAL_MOVES`.
        """
        if state is not self.state and state not in LEGAL_MOVES[self.state]:
            raise IllegalMoveError(f"{self.number} cannot go from {self.state} to {state}")
        return replace(self, state=state, changed_at=now)

    def answered(self, by: Member, now: datetime) -> "Ticket":
        """Return the ticket after an answer of staff: it is the answerer's if it was nobody's."""
        done = self.moved(TicketState.ANSWERED, now)
        mine = self.claimed_by or by
        return replace(done, staff_wrote_at=now, claimed_by=mine).taken_up()

    def put_aside(self, until: datetime, why: str | None) -> "Ticket":
        """Return the ticket as it is when staff put it aside."""
        return replace(self, later_until=until, later_why=why)

    def taken_up(self) -> "Ticket":
        """Return the ticket as it is when it is put aside no longer."""
        return replace(self, later_until=None, later_why=None)

    def closed(self, now: datetime) -> "Ticket":
        """Return the ticket after it was closed."""
        return self.moved(TicketState.CLOSED, now).taken_up()


class Author(StrEnum):
    """Who wrote a message of a ticket."""

    FOUNDER = "founder"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMessage:
    """One message of a ticket, with its id on either side.

    Attributes:
        edited: the founder has changed it since.
        album: what the parts of an album share; None outside albums.
        shown_with: the earlier message whose card shows this one too; None where it has its own.
        held: staff wrote it to a ticket of somebody else's, and it waits for their word that it is to go.
        withdrawn: staff took it back; it is deleted at the founder's.
        founder_message: its id in the founder's chat; None until a staff message is delivered there.
        staff_message: its id in the staff group; None until a founder's message is delivered there.
    """

    id: TicketMessageId
    ticket: TicketId
    author: Author
    content: Content
    edited: bool = False
    album: str | None = None
    shown_with: TicketMessageId | None = None
    held: bool = False
    withdrawn: bool = False
    founder_message: MessageId | None
    staff_message: MessageId | None
    written_at: datetime

    @property
    def goes_out(self) -> bool:
        """Whether it is meant for the other side: neither held back nor taken back."""
        return not (self.held or self.withdrawn)
