"""What staff announce to founders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from bot.domain.broadcast import Broadcast, BroadcastState
from bot.domain.events import Member
from bot.domain.ids import BroadcastId, MessageId, UserId
from bot.domain.messages import Entity
from bot.store.access import Access
from bot.store.columns import storable
from bot.store.payload import dump_entities, load_entities
from bot.store.schema import IS_RUNNING, broadcasts

_ADD = insert(broadcasts)
_GET = select(broadcasts).where(broadcasts.c.id == bindparam("row"))
_RUNNING = select(broadcasts).where(IS_RUNNING).order_by(broadcasts.c.id)
_OF_STATE = (
    update(broadcasts)
    .where(broadcasts.c.id == bindparam("row"), broadcasts.c.state == bindparam("was"))
    .values(state=bindparam("is_now"))
)
_BEGUN = _OF_STATE.values(message=bindparam("place"), recipients=bindparam("founders"))
_SHOWN = update(broadcasts).where(broadcasts.c.id == bindparam("row")).values(shown=bindparam("percent"))


class Broadcasts(Access):
    """All announcements, inside one unit of work."""

    async def add(self, text: str, entities: Sequence[Entity], by: Member, now: datetime) -> Broadcast:
        """Store a draft."""
        text = storable(text)
        row = {
            "text": text,
            "entities": dump_entities(entities),
            "written_by": by.name,
            "written_by_id": by.id,
            "state": BroadcastState.DRAFT,
            "written_at": now,
        }
        return Broadcast(
            id=BroadcastId(await self._insert(_ADD, row)),
            text=text,
            entities=tuple(entities),
            by=by,
            state=BroadcastState.DRAFT,
            written_at=now,
        )

    async def get(self, broadcast: BroadcastId) -> Broadcast | None:
        """Return a broadcast; None if there is none with that id."""
        row = await self._one(_GET, row=broadcast)
        return None if row is None else _broadcast(row)

    async def running(self) -> list[Broadcast]:
        """Return those that are being sent, oldest first."""
        return [_broadcast(row) for row in await self._all(_RUNNING)]

    async def begun(self, broadcast: BroadcastId, message: MessageId | None, recipients: int) -> bool:
        """Note that a draft is being sent; False if it is no draft any more.

        Args:
            broadcast: that is begun.
            message: in the staff group, which is to show how far it is; None shows it nowhere.
            recipients: how many founders it goes to.
        """
        draft, running = BroadcastState.DRAFT, BroadcastState.RUNNING
        changed = await self._change(
            _BEGUN, row=broadcast, was=draft, is_now=running, place=message, founders=recipients
        )
        return changed == 1

    async def ended(self, broadcast: BroadcastId, was: BroadcastState, state: BroadcastState) -> bool:
        """Note that a broadcast is stopped or done; False if it is not in the state `was` any more."""
        return await self._change(_OF_STATE, row=broadcast, was=was, is_now=state) == 1

    async def shown(self, broadcast: BroadcastId, percent: int) -> None:
        """Note how far staff have seen it come."""
        await self._change(_SHOWN, row=broadcast, percent=percent)


def _broadcast(row: Row[Any]) -> Broadcast:
    return Broadcast(
        id=BroadcastId(row.id),
        text=row.text,
        entities=load_entities(row.entities),
        by=Member(id=UserId(row.written_by_id), name=row.written_by),
        state=BroadcastState(row.state),
        message=row.message,
        recipients=row.recipients,
        shown=row.shown,
        written_at=row.written_at,
    )
