"""Carries out button presses of founders, inside one unit of work."""

from dataclasses import dataclass, replace

from bot.conversation.callbacks import (
    AskStaff,
    Callback,
    Cancel,
    DropContact,
    Forget,
    Helped,
    Keep,
    More,
    News,
    NotIt,
    OpenEntry,
    OpenTopic,
    PassOn,
    Pick,
    SeeAlso,
    Solved,
    Speak,
    Topics,
)
from bot.conversation.replies import next_candidates
from bot.domain.events import Content, Press
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, QuestionId, TicketId
from bot.domain.messages import Address, AnswerPress, EditButtons, Place, Rows
from bot.domain.question import Feedback, Question
from bot.domain.ticket import Ticket, TicketState
from bot.telegram import cards
from bot.telegram.desk import Desk
from bot.telegram.founder import contact_desk, ledger_desk, news_desk, privacy_desk
from bot.telegram.founder.browse_desk import browse
from bot.telegram.founder.founder_desk import give_answer
from bot.telegram.hand_over import Writing, open_ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a press came to.

    Attributes:
        notice: shown for a moment on the founder's screen.
        buttons: what is left under the message; None leaves them as they are.
    """

    notice: str | None = None
    buttons: Rows | None = None


NOTHING_LEFT = Done(buttons=())


async def pressed(desk: Desk, press: Press, callback: Callback | None) -> None:
    """Do what the button says; a forged or outdated one gets a plain word and nothing else.

    Args:
        desk: at work on this update.
        press: who pressed what.
        callback: what the button carries; None if it is none of ours.
    """
    founder = await desk.moved_on(await desk.meet(press.person))
    heard = not founder.banned or isinstance(callback, Forget | Keep)
    done = await _carry_out(desk, founder, press.message, callback) if heard else None
    where = Address(place=Place.FOUNDER, founder=founder.id)
    notice = done.notice if done else None
    await desk.uow.outbox.add(where, AnswerPress(callback=press.callback, notice=notice), desk.now)
    if done is None and not founder.banned:
        await desk.tell(founder, desk.voices.founder.plain(founder.language, "button-gone"))
    elif done and press.message and done.buttons is not None:
        await desk.uow.outbox.add(where, EditButtons(message=press.message, buttons=done.buttons), desk.now)


async def _carry_out(
    desk: Desk, founder: Founder, message: MessageId | None, callback: Callback | None
) -> Done | None:
    """Return None where the button is none of ours, not this founder's, or leads nowhere any more."""
    match callback:
        case Speak():
            return await _speak(desk, founder, callback)
        case AskStaff():
            await desk.uow.founders.save(replace(founder, asking_staff=True))
            await desk.tell(founder, desk.voices.founder.plain(founder.language, "ask-staff"))
            return Done()
        case Topics() | OpenTopic() | OpenEntry() | SeeAlso():
            return Done() if await browse(desk, founder, message, callback) else None
        case (
            Pick(question=number) | PassOn(question=number) | Helped(question=number) | NotIt(question=number)
        ):
            question = await _own_question(desk, founder, number)
            return await _on_question(desk, founder, question, callback) if question else None
        case Solved(ticket=number) | More(ticket=number) | Cancel(ticket=number):
            ticket = await _own_ticket(desk, founder, number)
            return await _on_ticket(desk, founder, ticket, message, callback) if ticket else None
        case News(wanted=wanted):
            await news_desk.choose(desk, founder, message, wanted=wanted)
            return Done()
        case DropContact() | Forget() | Keep():
            return await _on_what_is_kept(desk, founder, message, callback)
        case _:
            return None


async def _speak(desk: Desk, founder: Founder, speak: Speak) -> Done:
    speaking = replace(founder, language=speak.language, language_known=True)
    await desk.uow.founders.save(speaking)
    voice = desk.voices.founder
    said = voice.start(speak.language) if speak.greet else voice.plain(speak.language, "language-set")
    await desk.tell(speaking, said)
    return Done()


async def _on_question(
    desk: Desk, founder: Founder, question: Question, callback: Pick | PassOn | Helped | NotIt
) -> Done | None:
    match callback:
        case Pick(place=place):
            return await _pick(desk, founder, question, place)
        case PassOn():
            return await _pass_on(desk, founder, question)
        case Helped():
            await desk.uow.questions.judged(question.id, Feedback.HELPED, question.turned_down)
            thanks = desk.voices.founder.say(question.language, "thanks")
            return Done(notice=thanks, buttons=_judged(desk, question))
        case NotIt():
            return await _not_it(desk, founder, question)


