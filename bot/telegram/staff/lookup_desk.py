"""Looks things up for staff, inside one unit of work: tickets and answers, founders, figures."""

import re

from bot.conversation.figures import span_of
from bot.conversation.finding import FoundTicket, to_send
from bot.conversation.founder_card import Known, latest_answers
from bot.domain.events import StaffMessage
from bot.domain.ids import EntryId, TicketId
from bot.domain.statistics import Period, statistics_of
from bot.telegram.desk import Desk
from bot.telegram.staff.staff_talk import answer, concerned, say

MOST_TICKETS = 10
LATEST_QUESTIONS = 50
"""Of which those that were answered tell what a founder got last."""
_NUMBER = re.compile(r"(?:q-?)?(\d{1,18})", re.ASCII | re.IGNORECASE)


async def find(desk: Desk, event: StaffMessage, text: str) -> None:
    """List tickets by number, name or words, and what can be sent that is about these words."""
    if not text:
        await say(desk, event, "find-how")
        return
    number = _NUMBER.fullmatch(text)
    tickets = await desk.uow.reports.tickets_with(
        text, TicketId(int(number[1])) if number else None, MOST_TICKETS
    )
    written = await desk.uow.tickets.messages_of(tickets)
    found = [
        FoundTicket(
            ticket=ticket,
            founder=await desk.uow.founders.get(ticket.founder),
            asked=written[ticket.id][0].content if written[ticket.id] else None,
        )
        for ticket in tickets
    ]
    await answer(desk, event, desk.voices.find.found(found, to_send(desk.knowledge, text)))


async def who(desk: Desk, event: StaffMessage, _: str) -> None:
    """Show what is known of a founder."""
    founder = await concerned(desk, event)
    if founder is None:
        await say(desk, event, "nobody-here")
        return
    asked = await desk.uow.questions.of(founder.id, LATEST_QUESTIONS)
    known = Known(
        founder=founder,
        tickets=await desk.uow.tickets.of(founder.id, MOST_TICKETS),
        questions=await desk.uow.questions.count_of(founder.id),
        answers=latest_answers(asked, desk.knowledge.entries),
    )
    await answer(desk, event, desk.voices.founder_card.show(known))


async def stats(desk: Desk, event: StaffMessage, text: str) -> None:
    """Show the figures of the last days or weeks."""
    span = span_of(text)
    if span is None:
        await say(desk, event, "stats-how")
        return
    period = Period(start=desk.now - span, end=desk.now)
    topics = {EntryId(entry.id): entry.topic for entry in desk.knowledge.entries.values()}
    numbers = await desk.uow.reports.numbers(period)
    counted = statistics_of(numbers, period, topics, desk.voices.promise.hours)
    await answer(desk, event, desk.voices.figures.show(counted, desk.knowledge))
