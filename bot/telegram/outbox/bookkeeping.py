"""Writes down what became of deliveries, and tells staff what they must know of it."""

from datetime import datetime

from bot.conversation.message import Message
from bot.conversation.relay_replies import RelayReplies
from bot.conversation.replies import FounderReplies
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts, escape
from bot.domain.founder import Founder
from bot.domain.ids import MessageId, TicketMessageId
from bot.domain.language import Language
from bot.domain.messages import (
    Address,
    CopyAlbum,
    CopyMessage,
    DeleteMessage,
    Delivery,
    EditCaption,
    EditText,
    Outgoing,
    Place,
    React,
)
from bot.domain.ticket import Author
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.outbox.mirror import catch_up
from bot.telegram.outbox.outcome import Again, GiveUp, Park, Sent, Step, is_for_staff
from bot.telegram.outbox.parking import park
from bot.telegram.outbox.send import IDEMPOTENT
from bot.telegram.render import render

DELIVERED, CHANGED, TAKEN_BACK = "👍", "👌", "👎"
GONE = "why-gone"
REFUSALS = ("why-refused", "why-too-long")
"""Reasons for which the message cannot have arrived, and never will."""


def outcome_of(step: Step) -> str:
    """Return what became of an attempt as a label: sent, retried, unknown, parked, refused or given_up."""
    match step:
        case Sent():
            return "sent"
        case Again(unknown=unknown):
            return "unknown" if unknown else "retried"
        case Park():
            return "parked"
        case GiveUp(why=why):
            return "refused" if why in REFUSALS else "given_up"


