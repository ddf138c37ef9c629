"""Sends once more what did not reach a founder, when staff say so."""

from dataclasses import replace

from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.events import StaffPress
from bot.domain.ids import OutboxId
from bot.domain.messages import Delivery, DeliveryState
from bot.telegram.desk import Desk
from bot.telegram.staff.staff_done import StaffDone


async def retry(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone:  # noqa: ARG001 (any of staff may)
    """Queue a message again; two presses send it once, since only what was given up or waits is queued."""
    try:
        delivery = await desk.uow.outbox.get(OutboxId(order.about))
    except LookupError:
        return _say(desk, "retry-gone")
    match delivery.state:
        case DeliveryState.DEAD if await desk.uow.outbox.afresh(delivery.id, desk.now):
            return _say(desk, "retry-again")
        case DeliveryState.PARKED:
            await _try_founder(desk, delivery)
            return _say(desk, "retry-again")
        case DeliveryState.SENT:
            return _say(desk, "retry-arrived")
        case _:
            return _say(desk, "retry-on-way")


async def _try_founder(desk: Desk, delivery: Delivery) -> None:
    """Try whether a founder has the bot again; if not, all of it waits once more."""
    founder = await desk.uow.founders.get(delivery.to.founder) if delivery.to.founder is not None else None
    if founder:
        await desk.uow.founders.save(replace(founder, blocked=False))
        await desk.uow.outbox.unpark(founder.id, desk.now)


def _say(desk: Desk, name: str) -> StaffDone:
    return StaffDone(notice=desk.voices.relay.notice(name), buttons=())
