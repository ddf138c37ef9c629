"""What staff order about teaching by a word with a slash, inside one unit of work."""

from bot.conversation.teaching import Lack, gaps, lacks
from bot.domain.events import StaffMessage
from bot.domain.ids import EntryId, LearnedId
from bot.domain.language import Language
from bot.domain.learned import Lesson
from bot.domain.teaching import MAX_PHRASING
from bot.knowledge.model import MAX_ANSWER, Entry, KnowledgeBase
from bot.knowledge.overlay import wordings
from bot.knowledge.skeleton import skeleton
from bot.telegram.desk import Desk
from bot.telegram.staff.staff_talk import answer
from bot.telegram.staff.teach_desk import offer_again

LISTED = 20
"""Lessons, or gaps, in one message."""


async def teach(desk: Desk, event: StaffMessage, _: str) -> None:
    """Offer to teach the answer that is replied to."""
    kept = await desk.uow.tickets.written_by_staff(event.reply_to) if event.reply_to else None
    ticket = await desk.uow.tickets.get(kept.ticket) if kept else None
    if kept is None or ticket is None or not await offer_again(desk, ticket, kept):
        await answer(desk, event, desk.voices.teaching.plainly("teach-how"))


async def taught(desk: Desk, event: StaffMessage, _: str) -> None:
    """List what was taught, the latest first."""
    items = (await desk.uow.learned.everything())[::-1][:LISTED]
    await answer(desk, event, desk.voices.teaching.listing(items, desk.knowledge.entries))


async def revoke(desk: Desk, event: StaffMessage, rest: str) -> None:
    """Take back what was taught under a number."""
    voice, number = desk.voices.teaching, rest.strip().lstrip("#")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        await answer(desk, event, voice.plainly("revoke-how"))
        return
    item = await desk.uow.learned.get(LearnedId(int(number)))
    if item is None or not await desk.uow.learned.revoke(item.id, event.by, desk.now):
        await answer(desk, event, voice.plainly("revoke-unknown", number=number))
        return
    await answer(desk, event, voice.revoked(item, desk.knowledge.entries, by=event.by.name))


async def show_gaps(desk: Desk, event: StaffMessage, _: str) -> None:
    """List where languages are missing, the one asked for most in front."""
    knowledge = desk.knowledge
    found = gaps(knowledge.entries, knowledge.languages, await desk.uow.questions.demand())
    await answer(desk, event, desk.voices.teaching.gaps(found, knowledge.entries, LISTED))


async def translate(desk: Desk, event: StaffMessage, rest: str) -> None:
    """Give an entry question and answer in a language that it lacks."""
    voice = desk.voices.teaching
    name, code, text = (*rest.split(maxsplit=2), "", "", "")[:3]
    if code.lower() not in list(Language) or not text.strip():
        await answer(desk, event, voice.plainly("translate-how"))
        return
    entry, language = desk.knowledge.entries.get(EntryId(name)), Language(code.lower())
    if entry is None:
        await answer(desk, event, voice.plainly("translate-unknown", entry=name[:40]))
        return
    question, told = _read(entry, language, text)
    values = {"title": voice.title(EntryId(entry.id), desk.knowledge.entries)}
    holder = _holder(desk.knowledge, question) if question else None
    if not lacks(entry, language):
        shown = voice.language_name(language)
        await answer(desk, event, voice.plainly("translate-no-gap", language=shown, **values))
    elif not told:
        await answer(desk, event, voice.plainly("translate-how"))
    elif len(question) > MAX_PHRASING or len(told) > MAX_ANSWER:
        long = voice.plainly("translate-too-long", most=MAX_PHRASING, answer=MAX_ANSWER)
        await answer(desk, event, long)
    elif holder and holder != entry.id:
        title = voice.title(holder, desk.knowledge.entries)
        await answer(desk, event, voice.plainly("translate-belongs", title=title))
    else:
        item = await desk.uow.learned.add(
            lesson=Lesson.ANSWER,
            entry=EntryId(entry.id),
            language=language,
            text=question,
            answer=told,
            by=event.by,
            now=desk.now,
        )
        await answer(desk, event, voice.taught(item, desk.knowledge.entries))


def _read(entry: Entry, language: Language, text: str) -> tuple[str, str]:
    """Return the question, empty where the entry has it in that language, and the answer."""
    lack = lacks(entry, language)
    if lack is Lack.QUESTION:
        return text.strip(), entry.answer[language]
    if language in entry.question:
        return "", text.strip()
    first, _, others = text.strip().partition("\n")
    return first.strip(), others.strip()


def _holder(knowledge: KnowledgeBase, question: str) -> EntryId | None:
    words = skeleton(question)
    return next((name for name, text in wordings(knowledge) if skeleton(text) == words), None)
