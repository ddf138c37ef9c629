"""The outbox's SQL, built once."""

from sqlalchemy import Integer, bindparam, delete, func, insert, or_, select, update

from bot.domain.messages import DeliveryState, Place
from bot.store.columns import UtcDateTime
from bot.store.lanes import due_heads, is_head
from bot.store.schema import is_unsent, outbox

_UNSENT = is_unsent(outbox)
_QUEUED = outbox.c.state == DeliveryState.QUEUED
_SPARED = or_(
    bindparam("spare", type_=Integer) == 0,
    outbox.c.place == Place.FOUNDER,
    outbox.c.kind.in_(["react", "press", "leave"]),
)
DUE = due_heads(outbox, is_unsent).where(_QUEUED, _SPARED)
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
    .values(state=DeliveryState.SENDING, attempts=outbox.c.attempts + 1, changed_at=bindparam("now"))
    .returning(outbox.c.id)
)
CARD = (
    select(outbox)
    .where(_QUEUED, outbox.c.ticket_message == bindparam("shows"), outbox.c.kind == "text")
    .order_by(outbox.c.id)
    .limit(1)
)
REPLACE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), _QUEUED)
    .values(kind=bindparam("kind_now"), payload=bindparam("payload_now"))
)
SHOWING = (
    select(outbox).where(outbox.c.shows == bindparam("what"), _QUEUED).order_by(outbox.c.id.desc()).limit(1)
)
CALL_OFF = delete(outbox).where(outbox.c.batch == bindparam("which"), _QUEUED)
BATCH = (
    select(outbox.c.state, func.count().label("rows"))
    .where(outbox.c.batch == bindparam("which"))
    .group_by(outbox.c.state)
)
_ROW = update(outbox).where(outbox.c.id == bindparam("row"))
SENT = _ROW.values(state=DeliveryState.SENT, message=bindparam("sent_as"), changed_at=bindparam("now"))
RETRY = _ROW.values(
    state=DeliveryState.QUEUED,
    not_before=bindparam("again_at"),
    error=bindparam("why"),
    unknown_outcomes=outbox.c.unknown_outcomes + bindparam("unknown"),
)
DEAD = _ROW.values(state=DeliveryState.DEAD, error=bindparam("why"), changed_at=bindparam("now"))

_PRIVATE = update(outbox).where(
    _UNSENT, outbox.c.place == Place.FOUNDER, outbox.c.founder == bindparam("whose")
)
PARK = _PRIVATE.where(_QUEUED).values(state=DeliveryState.PARKED, changed_at=bindparam("now"))
_QUEUED_NOW = {"state": DeliveryState.QUEUED, "not_before": bindparam("now"), "changed_at": bindparam("now")}
UNPARK = _PRIVATE.where(outbox.c.state == DeliveryState.PARKED).values(_QUEUED_NOW)
RECOVER = (
    update(outbox)
    .where(_UNSENT, outbox.c.state == DeliveryState.SENDING)
    .values(_QUEUED_NOW | {"unknown_outcomes": outbox.c.unknown_outcomes + 1})
)
PURGE = delete(outbox).where(
    outbox.c.state == DeliveryState.SENT, outbox.c.changed_at < bindparam("before", type_=UtcDateTime)
)
