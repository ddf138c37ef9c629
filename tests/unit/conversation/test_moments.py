"""Days, hours and places as sentences name them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.moments import Moments
from bot.conversation.texts import LOCALES
from bot.domain.language import Language

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 1, 23, 30, tzinfo=SHANGHAI)
EN, HE, ZH = (Moments(LOCALES[language]) for language in Language)


def day(number: int, zone: str = "Asia/Shanghai") -> datetime:
    return datetime(2026, 10, number, 10, 0, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("moments", "near", "far", "short"),
    [
        (EN, "Wednesday 10:00", "Thursday 8 October, 10:00", "Thu 8 Oct, 10:00"),
        (HE, "יום רביעי 10:00", "יום חמישי 8 באוקטובר, 10:00", "יום ה׳ 8 באוק׳, 10:00"),
        (ZH, "星期三 10:00", "10月8日星期四 10:00", "10月8日周四 10:00"),
    ],
)
def test_a_date_is_given_from_a_week_on(moments: Moments, near: str, far: str, short: str) -> None:
    assert moments.when(day(7), NOW) == near
    assert moments.when(day(8), NOW) == far
    assert moments.when(day(8), NOW, width="short") == short


def test_a_day_that_is_past_or_beside_no_other_has_its_date() -> None:
    assert EN.day(day(7), day(8)) == "Wednesday 7 October"
    assert EN.day(day(7)) == "Wednesday 7 October"


def test_today_is_the_day_in_the_zone_that_is_shown() -> None:
    still_the_first = NOW.astimezone(ZoneInfo("Asia/Jerusalem"))
    assert EN.day(day(8, "Asia/Jerusalem"), still_the_first) == "Thursday 8 October"
    later = datetime(2026, 10, 2, 0, 30, tzinfo=SHANGHAI)
    assert EN.day(day(8), later) == "Thursday"
    assert EN.day(day(8, "Asia/Jerusalem"), later) == "Thursday 8 October"


@pytest.mark.parametrize(
    ("zone", "city", "country"),
    [
        ("Asia/Shanghai", ("Shanghai", "שנגחאי", "上海"), ("China", "סין", "中国")),
        ("Asia/Jerusalem", ("Jerusalem", "ירושלים", "耶路撒冷"), ("Israel", "ישראל", "以色列")),
        ("UTC", ("UTC", "UTC", "UTC"), ("UTC", "UTC", "UTC")),
    ],
)
def test_places_are_named_by_the_zone(
    zone: str, city: tuple[str, str, str], country: tuple[str, str, str]
) -> None:
    moment = day(7, zone)
    assert tuple(moments.city(moment) for moments in (EN, HE, ZH)) == city
    assert tuple(moments.country(moment) for moments in (EN, HE, ZH)) == country
