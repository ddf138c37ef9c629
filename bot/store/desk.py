"""Facts about the desk itself that change while it runs, such as the staff chat after a migration."""

from sqlalchemy import bindparam, select

from bot.store.access import Access
from bot.store.conflicts import insert_or_replace
from bot.store.schema import desk

_GET = select(desk.c.value).where(desk.c.key == bindparam("name"))
_SET = insert_or_replace(desk)


class Desk(Access):
    """Text by key, inside one unit of work."""

    async def get(self, key: str) -> str | None:
        """Return what was last set; None if nothing was."""
        value: str | None = await self._value(_GET, name=key)
        return value

    async def set(self, key: str, value: str) -> None:
        """Store `value`, in place of what was there."""
        await self._change(_SET[self._transaction.dialect], key=key, value=value)
