"""Carries out button presses of staff, inside one unit of work."""

from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.domain.events import StaffPress
from bot.domain.messages import Address, AnswerPress, EditButtons, Place
from bot.telegram.desk import Desk
from bot.telegram.staff import (
    broadcast_desk,
    canned_desk,
    claims,
    closing,
    correct_desk,
    put_aside,
    retries,
    review_desk,
    same_desk,
    teach_desk,
)
from bot.telegram.staff.staff_done import StaffPressed

STAFF_PRESSES: dict[Want, StaffPressed] = {
    Want.TEACH: teach_desk.teach,
    Want.TAUGHT: teach_desk.taught,
    Want.NOT_TAUGHT: teach_desk.not_taught,
    Want.REVOKE: teach_desk.revoke,
    Want.SEND: canned_desk.press_send,
    Want.BROADCAST: broadcast_desk.press_begin,
    Want.STOP: broadcast_desk.press_stop,
    Want.CLAIM: claims.claim_pressed,
    Want.LATER: put_aside.later_pressed,
    Want.CLOSE: closing.close_pressed,
    Want.NO_QUESTION: closing.no_question,
    Want.REOPEN: closing.reopen_pressed,
    Want.RETRY: retries.retry,
    Want.RELEASE: claims.release,
    Want.WITHHOLD: claims.withhold,
    Want.STILL_TRUE: review_desk.still_true,
    Want.EDIT: review_desk.how_to_edit,
    Want.EDITED: review_desk.edited,
    Want.RETIRE: review_desk.retire_pressed,
    Want.CORRECT: correct_desk.correct,
    Want.SAME: same_desk.give,
}
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
