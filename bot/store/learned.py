"""What staff taught: only ever added and revoked, so that it stays known who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from bot.domain.events import Member
from bot.domain.ids import EntryId, LearnedId, UserId
from bot.domain.language import Language
from bot.domain.learned import Learned, Lesson
from bot.store.access import Access
from bot.store.schema import learned

_ADD = insert(learned)
_GET = select(learned).where(learned.c.id == bindparam("row"))
_NAME = update(learned).where(learned.c.id == bindparam("row")).values(entry=bindparam("named"))
_REVOKE = (
    update(learned)
    .where(learned.c.id == bindparam("row"), learned.c.revoked_at.is_(None))
    .values(revoked_by=bindparam("whose"), revoked_at=bindparam("now"))
)
_EVERYTHING = select(learned).order_by(learned.c.id)
_IN_FORCE = _EVERYTHING.where(learned.c.revoked_at.is_(None))
# Rows only come, and are revoked once: both numbers together change with every change.
_VERSION = select(func.count(learned.c.id).label("taught"), func.count(learned.c.revoked_at).label("revoked"))

NEW_ENTRY = "taught-{}"
"""How an entry that staff taught is called."""


class LearnedItems(Access):
    """All that was taught, inside one unit of work.

    Attributes:
        changed: this unit of work has taught or revoked something.
    """

    changed = False

    async def add(
        self,
        *,
        lesson: Lesson,
        entry: EntryId | None,
        language: Language,
        text: str,
        answer: str | None,
        by: Member,
        now: datetime,
    ) -> Learned:
        """Store what was taught; it holds from the commit on.

        Args:
            lesson: what it is.
            entry: which it is about; None gives a new entry its name.
            language: of `text` and `answer`.
            text: see `Lesson`.
            answer: Markdown; None where nothing is answered.
            by: who taught it.
            now: the present.
        """
        row = {
            "kind": lesson,
            "entry": entry or "",
            "language": language,
            "text": text,
            "answer": answer,
            "taught_by": by.name,
            "taught_by_id": by.id,
            "taught_at": now,
        }
        number = await self._insert(_ADD, row)
        self.changed = True
        if entry is None:
            entry = EntryId(NEW_ENTRY.format(number))
            await self._change(_NAME, row=number, named=entry)
        return Learned(
            id=LearnedId(number),
            lesson=lesson,
            entry=entry,
            language=language,
            text=text,
            answer=answer,
            by=by,
            at=now,
        )

    async def get(self, item: LearnedId) -> Learned | None:
        """Return one; None if there is none with that id."""
        row = await self._one(_GET, row=item)
        return None if row is None else _learned(row)

    async def revoke(self, item: LearnedId, by: Member, now: datetime) -> bool:
        """Take it back; False if there is none, or it was taken back before."""
        revoked = await self._change(_REVOKE, row=item, whose=by.name, now=now) == 1
        self.changed = self.changed or revoked
        return revoked

    async def in_force(self) -> list[Learned]:
        """Return what holds, oldest first."""
        return [_learned(row) for row in await self._all(_IN_FORCE)]

    async def everything(self) -> list[Learned]:
        """Return all that was ever taught, oldest first."""
        return [_learned(row) for row in await self._all(_EVERYTHING)]

    async def version(self) -> str:
        """Return what changes whenever anything is taught or revoked."""
        row = await self._one(_VERSION)
        return "" if row is None else f"{row.taught}-{row.revoked}"


def _learned(row: Row[Any]) -> Learned:
    return Learned(
        id=LearnedId(row.id),
        lesson=Lesson(row.kind),
        entry=EntryId(row.entry),
        language=Language(row.language),
        text=row.text,
        answer=row.answer,
        by=Member(id=UserId(row.taught_by_id), name=row.taught_by),
        at=row.taught_at,
        revoked_by=row.revoked_by,
        revoked_at=row.revoked_at,
    )
