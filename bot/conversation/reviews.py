"""How staff keep the FAQ true: what is due for review, another answer, and its correction to founders."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order
from bot.conversation.texts import Texts, escape
from bot.domain.correction import Correction
from bot.domain.language import Language, spoken
from bot.domain.messages import Button, DeliveryState, Rows
from bot.knowledge.model import Entry, Source

ASKED, SURE, KEPT = 0, 1, 2
"""What a button to retire an entry carries: first asked for, then meant, or not meant after all."""
DROPPED = 0
"""What the other button under a preview carries, and a correction that is not to be sent."""


class Reviews(Speaker):
    """Composes it: for staff in their language, for founders in the one they were answered in.

    Attributes:
        language: the staff's.
    """

    def __init__(self, texts: Texts, language: Language, *, founders_zone: ZoneInfo) -> None:
        """Take the locales; days are told to founders as their own calendar has them."""
        super().__init__(texts)
        self.language = language
        self._zone = founders_zone

    def card(self, entry: Entry, *, asked: int, days: int) -> Message:
        """Ask whether an entry is still true.

        Args:
            entry: that is asked about.
            asked: how many questions it answered lately.
            days: how long that is.
        """
        parts = [
            self._staff("review-card", title=self._title(entry)),
            Markdown(text=spoken(entry.answer, self.language).strip()),
            *map(self._source, entry.sources),
            self._staff("review-facts", reviewed=entry.reviewed, asked=asked, days=days),
        ]
        if entry.recheck:
            parts.append(self._staff("review-recheck", languages=self.languages(entry.recheck)))
        return Message(parts=tuple(parts), language=self.language, buttons=self.choices(entry))

    def choices(self, entry: Entry) -> Rows:
        """Return the buttons under a card."""
        return (
            (
                self._order("review-true", Want.STILL_TRUE, 0, entry.id),
                self._order("review-edit", Want.EDIT, 0, entry.id),
                self._order("review-retire", Want.RETIRE, ASKED, entry.id),
            ),
        )

    def retire_for_sure(self, entry: Entry) -> Rows:
        """Return the buttons that ask once more."""
        yes = self._order("review-retire-sure", Want.RETIRE, SURE, entry.id)
        no = self._order("review-retire-not", Want.RETIRE, KEPT, entry.id)
        return ((yes, no),)

    def ask_to_retire(self, entry: Entry) -> Message:
        """Ask whether an entry is meant to be given no more."""
        return self.about("review-retire-asked", entry).with_rows(*self.retire_for_sure(entry))

    def about(self, name: str, entry: Entry, /, **values: str | int) -> Message:
        """Say one sentence of an entry to staff; it may hold the entry's title and its commands."""
        return self.to_staff(
            name,
            title=self._title(entry),
            edit=f"`/edit {entry.id}`",
            example=f"`/edit {entry.id} {self.language}: …`",
            **values,
        )

    def notice(self, name: str, /, **values: str | int) -> str:
        """Return a sentence for a moment on the screen of who pressed."""
        return self.say(self.language, name, **values)

    def to_staff(self, name: str, /, **values: str | int) -> Message:
        """Say one sentence to staff."""
        return Message(parts=(self._staff(name, **values),), language=self.language)

    def unknown(self, entry: str, near: Sequence[str]) -> Message:
        """Say that the FAQ has no such entry, and which ones are spelt alike."""
        if not near:
            return self.to_staff("entry-unknown", entry=escape(entry))
        names = " · ".join(f"`{one}`" for one in near)
        return self.to_staff("entry-unknown-near", entry=escape(entry), near=names)

    def preview(
        self, entry: Entry, language: Language, answer: str, about: int, others: Collection[Language]
    ) -> Message:
        """Show another answer as founders would read it, and ask whether it is meant.

        Args:
            entry: that it is for.
            language: that it is in.
            answer: Markdown.
            about: the number that finds it again.
            others: languages in which the old answer stays.
        """
        parts = [
            self._staff("edit-preview", title=self._title(entry), language=self.languages([language])),
            Markdown(text=answer),
        ]
        if others:
            parts.append(self._staff("edit-others", languages=self.languages(others)))
        if not entry.sources and any(map(str.isdigit, answer)):
            parts.append(self._staff("edit-unsourced"))
        rows = (
            (
                self._order("edit-yes", Want.EDITED, about, entry.id),
                self._order("edit-no", Want.EDITED, DROPPED, entry.id),
            ),
        )
        return Message(parts=tuple(parts), language=self.language, buttons=rows)

    def edit_done(self, entry: Entry, language: Language, behind: Collection[Language]) -> Message:
        """Say that an entry has a new answer in one language, and which others are to be re-checked now."""
        done = self.about("edit-done", entry, language=self.languages([language]))
        if not behind:
            return done
        more = self.about("edit-next", entry, languages=self.languages(behind))
        return Message(parts=(*done.parts, *more.parts), language=self.language)

    def offer_correction(
        self, entry: Entry, change: Correction, founders: Mapping[int, int], sample: Message
    ) -> Message:
        """Offer to send an answer that has changed to those who got the old one.

        Args:
            entry: as it is now.
            change: what has changed.
            founders: how many would be told, by the days that they asked in, the fewest days first.
            sample: what they would read.
        """
        days, count = next(iter(founders.items()))
        values = {"title": self._title(entry), "languages": self.languages(change.languages)}
        head = self._staff("correction-offer", **values, founders=count, days=days)
        send = [
            (self._order("correction-send", Want.CORRECT, days, entry.id, founders=count, days=days),)
            for days, count in founders.items()
        ]
        drop = (self._order("correction-drop", Want.CORRECT, DROPPED, entry.id),)
        return Message(parts=(head, *sample.parts), language=self.language, buttons=(*send, drop))

    def correction(self, language: Language, asked_at: datetime, answer: Iterable[Markdown]) -> Message:
        """Tell a founder that an answer has changed, and how it is now."""
        day = asked_at.astimezone(self._zone).date()
        return Message(parts=(self._sentence(language, "correction", day=day), *answer), language=language)

    def corrected(self, entry: Entry | None, name: str, counts: Mapping[str, int]) -> Message:
        """Say how many a correction has reached.

        Args:
            entry: None where the FAQ has it no more.
            name: its id.
            counts: messages by `DeliveryState`.
        """
        title = self._title(entry) if entry else escape(name)
        lines = [self._staff("correction-done", title=title, sent=counts[DeliveryState.SENT])]
        if parked := counts[DeliveryState.PARKED]:
            lines.append(self._staff("correction-parked", parked=parked))
        if dead := counts[DeliveryState.DEAD]:
            lines.append(self._staff("correction-dead", dead=dead))
        return Message(parts=tuple(lines), language=self.language)

    def languages(self, which: Collection[Language]) -> str:
        """Name languages, in the order of the desk."""
        names = (self._texts.say(self.language, f"language-{one}") for one in Language if one in which)
        return " · ".join(names)

    def _source(self, source: Source) -> Markdown:
        link = f"[{escape(source.title)}](<{source.url}>)"
        if source.date is None:
            return self._staff("review-source-undated", link=link)
        return self._staff("review-source", link=link, date=source.date)

    def _title(self, entry: Entry) -> str:
        return escape(spoken(entry.question, self.language))

    def _staff(self, name: str, /, **values: str | int | date) -> Markdown:
        return self._sentence(self.language, name, **values)

    def _order(self, name: str, want: Want, about: int, word: str, /, **values: str | int) -> Button:
        label = self._texts.say(self.language, name, **values)
        return Button(label=label, data=pack_order(StaffOrder(want=want, about=about, word=word)))
