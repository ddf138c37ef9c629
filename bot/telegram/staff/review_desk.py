"""Keeps the FAQ true: staff say that an entry still is, write another answer, or retire it.

What they say is stored as taught; whoever lays that over the FAQ makes it effective.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.conversation.edits import NewAnswer, Unfit, left_behind, read_answer, split_id
from bot.conversation.reviews import DROPPED, KEPT, SURE
from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.events import Member, StaffMessage, StaffPress
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.learned import Learned, Lesson
from bot.domain.messages import Address, Place, React
from bot.domain.review import next_review
from bot.knowledge.changes import digest
from bot.knowledge.model import MAX_ANSWER, Entry
from bot.telegram.desk import Desk
from bot.telegram.staff import notebook
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import answer, in_general

LATELY = timedelta(days=90)
"""How far back it is counted how often an entry was asked for."""
DRAFTS = 20
"""New answers that are kept until staff have said whether they are meant."""
EXAMPLE = "visa-work"
_SHOWN, _DRAFTS = "reviews", "edits"


async def show_next(desk: Desk) -> bool:
    """Ask staff about the next entry, if it is time; return whether that was done."""
    hours = desk.voices.promise.hours
    today = desk.now.date()
    due = [EntryId(entry.id) for entry in desk.knowledge.overdue(today)]
    due += [name for name, entry in desk.knowledge.entries.items() if entry.recheck and name not in due]
    if not due or not hours.is_open(desk.now):
        return False
    asked = await desk.uow.answers.how_often(desk.now - LATELY)
    if next_review(due, asked, _moments(await notebook.read(desk.uow, _SHOWN)), desk.now, hours.zone) is None:
        return False
    await notebook.take_turn(desk.uow, _SHOWN)
    shown = await notebook.read(desk.uow, _SHOWN)
    chosen = next_review(due, asked, _moments(shown), desk.now, hours.zone)
    if chosen is None:
        return False
    entry = desk.knowledge.entries[chosen]
    card = desk.voices.reviews.card(entry, asked=asked.get(chosen, 0), days=LATELY.days)
    await in_general(desk, card)
    await _note_shown(desk, chosen)
    return True


async def still_true(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Note that an entry was checked."""
    entry = desk.knowledge.entries.get(EntryId(order.word))
    if entry is None:
        return None
    voice, last = desk.voices.reviews, await _last(desk, entry, Lesson.REVIEW)
    if last and last.at.date() == desk.now.date():
        name = last.by.name or voice.notice("nameless")
        return StaffDone(notice=voice.notice("reviewed-already", name=name), buttons=())
    await _learn(desk, entry, Lesson.REVIEW, press.by)
    if press.message:
        seen = React(message=press.message, emoji="👍")
        await desk.uow.outbox.add(Address(place=Place.STAFF), seen, desk.now)
    return StaffDone(notice=desk.voices.reviews.notice("reviewed-notice"), buttons=())


