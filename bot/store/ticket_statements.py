"""The SQL of tickets and of what was written in them, built once."""

from sqlalchemy import BigInteger, bindparam, case, delete, func, insert, or_, select, update

from bot.domain.ticket import Author, TicketState
from bot.store.columns import StorableText, UtcDateTime
from bot.store.schema import AWAITING_STAFF, copies, ticket_messages, tickets

OPEN = insert(tickets)
GET = select(tickets).where(tickets.c.id == bindparam("row"))
LATEST = (
    select(tickets)
    .where(tickets.c.founder == bindparam("whose"))
    .order_by(tickets.c.state == TicketState.CLOSED, tickets.c.changed_at.desc(), tickets.c.id.desc())
    .limit(1)
)
BY_QUESTION = select(tickets).where(tickets.c.question == bindparam("asked"))
WAITING = select(tickets).where(AWAITING_STAFF).order_by(tickets.c.id)
EVERYTHING = select(tickets).order_by(tickets.c.id)
PROMISED = (
    select(tickets)
    .where(AWAITING_STAFF, tickets.c.promised_at < bindparam("before", type_=UtcDateTime))
    .order_by(tickets.c.id)
)
OF = (
    select(tickets)
    .where(tickets.c.founder == bindparam("whose"))
    .order_by(tickets.c.id.desc())
    .limit(bindparam("most"))
)
SAVE = (
    update(tickets)
    .where(tickets.c.id == bindparam("row"))
    .values(
        state=bindparam("now_in"),
        language=bindparam("spoken"),
        changed_at=bindparam("moved_at"),
        staff_wrote_at=bindparam("staff_at"),
        promised_at=bindparam("by"),
        # Of a ticket that somebody has claimed meanwhile, whoever read it before that knows nothing.
        claimed_by=func.coalesce(tickets.c.claimed_by, bindparam("claimer", type_=StorableText)),
        claimed_by_id=case(
            (tickets.c.claimed_by.is_(None), bindparam("claimer_id", type_=BigInteger)),
            else_=tickets.c.claimed_by_id,
        ),
        later_until=bindparam("put_aside_until"),
        later_why=bindparam("put_aside_why"),
    )
)
_ONE = update(tickets).where(tickets.c.id == bindparam("row"))
_CLAIMER = {"claimed_by": bindparam("claimer"), "claimed_by_id": bindparam("claimer_id", type_=BigInteger)}
CLAIM = _ONE.where(tickets.c.claimed_by.is_(None)).values(_CLAIMER)
ASSIGN = _ONE.values(_CLAIMER)
GIVE_BACK = _ONE.where(tickets.c.claimed_by_id == bindparam("holder")).values(
    claimed_by=None, claimed_by_id=None
)
CLAIMERS = (
    select(tickets.c.claimed_by, tickets.c.claimed_by_id, func.max(tickets.c.id))
    .where(tickets.c.claimed_by.is_not(None), tickets.c.claimed_by_id.is_not(None))
    .group_by(tickets.c.claimed_by, tickets.c.claimed_by_id)
    .order_by(func.max(tickets.c.id).desc())
)
BACK = (
    select(tickets)
    .where(tickets.c.later_until <= bindparam("until", type_=UtcDateTime))
    .order_by(tickets.c.later_until, tickets.c.id)
)

ADD_MESSAGE = insert(ticket_messages)
OUT_OF_REACH = (
    update(ticket_messages).where(ticket_messages.c.staff_message.is_not(None)).values(staff_message=None)
)
NO_COPIES = delete(copies)
MESSAGE = select(ticket_messages).where(ticket_messages.c.id == bindparam("row"))
_DELIVERED = update(ticket_messages).where(ticket_messages.c.id == bindparam("row"))
TO_STAFF = (
    update(ticket_messages)
    .where(
        or_(ticket_messages.c.id == bindparam("row"), ticket_messages.c.shown_with == bindparam("row")),
        ticket_messages.c.staff_message.is_(None),
    )
    .values(staff_message=bindparam("copy"))
)
# Of a founder who is forgotten while it is on its way there is nothing left to note.
COPIED = insert(copies).from_select(
    ["ticket_message", "staff_message"],
    select(ticket_messages.c.id, bindparam("copy", type_=BigInteger)).where(
        ticket_messages.c.id == bindparam("row")
    ),
)
TO_FOUNDER = _DELIVERED.values(founder_message=bindparam("copy"))
_CHANGED = update(ticket_messages).where(ticket_messages.c.id == bindparam("row"))
REWRITTEN = _CHANGED.values(text=bindparam("words"), entities=bindparam("marks"), edited=True)
ALONE = _CHANGED.values(shown_with=None)
RELEASED = _CHANGED.where(ticket_messages.c.held).values(held=False)
WITHDRAWN = _CHANGED.where(~ticket_messages.c.withdrawn).values(withdrawn=True)
MESSAGES = (
    select(ticket_messages)
    .where(ticket_messages.c.ticket == bindparam("whole"))
    .order_by(ticket_messages.c.id)
)
MESSAGES_OF = (
    select(ticket_messages)
    .where(ticket_messages.c.ticket.in_(bindparam("several", expanding=True)))
    .order_by(ticket_messages.c.id)
)
SHOWN_TOGETHER = (
    select(ticket_messages)
    .where(or_(ticket_messages.c.id == bindparam("row"), ticket_messages.c.shown_with == bindparam("row")))
    .order_by(ticket_messages.c.id)
)
# Newest first: a group that becomes a supergroup counts its messages from 1 again.
BY_STAFF_MESSAGE = (
    select(tickets)
    .join(ticket_messages, ticket_messages.c.ticket == tickets.c.id)
    .where(
        or_(
            ticket_messages.c.staff_message == bindparam("copy"),
            ticket_messages.c.id.in_(
                select(copies.c.ticket_message).where(copies.c.staff_message == bindparam("copy"))
            ),
        )
    )
    .order_by(ticket_messages.c.id.desc())
    .limit(1)
)
WRITTEN_BY_STAFF = (
    select(ticket_messages)
    .where(ticket_messages.c.staff_message == bindparam("written"), ticket_messages.c.author == Author.STAFF)
    .order_by(ticket_messages.c.id.desc())
    .limit(1)
)
BY_FOUNDER_MESSAGE = (
    select(ticket_messages)
    .join(tickets, ticket_messages.c.ticket == tickets.c.id)
    .where(ticket_messages.c.founder_message == bindparam("copy"), tickets.c.founder == bindparam("whose"))
    .order_by(ticket_messages.c.id.desc())
    .limit(1)
)
