"""What the doctor looks at on the machine: `.env`, disks, time zones, holidays, fonts."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import TZPATH

from bot.calendars import staff_hours
from bot.domain.condition import Room, room
from bot.domain.finding import Finding, warning
from bot.domain.language import Language
from bot.fonts import families_for
from bot.settings import CHINA, Settings

LETTERS = {Language.EN: "question", Language.HE: "שאלה", Language.ZH: "问题"}
"""Some of each language, to look for in fonts."""
GIGABYTE = 2**30
OLD_RULES = 3
"""Years. Countries change their clocks at short notice, Israel and China seldom."""
DECEMBER = 12


def check_env(path: Path) -> Finding:
    """Look at who can read `.env`: it holds the token."""
    if not path.exists():
        return Finding(what=str(path), well=True, state="there is none (gesher setup writes it)")
    mode = path.stat().st_mode & 0o777
    cure = f"chmod 600 {path}"
    if mode & 0o077:
        state = f"others on this machine may read the token in it (mode {mode:04o})"
        return Finding(what=str(path), well=False, state=state, cure=cure)
    return Finding(what=str(path), well=True, state=f"only its owner can read it (mode {mode:04o})")


def check_disks(folders: Mapping[str, Path]) -> list[Finding]:
    """Look at the disks that folders lie on, once each; a folder that is missing counts as its parent.

    Args:
        folders: by what is in them.
    """
    disks: dict[int, tuple[list[str], Path]] = {}
    for name, folder in folders.items():
        there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        disks.setdefault(there.stat().st_dev, ([], there))[0].append(name)
    return [free_disk(" and ".join(names), shutil.disk_usage(path).free) for names, path in disks.values()]


def free_disk(holds: str, free: int) -> Finding:
    """Judge a disk by what it holds and its free bytes."""
    state = (
        f"{_size(free)} free where {holds} lies"
        if " and " not in holds
        else f"{_size(free)} free for {holds}"
    )
    cure = "free some space: a full disk stops the desk, founders' messages then wait at Telegram for a day"
    match room(free):
        case Room.NONE:
            return Finding(what="free disk", well=False, state=state, cure=cure)
        case Room.LITTLE:
            return warning("free disk", state, cure)
        case Room.ENOUGH:
            return Finding(what="free disk", well=True, state=state)


def _size(free: int) -> str:
    return f"{free / GIGABYTE:.1f} GB" if free >= GIGABYTE else f"{free // 2**20} MB"


def check_zones(settings: Settings, now: datetime) -> Finding:
    """Say what time it is for staff and founders, by which release of the tz database."""
    zones = (settings.staff_timezone, settings.founders_timezone)
    clocks = " · ".join(f"{zone.key} {now.astimezone(zone):%H:%M}" for zone in zones)
    return judge_zones(clocks, _rules(), now)


def judge_zones(clocks: str, rules: str, now: datetime) -> Finding:
    """Judge the release of the tz database, such as 2025b; an empty one is not known."""
    state = f"{clocks}, by the rules of {rules}" if rules else clocks
    if rules[:4].isdigit() and now.year - int(rules[:4]) >= OLD_RULES:
        return warning("time zones", state, "update the system's tzdata (Debian: apt install tzdata)")
    return Finding(what="time zones", well=True, state=state)


def _rules() -> str:
    for folder in TZPATH:
        try:
            with Path(folder, "tzdata.zi").open(encoding="utf-8") as file:
                return file.readline().removeprefix("# version").strip()
        except OSError:
            continue
    try:
        return version("tzdata")
    except PackageNotFoundError:
        return ""


def check_holidays(settings: Settings, now: datetime) -> Finding:
    """See that the public holidays of this year, and from December on of the next one, are known."""
    country = settings.staff_holidays
    if not country:
        return Finding(what="holidays", well=True, state="none are kept, as STAFF_HOLIDAYS says")
    missing = [year for year in years_needed(now.date()) if not _is_known(settings, year)]
    if missing:
        days = "the weekends that are worked instead" if country == CHINA else "holidays"
        state = f"{country}: {days} of {missing[0]} are not known, so promises may be a day off"
        return warning("holidays", state, "pip install --upgrade holidays, once that year is published")
    return Finding(what="holidays", well=True, state=f"{country}, known for {max(years_needed(now.date()))}")


def years_needed(today: date) -> tuple[int, ...]:
    """Return the years whose holidays promises are made from."""
    return (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)


def _is_known(settings: Settings, year: int) -> bool:
    hours = staff_hours(settings.staff_hours, settings.staff_timezone, settings.staff_holidays)
    first, last = date(year, 1, 1), date(year, 12, 31)
    if settings.staff_holidays == CHINA:  # what else is known of a year are the statutory days alone
        return hours.extra_day_between(first, last) is not None
    return any(map(hours.day_off, _days(first, last)))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))


def check_pictures(settings: Settings) -> Finding:
    """Look for what the weekly report is drawn with."""
    if find_spec("matplotlib") is None:
        state = "the weekly report is in words: matplotlib is not installed (pip install 'gesher[plot]')"
        return Finding(what="pictures", well=True, state=state)
    if families_for(LETTERS[settings.staff_language]) is None:
        state = "the weekly report is drawn in English: no font here has Chinese letters"
        return warning("pictures", state, "Debian: apt install fonts-wqy-microhei")
    return Finding(what="pictures", well=True, state="in the staff's language")
