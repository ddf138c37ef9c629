"""What a press of staff comes to; apart, since every module that carries one out needs it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.events import StaffPress
from bot.domain.messages import Rows
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
