"""Public holidays, by the `holidays` library, which only a running desk loads; the rules are the domain's."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.hours import StaffHours
from bot.domain.rest import IsraeliRest
from bot.domain.week import read_week


def is_known(country: str) -> bool:
    """Whether the library has the holidays of a country, named by its two capital letters."""
    import holidays

    return country in holidays.list_supported_countries()


def staff_hours(week: str, zone: ZoneInfo, country: str) -> StaffHours:
    """Return the staff's hours.

    China's days off in exchange for working weekends are published only in autumn, for the year ahead. For a
    later year the statutory holidays are used; a newer release of the library knows more.

    Args:
        week: as `read_week` takes it.
        zone: of the hours.
        country: whose public holidays are kept; empty for none.
    """
    if not country:
        return StaffHours(week=read_week(week), zone=zone)
    import holidays

    calendar = holidays.country_holidays(country)

    def day_off(day: date) -> bool:
        return day in calendar

    def extra_day(day: date) -> bool:
        return calendar.is_weekend(day) and calendar.is_working_day(day)

    return StaffHours(week=read_week(week), zone=zone, day_off=day_off, extra_day=extra_day)


def israeli_rest() -> IsraeliRest:
    """Return Shabbat and the public holidays of Israel."""
    import holidays

    calendar = holidays.country_holidays("IL")
    return IsraeliRest(is_holiday=lambda day: day in calendar)
