"""Working hours of a week, as the settings write them."""

import re
from dataclasses import dataclass
from datetime import time

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DAY, _TIME = f"({'|'.join(DAY_NAMES)})", r"([01]?\d|2[0-3]):([0-5]\d)"
_PART = re.compile(f"{_DAY}(?:-{_DAY})? +{_TIME}-{_TIME}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Working hours of a day, on the wall clock; it opens before it closes."""

    opens: time
    closes: time


Week = tuple[Shift | None, ...]
"""Monday first; None on days without work."""


def read_week(text: str) -> Week:
    """Read hours such as "Mon-Thu 09:00-18:00, Fri 09:00-16:00"; a range may go round, as Sun-Thu does.

    Raises:
        ValueError: naming the part that cannot be read and how to write it.
    """
    week: list[Shift | None] = [None] * len(DAY_NAMES)
    for part in text.split(","):
        days, shift = _read_part(part.strip())
        for day in days:
            if week[day]:
                raise ValueError(f'"{DAY_NAMES[day].title()}" is there twice: keep one')
            week[day] = shift
    return tuple(week)


def _read_part(part: str) -> tuple[list[int], Shift]:
    found = _PART.fullmatch(part.lower())
    if not found:
        days = " ".join(DAY_NAMES).title()
        raise ValueError(f'"{part}" cannot be read: write it as Mon-Fri 09:00-18:00, days as {days}')
    first, last = (DAY_NAMES.index(name) for name in (found[1], found[2] or found[1]))
    shift = Shift(opens=time(int(found[3]), int(found[4])), closes=time(int(found[5]), int(found[6])))
    if shift.opens >= shift.closes:
        raise ValueError(f'"{part}" closes before it opens: write the earlier time first')
    count = (last - first) % len(DAY_NAMES) + 1
    return [(first + number) % len(DAY_NAMES) for number in range(count)], shift
