"""What founders read; looking through the FAQ, the ledger and privacy have modules of their own."""

from collections.abc import Sequence
from datetime import date

from bot.conversation.callbacks import (
    AskStaff,
    Helped,
    More,
    NotIt,
    PassOn,
    Pick,
    SeeAlso,
    Solved,
    Speak,
    Topics,
    pack,
)
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.speaker import Speaker
from bot.domain.events import Content
from bot.domain.ids import EntryId, QuestionId
from bot.domain.language import Language, spoken
from bot.domain.messages import Button, Rows
from bot.domain.question import Feedback, Question
from bot.domain.ticket import Ticket
from bot.knowledge.model import Entry

OWN_NAMES = {Language.EN: "English", Language.HE: "עברית", Language.ZH: "中文"}
"""Each language as its readers call it, whatever language the message around it is in."""
MOST_SEE_ALSO = 2
NEXT_AT_MOST = 3
WORTH_OFFERING = 0.03
"""Probability from which an entry is offered after another one was not what the founder meant."""


def next_candidates(question: Question) -> tuple[int, ...]:
    """Return the places of the candidates to offer after what was turned down, likeliest first."""
    places = (
        place
        for place, near in enumerate(question.candidates)
        if near.entry not in question.turned_down and near.confidence >= WORTH_OFFERING
    )
    return tuple(places)[:NEXT_AT_MOST]


class FounderReplies(Speaker):
    """Composes what the founder reads. `language` is always the one to write in."""

    def start(self, language: Language) -> Message:
        """Greet, and say what can be asked."""
        first = (
            self._button(language, "button-topics", Topics()),
            self._button(language, "button-ask-staff", AskStaff()),
        )
        others = tuple(other for other in Language if other is not language)
        return self.plain(language, "start", (first, _languages(others, greet=True)))

    def choose_language(self, language: Language, *, greet: bool) -> Message:
        """Ask for the language, in all of them; `greet` where it is the first thing that is said."""
        lines = tuple(self._sentence(each, "which-language") for each in Language)
        return Message(parts=lines, language=language, buttons=(_languages(tuple(Language), greet=greet),))

    def small_talk(self, language: Language, reply: str) -> Message:
        """Say the FAQ's reply to a greeting and the like."""
        return Message(parts=(Markdown(text=reply),), language=language)

    def answer(
        self, entry: Entry, language: Language, question: QuestionId, today: date, *, others: Sequence[Entry]
    ) -> Message:
        """Give an entry's answer, its source and date, and ask whether it helped.

        Args:
            entry: that answers.
            language: to answer in.
            question: that is answered.
            today: to tell whether the answer is overdue for review.
            others: entries to see as well.
        """
        parts = self.answer_parts(entry, language, today)
        rows = self.after_answer(language, question, others, None)
        return Message(parts=parts, language=language, buttons=rows)

    def answer_parts(self, entry: Entry, language: Language, today: date) -> tuple[Markdown, ...]:
        """Return an entry's answer with its source and dates."""
        answer = Markdown(text=spoken(entry.answer, language).strip())
        if language in entry.answer:
            parts = [answer, Markdown(text=self._source(entry, language))]
        else:
            parts = [self._only_in(next(iter(entry.answer)), entry, language), answer]
        if entry.review_due < today or language in entry.recheck:
            parts.append(self._sentence(language, "overdue"))
        return tuple(parts)

    def after_answer(
        self, language: Language, question: QuestionId, others: Sequence[Entry], feedback: Feedback | None
    ) -> Rows:
        """Return the buttons under an answer; once the founder has judged it, that is not asked again."""
        judge = (
            self._button(language, "button-helped", Helped(question=question)),
            self._button(language, "button-not-it", NotIt(question=question)),
        )
        staff = (self._button(language, "button-ask-staff", PassOn(question=question)),)
        rows = (staff, *self.see_also(language, others))
        return rows if feedback else (judge, *rows)

    def see_also(self, language: Language, others: Sequence[Entry]) -> Rows:
        """Return a button for each entry that is worth seeing as well."""
        return tuple(
            (self.entry_button(entry, language, SeeAlso(entry=EntryId(entry.id))),)
            for entry in others[:MOST_SEE_ALSO]
        )

    def offer_switch(self, message: Message) -> Message:
        """Offer to speak the message's language from now on."""
        speak = Speak(language=message.language)
        button = self._button(message.language, "button-switch", speak)
        return message.with_rows(*message.buttons, (button,))

    def ask_back(
        self, entries: Sequence[tuple[int, Entry]], language: Language, question: QuestionId
    ) -> Message:
        """Ask which entry is meant, with a way out to staff.

        Args:
            entries: each with its place among the question's candidates.
            language: to ask in.
            question: that is unclear.
        """
        rows = tuple(
            (self.entry_button(entry, language, Pick(question=question, place=place)),)
            for place, entry in entries
        )
        none = self._button(language, "button-none-of-these", PassOn(question=question))
        return self.plain(language, "which-one", (*rows, (none,)))

    def handed_over(self, ticket: Ticket, *, name: str, promise: tuple[Markdown, ...]) -> Message:
        """Tell the number under which staff have the question, and when to expect a reply.

        Args:
            ticket: that was opened.
            name: the sentence that says why.
            promise: lines on when staff answer.
        """
        first = self._sentence(ticket.language, name, number=ticket.number)
        last = self._sentence(ticket.language, "can-add")
        return Message(parts=(first, *promise, last), language=ticket.language)

    def staff_answer(self, ticket: Ticket, content: Content) -> Message:
        """Show what staff wrote, under the ticket's number."""
        head = self._sentence(ticket.language, "staff-answer", number=ticket.number)
        body = (Literal(text=content.text, entities=content.entities),) if content.text else ()
        return Message(parts=(head, *body), language=ticket.language, buttons=self.after_staff(ticket))

    def after_staff(self, ticket: Ticket) -> Rows:
        """Return the buttons under staff's answer."""
        solved = self._button(ticket.language, "button-solved", Solved(ticket=ticket.id))
        more = self._button(ticket.language, "button-more", More(ticket=ticket.id))
        return ((solved,), (more,))

    def _only_in(self, known: Language, entry: Entry, language: Language) -> Markdown:
        name = self._texts.say(language, f"language-{known}")
        return self._sentence(language, "only-in", known=name, date=entry.reviewed)

    def _source(self, entry: Entry, language: Language) -> str:
        if not entry.sources:
            return self._texts.say(language, "unsourced", reviewed=entry.reviewed)
        source = entry.sources[0]
        if source.date is None:
            return self._texts.say(language, "source-undated", title=source.title, reviewed=entry.reviewed)
        return self._texts.say(
            language, "source", title=source.title, date=source.date, reviewed=entry.reviewed
        )


def _languages(languages: Sequence[Language], *, greet: bool) -> tuple[Button, ...]:
    return tuple(
        Button(label=OWN_NAMES[each], data=pack(Speak(language=each, greet=greet))) for each in languages
    )
