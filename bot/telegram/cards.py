"""Keeps what stands in a founder's topic true: the card of a ticket, the topic's name and icon."""

from bot.domain.ticket import Ticket
from bot.telegram.desk import Desk


async def refresh(desk: Desk, ticket: Ticket) -> None:
    """Show a ticket as it is now, on its card and in the name of the topic; nothing else waits for it.

    Call it after each change of a ticket's state, claim or language, with the ticket as it was saved.
    """