class Bookkeeping:
    """What follows in the store from the outcome of a delivery."""

    def __init__(
        self, *, store: Store, replies: RelayReplies, texts: Texts, staff_language: Language
    ) -> None:
        self._store = store
        self._replies = replies
        self._founders = FounderReplies(texts)
        self._speaker = Speaker(texts)
        self._staff_language = staff_language

    async def note(
        self,
        uow: UnitOfWork,
        delivery: Delivery,
        step: Step,
        messages: tuple[MessageId, ...],
        now: datetime,
    ) -> None:
        """Write down one outcome inside the open unit of work; `messages` are what it made on Telegram."""
        uow.outbox.cause = delivery.cause
        match step:
            case Sent():
                await self._sent(uow, delivery, messages, now)
            case Again(at=at, unknown=unknown):
                await uow.outbox.retry(delivery.id, at, "", unknown_outcome=unknown)
            case Park():
                await self._parked(uow, delivery, now)
            case GiveUp(why=why, detail=detail):
                await uow.outbox.dead(delivery.id, f"{why} {detail}".strip(), now)
                await self._tell_staff(uow, delivery, why, detail, now)
                if why in REFUSALS:
                    await self._tell_of_lost_copy(uow, delivery, detail, now)

    async def reader_language(self, delivery: Delivery) -> Language:
        """Return the language of who reads a delivery."""
        if delivery.to.place is not Place.FOUNDER:
            return self._staff_language
        async with self._store.reading() as uow:
            founder = await _founder(uow, delivery)
        return founder.language if founder else Language.EN

    async def _sent(
        self, uow: UnitOfWork, delivery: Delivery, messages: tuple[MessageId, ...], now: datetime
    ) -> None:
        await uow.outbox.sent(delivery.id, messages[0] if messages else None, now)
        if delivery.ticket_message is not None and messages:
            if delivery.to.place is Place.FOUNDER:
                await self._answered(uow, delivery, delivery.ticket_message, messages, now)
            else:
                await uow.tickets.delivered_to_staff(delivery.ticket_message, *messages)
            if delivery.receipt_for is None:
                await _sign_what_is_shown(uow, delivery.ticket_message, now)
        if delivery.receipt_for is not None:
            receipt = React(message=delivery.receipt_for, emoji=_sign(delivery.message))
            await uow.outbox.add(Address(place=Place.STAFF), receipt, now)

    async def _answered(
        self,
        uow: UnitOfWork,
        delivery: Delivery,
        message: TicketMessageId,
        copies: tuple[MessageId, ...],
        now: datetime,
    ) -> None:
        """Note where an answer stands in the founder's chat, and do what staff wanted of it meanwhile."""
        await uow.tickets.delivered_to_founder(message, copies[0])
        if isinstance(delivery.message, CopyAlbum) and len(copies) == len(delivery.message.messages):
            for original, copy in zip(delivery.message.messages, copies, strict=True):
                part = await uow.tickets.written_by_staff(original)
                if part:
                    await uow.tickets.delivered_to_founder(part.id, copy)
        shown = await uow.tickets.shown_together(message)
        if shown and not await catch_up(uow, self._founders, shown, now):
            name = self._replies.name_of(await _founder(uow, delivery))
            kept = self._replies.sentence("mirror-too-long", name=name).replying_to(delivery.receipt_for)
            await _say(uow, Address(place=Place.TOPIC, founder=delivery.to.founder), kept, now)

    async def _parked(self, uow: UnitOfWork, delivery: Delivery, now: datetime) -> None:
        founder = await uow.founders.hold(delivery.to.founder) if delivery.to.founder is not None else None
        is_back = await uow.outbox.has_returned(delivery.id)
        await uow.outbox.retry(delivery.id, now, "blocked", unknown_outcome=False)
        if founder and not is_back:
            await park(uow, self._replies, founder, now)

    async def _tell_staff(
        self, uow: UnitOfWork, delivery: Delivery, why: str, detail: str, now: datetime
    ) -> None:
        if delivery.to.founder is None:
            return  # the desk's own words in General, where this would be told, too; the log has it
        if delivery.to.place is not Place.FOUNDER:
            await self._tell_of_gap(uow, delivery, detail, now)
            return
        if isinstance(delivery.message, IDEMPOTENT) and delivery.receipt_for is None:
            return  # nothing that the founder was to read
        founder = await _founder(uow, delivery)
        ticket = await uow.tickets.latest(delivery.to.founder)
        is_answer = delivery.receipt_for is not None or delivery.ticket_message is not None
        if not is_answer and why == GONE and ticket is None:
            return  # the bot's own words, for somebody whom staff never knew
        notice = self._replies.not_delivered(delivery.message, delivery.id, why, founder, detail)
        where = Address(place=Place.TOPIC, founder=delivery.to.founder)
        await _say(uow, where, notice.replying_to(delivery.receipt_for), now)

    async def _tell_of_gap(self, uow: UnitOfWork, delivery: Delivery, detail: str, now: datetime) -> None:
        """Tell staff in General of what is not in a founder's topic, where it was refused."""
        if is_for_staff(delivery):
            notice = self._replies.not_shown(delivery.id, await _founder(uow, delivery), detail)
            await _say(uow, Address(place=Place.STAFF), notice, now)

    async def _tell_of_lost_copy(
        self, uow: UnitOfWork, delivery: Delivery, detail: str, now: datetime
    ) -> None:
        """Tell both sides that what a founder sent is not among staff, so that it is sent another way."""
        original = _original(delivery)
        founder = await _founder(uow, delivery)
        if original is None or founder is None:
            return
        request = self._speaker.plain(founder.language, "not-passed-on").replying_to(original)
        await _say(uow, Address(place=Place.FOUNDER, founder=founder.id), request, now)
        card = await uow.tickets.message(delivery.ticket_message) if delivery.ticket_message else None
        gap = self._speaker.plain(self._staff_language, "card-not-copied", detail=escape(detail))
        await _say(uow, delivery.to, gap.replying_to(card.staff_message if card else None), now)


async def _sign_what_is_shown(uow: UnitOfWork, message: TicketMessageId, now: datetime) -> None:
    """Give an answer that is shown in a topic, and was written elsewhere, its receipt once it has arrived."""
    answer = await uow.tickets.message(message)
    if answer and answer.author is Author.STAFF and answer.staff_message and answer.founder_message:
        receipt = React(message=answer.staff_message, emoji=DELIVERED)
        await uow.outbox.add(Address(place=Place.STAFF), receipt, now)


def _sign(done: Outgoing) -> str:
    match done:
        case EditText() | EditCaption():
            return CHANGED
        case DeleteMessage():
            return TAKEN_BACK
        case _:
            return DELIVERED


def _original(delivery: Delivery) -> MessageId | None:
    """Return the founder's message that a delivery copies to staff; of an album the first."""
    if delivery.to.place is not Place.TOPIC:
        return None
    match delivery.message:
        case CopyMessage(message=message) | CopyAlbum(messages=(message, *_)):
            return message
        case _:
            return None


async def _say(uow: UnitOfWork, to: Address, message: Message, now: datetime) -> None:
    for piece in render(message):
        await uow.outbox.add(to, piece, now)


async def _founder(uow: UnitOfWork, delivery: Delivery) -> Founder | None:
    return await uow.founders.get(delivery.to.founder) if delivery.to.founder is not None else None
