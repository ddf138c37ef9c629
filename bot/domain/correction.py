"""An answer has changed: who is to hear of it, and when staff are asked about that."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import EntryId, UserId
from bot.domain.language import Language

PER_HOUR = 5
"""Offers to staff, so that a FAQ that was revised as a whole is no flood."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A founder who got an entry's answer: in which language, and when it was asked for."""

    founder: UserId
    language: Language
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An answer that has changed, until those who got the old one are told, or are not to be.

    Attributes:
        languages: in which it has changed.
        at: when that was noticed; who asked later got the new one.
        offered_at: when staff were asked whether to tell founders; None while they were not.
    """

    entry: EntryId
    languages: frozenset[Language]
    at: datetime
    offered_at: datetime | None = None

    @property
    def batch(self) -> str:
        """What its messages are called together."""
        return f"correction:{self.entry}:{int(self.at.timestamp())}"

    def and_(self, languages: Collection[Language], now: datetime) -> "Correction":
        """Return it after a further change, which is to be offered anew."""
        return Correction(entry=self.entry, languages=self.languages | frozenset(languages), at=now)


def to_tell(reached: Iterable[Reached], languages: Collection[Language]) -> list[Reached]:
    """Return each founder once, with the last answer in one of the languages.

    Args:
        reached: in the order in which they asked.
        languages: in which the answer has changed.
    """
    return list({one.founder: one for one in reached if one.language in languages}.values())


def to_offer(pending: Collection[Correction], now: datetime) -> list[Correction]:
    """Return what staff are to be asked about now, the oldest first, and no more than they can take."""
    lately = sum(one.offered_at is not None and now - one.offered_at < HOUR for one in pending)
    waiting = sorted((one for one in pending if one.offered_at is None), key=lambda one: (one.at, one.entry))
    return waiting[: max(0, PER_HOUR - lately)]
