"""What staff are asked about themselves: language, hours, clock."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.language import Language, from_code
from bot.domain.week import read_week
from bot.setup.host import Host, WrongAnswerError
from bot.setup.known import Known


async def ask_staff(host: Host, known: Known) -> Known:
    """Ask for all three; what is set already is what Enter takes."""
    language = await host.ask_for("staff-language", read_language, default=str(known.staff_language))
    hours = await host.ask_for("staff-hours", read_hours, default=known.staff_hours)
    zone = await host.ask_for("staff-timezone", read_zone, default=known.staff_timezone)
    return replace(known, staff_language=language, staff_hours=hours, staff_timezone=zone)


def read_language(typed: str) -> Language:
    """Return a language by its two letters.

    Raises:
        WrongAnswerError: if it is none of the three.
    """
    language = from_code(typed)
    if language is None:
        raise WrongAnswerError("wrong-language")
    return language


def read_hours(typed: str) -> str:
    """Return working hours as `read_week` takes them; full-width signs of a Chinese keyboard are forgiven.

    Raises:
        WrongAnswerError: if they cannot be read.
    """
    hours = typed.translate(str.maketrans("：，－—–", ":,---"))
    try:
        read_week(hours)
    except ValueError as error:
        raise WrongAnswerError("wrong-hours") from error
    return hours


def read_zone(typed: str) -> str:
    """Return the name of a time zone.

    Raises:
        WrongAnswerError: if there is none of this name.
    """
    try:
        return ZoneInfo(typed).key
    except (LookupError, ValueError, OSError) as error:
        raise WrongAnswerError("wrong-zone") from error
