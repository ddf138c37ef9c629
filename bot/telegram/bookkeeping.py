"""Writes down what became of deliveries, and tells staff what they must know of it."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.message import Message
from bot.conversation.speaker import Speaker
from bot.conversation.staff import StaffReplies
from bot.conversation.texts import Texts, escape
from bot.domain.founder import Founder
from bot.domain.ids import MessageId
from bot.domain.language import Language
from bot.domain.messages import Address, CopyAlbum, CopyMessage, Delivery, Place, React
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.outcome import Again, GiveUp, Park, Sent, Step
from bot.telegram.render import render
from bot.telegram.send import IDEMPOTENT

DELIVERED = "👍"
REFUSALS = ("why-refused", "why-too-long")
"""Reasons for which the message cannot have arrived, and never will."""


class Bookkeeping:
    """What follows in the store from the outcome of a delivery."""

    def __init__(
        self, *, store: Store, replies: StaffReplies, texts: Texts, staff_language: Language
    ) -> None:
        self._store = store
        self._replies = replies
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
                await uow.tickets.delivered_to_founder(delivery.ticket_message, messages[0])
            else:
                await uow.tickets.delivered_to_staff(delivery.ticket_message, *messages)
        if delivery.receipt_for is not None:
            receipt = React(message=delivery.receipt_for, emoji=DELIVERED)
            await uow.outbox.add(Address(place=Place.STAFF), receipt, now)

    async def _parked(self, uow: UnitOfWork, delivery: Delivery, now: datetime) -> None:
        founder = await _founder(uow, delivery)
        await uow.outbox.retry(delivery.id, now, "blocked", unknown_outcome=False)
        if founder:
            await uow.founders.save(replace(founder, blocked=True))
            await uow.outbox.park(founder.id, now)
        await self._tell_staff(uow, delivery, "why-blocked", "", now)

    async def _tell_staff(
        self, uow: UnitOfWork, delivery: Delivery, why: str, detail: str, now: datetime
    ) -> None:
        # A failed card cannot be reported by another card in the same place; the log has it.
        if delivery.to.place is not Place.FOUNDER or delivery.to.founder is None:
            return
        if isinstance(delivery.message, IDEMPOTENT):
            return  # nothing that the founder was to read
        founder = await _founder(uow, delivery)
        ticket = await uow.tickets.latest(delivery.to.founder)
        if delivery.receipt_for is None and (why == "why-blocked" or ticket is None):
            return  # an answer of the bot's own, for a founder whom staff do not know
        notice = self._replies.not_delivered(why, founder, detail).replying_to(delivery.receipt_for)
        await _say(uow, Address(place=Place.TOPIC, founder=delivery.to.founder), notice, now)

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
