"""What founders read of staff's hours, word for word; isolates are left out, and tested once."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import israeli_rest, staff_hours
from bot.conversation.message import Markdown, Message
from bot.conversation.promise import Promises
from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.telegram.render import render

SHANGHAI, ISRAEL = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Jerusalem")
ISOLATES = dict.fromkeys((0x2068, 0x2069))
EN, HE, ZH = Language.EN, Language.HE, Language.ZH
ADVICE = "If it cannot wait: police 110."


def promises(within: float = 1, week: str = "Mon-Fri 09:00-18:00") -> Promises:
    return Promises(
        Texts.load(),
        hours=staff_hours(week, SHANGHAI, "CN"),
        answer_within=within,
        founders_zone=ISRAEL,
        israel=israeli_rest(),
    )


def at(text: str) -> datetime:
    """Shanghai's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def shown(parts: tuple[Markdown, ...]) -> str:
    return "\n".join(part.text for part in parts).translate(ISOLATES)


def expected(voice: Promises, now: str, language: Language, urgent: str | None = None) -> str:
    return shown(voice.expectation(language, voice.by(at(now)), at(now), urgent=urgent))


OFFICE_HOURS = {
    EN: "They answer Monday to Friday, 09:00-18:00 in Shanghai. "
    "Expect a reply by Monday 10:00 in Shanghai (04:00 in Israel).",
    HE: "הצוות עונה מיום שני עד יום שישי בין 09:00 ל־18:00, שעון שנגחאי. "
    "התשובה צפויה עד יום שני 10:00 בשנגחאי (04:00 בישראל).",
    ZH: "工作人员在上海时间星期一至星期五 09:00-18:00 答复。"
    "预计上海时间星期一 10:00（以色列时间 04:00）前答复。",
}
NIGHT = {
    EN: "In Shanghai it is Tuesday 22:10 and the office opens again on Wednesday. "
    "Expect a reply by Wednesday 10:00 in Shanghai (04:00 in Israel).",
    HE: "בשנגחאי עכשיו יום שלישי 22:10, והמשרד ייפתח שוב ביום רביעי. "
    "התשובה צפויה עד יום רביעי 10:00 בשנגחאי (04:00 בישראל).",
    ZH: "上海现在是星期二 22:10，星期三恢复办公。预计上海时间星期三 10:00（以色列时间 04:00）前答复。",
}
MORNING = {
    EN: "In Shanghai it is Tuesday 07:10 and the office opens at 09:00. "
    "Expect a reply by Tuesday 10:00 in Shanghai (04:00 in Israel).",
    HE: "בשנגחאי עכשיו יום שלישי 07:10, והמשרד ייפתח ב־09:00. "
    "התשובה צפויה עד יום שלישי 10:00 בשנגחאי (04:00 בישראל).",
    ZH: "上海现在是星期二 07:10，09:00 开始办公。预计上海时间星期二 10:00（以色列时间 04:00）前答复。",
}
NATIONAL_DAY = {
    EN: "China is on holiday until 7 October. Saturday 10 October is a working day there. "
    "Expect a reply by Thursday 8 October, 10:00 in Shanghai (05:00 in Israel).",
    HE: "בסין חופשת חג עד 7 באוקטובר. יום שבת 10 באוקטובר הוא יום עבודה שם. "
    "התשובה צפויה עד יום חמישי 8 באוקטובר, 10:00 בשנגחאי (05:00 בישראל).",
    ZH: "中国放假至10月7日。10月10日星期六上班。预计上海时间10月8日星期四 10:00（以色列时间 05:00）前答复。",
}
SHABBAT = {
    EN: "In Shanghai it is Friday 22:10 and the office opens again on Monday. "
    "Expect a reply by Monday 10:00 in Shanghai (04:00 in Israel).\n"
    "No need to look here on Shabbat: the answer will be waiting.",
    HE: "בשנגחאי עכשיו יום שישי 22:10, והמשרד ייפתח שוב ביום שני. "
    "התשובה צפויה עד יום שני 10:00 בשנגחאי (04:00 בישראל).\n"
    "אין צורך להציץ כאן בשבת: התשובה תחכה.",
    ZH: "上海现在是星期五 22:10，星期一恢复办公。预计上海时间星期一 10:00（以色列时间 04:00）前答复。\n"
    "安息日期间不必查看，答复会留在这里。",
}


@pytest.mark.parametrize("language", list(Language))
def test_in_office_hours(language: Language) -> None:
    assert expected(promises(2), "2026-11-27T16:20", language) == OFFICE_HOURS[language]


@pytest.mark.parametrize("language", list(Language))
def test_at_night(language: Language) -> None:
    assert expected(promises(), "2026-11-24T22:10", language) == NIGHT[language]


@pytest.mark.parametrize("language", list(Language))
def test_before_the_office_opens(language: Language) -> None:
    assert expected(promises(), "2026-11-24T07:10", language) == MORNING[language]


@pytest.mark.parametrize("language", list(Language))
def test_on_a_chinese_holiday(language: Language) -> None:
    assert expected(promises(), "2026-10-01T12:00", language) == NATIONAL_DAY[language]


@pytest.mark.parametrize("language", list(Language))
def test_on_the_eve_of_shabbat(language: Language) -> None:
    assert expected(promises(), "2026-11-27T22:10", language) == SHABBAT[language]


@pytest.mark.parametrize("language", list(Language))
def test_an_urgent_question_ends_with_the_advice(language: Language) -> None:
    said = expected(promises(), "2026-11-27T22:10", language, urgent=ADVICE)
    assert said == f"{SHABBAT[language]}\n{ADVICE}"


