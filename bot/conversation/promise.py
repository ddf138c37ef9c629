"""Honest expectations: by when staff will have answered, in the clocks of both sides, and why not sooner."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker, Value
from bot.conversation.texts import Texts
from bot.domain.hours import StaffHours
from bot.domain.language import Language
from bot.domain.rest import IsraeliRest

MONDAY = date(2024, 1, 1)
"""Any Monday; it is named, never dated."""
NOTICE = 0.25
"""Working hours before a promise falls due in which it counts as about to be broken."""
WEEK = timedelta(days=7)
"""So long after a holiday a weekend on which work is made up for is worth a word."""
SENTENCE_SPACE = {Language.EN: " ", Language.HE: " ", Language.ZH: ""}
LIST_MARK = {Language.EN: "; ", Language.HE: "; ", Language.ZH: "；"}


class Promises(Speaker):
    """Makes promises of a reply and words them; times go in and out as aware UTC.

    Args:
        texts: the locales.
        hours: of the staff.
        answer_within: working hours that staff mean to answer in.
        founders_zone: the founders' clock.
        israel: when founders rest.
    """

    def __init__(
        self,
        texts: Texts,
        *,
        hours: StaffHours,
        answer_within: float,
        founders_zone: ZoneInfo,
        israel: IsraeliRest,
    ) -> None:
        super().__init__(texts)
        self.hours = hours
        self._within = answer_within
        self._founders = founders_zone
        self._israel = israel

    def by(self, now: datetime) -> datetime:
        """Return by when what is asked now will be answered."""
        return self.hours.promised_by(now, self._within)

    def by_instead(self, old: datetime, now: datetime) -> datetime:
        """Return the promise that takes the place of one that cannot be kept; it is later."""
        return self.by(max(old, now))

    def at_risk_before(self, now: datetime) -> datetime:
        """Return the moment before which what was promised is about to be broken, or is."""
        return self.hours.add_working_time(now, min(NOTICE, self._within / 2))

    def expectation(
        self, language: Language, by: datetime, now: datetime, *, urgent: str | None = None
    ) -> tuple[Markdown, ...]:
        """Say what to expect, for the end of the message that hands over.

        Args:
            language: to write in.
            by: what was promised.
            now: the present.
            urgent: the FAQ's advice in that language, where the question sounds urgent.
        """
        promise = (*self._why(language, by, now), self._by(language, by, now))
        lines = [SENTENCE_SPACE[language].join(promise)]
        if rest := self._israel.at(by) or self._israel.at(now):
            lines.append(self._texts.say(language, f"promise-rest-{rest}"))
        if urgent:
            lines.append(urgent)
        return tuple(Markdown(text=line) for line in lines)

    def reminder(self, number: str, language: Language, new_by: datetime, now: datetime) -> Message:
        """Say that there is no answer yet, and by when to expect it now."""
        late = self._sentence(language, "promise-late", number=number)
        return Message(parts=(late, Markdown(text=self._by(language, new_by, now))), language=language)

    def line(self, language: Language, by: datetime, now: datetime) -> str:
        """Say the promise in a few words, as a part of a line."""
        return self._texts.say(language, "promise-line", by=self._there(by), now=now)

    def _by(self, language: Language, by: datetime, now: datetime) -> str:
        home = by.astimezone(self._founders)
        return self._texts.say(language, "promise-by", by=self._there(by), home=home, now=now)

    def _why(self, language: Language, by: datetime, now: datetime) -> list[str]:
        today, last = self._there(now).date(), self._there(by).date()
        holiday = self.hours.holiday_between(today, last)
        if holiday:
            last = max(last, holiday[1] + WEEK)
            sentences = [self._holiday(language, *holiday, today)]
        elif self.hours.is_open(now):
            sentences = [self._usual_hours(language)]
        else:
            sentences = [self._closed(language, now)]
        if working := self.hours.extra_day_between(today, last):
            sentences.append(self._say_days(language, "promise-working-day", day=working))
        return sentences

    def _holiday(self, language: Language, first: date, last: date, today: date) -> str:
        if first <= today:
            return self._say_days(language, "promise-holiday", until=last)
        if first == last:
            return self._say_days(language, "promise-holiday-day", day=first)
        return self._say_days(language, "promise-holiday-ahead", first=first, until=last)

    def _closed(self, language: Language, now: datetime) -> str:
        there, opens = self._there(now), self._there(self.hours.opens_at(now))
        name = "promise-opens-today" if opens.date() == there.date() else "promise-closed"
        return self._texts.say(language, name, now=there, opens=opens)

    def _usual_hours(self, language: Language) -> str:
        spans = []
        for shift, days in groupby(enumerate(self.hours.week), key=lambda numbered: numbered[1]):
            if shift:
                numbers = [number for number, _ in days]
                opens = self._on(MONDAY + timedelta(numbers[0]), shift.opens)
                closes = self._on(MONDAY + timedelta(numbers[-1]), shift.closes)
                name = "promise-span" if len(numbers) > 1 else "promise-span-day"
                spans.append(self._texts.say(language, name, opens=opens, closes=closes))
        place = self._on(MONDAY, time())
        return self._texts.say(language, "promise-hours", spans=LIST_MARK[language].join(spans), place=place)

    def _say_days(self, language: Language, name: str, **days: date) -> str:
        values: dict[str, Value] = {key: self._on(day, time()) for key, day in days.items()}
        return self._texts.say(language, name, **values)

    def _on(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.hours.zone)

    def _there(self, moment: datetime) -> datetime:
        return moment.astimezone(self.hours.zone)
