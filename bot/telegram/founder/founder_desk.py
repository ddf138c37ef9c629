"""Carries out what a founder writes, inside one unit of work."""

from dataclasses import replace

from bot.conversation.founder import (
    AnswerSeveral,
    AskBack,
    Chat,
    FollowUp,
    GiveAnswer,
    Route,
    Say,
    ToStaff,
    in_talk,
    offered,
    route,
)
from bot.conversation.message import Markdown, Message
from bot.conversation.several import still_in_faq, unsure
from bot.domain.events import FounderMessage
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId, QuestionId
from bot.domain.language import Language, spoken
from bot.domain.match import Candidate, Match, Suggest
from bot.domain.messages import Address, Place, React
from bot.domain.ticket import Ticket
from bot.telegram.desk import Desk
from bot.telegram.founder import contact_desk
from bot.telegram.founder.before_flight import say_before_flight
from bot.telegram.founder.several_desk import answer_several
from bot.telegram.hand_over import Writing, add_to, open_ticket, rewritten, show

NOTED = "👌"


async def founder_wrote(desk: Desk, event: FounderMessage, match: Match) -> None:
    """Answer, ask back, pass on, or add to a ticket; the message ends in exactly one of these."""
    founder = await desk.meet(event.person, event.content.text, wrote=not event.edited)
    if founder.banned or (event.edited and await _edit_is_done(desk, event, founder)):
        return
    if await contact_desk.took(desk, founder, event):
        return
    founder = replace(founder, leaving_contact=False)
    match = still_in_faq(match, desk.knowledge.entries)
    if isinstance(match, Suggest) and desk.advice(event.content.text, founder.language):
        match = unsure(match)  # nobody in trouble is to be asked back
    chosen = route(
        founder=founder,
        content=event.content,
        match=match,
        ticket=await desk.uow.tickets.latest(founder.id),
        reply_to=await _ticket_of(desk, founder, event.reply_to),
        now=desk.now,
    )
    await _carry_out(desk, founder, event, match, chosen)


async def _carry_out(
    desk: Desk, founder: Founder, event: FounderMessage, match: Match, chosen: Route
) -> None:
    language = match.language or founder.language
    match chosen:
        case Chat(topic=topic):
            await _chat(desk, founder, topic, language)
        case GiveAnswer(entry=entry, also_show=waiting):
            question = await _ask(desk, founder, event, language, match.candidates, entry)
            await give_answer(desk, founder, entry, language, question)
            if waiting:
                await show(desk, founder, waiting, Writing.of(event))
            elif desk.advice(event.content.text, language):  # staff should look at it all the same
                await _to_staff(desk, founder, event, question, language, ToStaff(asked_for=True))
        case AnswerSeveral():
            await answer_several(desk, founder, event, language, chosen)
        case AskBack(entries=entries):
            near = offered(match, entries)
            question = await _ask(desk, founder, event, language, near, None, asked_back=True)
            known = [(place, desk.knowledge.entries[entry]) for place, entry in enumerate(entries)]
            await desk.reply(founder, desk.voices.founder.ask_back(known, language, question))
        case FollowUp(ticket=ticket):
            await _follow_up(desk, founder, ticket, event)
        case ToStaff():
            question = await _ask(desk, founder, event, language, match.candidates, None)
            await _to_staff(desk, founder, event, question, language, chosen)
        case Say(name=name):
            await _say(desk, founder, name)


async def give_answer(
    desk: Desk, founder: Founder, entry: EntryId, language: Language, question: QuestionId
) -> None:
    """Send an entry's answer; with the first one about being in China, what to know of Telegram there."""
    found = desk.knowledge.entries[entry]
    others = desk.see_also(found)
    voice = desk.voices.founder
    await desk.reply(founder, voice.answer(found, language, question, desk.now.date(), others=others))
    await say_before_flight(desk, founder, found, language)


async def _ask(
    desk: Desk,
    founder: Founder,
    event: FounderMessage,
    language: Language,
    candidates: tuple[Candidate, ...],
    answered_with: EntryId | None,
    *,
    asked_back: bool = False,
) -> QuestionId:
    text = event.content.text or ""
    return await desk.ask(
        founder, event.message, text, language, candidates, answered_with, asked_back=asked_back
    )


async def _chat(desk: Desk, founder: Founder, topic: str, language: Language) -> None:
    reply = next(talk.reply for talk in desk.knowledge.small_talk if talk.id == topic)
    await desk.reply(founder, desk.voices.founder.small_talk(language, spoken(reply, language)))


async def _to_staff(
    desk: Desk,
    founder: Founder,
    event: FounderMessage,
    question: QuestionId,
    language: Language,
    chosen: ToStaff,
) -> None:
    ticket = await open_ticket(desk, founder, Writing.of(event), question, language)
    name = "put-together" if chosen.flood else "passed-on" if chosen.asked_for else "handed-over"
    promise = desk.promise(ticket, event.content.text)
    await desk.reply(founder, desk.voices.founder.handed_over(ticket, name=name, promise=promise))


async def _follow_up(desk: Desk, founder: Founder, ticket: Ticket, event: FounderMessage) -> None:
    talking = in_talk(ticket, desk.now)
    waiting = await add_to(desk, founder, ticket, Writing.of(event))
    if founder.pace.begins_to_flood and not talking:
        said = desk.voices.founder.plain(waiting.language, "put-together", number=waiting.number)
        await desk.tell(founder, said)
    if talking or founder.pace.floods:
        return
    if advice := desk.advice(event.content.text, waiting.language):
        await desk.tell(founder, Message(parts=(Markdown(text=advice),), language=waiting.language))
    if founder.pace.messages > 1:  # one after the other: a sign each, instead of a sentence each
        noted = React(message=event.message, emoji=NOTED)
        await desk.uow.outbox.add(Address(place=Place.FOUNDER, founder=founder.id), noted, desk.now)
        return
    added = desk.voices.founder.plain(waiting.language, "added", number=waiting.number)
    await desk.tell(founder, added)


async def _say(desk: Desk, founder: Founder, name: str) -> None:
    voice = desk.voices.founder
    message = voice.plain(founder.language, name)
    if not founder.language_known:
        message = voice.choose_language(founder.language, greet=True)
    await desk.tell(founder, message)


async def _ticket_of(desk: Desk, founder: Founder, message: MessageId | None) -> Ticket | None:
    known = await desk.uow.tickets.by_founder_message(founder.id, message) if message else None
    return await desk.uow.tickets.get(known.ticket) if known else None


async def _edit_is_done(desk: Desk, event: FounderMessage, founder: Founder) -> bool:
    """Whether an edit is dealt with, or changed nothing; if not, the message counts as a new one.

    Telegram reports invisible changes as edits too, such as a link preview that was loaded.
    """
    kept = await desk.uow.tickets.by_founder_message(founder.id, event.message)
    if kept is None:
        asked = await desk.uow.questions.by_message(founder.id, event.message)
        return asked is not None and asked.text == event.content.text
    ticket = await desk.uow.tickets.get(kept.ticket)
    if ticket and kept.content.text != event.content.text:
        await rewritten(desk, founder, ticket, kept, event.content)
    return True
