from datetime import date, datetime

import pytest

from bot.domain.rest import ISRAEL, IsraeliRest, Rest

REST = IsraeliRest(is_holiday=lambda day: day in (date(2026, 9, 12), date(2026, 9, 13), date(2026, 9, 21)))


@pytest.mark.parametrize(
    ("moment", "rest"),
    [
        ("2026-11-27T15:59", None),
        ("2026-11-27T16:00", Rest.SHABBAT),
        ("2026-11-28T12:00", Rest.SHABBAT),
        ("2026-11-28T19:59", Rest.SHABBAT),
        ("2026-11-28T20:00", None),
        ("2026-09-11T17:00", Rest.HOLIDAY),  # the new year begins on a Shabbat
        ("2026-09-12T21:00", Rest.HOLIDAY),  # and goes on
        ("2026-09-13T20:00", None),
        ("2026-09-20T15:00", None),
        ("2026-09-20T16:00", Rest.HOLIDAY),
    ],
)
def test_what_a_moment_in_israel_falls_on(moment: str, rest: Rest | None) -> None:
    assert REST.at(datetime.fromisoformat(moment).replace(tzinfo=ISRAEL)) is rest
