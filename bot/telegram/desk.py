"""Carries out what the conversation decides, inside one unit of work: nothing here calls Telegram."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation import founder as founder_side
from bot.conversation.founder import FounderReplies
from bot.conversation.message import Message
from bot.conversation.staff import StaffReplies
from bot.domain.clock import Clock
from bot.domain.events import Content, Person
from bot.domain.founder import Founder
from bot.domain.ids import (
    EntryId,
    MessageId,
    QuestionId,
    TicketId,
    TicketMessageId,
    TopicId,
    UpdateId,
    UserId,
)
from bot.domain.language import Language
from bot.domain.match import Candidate, Match, Suggest
from bot.domain.messages import Address, CopyMessage, Place
from bot.domain.ticket import Author, Ticket
from bot.knowledge.model import KnowledgeBase
from bot.store.unit_of_work import UnitOfWork
from bot.telegram.group import StaffGroup
from bot.telegram.render import render

TICKET_NUMBER = re.compile(r"Q-(\d{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who composes what: replies to founders, cards to staff."""

    founder: FounderReplies
    staff: StaffReplies


class Desk:
    """The desk at work on one update; made anew for each, around its unit of work."""

    def __init__(
        self, uow: UnitOfWork, *, knowledge: KnowledgeBase, voices: Voices, group: StaffGroup, clock: Clock
    ) -> None:
        self.uow = uow
        self.knowledge = knowledge
        self.voices = voices
        self.group = group
        self.now: datetime = clock.now()

    async def meet(self, person: Person, text: str | None) -> Founder:
        """Return the founder, made or brought up to date; one who had stopped the bot is back."""
        known = await self.uow.founders.get(person.id)
        language = founder_side.choose_language(text, known.language if known else None, person.language_code)
        founder = (
            replace(known, name=person.name, username=person.username, language=language, blocked=False)
            if known
            else Founder(
                id=person.id,
                name=person.name,
                username=person.username,
                language=language,
                first_seen=self.now,
            )
        )
        if known and known.blocked:
            await self.uow.outbox.unpark(founder.id, self.now)
        if founder != known:
            await self.uow.founders.save(founder)
        return founder

    async def tell(self, founder: Founder, message: Message) -> None:
        """Say something to a founder."""
        for piece in render(message):
            await self.uow.outbox.add(Address(place=Place.FOUNDER, founder=founder.id), piece, self.now)

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
        )
        return question.id

    async def answer(
        self, founder: Founder, entry: EntryId, language: Language, question: QuestionId
    ) -> None:
        """Send an entry's answer."""
        found = self.knowledge.entries[entry]
        await self.tell(founder, self.voices.founder.answer(found, language, question, self.now.date()))

    async def to_staff(
        self,
        founder: Founder,
        content: Content,
        message: MessageId,
        question: QuestionId | None,
        language: Language,
        candidates: tuple[Candidate, ...],
        *,
        asked_for: bool,
        turned_down: tuple[EntryId, ...] = (),
    ) -> None:
        """Open a ticket, show it to staff, tell the founder its number."""
        ticket = await self.uow.tickets.open(
            founder=founder.id, question=question, language=language, now=self.now
        )
        card = self.card(ticket, founder, content, candidates, turned_down=turned_down)
        await self.hand(founder, ticket, content, message, card)
        await self.tell(founder, self.voices.founder.handed_over(ticket, asked_for=asked_for))
        if founder.asking_staff:
            await self.uow.founders.save(replace(founder, asking_staff=False))

    def card(
        self,
        ticket: Ticket,
        founder: Founder,
        content: Content,
        candidates: tuple[Candidate, ...],
        *,
        turned_down: tuple[EntryId, ...] = (),
        answered: tuple[EntryId, ...] = (),
    ) -> Message:
        """Compose a new ticket's card."""
        return self.voices.staff.card(
            ticket,
            founder,
            content,
            candidates=candidates,
            entries=dict(self.knowledge.entries),
            turned_down=turned_down,
            answered=answered,
            in_topic=self.group.has_topics,
        )

    async def topic_made(self, topic: TopicId, name: str) -> None:
        """Learn of a topic that the bot made; the number in its name tells whose it is.

        Needed where the answer to "make a topic" was lost on the way.
        """
        number = TICKET_NUMBER.search(name)
        ticket = await self.uow.tickets.get(TicketId(int(number[1]))) if number else None
        founder = await self.uow.founders.get(ticket.founder) if ticket else None
        if founder and founder.topic is None:
            await self.uow.founders.save(replace(founder, topic=topic, topic_requested_at=None))

    async def left(self, user: UserId) -> None:
        """Note that a founder stopped the bot: what is on its way waits for the founder's return."""
        founder = await self.uow.founders.get(user)
        if founder and not founder.blocked:
            await self.uow.founders.save(replace(founder, blocked=True))
            await self.uow.outbox.park(user, self.now)

    async def back(self, user: UserId) -> None:
        """Note that a founder started the bot again, and send what waited."""
        founder = await self.uow.founders.get(user)
        if founder and founder.blocked:
            await self.uow.founders.save(replace(founder, blocked=False))
            await self.uow.outbox.unpark(user, self.now)

    async def say_set_aside(self, update: UpdateId, user: UserId | None) -> None:
        """Tell the founder and staff of an update that could not be handled.

        Args:
            update: the update.
            user: whose private chat it came from; None if it came from elsewhere or that cannot be told.
        """
        founder = await self.uow.founders.get(user) if user else None
        if user:
            language = founder.language if founder else Language.EN
            for piece in render(self.voices.founder.plain(language, "will-look")):
                await self.uow.outbox.add(Address(place=Place.FOUNDER, founder=user), piece, self.now)
        for piece in render(self.voices.staff.set_aside(update, founder)):
            await self.uow.outbox.add(Address(place=Place.STAFF), piece, self.now)

    async def hand(
        self, founder: Founder, ticket: Ticket, content: Content, message: MessageId, card: Message
    ) -> None:
        """Keep a founder's message in its ticket and show it to staff, with its attachment if it has one."""
        kept = await self.uow.tickets.add_message(
            ticket=ticket.id,
            author=Author.FOUNDER,
            text=content.text,
            founder_message=message,
            staff_message=None,
            now=self.now,
        )
        await self.show_staff(founder, card, kept.id)
        if not content.is_text:
            where = Address(place=Place.TOPIC, founder=founder.id)
            copy = CopyMessage(from_chat=founder.chat, message=message)
            await self.uow.outbox.add(where, copy, self.now, ticket_message=kept.id)


def offered(match: Match, entries: tuple[EntryId, ...]) -> tuple[Candidate, ...]:
    """Return `entries` as candidates, in the order of the buttons, which carry only a place in this list."""
    known = {near.entry: near for near in match.candidates}
    rest = match.confidence if isinstance(match, Suggest) else 0.0
    return tuple(known.get(entry, Candidate(entry=entry, confidence=rest)) for entry in entries)
