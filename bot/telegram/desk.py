"""The desk at work on one update, inside one unit of work: nothing here calls Telegram."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.founder import choose_language
from bot.conversation.message import Markdown, Message
from bot.domain.clock import Clock
from bot.domain.events import Person
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, QuestionId, TicketMessageId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.domain.messages import Address, EditText, Place
from bot.domain.teaching import Verdict
from bot.domain.ticket import Ticket
from bot.domain.vitals import Vitals
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.urgency import urgent_advice
from bot.store.unit_of_work import UnitOfWork
from bot.telegram.group import StaffGroup
from bot.telegram.render import render
from bot.telegram.voices import Voices


class Desk:
    """What every part of the desk works with; made anew for each update, around its unit of work."""

    def __init__(
        self,
        uow: UnitOfWork,
        *,
        knowledge: KnowledgeBase,
        voices: Voices,
        group: StaffGroup,
        clock: Clock,
        name: str = "",
    ) -> None:
        """Join the parts; `name` is the bot's own, for links to it."""
        self.uow = uow
        self.knowledge = knowledge
        self.voices = voices
        self.group = group
        self.name = name
        self.now: datetime = clock.now()
        self.vitals = Vitals(at=self.now, started=self.now)  # what is known without a look
        self.verdict: Verdict | None = None  # of the gate, where a press of staff is about teaching

    async def meet(self, person: Person, text: str | None = None, *, wrote: bool = False) -> Founder:
        """Return the founder, made or brought up to date; one who had stopped the bot is back.

        Args:
            person: who wrote or pressed.
            text: what was written, whose script tells the language of somebody new.
            wrote: it was a message of the kind that questions come in, which counts for the pace.
        """
        known = await self.uow.founders.get(person.id)
        before = known or Founder(
            id=person.id,
            name=person.name,
            username=person.username,
            language=Language.EN,
            first_seen=self.now,
            last_seen=self.now,
        )
        told = None if before.language_known else choose_language(text, person.language_code)
        founder = replace(
            before,
            name=person.name,
            username=person.username,
            language=told or before.language,
            language_known=before.language_known or told is not None,
            blocked=False,
            last_seen=self.now,
            pace=before.pace.after_message(self.now) if wrote else before.pace,
        )
        if before.blocked:
            await self.uow.outbox.unpark(founder.id, self.now)
        await self.uow.founders.save(founder)
        return founder

    async def moved_on(self, founder: Founder) -> Founder:
        """Expect neither a question for staff nor a contact any more: who orders something has moved on."""
        if not (founder.asking_staff or founder.leaving_contact):
            return founder
        founder = replace(founder, asking_staff=False, leaving_contact=False)
        await self.uow.founders.save(founder)
        return founder

    async def tell(self, founder: Founder, message: Message) -> None:
        """Say something to a founder."""
        for piece in render(message):
            await self.uow.outbox.add(Address(place=Place.FOUNDER, founder=founder.id), piece, self.now)

    async def reply(self, founder: Founder, message: Message) -> None:
        """Say something in the language of a question; offer to speak it if it is not the founder's."""
        other = founder.language_known and message.language is not founder.language
        await self.tell(founder, self.voices.founder.offer_switch(message) if other else message)

    async def rewrite(self, founder: Founder, place: MessageId | None, message: Message) -> None:
        """Put something in the place of a message of the bot's; say it below where that cannot be done."""
        pieces = render(message)
        if place is None or len(pieces) > 1:
            await self.tell(founder, message)
            return
        piece = pieces[0]
        edit = EditText(message=place, text=piece.text, entities=piece.entities, buttons=piece.buttons)
        await self.uow.outbox.add(Address(place=Place.FOUNDER, founder=founder.id), edit, self.now)

    async def show_staff(
        self, founder: Founder, message: Message, ticket_message: TicketMessageId | None = None
    ) -> None:
        """Say something to staff, in the founder's topic."""
        *first, last = render(message)
        where = Address(place=Place.TOPIC, founder=founder.id)
        for piece in first:
            await self.uow.outbox.add(where, piece, self.now)
        await self.uow.outbox.add(where, last, self.now, ticket_message=ticket_message)

    async def ask(
        self,
        founder: Founder,
        message: MessageId,
        text: str,
        language: Language,
        candidates: tuple[Candidate, ...],
        answered_with: EntryId | None,
        *,
        asked_back: bool = False,
    ) -> QuestionId:
        """Keep what a founder asked, so that a button can name it."""
        question = await self.uow.questions.add(
            founder=founder.id,
            message=message,
            text=text,
            language=language,
            answered_with=answered_with,
            candidates=candidates,
            asked_at=self.now,
            asked_back=asked_back,
        )
        return question.id

    def promise(self, ticket: Ticket, text: str | None) -> tuple[Markdown, ...]:
        """Return the lines that say when to expect a reply; `text` may sound urgent."""
        by = ticket.promised_at or self.voices.promise.by(self.now)
        advice = self.advice(text, ticket.language)
        return self.voices.promise.expectation(ticket.language, by, self.now, urgent=advice)

    def advice(self, text: str | None, language: Language) -> str | None:
        """Return the FAQ's advice to who cannot wait; None where the text does not sound so."""
        return urgent_advice(text or "", self.knowledge.urgent, language)

    def see_also(self, entry: Entry) -> list[Entry]:
        """Return the entries that another one names."""
        return [self.knowledge.entries[EntryId(other)] for other in entry.see_also]
