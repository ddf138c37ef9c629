"""Founders, by their Telegram id."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.founder import Founder
from bot.domain.ids import TopicId, UserId
from bot.domain.language import Language
from bot.domain.pace import Pace
from bot.store.access import Access, Transaction
from bot.store.conflicts import insert_or_replace
from bot.store.schema import founders

_SAVE = insert_or_replace(founders)
_CHANGE = update(founders).where(founders.c.id == bindparam("row"))
_GET = select(founders).where(founders.c.id == bindparam("row"))
_HOLD = _GET.with_for_update(key_share=True)
_BY_TOPIC = select(founders).where(founders.c.topic == bindparam("thread"))
_WANTING_NEWS = (
    select(founders)
    .where(founders.c.wants_news, ~founders.c.banned, ~founders.c.blocked)
    .order_by(founders.c.id)
)
_FORGET_ALL = update(founders).values(topic=None, topic_requested_at=None)
_FORGET = update(founders).where(founders.c.topic == bindparam("thread")).values(topic=None)


class Founders(Access):
    """All founders, inside one unit of work."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._seen: dict[UserId, dict[str, object]] = {}

    async def get(self, founder: UserId) -> Founder | None:
        """Return a founder; None for somebody new."""
        return self._see(await self._one(_GET, row=founder))

    async def hold(self, founder: UserId) -> Founder | None:
        """Return a founder whom nobody else changes before the end of this unit of work; None as for `get`.

        Whoever asks whether a founder is there and acts on it holds the founder first, and rows of the outbox
        after that: the founder could come back in between, or wait for us while we wait for the founder.
        """
        return self._see(await self._one(_HOLD, row=founder))

    async def save(self, founder: Founder) -> None:
        """Store a founder, new or known.

        Of one whom this unit of work has read, only what is different since: what another one has changed
        meanwhile stays, such as the topic, and the row is not locked against those that refer to it.
        """
        row = _row_of(founder)
        before = self._seen.get(founder.id, {})
        changed = {name: value for name, value in row.items() if before.get(name) != value}
        # At least the name, to find out whether the row is still there.
        changed = changed or {"name": founder.name}
        if not before or not await self._change(_CHANGE, row=founder.id, **changed):
            await self._change(_SAVE[self._transaction.dialect], **row)
        self._seen[founder.id] = row

    async def by_topic(self, topic: TopicId) -> Founder | None:
        """Return whose topic this is; None if it is nobody's."""
        return self._see(await self._one(_BY_TOPIC, thread=topic))

    async def wanting_news(self) -> list[Founder]:
        """Return who asked for news and can be reached: neither banned nor gone."""
        return [founder_of(row) for row in await self._all(_WANTING_NEWS)]

    async def forget_topic(self, topic: TopicId) -> None:
        """Note that a topic is gone, so that its founder gets another."""
        await self._change(_FORGET, thread=topic)

    async def forget_all_topics(self) -> int:
        """Note that staff are in another group now, where founders have no topics; return how many."""
        return await self._change(_FORGET_ALL)

    def _see(self, row: Row[Any] | None) -> Founder | None:
        if row is None:
            return None
        founder = founder_of(row)
        self._seen[founder.id] = _row_of(founder)
        return founder


def _row_of(founder: Founder) -> dict[str, object]:
    fields = asdict(founder)
    pace = fields.pop("pace")
    return {**fields, "pace_since": pace["since"], "pace_messages": pace["messages"]}


def founder_of(row: Row[Any]) -> Founder:
    """Read a row of the table."""
    return Founder(
        id=UserId(row.id),
        name=row.name,
        username=row.username,
        language=Language(row.language),
        language_known=row.language_known,
        topic=row.topic,
        topic_requested_at=row.topic_requested_at,
        asking_staff=row.asking_staff,
        leaving_contact=row.leaving_contact,
        blocked=row.blocked,
        banned=row.banned,
        contact=row.contact,
        told_of_network=row.told_of_network,
        wants_news=row.wants_news,
        first_seen=row.first_seen,
        last_seen=row.last_seen or row.first_seen,
        pace=Pace(since=row.pace_since, messages=row.pace_messages),
    )
