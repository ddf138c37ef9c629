"""Offers staff to teach the FAQ what they have just answered, and carries it out."""

from bot.domain.ticket import Ticket, TicketMessage
from bot.telegram.desk import Desk


async def offer(desk: Desk, ticket: Ticket, answer: TicketMessage) -> None:
    """Offer it below an answer of words to a question of words; do nothing for any other."""
