"""Finds where a card stands that is to be changed: it may have been on its way when that was decided."""

from datetime import datetime, timedelta

from bot.domain.errors import GesherError
from bot.domain.messages import EditButtons, EditCard, EditText
from bot.store.unit_of_work import Store

ARRIVING = timedelta(seconds=2)
"""Until a card is looked for again that is on its way."""


class CardPendingError(GesherError):
    """The card is on its way, and where it will stand is not known yet."""

    def __init__(self, until: datetime) -> None:
        super().__init__("the card that is to be changed is on its way: wait until it has arrived")
        self.until = until


async def in_place(store: Store, change: EditCard, now: datetime) -> EditText | EditButtons | None:
    """Return the change for the message that the card stands in; None if there is none, nor will be.

    Raises:
        CardPendingError: if it is on its way; try again at `until`.
    """
    async with store.reading() as uow:
        shown = await uow.tickets.message(change.card)
        pending = await uow.outbox.is_on_its_way(change.card)
    if shown is None or not shown.staff_message:
        if pending:
            raise CardPendingError(now + ARRIVING)
        return None
    if change.text is None:
        return EditButtons(message=shown.staff_message, buttons=change.buttons)
    return EditText(
        message=shown.staff_message, text=change.text, entities=change.entities, buttons=change.buttons
    )
