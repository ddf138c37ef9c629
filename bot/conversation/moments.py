"""How sentences speak of days, hours and places: functions for the locales, one set a language.

Each takes an aware time in the zone that is to be shown, whose name gives the place:

    DAY($moment, $now)      Monday; from a week on, or without $now, Thursday 8 October
    CLOCK($moment)          10:00
    CLOCK($moment, $other)  10:00; Sunday 22:00 where it is another day there than in $other
    WHEN($moment, $now)     Monday 10:00; from a week on Thursday 8 October, 10:00
    WEEKDAY($moment)        Monday
    DATE($moment)           8 October
    CITY($moment)           Shanghai
    COUNTRY($moment)        Israel

DAY and WHEN take `width: "short"` for Mon and Thu 8 Oct.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_datetime, format_skeleton, get_timezone_location

NEAR = range(7)
"""Days from today on in which a weekday alone says which day it is."""
SPELT = {"שנחאי": "שנגחאי"}
"""Where the rest of the desk spells a place otherwise than CLDR."""


class Moments:
    """Speaks of time in one language."""

    def __init__(self, locale: str) -> None:
        self._locale = Locale.parse(locale, sep="-")
        self._is_chinese = self._locale.language == "zh"

    @property
    def functions(self) -> dict[str, Any]:
        """What the locales may call, by name."""
        return {
            "DAY": self.day,
            "CLOCK": self.clock,
            "WHEN": self.when,
            "WEEKDAY": self.weekday,
            "DATE": self.date,
            "CITY": self.city,
            "COUNTRY": self.country,
        }

    def day(self, moment: datetime, now: datetime | None = None, *, width: str = "long") -> str:
        """Name the day as briefly as is clear."""
        weekday = self.weekday(moment, width=width)
        if now and _is_near(moment, now):
            return weekday
        date = self.date(moment, width=width)
        return f"{date}{weekday}" if self._is_chinese else f"{weekday} {date}"

    def clock(self, moment: datetime, other: datetime | None = None) -> str:
        """Give the time of day, with the weekday where it is not that of `other`."""
        clock = str(format_datetime(moment, "HH:mm", locale=self._locale))
        same_day = other is None or moment.date() == other.date()
        return clock if same_day else f"{self.weekday(moment)} {clock}"

    def when(self, moment: datetime, now: datetime, *, width: str = "long") -> str:
        """Give day and time."""
        space = " " if self._is_chinese or _is_near(moment, now) else ", "
        return f"{self.day(moment, now, width=width)}{space}{self.clock(moment)}"

    def weekday(self, moment: datetime, *, width: str = "long") -> str:
        """Name the day of the week."""
        return str(format_datetime(moment, "EEE" if width == "short" else "EEEE", locale=self._locale))

    def date(self, moment: datetime, *, width: str = "long") -> str:
        """Give day and month."""
        skeleton = "MMMd" if width == "short" else "MMMMd"
        return str(format_skeleton(skeleton, moment, locale=self._locale))

    def city(self, moment: datetime) -> str:
        """Name the city that the time's zone is named after."""
        name = get_timezone_location(_zone(moment), locale=self._locale, return_city=True)
        return SPELT.get(name, name)

    def country(self, moment: datetime) -> str:
        """Name the country that the time's zone is in, or its city where the zone is of no one country."""
        code = get_global("zone_territories").get(_zone(moment))
        return str(self._locale.territories[code]) if code else self.city(moment)


def _is_near(moment: datetime, now: datetime) -> bool:
    return (moment.date() - now.astimezone(moment.tzinfo).date()).days in NEAR


def _zone(moment: datetime) -> str:
    return moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else "UTC"
