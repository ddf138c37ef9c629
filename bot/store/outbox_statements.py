"""The outbox's SQL, built once."""

from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.domain.messages import DeliveryState, Place
from bot.store.columns import UtcDateTime
from bot.store.lanes import due_heads, is_head
from bot.store.schema import is_unsent, outbox


class Rank(StrEnum):
    """What goes before what when not all can go at once."""

    ORDINARY = "ordinary"
    ONE_OF_MANY = "one of many"
    """A row of a batch that nobody waits for."""
    LOOKS = "looks"
    """How something looks in a founder's topic."""


NOBODY_WAITS = ("broadcast:", "correction:")
"""How the names of batches begin that nobody waits for."""
BATCH_LANE = "batch:"
"""Begins their lanes, which nothing else waits in."""
IS_BACK = "the founder is back"
"""Stands as the error of a row that is being sent: a refusal that it meets may be older than the return."""
_UNSENT = is_unsent(outbox)
_QUEUED = outbox.c.state == DeliveryState.QUEUED
_SPARED = or_(
    bindparam("spare", type_=Integer) == 0,
    outbox.c.place == Place.FOUNDER,
    outbox.c.kind.in_(["react", "press", "leave"]),
)
# Told by the lane, which the index of unsent rows holds: a backlog of other ranks is passed over there.
_IN_BATCH = outbox.c.lane.startswith(BATCH_LANE)
_LOOKS = outbox.c.lane.startswith(f"{Place.CARD}:")
_RANKS: dict[Rank, ColumnElement[bool]] = {
    Rank.ORDINARY: and_(~_IN_BATCH, ~_LOOKS),
    Rank.ONE_OF_MANY: _IN_BATCH,
    Rank.LOOKS: _LOOKS,
}
DUE: dict[Rank, Select[tuple[object, ...]]] = {
    rank: due_heads(outbox, is_unsent).where(_QUEUED, is_of, _SPARED) for rank, is_of in _RANKS.items()
}
CLAIM = {rank: query.with_for_update(skip_locked=True, of=outbox) for rank, query in DUE.items()}
NEXT = select(func.min(outbox.c.not_before)).where(is_head(outbox, is_unsent), _QUEUED)
OLDEST = (
    select(outbox.c.created_at)
    .where(_UNSENT, outbox.c.state != DeliveryState.PARKED)
    .order_by(outbox.c.id)
    .limit(1)
)
TAIL = select(outbox).where(_UNSENT, outbox.c.lane == bindparam("lane")).order_by(outbox.c.id.desc()).limit(1)
GET = select(outbox).where(outbox.c.id == bindparam("row"))
COUNTS = select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)

ADD = insert(outbox)
SENDING = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)), _QUEUED)
    .values(
        state=DeliveryState.SENDING, attempts=outbox.c.attempts + 1, error=None, changed_at=bindparam("now")
    )
    .returning(outbox.c.id)
)
CARD = (
    select(outbox)
    .where(_QUEUED, outbox.c.ticket_message == bindparam("shows"), outbox.c.kind == "text")
    .order_by(outbox.c.id)
    .limit(1)
)
_WAITS = outbox.c.state.in_([DeliveryState.QUEUED, DeliveryState.PARKED])
REPLACE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), _WAITS)
    .values(kind=bindparam("kind_now"), payload=bindparam("payload_now"))
)
SHOWING = (
    select(outbox).where(outbox.c.shows == bindparam("what"), _QUEUED).order_by(outbox.c.id.desc()).limit(1)
)
IS_SHOWING = select(func.count()).where(_UNSENT, outbox.c.shows == bindparam("what"))
ON_ITS_WAY = select(func.count()).where(
    _UNSENT, outbox.c.ticket_message == bindparam("shows"), outbox.c.kind == "text"
)
_later = outbox.alias("later")
SUPERSEDED = delete(outbox).where(
    outbox.c.id == bindparam("row"),
    _QUEUED,
    exists().where(
        _later.c.shows == outbox.c.shows, _later.c.id > outbox.c.id, _later.c.state == DeliveryState.QUEUED
    ),
)
OUT_OF_REACH = delete(outbox).where(
    _UNSENT,
    _QUEUED,
    outbox.c.place != Place.FOUNDER,
    outbox.c.kind.in_(["edit", "buttons", "caption", "delete", "react"]),
)
CALL_OFF = delete(outbox).where(outbox.c.batch == bindparam("which"), _QUEUED)
BATCH = (
    select(outbox.c.state, func.count().label("rows"))
    .where(outbox.c.batch == bindparam("which"))
    .group_by(outbox.c.state)
)
OF_BATCH = select(outbox).where(outbox.c.batch == bindparam("which")).order_by(outbox.c.id)
TAKE_BACK = delete(outbox).where(
    outbox.c.batch == bindparam("which"),
    outbox.c.state.in_([DeliveryState.QUEUED, DeliveryState.PARKED, DeliveryState.DEAD]),
)
_ROW = update(outbox).where(outbox.c.id == bindparam("row"))
SENT = _ROW.values(state=DeliveryState.SENT, message=bindparam("sent_as"), changed_at=bindparam("now"))
RETRY = _ROW.values(
    state=DeliveryState.QUEUED,
    not_before=bindparam("again_at"),
    error=bindparam("why"),
    unknown_outcomes=outbox.c.unknown_outcomes + bindparam("unknown"),
)
# What Telegram may have accepted is labelled as a repetition.
AFRESH = _ROW.where(outbox.c.state == DeliveryState.DEAD).values(
    state=DeliveryState.QUEUED,
    attempts=0,
    unknown_outcomes=case((outbox.c.unknown_outcomes > 0, 1), else_=0),
    not_before=bindparam("now"),
    changed_at=bindparam("now"),
)
DEAD = _ROW.values(state=DeliveryState.DEAD, error=bindparam("why"), changed_at=bindparam("now"))

_PRIVATE = update(outbox).where(
    _UNSENT, outbox.c.place == Place.FOUNDER, outbox.c.founder == bindparam("whose")
)
ANSWERS = (
    select(outbox)
    .where(
        _QUEUED,
        outbox.c.place == Place.FOUNDER,
        outbox.c.founder == bindparam("whose"),
        or_(outbox.c.receipt_for.is_not(None), outbox.c.ticket_message.is_not(None)),
    )
    .order_by(outbox.c.id)
)
PARK = _PRIVATE.where(_QUEUED).values(state=DeliveryState.PARKED, changed_at=bindparam("now"))
_QUEUED_NOW = {"state": DeliveryState.QUEUED, "not_before": bindparam("now"), "changed_at": bindparam("now")}
UNPARK = _PRIVATE.where(outbox.c.state == DeliveryState.PARKED).values(_QUEUED_NOW)
RETURNED = _PRIVATE.where(outbox.c.state == DeliveryState.SENDING).values(error=IS_BACK)
HAS_RETURNED = select(func.count()).where(outbox.c.id == bindparam("row"), outbox.c.error == IS_BACK)
RECOVER = (
    update(outbox)
    .where(_UNSENT, outbox.c.state == DeliveryState.SENDING)
    .values(
        state=DeliveryState.QUEUED,
        not_before=case(
            (outbox.c.unknown_outcomes > 0, bindparam("later", type_=UtcDateTime)),
            else_=bindparam("now", type_=UtcDateTime),
        ),
        changed_at=bindparam("now"),
        unknown_outcomes=outbox.c.unknown_outcomes + 1,
    )
)
PURGE = delete(outbox).where(
    outbox.c.state == DeliveryState.SENT, outbox.c.changed_at < bindparam("before", type_=UtcDateTime)
)
