"""Notices that an answer has changed, and sends the new one to those who got the old one, if staff say so.

A change waits in the notebook until staff have decided on it; what is on its way, until it is reported.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.message import Markdown, Message
from bot.conversation.reviews import DROPPED
from bot.conversation.staff_callbacks import StaffOrder
from bot.domain.correction import Correction, Reached, to_offer, to_tell
from bot.domain.events import StaffPress
from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.messages import Address, DeliveryState, Place
from bot.knowledge.changes import Digests, changed, digests
from bot.knowledge.model import Entry
from bot.telegram.desk import Desk
from bot.telegram.render import render
from bot.telegram.staff import notebook
from bot.telegram.staff.staff_done import StaffDone
from bot.telegram.staff.staff_talk import in_general

DAYS = (30, 90)
"""How far back founders are told; staff choose where that makes a difference."""
ON_THE_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING)
_ANSWERS, _PENDING, _RUNNING = "answers", "corrections", "corrections-running"


async def notice(desk: Desk) -> None:
    """Compare all answers with those that were in force before, and note what has changed.

    The first time there is nothing to compare with. An entry that goes and comes back is remembered.
    """
    now = digests(desk.knowledge)
    before: Digests = await notebook.read(desk.uow, _ANSWERS)
    if before | now == before:
        return
    await notebook.take_turn(desk.uow, _PENDING)
    before = await notebook.read(desk.uow, _ANSWERS)
    pending = await _pending(desk)
    for entry, languages in changed(before, now).items():
        known = pending.get(entry)
        pending[entry] = (
            known.and_(languages, desk.now)
            if known
            else Correction(entry=entry, languages=languages, at=desk.now)
        )
    await notebook.write(desk.uow, _ANSWERS, before | now)
    await _save(desk, pending)


async def offer(desk: Desk) -> bool:
    """Ask staff whether founders are to be told of what has changed; return whether anything was asked."""
    if not to_offer((await _pending(desk)).values(), desk.now):
        return False
    await notebook.take_turn(desk.uow, _PENDING)
    pending = await _pending(desk)
    offered = to_offer(pending.values(), desk.now)
    for change in offered:
        entry = desk.knowledge.entries.get(change.entry)
        founders = await _founders(desk, change)
        if entry and founders:
            await in_general(desk, _offer(desk, entry, change, founders))
            pending[change.entry] = replace(change, offered_at=desk.now)
        else:
            del pending[change.entry]
    await _save(desk, pending)
    return bool(offered)


async def report(desk: Desk) -> bool:
    """Tell staff of the corrections that have arrived as far as they will; return whether there was one."""
    running = await notebook.read(desk.uow, _RUNNING)
    counts = {batch: await desk.uow.outbox.batch(batch) for batch in running}
    done = [batch for batch in running if not any(counts[batch][state] for state in ON_THE_WAY)]
    if not done:
        return False
    await notebook.take_turn(desk.uow, _PENDING)
    running = await notebook.read(desk.uow, _RUNNING)
    for batch in done:
        name = running.pop(batch, None)  # none where another replica was faster
        if name:
            entry = desk.knowledge.entries.get(EntryId(name))
            await in_general(desk, desk.voices.reviews.corrected(entry, name, counts[batch]))
    await notebook.write(desk.uow, _RUNNING, running)
    return True


async def correct(desk: Desk, _: StaffPress, order: StaffOrder) -> StaffDone | None:
    """Send an entry's new answer to each founder who got the old one in so many days; do so once."""
    voice = desk.voices.reviews
    await notebook.take_turn(desk.uow, _PENDING)
    pending, running = await _pending(desk), await notebook.read(desk.uow, _RUNNING)
    entry, change = desk.knowledge.entries.get(EntryId(order.word)), pending.pop(EntryId(order.word), None)
    if entry is None or change is None:
        return None
    await _save(desk, pending)
    if order.about == DROPPED:
        return StaffDone(notice=voice.notice("correction-dropped"), buttons=())
    told = await _to_tell(desk, change, order.about)
    if not told:
        return StaffDone(notice=voice.notice("correction-nobody"), buttons=())
    for one in told:
        where = Address(place=Place.FOUNDER, founder=one.founder)
        for piece in render(voice.correction(one.language, one.asked_at, _answer(desk, entry, one.language))):
            await desk.uow.outbox.add(where, piece, desk.now, batch=change.batch)
    await notebook.write(desk.uow, _RUNNING, running | {change.batch: entry.id})
    return StaffDone(notice=voice.notice("correction-begun", founders=len(told)), buttons=())


async def _founders(desk: Desk, change: Correction) -> dict[int, int]:
    """Return how many founders would be told, by days; where more days add nobody, those are left out."""
    found: dict[int, int] = {}
    for days in DAYS:
        count = len(await _to_tell(desk, change, days))
        if count > max(found.values(), default=0):
            found[days] = count
    return found


async def _to_tell(desk: Desk, change: Correction, days: int) -> list[Reached]:
    since = desk.now - timedelta(days=min(days, max(DAYS)))
    return to_tell(await desk.uow.answers.who_got(change.entry, since, change.at), change.languages)


def _offer(desk: Desk, entry: Entry, change: Correction, founders: Mapping[int, int]) -> Message:
    voice = desk.voices.reviews
    mine = voice.language in change.languages
    shown = voice.language if mine else min(change.languages)
    sample = voice.correction(shown, desk.now, _answer(desk, entry, shown))
    return voice.offer_correction(entry, change, founders, sample)


def _answer(desk: Desk, entry: Entry, language: Language) -> tuple[Markdown, ...]:
    return desk.voices.founder.answer_parts(entry, language, desk.now.date())


async def _pending(desk: Desk) -> dict[EntryId, Correction]:
    return {
        EntryId(entry): Correction(
            entry=EntryId(entry),
            languages=frozenset(map(Language, kept["languages"])),
            at=datetime.fromisoformat(kept["at"]),
            offered_at=datetime.fromisoformat(kept["offered_at"]) if kept["offered_at"] else None,
        )
        for entry, kept in (await notebook.read(desk.uow, _PENDING)).items()
    }


async def _save(desk: Desk, pending: Mapping[EntryId, Correction]) -> None:
    noted: dict[str, Any] = {
        entry: {
            "languages": sorted(change.languages),
            "at": change.at.isoformat(),
            "offered_at": change.offered_at.isoformat() if change.offered_at else None,
        }
        for entry, change in pending.items()
    }
    await notebook.write(desk.uow, _PENDING, noted)