async def how_to_edit(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Say how an entry gets another answer."""
    entry = desk.knowledge.entries.get(EntryId(order.word))
    if entry is None:
        return None
    await answer(desk, press, desk.voices.reviews.about("review-how", entry, most=MAX_ANSWER))
    return StaffDone()


async def retire_pressed(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Ask once more whether an entry is to be given no more, and note it where that is meant."""
    entry = desk.knowledge.entries.get(EntryId(order.word))
    if entry is None:
        return None
    voice = desk.voices.reviews
    if order.about == SURE:
        if await _last(desk, entry, Lesson.RETIRED):
            return StaffDone(notice=desk.voices.reviews.notice("retired-already"), buttons=())
        await _learn(desk, entry, Lesson.RETIRED, press.by)
        await answer(desk, press, voice.about("retired", entry))
        return StaffDone(buttons=())
    return StaffDone(buttons=voice.choices(entry) if order.about == KEPT else voice.retire_for_sure(entry))


async def edited(desk: Desk, press: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Take or drop the new answer that was shown."""
    entry = desk.knowledge.entries.get(EntryId(order.word))
    if entry is None:
        return None
    if order.about == DROPPED:
        return StaffDone(notice=desk.voices.reviews.notice("edit-dropped"), buttons=())
    drafts = await notebook.read(desk.uow, _DRAFTS)
    draft = drafts.pop(str(order.about), None)
    if draft is None or draft["entry"] != entry.id:
        return StaffDone(notice=desk.voices.reviews.notice("edit-gone"), buttons=())
    await notebook.write(desk.uow, _DRAFTS, drafts)
    await _give(desk, press, entry, Language(draft["language"]), draft["answer"])
    return StaffDone(buttons=())


async def edit(desk: Desk, event: StaffMessage, rest: str) -> None:
    """Show a new answer as founders would read it, before it is taken."""
    word, text = split_id(rest)
    entry = await _entry(desk, event, word)
    if entry is None:
        return
    voice, found = desk.voices.reviews, read_answer(text, desk.knowledge.languages)
    match found:
        case Unfit(why=why, language=language, length=length):
            known = " · ".join(desk.knowledge.languages)
            values: dict[str, str | int] = {
                "language": language,
                "languages": known,
                "length": length,
                "most": MAX_ANSWER,
            }
            await answer(desk, event, voice.about(why, entry, **values))
        case NewAnswer(language=language, answer=new):
            if digest(new) == digest(entry.answer.get(language, "")):
                await answer(desk, event, voice.about("edit-same", entry))
                return
            drafts = await notebook.read(desk.uow, _DRAFTS)
            drafts[str(event.message)] = {"entry": entry.id, "language": language, "answer": new}
            await notebook.write(desk.uow, _DRAFTS, drafts, most=DRAFTS)
            others = left_behind(entry, language)
            await answer(desk, event, voice.preview(entry, language, new, event.message, others))


async def retire(desk: Desk, event: StaffMessage, rest: str) -> None:
    """Ask whether an entry is meant to be given no more."""
    entry = await _entry(desk, event, split_id(rest)[0])
    if entry:
        await answer(desk, event, desk.voices.reviews.ask_to_retire(entry))


async def reviewed(desk: Desk, event: StaffMessage, rest: str) -> None:
    """Note that an entry was checked."""
    entry = await _entry(desk, event, split_id(rest)[0])
    if entry:
        await _learn(desk, entry, Lesson.REVIEW, event.by)
        await answer(desk, event, desk.voices.reviews.about("reviewed", entry))


async def _give(desk: Desk, press: StaffPress, entry: Entry, language: Language, new: str) -> None:
    """Store an entry's new answer, and say which languages are left behind by it."""
    await desk.uow.learned.add(
        lesson=Lesson.ANSWER,
        entry=EntryId(entry.id),
        language=language,
        text=spoken(entry.question, language),
        answer=new,
        by=press.by,
        now=desk.now,
    )
    await _note_shown(desk, EntryId(entry.id))
    voice = desk.voices.reviews
    await answer(desk, press, voice.edit_done(entry, language, left_behind(entry, language)))


async def _entry(desk: Desk, event: StaffMessage, word: str) -> Entry | None:
    """Return the entry with this id; say so, and return None, where there is none."""
    voice = desk.voices.reviews
    if not word:
        await answer(desk, event, voice.to_staff("entry-missing", example=EXAMPLE))
        return None
    entry = desk.knowledge.entries.get(EntryId(word))
    if entry is None:
        await answer(desk, event, voice.unknown(word, get_close_matches(word, desk.knowledge.entries)))
    return entry


async def _learn(desk: Desk, entry: Entry, lesson: Lesson, by: Member) -> None:
    await desk.uow.learned.add(
        lesson=lesson,
        entry=EntryId(entry.id),
        language=desk.voices.reviews.language,
        text="",
        answer=None,
        by=by,
        now=desk.now,
    )


async def _last(desk: Desk, entry: Entry, lesson: Lesson) -> Learned | None:
    """Return the last thing taught of an entry if it is such a lesson."""
    taught = [one for one in await desk.uow.learned.in_force() if one.entry == entry.id]
    return taught[-1] if taught and taught[-1].lesson is lesson else None


async def _note_shown(desk: Desk, entry: EntryId) -> None:
    await notebook.take_turn(desk.uow, _SHOWN)
    shown = await notebook.read(desk.uow, _SHOWN)
    shown.pop(entry, None)
    await notebook.write(desk.uow, _SHOWN, shown | {entry: desk.now.isoformat()})


def _moments(noted: Mapping[str, str]) -> Mapping[EntryId, datetime]:
    return {EntryId(entry): datetime.fromisoformat(moment) for entry, moment in noted.items()}
