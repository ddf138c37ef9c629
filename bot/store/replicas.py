"""Which processes share a PostgreSQL database, which of them are alive, and which one is on duty.

A replica is a row of `replicas` and a connection that holds an advisory lock on the row's number. It is dead
once that connection has ended, which the server notices as soon as the process dies, or once its row was not
renewed for `LEASE`, as when the machine is cut off or the process hangs. What it had taken is free then.
"""

from datetime import datetime, timedelta

from sqlalchemy import Text, bindparam, cast, column, delete, func, insert, or_, select, table, update
from sqlalchemy.dialects import postgresql

from bot.domain.ids import ReplicaId
from bot.store.access import Access
from bot.store.columns import UtcDateTime
from bot.store.schema import desk, inbox, is_waiting, replicas

LEASE = timedelta(seconds=15)
"""Clocks of the machines that replicas run on must agree within a few seconds."""
ON_DUTY = "on_duty"
"""The key in `desk` of the number of the replica that does what only one may do."""
CHANNEL = "gesher"
_LOCKS = 0x6765_7368
"""Any number does; the class of the locks that replicas hold on their own numbers."""

_locks = table("pg_locks", *map(column, ("locktype", "database", "classid", "objid", "granted")))
_this_database = (
    select(column("oid"))
    .select_from(table("pg_database"))
    .where(column("datname") == func.current_database())
    .scalar_subquery()
)
_is_connected = (
    select(_locks.c.objid)
    .where(
        _locks.c.locktype == "advisory",
        _locks.c.granted,
        _locks.c.database == _this_database,
        _locks.c.classid == cast(_LOCKS, postgresql.OID),
        _locks.c.objid == cast(replicas.c.id, postgresql.OID),
    )
    .exists()
)
_me = bindparam("me", type_=replicas.c.id.type)
_JOIN = insert(replicas)
_LOCK = select(func.pg_advisory_lock(_LOCKS, bindparam("me")))
_UNLOCK = select(func.pg_advisory_unlock_all())
_RENEW = update(replicas).where(replicas.c.id == _me).values(renewed_at=bindparam("now"))
_LEAVE = delete(replicas).where(replicas.c.id == _me)
_IS_ALIVE = select(replicas.c.id).where(replicas.c.id == _me).with_for_update(read=True, key_share=True)
_DEAD = (
    select(replicas.c.id)
    .where(
        replicas.c.id != _me,
        or_(replicas.c.renewed_at < bindparam("before", type_=UtcDateTime), ~_is_connected),
    )
    .with_for_update(skip_locked=True)
    .cte("dead")
)
_BURY = delete(replicas).where(replicas.c.id.in_(select(_DEAD.c.id))).returning(replicas.c.id)
_FREE = (
    update(inbox)
    .where(is_waiting(inbox), inbox.c.taken_by.is_not(None), inbox.c.taken_by.not_in(select(replicas.c.id)))
    .values(taken_by=None)
)
_living = select(cast(replicas.c.id, Text))
_HOLDER = select(desk.c.value, desk.c.value.in_(_living).label("lives")).where(desk.c.key == ON_DUTY)
_take = postgresql.insert(desk).values(key=ON_DUTY, value=bindparam("holder"))
_TAKE_DUTY = _take.on_conflict_do_update(
    index_elements=[desk.c.key], set_={"value": _take.excluded.value}, where=desk.c.value.not_in(_living)
)
_HOLD_DUTY = (
    select(desk.c.value)
    .where(desk.c.key == ON_DUTY, desk.c.value == bindparam("holder"))
    .with_for_update(read=True)
)
_CONNECTED = select(func.count()).select_from(replicas).where(_is_connected)
_NOTIFY = select(func.pg_notify(CHANNEL, bindparam("news")))


class Replicas(Access):
    """The replicas, inside one unit of work on PostgreSQL."""

    async def join(self, now: datetime) -> ReplicaId:
        """Become a replica for as long as this connection lasts, and `renew` is called."""
        number = await self._insert(_JOIN, {"renewed_at": now})
        await self._value(_LOCK, me=number)
        return ReplicaId(number)

    async def renew(self, me: ReplicaId, now: datetime) -> bool:
        """Say that this replica is alive; False if others have taken it for dead meanwhile."""
        return await self._change(_RENEW, me=me, now=now) == 1

    async def bury(self, me: ReplicaId, now: datetime) -> list[ReplicaId]:
        """Remove the dead, and free what they had taken of the inbox; return who they were."""
        dead = [ReplicaId(row.id) for row in await self._all(_BURY, me=me, before=now - LEASE)]
        if dead:
            await self._change(_FREE)
        return dead

    async def take_duty(self, me: ReplicaId) -> bool:
        """Be the one on duty, unless another one who lives is; return whether this replica is now."""
        holder = await self._one(_HOLDER)
        if holder is None or not holder.lives:
            await self._change(_TAKE_DUTY, holder=str(me))
            holder = await self._one(_HOLDER)
        return holder is not None and str(holder.value) == str(me)

    async def hold_duty(self, me: ReplicaId) -> bool:
        """Keep the duty until the end of this transaction; False if another one has it."""
        return await self._one(_HOLD_DUTY, holder=str(me)) is not None

    async def is_alive(self, me: ReplicaId) -> bool:
        """Whether this replica counts as alive; it cannot be buried before the end of this transaction."""
        return await self._one(_IS_ALIVE, me=me) is not None

    async def connected(self) -> int:
        """Return how many processes work on this database now."""
        return int(await self._value(_CONNECTED))

    async def leave(self, me: ReplicaId) -> None:
        """Be no replica any more, and free what this one had taken."""
        await self._change(_LEAVE, me=me)
        await self._change(_FREE)
        await self._value(_UNLOCK)

    async def tell(self, news: str) -> None:
        """Have all replicas hear `news` once this transaction is committed."""
        await self._value(_NOTIFY, news=news)
