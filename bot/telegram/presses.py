"""Carries out button presses of founders, inside one unit of work."""

from dataclasses import replace

from bot.conversation.callbacks import AskStaff, Callback, More, PassOn, Pick, Solved, Speak
from bot.domain.events import Content, Press
from bot.domain.founder import Founder
from bot.domain.ids import QuestionId, TicketId
from bot.domain.messages import Address, AnswerPress, EditButtons, Place
from bot.domain.question import Question
from bot.domain.ticket import Ticket, TicketState
from bot.telegram.desk import Desk


async def pressed(desk: Desk, press: Press, callback: Callback | None) -> None:
    """Do what the button says; a forged or outdated one gets a plain word and nothing else.

    Args:
        desk: at work on this update.
        press: who pressed what.
        callback: what the button carries; None if it is none of ours.
    """
    founder = await desk.meet(press.person, None)
    where = Address(place=Place.FOUNDER, founder=founder.id)
    await desk.uow.outbox.add(where, AnswerPress(callback=press.callback), desk.now)
    if not await _carry_out(desk, founder, callback):
        await desk.tell(founder, desk.voices.founder.plain(founder.language, "button-gone"))
    elif press.message and isinstance(callback, Pick | PassOn | Solved):
        await desk.uow.outbox.add(where, EditButtons(message=press.message), desk.now)


async def _carry_out(desk: Desk, founder: Founder, callback: Callback | None) -> bool:
    match callback:
        case Speak(language=language):
            speaking = replace(founder, language=language)
            await desk.uow.founders.save(speaking)
            await desk.tell(speaking, desk.voices.founder.start(language))
        case AskStaff():
            await desk.uow.founders.save(replace(founder, asking_staff=True))
            await desk.tell(founder, desk.voices.founder.plain(founder.language, "ask-staff"))
        case Pick(question=question, place=place):
            return await _pick(desk, founder, await _own_question(desk, founder, question), place)
        case PassOn(question=question):
            return await _pass_on(desk, founder, await _own_question(desk, founder, question))
        case Solved(ticket=ticket):
            return await _solved(desk, founder, await _own_ticket(desk, founder, ticket))
        case More(ticket=ticket):
            return await _more(desk, founder, await _own_ticket(desk, founder, ticket))
        case None:
            return False
    return True


async def _own_question(desk: Desk, founder: Founder, question: QuestionId) -> Question | None:
    found = await desk.uow.questions.get(question)
    return found if found and found.founder == founder.id else None


async def _own_ticket(desk: Desk, founder: Founder, ticket: TicketId) -> Ticket | None:
    found = await desk.uow.tickets.get(ticket)
    return found if found and found.founder == founder.id else None


async def _pick(desk: Desk, founder: Founder, question: Question | None, place: int) -> bool:
    if not question or place >= len(question.candidates):
        return False
    entry = question.candidates[place].entry
    if entry not in desk.knowledge.entries:  # the FAQ has changed since
        return False
    await desk.uow.questions.answered(question.id, entry)
    await desk.answer(founder, entry, question.language, question.id)
    return True


async def _pass_on(desk: Desk, founder: Founder, question: Question | None) -> bool:
    if not question:
        return False
    existing = await desk.uow.tickets.by_question(question.id)
    if existing:
        said = desk.voices.founder.plain(founder.language, "already-passed-on", number=existing.number)
        await desk.tell(founder, said)
        return True
    offered = () if question.answered_with else tuple(near.entry for near in question.candidates)
    await desk.to_staff(
        founder,
        Content(kind="text", text=question.text),
        question.message,
        question.id,
        question.language,
        question.candidates,
        asked_for=True,
        turned_down=offered,
    )
    return True


async def _solved(desk: Desk, founder: Founder, ticket: Ticket | None) -> bool:
    if not ticket:
        return False
    if ticket.state is not TicketState.CLOSED:
        await desk.uow.tickets.save(ticket.moved(TicketState.CLOSED, desk.now))
        await desk.show_staff(founder, desk.voices.staff.solved(ticket, founder))
    await desk.tell(founder, desk.voices.founder.plain(ticket.language, "solved", number=ticket.number))
    return True


async def _more(desk: Desk, founder: Founder, ticket: Ticket | None) -> bool:
    if not ticket:
        return False
    await desk.uow.tickets.save(ticket.moved(TicketState.WAITING, desk.now))
    await desk.tell(founder, desk.voices.founder.plain(ticket.language, "more", number=ticket.number))
    return True