async def _pick(desk: Desk, founder: Founder, question: Question, place: int) -> Done | None:
    if place >= len(question.candidates):
        return None
    entry = question.candidates[place].entry
    if entry not in desk.knowledge.entries:  # the FAQ has changed since
        return None
    await desk.uow.questions.answered(question.id, entry)
    await give_answer(desk, founder, entry, question.language, question.id)
    return NOTHING_LEFT


async def _not_it(desk: Desk, founder: Founder, question: Question) -> Done:
    """Offer what is next likely; where nothing is, pass the question on."""
    wrong = question.answered_with
    turned_down = question.turned_down
    if wrong and wrong not in turned_down:
        turned_down = (*turned_down, wrong)
    await desk.uow.questions.judged(question.id, Feedback.NOT_IT, turned_down)
    question = replace(question, feedback=Feedback.NOT_IT, turned_down=turned_down)
    entries = [(place, question.candidates[place].entry) for place in next_candidates(question)]
    known = [
        (place, desk.knowledge.entries[entry]) for place, entry in entries if entry in desk.knowledge.entries
    ]
    if known:
        await desk.tell(founder, desk.voices.founder.ask_back(known, question.language, question.id))
    else:
        await _pass_on(desk, founder, question)
    return Done(buttons=_judged(desk, question))


def _judged(desk: Desk, question: Question) -> Rows:
    entry = desk.knowledge.entries.get(question.answered_with) if question.answered_with else None
    others = desk.see_also(entry) if entry else []
    return desk.voices.founder.after_answer(question.language, question.id, others, Feedback.HELPED)


async def _pass_on(desk: Desk, founder: Founder, question: Question) -> Done:
    existing = await desk.uow.tickets.by_question(question.id)
    if existing:
        said = desk.voices.founder.plain(founder.language, "already-passed-on", number=existing.number)
        await desk.tell(founder, said)
        return NOTHING_LEFT
    if question.answered_with is None or question.feedback is Feedback.NOT_IT:
        await desk.uow.questions.judged(question.id, question.feedback, _shown(question))
    writing = Writing(content=Content(kind="text", text=question.text), message=question.message)
    ticket = await open_ticket(desk, founder, writing, question.id, question.language)
    promise = desk.promise(ticket, question.text)
    await desk.tell(founder, desk.voices.founder.handed_over(ticket, name="passed-on", promise=promise))
    return NOTHING_LEFT


def _shown(question: Question) -> tuple[EntryId, ...]:
    """Return what the founder has seen of the candidates and did not mean."""
    if question.feedback is None:
        return tuple(near.entry for near in question.candidates)
    return (*question.turned_down, *(question.candidates[place].entry for place in next_candidates(question)))


async def _on_ticket(
    desk: Desk, founder: Founder, ticket: Ticket, message: MessageId | None, callback: Solved | More | Cancel
) -> Done:
    if isinstance(callback, Cancel):
        return Done(notice=await ledger_desk.cancel(desk, founder, ticket, message))
    voice = desk.voices.founder
    if isinstance(callback, More):
        # Nothing is promised before it is written.
        waiting = replace(ticket.moved(TicketState.WAITING, desk.now), promised_at=None)
        await desk.uow.tickets.save(waiting)
        await cards.refresh(desk, waiting)
        await desk.tell(founder, voice.plain(ticket.language, "more", number=ticket.number))
        return Done()
    if ticket.state is not TicketState.CLOSED:
        closed = ticket.moved(TicketState.CLOSED, desk.now)
        await desk.uow.tickets.save(closed)
        await cards.refresh(desk, closed)
        await desk.show_staff(founder, desk.voices.staff.solved(ticket, founder))
    await desk.tell(founder, voice.plain(ticket.language, "solved", number=ticket.number))
    return NOTHING_LEFT


async def _on_what_is_kept(
    desk: Desk, founder: Founder, message: MessageId | None, callback: DropContact | Forget | Keep
) -> Done:
    match callback:
        case DropContact():
            await contact_desk.drop(desk, founder, message)
        case Keep():
            await privacy_desk.keep(desk, founder, message)
        case Forget():
            await privacy_desk.forget(desk, founder)
            return NOTHING_LEFT
    return Done()


async def _own_question(desk: Desk, founder: Founder, question: QuestionId) -> Question | None:
    found = await desk.uow.questions.get(question)
    return found if found and found.founder == founder.id else None


async def _own_ticket(desk: Desk, founder: Founder, ticket: TicketId) -> Ticket | None:
    found = await desk.uow.tickets.get(ticket)
    return found if found and found.founder == founder.id else None
