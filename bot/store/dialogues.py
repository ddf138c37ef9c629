"""A founder's dialogue as it is on record: what people did, and what the desk sent because of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.domain.ids import UpdateId, UserId
from bot.domain.messages import DeliveryState
from bot.store.access import Access
from bot.store.outbox import Part, part_of
from bot.store.schema import InboxState, inbox, outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An update that was handled.

    Attributes:
        payload: its JSON.
        by_founder: the founder did it, in private or for a message to share.
        about_founder: something went to the founder, or into the founder's topic, because of it.
    """

    update: UpdateId
    payload: str
    received_at: datetime
    by_founder: bool
    about_founder: bool


_CAUSED = select(outbox.c.cause).where(outbox.c.founder == bindparam("whose"), outbox.c.cause.is_not(None))
_HAPPENED = (
    select(inbox, inbox.c.update_id.in_(_CAUSED).label("is_cause"))
    .where(inbox.c.state == InboxState.DONE)
    .order_by(inbox.c.id)
)
_SENT = (
    select(outbox)
    .where(outbox.c.cause.in_(bindparam("updates", expanding=True)), outbox.c.state == DeliveryState.SENT)
    .order_by(outbox.c.id)
)


class Dialogues(Access):
    """Looks at what was said, inside one unit of work."""

    async def happened(self, founder: UserId) -> list[Happening]:
        """Return what anybody did, in order; a press in a group waits in its presser's lane."""
        lanes = [f"chat:{founder}", f"inline:{founder}"]
        return [
            Happening(
                update=UpdateId(row.update_id),
                payload=row.payload,
                received_at=row.received_at,
                by_founder=row.lane in lanes,
                about_founder=bool(row.is_cause),
            )
            for row in await self._all(_HAPPENED, whose=founder)
        ]

    async def sent(self, causes: Collection[UpdateId]) -> list[Part]:
        """Return what was sent because of updates, in order."""
        return [part_of(row) for row in await self._all(_SENT, updates=list(causes))]
