"""Carries out what a founder writes, inside one unit of work."""

from bot.conversation import founder as founder_side
from bot.conversation.founder import AnswerSeveral, AskBack, Chat, FollowUp, GiveAnswer, ToStaff
from bot.conversation.several import still_in_faq
from bot.conversation.texts import spoken
from bot.domain.events import FounderMessage
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId
from bot.domain.language import Language
from bot.domain.match import Match
from bot.domain.ticket import Ticket, TicketState
from bot.telegram.desk import Desk, offered
from bot.telegram.several_desk import answer_several


async def founder_wrote(desk: Desk, event: FounderMessage, match: Match) -> None:
    """Answer, ask back, pass on, or add to a ticket; the message ends in exactly one of these."""
    founder = await desk.meet(event.person, event.content.text)
    if event.edited and await _edit_changed_nothing(desk, event, founder):
        return
    match = still_in_faq(match, desk.knowledge.entries)
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
    text = event.content.text or ""
    match chosen:
        case Chat(topic=topic):
            await _chat(desk, founder, topic, language)
        case GiveAnswer(entry=entry, also_show=waiting):
            question = await desk.ask(founder, event.message, text, language, match.candidates, entry)
            await desk.answer(founder, entry, language, question)
            if waiting:
                await _answered_beside(desk, founder, waiting, event, entry)
        case AnswerSeveral():
            await answer_several(desk, founder, event, language, chosen)
        case AskBack(entries=entries):
            near = offered(match, entries)
            question = await desk.ask(founder, event.message, text, language, near, None)
            known = tuple(desk.knowledge.entries[entry] for entry in entries)
            await desk.tell(founder, desk.voices.founder.ask_back(known, language, question))
        case FollowUp(ticket=open_ticket):
            await _add(desk, founder, open_ticket, event)
        case ToStaff(asked_for=asked_for):
            question = await desk.ask(founder, event.message, text, language, match.candidates, None)
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
    found = desk.knowledge.entries[entry]
    card = desk.voices.staff.answered_beside(ticket, founder, event.content, [found])
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
