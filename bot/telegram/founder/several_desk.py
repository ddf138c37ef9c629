"""Carries out a founder's message that asks several questions, inside one unit of work."""

from collections.abc import Sequence

from bot.conversation.founder import AnswerSeveral, offered
from bot.conversation.message import Message
from bot.conversation.several import apart, together, under_title, under_words
from bot.domain.events import FounderMessage
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, QuestionId
from bot.domain.language import Language, spoken
from bot.domain.match import Answer, Candidate, HandOver, Part, Suggest
from bot.domain.question import Feedback
from bot.domain.ticket import Ticket, TicketState
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.founder.before_flight import say_before_flight
from bot.telegram.hand_over import Writing, open_ticket, show
from bot.telegram.render import render

Asked = tuple[Part, QuestionId]


async def answer_several(
    desk: Desk, founder: Founder, event: FounderMessage, language: Language, chosen: AnswerSeveral
) -> None:
    """Answer what is known and name the ticket of the rest, in one message; then ask back what is unsure."""
    asked = [(part, await _ask(desk, founder, event, language, part)) for part in chosen.parts]
    entries = tuple({part.match.entry: None for part in chosen.parts if isinstance(part.match, Answer)})
    whole = await _ask_whole(desk, founder, event, language, chosen)
    # What "ask staff" passes on: not the part that staff have already, if one is all that was answered.
    sure = [question for part, question in asked if isinstance(part.match, Answer)]
    sections = _answers(desk, entries, language, sure[0] if len(sure) == 1 else whole)
    unknown = [(part, question) for part, question in asked if isinstance(part.match, HandOver)]
    if chosen.also_show:
        await _show(desk, founder, event, chosen.also_show, waits=bool(unknown))
    if unknown:
        ticket = chosen.also_show or await open_ticket(
            desk, founder, Writing.of(event), unknown[0][1], language
        )
        sections.append(_passed_on(desk, ticket, unknown, added=ticket is chosen.also_show))
    await _tell(desk, founder, sections)
    for entry in entries:
        if await say_before_flight(desk, founder, desk.knowledge.entries[entry], language):
            break
    for part, question in asked:
        if isinstance(part.match, Suggest):
            known = [(place, desk.knowledge.entries[entry]) for place, entry in enumerate(part.match.entries)]
            which = desk.voices.founder.ask_back(known, language, question)
            await desk.tell(founder, under_words([part.text], which))


async def _ask(
    desk: Desk, founder: Founder, event: FounderMessage, language: Language, part: Part
) -> QuestionId:
    match = part.match
    candidates = offered(match, match.entries) if isinstance(match, Suggest) else match.candidates
    entry = match.entry if isinstance(match, Answer) else None
    unsure = isinstance(match, Suggest)
    return await desk.ask(founder, event.message, part.text, language, candidates, entry, asked_back=unsure)


async def _ask_whole(
    desk: Desk, founder: Founder, event: FounderMessage, language: Language, chosen: AnswerSeveral
) -> QuestionId:
    # Kept last, since the last question of a message is what an edit of it is compared with.
    matches = [part.match for part in chosen.parts]
    answers = tuple(
        Candidate(entry=match.entry, confidence=match.confidence)
        for match in matches
        if isinstance(match, Answer)
    )
    text = event.content.text or ""
    return await desk.ask(founder, event.message, text, language, answers, answers[0].entry)


def _answers(
    desk: Desk, entries: Sequence[EntryId], language: Language, question: QuestionId
) -> list[Message]:
    voice, today = desk.voices.founder, desk.now.date()
    found = (desk.knowledge.entries[entry] for entry in entries)
    answers = [
        under_title(
            spoken(entry.question, language),
            voice.answer(entry, language, question, today, others=desk.see_also(entry)),
        )
        for entry in found
    ]
    if len(answers) > 1:  # whether "it" helped would not say which
        rows = voice.after_answer(language, question, [], Feedback.HELPED)
        answers = [answer.with_rows(*rows) for answer in answers]
    return answers


async def _show(desk: Desk, founder: Founder, event: FounderMessage, ticket: Ticket, *, waits: bool) -> None:
    if waits:
        before, ticket = ticket, ticket.moved(TicketState.WAITING, desk.now)
        await desk.uow.tickets.save(ticket)
        if before.state is not ticket.state:
            await cards.refresh(desk, ticket)
    await show(desk, founder, ticket, Writing.of(event))


def _passed_on(desk: Desk, ticket: Ticket, unknown: Sequence[Asked], *, added: bool) -> Message:
    voice, asked = desk.voices.founder, " ".join(part.text for part, _ in unknown)
    promise = (
        voice.plain(ticket.language, "added", number=ticket.number)
        if added
        else voice.handed_over(ticket, name="handed-over", promise=desk.promise(ticket, asked))
    )
    return under_words([part.text for part, _ in unknown], promise)


async def _tell(desk: Desk, founder: Founder, sections: Sequence[Message]) -> None:
    # Rendering would cut what is too long at any line, and part a title from its answer.
    message = together(sections)
    for piece in (message,) if len(render(message)) == 1 else apart(sections):
        await desk.reply(founder, piece)