def test_a_holiday_to_come_is_said_before_it_begins() -> None:
    assert expected(promises(8), "2026-09-30T15:00", EN).startswith(
        "China is on holiday from 1 October until 7 October. Saturday 10 October is a working day there. "
        "Expect a reply by Thursday 8 October, 14:00"
    )
    assert expected(promises(8), "2027-06-08T15:00", EN).startswith("China is on holiday on 9 June. Expect")


def test_a_working_saturday_is_said_where_it_brings_the_answer() -> None:
    assert expected(promises(), "2026-10-09T17:30", EN) == (
        "They answer Monday to Friday, 09:00-18:00 in Shanghai. Saturday 10 October is a working day there. "
        "Expect a reply by Saturday 10:00 in Shanghai (05:00 in Israel).\n"
        "No need to look here on Shabbat: the answer will be waiting."
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "No need to look here during the holiday: the answer will be waiting."),
        (HE, "אין צורך להציץ כאן בחג: התשובה תחכה."),
        (ZH, "节日期间不必查看，答复会留在这里。"),
    ],
)
def test_a_promise_for_an_israeli_holiday_asks_nobody_to_read_then(language: Language, words: str) -> None:
    on_yom_kippur = expected(promises(), "2026-09-21T10:00", language)
    assert on_yom_kippur.splitlines()[-1] == words


def test_israels_clock_follows_its_own_summer_time() -> None:
    assert "09:00 in Shanghai (04:00 in Israel)" in expected(promises(), "2026-10-22T17:00", EN)
    assert "09:00 in Shanghai (03:00 in Israel)" in expected(promises(), "2026-10-26T17:00", EN)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "by Friday 05:00 in Shanghai (Thursday 23:00 in Israel)"),
        (HE, "עד יום שישי 05:00 בשנגחאי (יום חמישי 23:00 בישראל)"),
        (ZH, "预计上海时间星期五 05:00（以色列时间 星期四 23:00）前答复"),
    ],
)
def test_where_it_is_another_day_in_israel_that_day_is_named(language: Language, words: str) -> None:
    assert words in expected(promises(1, "Mon-Fri 04:00-13:00"), "2026-11-26T13:30", language)


def test_hours_that_differ_by_day_are_all_said() -> None:
    said = expected(promises(1, "Mon-Thu 09:00-18:00, Fri 09:00-16:00"), "2026-11-26T11:00", EN)
    assert said.startswith("They answer Monday to Thursday, 09:00-18:00; Friday, 09:00-16:00 in Shanghai. ")


REMINDER = {
    EN: "Q-0142 has no answer yet: the time I gave you does not hold. It is still with the hub's staff.\n"
    "Expect a reply by Tuesday 10:00 in Shanghai (04:00 in Israel).",
    HE: "פנייה Q-0142 עדיין לא נענתה, והמועד שמסרתי כבר אינו תקף. היא עדיין אצל צוות המרכז.\n"
    "התשובה צפויה עד יום שלישי 10:00 בשנגחאי (04:00 בישראל).",
    ZH: "Q-0142 还没有答复，之前说的时间不再算数。问题仍在园区工作人员那里。\n"
    "预计上海时间星期二 10:00（以色列时间 04:00）前答复。",
}


@pytest.mark.parametrize("language", list(Language))
def test_a_reminder(language: Language) -> None:
    by, now = at("2026-12-01T10:00"), at("2026-11-30T16:50")
    [sent] = render(promises().reminder("Q-0142", language, by, now))
    assert sent.text.translate(ISOLATES) == REMINDER[language]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "reply by Mon 10:00 (Shanghai)"),
        (HE, "תשובה עד יום ב׳ 10:00 (שנגחאי)"),
        (ZH, "周一 10:00（上海）前答复"),
    ],
)
def test_a_line_for_the_list_of_tickets(language: Language, words: str) -> None:
    line = promises().line(language, at("2026-11-30T10:00"), at("2026-11-27T16:20"))
    assert line.translate(ISOLATES) == words


def test_names_and_times_are_isolated_and_hebrew_lines_run_right_to_left() -> None:
    voice = promises(2)
    parts = voice.expectation(HE, voice.by(at("2026-11-27T16:20")), at("2026-11-27T16:20"))
    [sent] = render(Message(parts=parts, language=HE))
    assert (
        "עד \u2068יום שני 10:00\u2069 ב\u2068שנגחאי\u2069 (\u206804:00\u2069 ב\u2068ישראל\u2069)" in sent.text
    )
    assert sent.text.startswith("הצוות")


def test_a_new_promise_is_later_than_the_old_one_however_short_the_time() -> None:
    voice = promises(0.1)
    old = at("2026-11-30T10:00")
    assert voice.by(at("2026-11-30T09:50")) == old
    assert voice.by_instead(old, at("2026-11-30T09:50")) == at("2026-11-30T11:00")
    assert voice.by_instead(old, at("2026-12-02T12:30")) == at("2026-12-02T13:00")


def test_a_promise_is_not_at_risk_the_moment_it_is_made() -> None:
    for within in (0.01, 0.1, 0.25, 1, 8):
        voice = promises(within)
        for now in map(at, ("2026-11-30T09:45", "2026-11-30T17:59", "2026-11-28T12:00")):
            assert voice.at_risk_before(now) <= voice.by(now)


def test_risk_is_counted_in_working_time() -> None:
    assert promises().at_risk_before(at("2026-11-27T17:50")) == at("2026-11-30T09:05")
