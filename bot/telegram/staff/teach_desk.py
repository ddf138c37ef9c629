"""Offers staff to teach the FAQ what they have just answered, and carries it out.

`TeachingGate.case` and `TeachingGate.judge` come before the transaction that `teach` and `taught` work in.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.conversation.bidi import without_marks
from bot.conversation.message import Message
from bot.conversation.staff_callbacks import StaffOrder, Want
from bot.conversation.teaching import as_markdown
from bot.domain.events import StaffPress
from bot.domain.ids import EntryId, LearnedId, TicketMessageId
from bot.domain.language import detect
from bot.domain.learned import Learned, Lesson
from bot.domain.match import Matcher
from bot.domain.messages import Address, EditText, Place, Rows
from bot.domain.question import Question
from bot.domain.teaching import MAX_PHRASING, Proposal, Verdict
from bot.domain.ticket import Author, Ticket, TicketMessage
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.gate import judge
from bot.matching.questions import Labelled, labelled_in
from bot.matching.taught import TaughtMatcher
from bot.store.unit_of_work import UnitOfWork
from bot.telegram.desk import Desk
from bot.telegram.render import render
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import answer as answer_below

GATED = frozenset({Want.TEACH, Want.TAUGHT})
"""What is judged before the transaction."""
NEAR = 2
"""Entries of which a question is offered to be another wording."""
WORTH_OFFERING = 0.05
"""Probability from which an entry is one of them."""
PAST = 500
"""Questions of founders, the last ones, that the gate tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What there is to judge."""

    proposal: Proposal
    past: list[Question]


class TeachingGate:
    """Says what teaching would change.

    Args:
        questions: a folder of labelled questions; None does without.
    """

    def __init__(self, questions: Path | None = None) -> None:
        self._folder = questions
        self._labelled: list[Labelled] | None = None

    async def case(self, uow: UnitOfWork, order: StaffOrder) -> Case | None:
        """Read what a button is about; None where it leads nowhere any more."""
        message = await uow.tickets.message(TicketMessageId(order.about))
        ticket = await uow.tickets.get(message.ticket) if message else None
        question = await uow.questions.get(ticket.question) if ticket and ticket.question else None
        founder = await uow.founders.get(ticket.founder) if ticket else None
        if message is None or question is None or founder is None or message.withdrawn:
            return None
        names = (founder.name, founder.username, founder.contact)
        answer = None if order.word else as_markdown(without_marks(message.content.text or "").strip())
        proposal = Proposal(
            text=_on_one_line(question.text),
            language=(detect(answer) if answer else None) or question.language,
            entry=EntryId(order.word) if order.word else None,
            answer=answer,
            names=tuple(name for name in names if name),
        )
        return Case(proposal=proposal, past=await uow.questions.latest(PAST))

    def judge(self, case: Case, knowledge: KnowledgeBase, matcher: Matcher) -> Verdict | None:
        """Say what it would change; None where the entry is gone. It takes a second or so."""
        if case.proposal.entry and case.proposal.entry not in knowledge.entries:
            return None
        if self._labelled is None:
            self._labelled = labelled_in(self._folder) if self._folder else []
        taught = matcher if isinstance(matcher, TaughtMatcher) else TaughtMatcher(matcher)
        return judge(case.proposal, knowledge, taught, labelled=self._labelled, past=case.past)


async def offer(desk: Desk, ticket: Ticket, answer: TicketMessage, entry: EntryId | None = None) -> None:
    """Offer it below an answer of words to a question of words, once a ticket; do nothing for any other.

    Args:
        desk: at work on this update.
        ticket: that was answered.
        answer: of staff, as it is kept.
        entry: that was sent, if one was: then there is no new one to make.
    """
    earlier = [one for one in await desk.uow.tickets.messages(ticket.id) if one.id < answer.id]
    if not any(one.author is Author.STAFF and one.content.is_text for one in earlier):
        await offer_again(desk, ticket, answer, entry)


async def offer_again(
    desk: Desk, ticket: Ticket, answer: TicketMessage, entry: EntryId | None = None
) -> bool:
    """Offer it, even if it was offered before; False where there is nothing to teach."""
    question = await desk.uow.questions.get(ticket.question) if ticket.question else None
    if question is None or not (answer.content.is_text and answer.content.text):
        return False
    if len(_on_one_line(question.text)) > MAX_PHRASING:
        return False
    near = _near(desk, question, entry)
    if entry and not near:
        return False
    message = desk.voices.teaching.offer(answer.id, near, new=entry is None)
    for piece in render(message):
        where = Address(place=Place.CARD, founder=ticket.founder)
        await desk.uow.outbox.add(where, piece, desk.now)
    return True


async def teach(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Show what the gate says."""
    verdict, message = desk.verdict, TicketMessageId(order.about)
    if verdict is None:
        return None
    others = await _other_choices(desk, message, order.word) if verdict.refusals else ()
    said = desk.voices.teaching.verdict(verdict, message, desk.knowledge.entries, others)
    await _show(desk, press, said)
    return StaffDone()


