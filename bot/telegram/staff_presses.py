"""Carries out button presses of staff, inside one unit of work."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.domain.events import StaffPress
from bot.domain.messages import Address, AnswerPress, EditButtons, Place, Rows
from bot.telegram.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDone:
    """What a press of staff came to.

    Attributes:
        notice: shown for a moment on the screen of who pressed, at most 200 characters.
        buttons: what is left under the message; None leaves them as they are.
    """

    notice: str | None = None
    buttons: Rows | None = None


StaffPressed = Callable[[Desk, StaffPress, StaffOrder], Awaitable[StaffDone | None]]
"""Does what a button says; None where that leads nowhere any more."""

STAFF_PRESSES: dict[Want, StaffPressed] = {}
"""By what is wanted."""


async def staff_pressed(desk: Desk, press: StaffPress, order: StaffOrder | None) -> None:
    """Do what the button says; who presses one that leads nowhere is told so.

    Args:
        desk: at work on this update.
        press: who pressed what.
        order: what the button carries; None if it is none of ours.
    """
    carry_out = STAFF_PRESSES.get(order.want) if order else None
    done = await carry_out(desk, press, order) if carry_out and order else None
    gone = desk.voices.staff.say("staff-button-gone")
    notice = done.notice if done else gone
    where = Address(place=Place.STAFF)
    await desk.uow.outbox.add(where, AnswerPress(callback=press.callback, notice=notice), desk.now)
    if done and press.message and done.buttons is not None:
        left = EditButtons(message=press.message, buttons=done.buttons)
        await desk.uow.outbox.add(where, left, desk.now)
