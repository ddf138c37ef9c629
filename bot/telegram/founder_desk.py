"""Carries out what a founder writes, inside one unit of work."""

from bot.conversation import founder as founder_side
from bot.conversation.founder import AskBack, Chat, FollowUp, GiveAnswer, ToStaff
from bot.conversation.texts import spoken
from bot.domain.events import FounderMessage
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, QuestionId
from bot.domain.language import Language
from bot.domain.match import Candidate, Match, Suggest
from bot.domain.ticket import Ticket, TicketState
from bot.telegram.desk import Desk


async def founder_wrote(desk: Desk, event: FounderMessage, match: Match) -> None:
    """Answer, ask back, pass on, or add to a ticket; the message ends in exactly one of these."""
    founder = await desk.meet(event.person, event.content.text)
    if event.edited and await _edit_changed_nothing(desk, event, founder):
        return
    ticket = await desk.uow.tickets.latest(founder.id)
    chosen = founder_side.route(
        founder=founder,
        content=event.content,
        match=match,
        ticket=ticket,
        reply_to=await _ticket_of(desk, founder, event.message if event.edited else event.reply_to),
        now=desk.now,
    )
    language = match.language or founder.language
    match chosen:
        case Chat(topic=topic):
            await _chat(desk, founder, topic, language)
        case GiveAnswer(entry=entry, also_show=waiting):
            question = await _ask(desk, founder, event, language, match.candidates, entry)
            await desk.answer(founder, entry, language, question)
            if waiting:
                await _answered_beside(desk, founder, waiting, event, entry)
        case AskBack(entries=entries):
            offered = _only(match, entries)
            question = await _ask(desk, founder, event, language, offered, None)
            known = tuple(desk.knowledge.entries[entry] for entry in entries)
            await desk.tell(founder, desk.voices.founder.ask_back(known, language, question))
        case FollowUp(ticket=open_ticket):
            await _add(desk, founder, open_ticket, event)
        case ToStaff(asked_for=asked_for):
            question = await _ask(desk, founder, event, language, match.candidates, None)
            await desk.to_staff(
                founder,
                event.content,
                event.message,
                question,
                language,
                match.candidates,
                asked_for=asked_for,
            )


async def _chat(desk: Desk, founder: Founder, topic: str, language: Language) -> None:
    reply = next(talk.reply for talk in desk.knowledge.small_talk if talk.id == topic)
    await desk.tell(founder, desk.voices.founder.small_talk(language, spoken(reply, language)))


async def _ask(
    desk: Desk,
    founder: Founder,
    event: FounderMessage,
    language: Language,
    candidates: tuple[Candidate, ...],
    answered_with: EntryId | None,
) -> QuestionId:
    question = await desk.uow.questions.add(
        founder=founder.id,
        message=event.message,
        text=event.content.text or "",
        language=language,
        answered_with=answered_with,
        candidates=candidates,
        asked_at=desk.now,
    )
    return question.id


async def _add(desk: Desk, founder: Founder, ticket: Ticket, event: FounderMessage) -> None:
    talking = founder_side.in_talk(ticket, desk.now)
    await desk.uow.tickets.save(ticket.moved(TicketState.WAITING, desk.now))
    card = desk.voices.staff.addition(ticket, founder, event.content, edited=event.edited)
    await desk.hand(founder, ticket, event.content, event.message, card)
    if not talking:
        added = desk.voices.founder.plain(ticket.language, "added", number=ticket.number)
        await desk.tell(founder, added)


async def _answered_beside(
    desk: Desk, founder: Founder, ticket: Ticket, event: FounderMessage, entry: EntryId
) -> None:
    card = desk.voices.staff.answered_beside(ticket, founder, event.content, desk.knowledge.entries[entry])
    await desk.hand(founder, ticket, event.content, event.message, card)


async def _ticket_of(desk: Desk, founder: Founder, message: MessageId | None) -> Ticket | None:
    known = await desk.uow.tickets.by_founder_message(founder.id, message) if message else None
    return await desk.uow.tickets.get(known.ticket) if known else None


async def _edit_changed_nothing(desk: Desk, event: FounderMessage, founder: Founder) -> bool:
    # Telegram reports invisible changes as edits too, such as a link preview that was loaded.
    kept = await desk.uow.tickets.by_founder_message(founder.id, event.message)
    if kept:
        return kept.text == event.content.text
    asked = await desk.uow.questions.by_message(founder.id, event.message)
    return asked is not None and asked.text == event.content.text


def _only(match: Match, entries: tuple[EntryId, ...]) -> tuple[Candidate, ...]:
    # In the order of the buttons, which carry only a place in this list.
    known = {near.entry: near for near in match.candidates}
    rest = match.confidence if isinstance(match, Suggest) else 0.0
    return tuple(known.get(entry, Candidate(entry=entry, confidence=rest)) for entry in entries)