async def taught(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Teach it, unless the gate refuses it by now."""
    verdict, voice = desk.verdict, desk.voices.teaching
    if verdict is None:
        return None
    before = await _taught_before(desk, verdict.proposal)
    if before:
        await _show(desk, press, voice.taught(before, desk.knowledge.entries))
        return StaffDone(notice=voice.notice("teach-done-already"))
    if verdict.refusals:
        return await teach(desk, press, order)
    proposal = verdict.proposal
    item = await desk.uow.learned.add(
        lesson=Lesson.PHRASING if proposal.entry else Lesson.ENTRY,
        entry=proposal.entry,
        language=proposal.language,
        text=proposal.text,
        answer=proposal.answer,
        by=press.by,
        now=desk.now,
    )
    await _show(desk, press, voice.taught(item, desk.knowledge.entries))
    return StaffDone()


async def not_taught(desk: Desk, press: StaffPress, _: StaffOrder) -> StaffDone | None:
    """Leave it."""
    await _show(desk, press, desk.voices.teaching.plainly("teach-not-done"))
    return StaffDone()


async def revoke(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Take back what was taught."""
    item = await desk.uow.learned.get(LearnedId(order.about))
    if item is None:
        return None
    voice = desk.voices.teaching
    revoked = await desk.uow.learned.revoke(item.id, press.by, desk.now)
    by = press.by.name if revoked else item.revoked_by or ""
    await _show(desk, press, voice.revoked(item, desk.knowledge.entries, by=by))
    return StaffDone(notice=None if revoked else voice.notice("teach-revoked-already"))


async def _other_choices(desk: Desk, message: TicketMessageId, refused: str) -> Rows:
    """Return the buttons of the offer without the one that was refused."""
    kept = await desk.uow.tickets.message(message)
    ticket = await desk.uow.tickets.get(kept.ticket) if kept else None
    question = await desk.uow.questions.get(ticket.question) if ticket and ticket.question else None
    near = [entry for entry in _near(desk, question, None) if entry.id != refused] if question else []
    return desk.voices.teaching.offer(message, near, new=bool(refused)).buttons


def _near(desk: Desk, question: Question, entry: EntryId | None) -> list[Entry]:
    likely = [one.entry for one in question.candidates if one.confidence >= WORTH_OFFERING]
    names = [entry] if entry else likely
    return [desk.knowledge.entries[name] for name in names if name in desk.knowledge.entries][:NEAR]


async def _taught_before(desk: Desk, proposal: Proposal) -> Learned | None:
    lesson = Lesson.PHRASING if proposal.entry else Lesson.ENTRY
    for item in await desk.uow.learned.in_force():
        if item.lesson is lesson and item.text == proposal.text and proposal.entry in (None, item.entry):
            return item
    return None


async def _show(desk: Desk, press: StaffPress, said: Message) -> None:
    """Put it in the place of the message with the button; below it where that cannot be done."""
    owner = await desk.uow.founders.by_topic(press.topic) if press.topic else None
    pieces = render(said)
    if press.message is None or len(pieces) > 1:
        await answer_below(desk, press, said)
        return
    piece = pieces[0]
    edit = EditText(message=press.message, text=piece.text, entities=piece.entities, buttons=piece.buttons)
    # Who has pressed waits for it: it is no mere change of looks.
    where = Address(place=Place.TOPIC, founder=owner.id) if owner else Address(place=Place.STAFF)
    await desk.uow.outbox.add(where, edit, desk.now)


def _on_one_line(text: str) -> str:
    return " ".join(without_marks(text).split())
