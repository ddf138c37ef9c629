"""Writes down what became of deliveries, and tells staff what they must know of it."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.staff import StaffReplies
from bot.domain.founder import Founder
from bot.domain.ids import MessageId
from bot.domain.language import Language
from bot.domain.messages import Address, Delivery, Place, React
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.outcome import Again, GiveUp, Park, Sent, Step
from bot.telegram.render import render

DELIVERED = "👍"


class Bookkeeping:
    """What follows in the store from the outcome of a delivery."""

    def __init__(self, *, store: Store, replies: StaffReplies, staff_language: Language) -> None:
        self._store = store
        self._replies = replies
        self._staff_language = staff_language

    async def note(
        self, uow: UnitOfWork, delivery: Delivery, step: Step, message: MessageId | None, now: datetime
    ) -> None:
        """Write down one outcome inside the open unit of work."""
        match step:
            case Sent():
                await self._sent(uow, delivery, message, now)
            case Again(at=at, unknown=unknown):
                await uow.outbox.retry(delivery.id, at, "", unknown_outcome=unknown)
            case Park():
                await self._parked(uow, delivery, now)
            case GiveUp(why=why, detail=detail):
                await uow.outbox.dead(delivery.id, f"{why} {detail}".strip(), now)
                await self._tell_staff(uow, delivery, why, detail, now)

    async def reader_language(self, delivery: Delivery) -> Language:
        """Return the language of who reads a delivery."""
        if delivery.to.place is not Place.FOUNDER:
            return self._staff_language
        async with self._store.reading() as uow:
            founder = await _founder(uow, delivery)
        return founder.language if founder else Language.EN

    async def _sent(
        self, uow: UnitOfWork, delivery: Delivery, message: MessageId | None, now: datetime
    ) -> None:
        await uow.outbox.sent(delivery.id, message, now)
        if delivery.ticket_message is not None and message is not None:
            if delivery.to.place is Place.FOUNDER:
                await uow.tickets.delivered_to_founder(delivery.ticket_message, message)
            else:
                await uow.tickets.delivered_to_staff(delivery.ticket_message, message)
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
        founder = await _founder(uow, delivery)
        ticket = await uow.tickets.latest(delivery.to.founder)
        if delivery.receipt_for is None and (why == "why-blocked" or ticket is None):
            return  # an answer of the bot's own, for a founder whom staff do not know
        notice = self._replies.not_delivered(why, founder, detail).replying_to(delivery.receipt_for)
        for piece in render(notice):
            await uow.outbox.add(Address(place=Place.TOPIC, founder=delivery.to.founder), piece, now)


async def _founder(uow: UnitOfWork, delivery: Delivery) -> Founder | None:
    return await uow.founders.get(delivery.to.founder) if delivery.to.founder is not None else None
