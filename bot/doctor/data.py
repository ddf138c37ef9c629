"""What the doctor looks at in the database: its state, and what waits in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.calendars import staff_hours
from bot.doctor.examination import Known
from bot.domain.condition import LATELY, SEND_PATIENCE, lasting
from bot.domain.finding import Finding, warning
from bot.domain.ids import ChatId
from bot.domain.messages import unsent
from bot.domain.reminders import Late, is_late, pressing
from bot.domain.vitals import INBOX_PATIENCE
from bot.settings import Settings
from bot.store.condition import Schema, damage
from bot.store.errors import RESTORE
from bot.store.schema import InboxState
from bot.store.unit_of_work import Store
from bot.telegram.group import StaffGroup
from bot.telegram.rival import SUBJECT, THERE
from bot.telegram.staff.waiting import waiting

RIVAL = Finding(
    what="receiving",
    well=False,
    state="the running desk says that another program receives with this token and takes messages away",
    cure="stop it, or get a new token from @BotFather (/revoke), which shuts it out",
)


def check_mode(file: Path) -> Finding:
    """Look at who can read the database's file; opening it has mended what this user can mend."""
    return judge_mode(file, file.stat().st_mode)


def judge_mode(file: Path, mode: int) -> Finding:
    """Judge the mode of the database's file."""
    mode &= 0o777
    if mode & 0o077:
        state = f"others on this machine may read what founders wrote (mode {mode:04o})"
        return Finding(what="file", well=False, state=state, cure=f"chmod 600 {file}")
    return Finding(what="file", well=True, state=f"{file}, only its owner can read it (mode {mode:04o})")


def judge_schema(found: Schema) -> Finding:
    """Judge a schema that is not newer than this code."""
    if found.revision == found.newest:
        return Finding(what="database", well=True, state=f"up to date (revision {found.revision})")
    if found.revision is None:
        return Finding(what="database", well=True, state="empty, its tables are made at the start")
    state = f"of an earlier version (revision {found.revision} of {found.newest}); the next start upgrades it"
    return warning("database", state, "gesher backup FILE first; gesher db upgrade does it without a start")


def check_integrity(file: Path, seconds: float) -> Finding:
    """Have a SQLite file read through.

    Raises:
        StoreError: if it cannot be read.
    """
    try:
        wrong = damage(file, seconds)
    except TimeoutError:
        state = f"not read through within {seconds:.0f} s: the file is large, what was read is sound"
        return Finding(what="integrity", well=True, state=state)
    if wrong:
        return Finding(what="integrity", well=False, state=f"the file is damaged: {wrong}", cure=RESTORE)
    return Finding(what="integrity", well=True, state="sound")


def judge_desk(*, running: bool | None) -> Finding:
    """Say whether a desk works on this database; None for not known."""
    if running is None:
        cure = "mend what is said of the database above, then run it again, as the user of the desk"
        return warning("desk", "not known whether one runs on this database", cure)
    if running:
        return Finding(what="desk", well=True, state="running")
    return warning("desk", "not running on this database", "gesher run starts it")


async def check_queues(store: Store, settings: Settings, known: Known, now: datetime) -> list[Finding]:
    """Look at what waits; also take what staff taught.

    Raises:
        StoreError: if it cannot be read.
    """
    hours = staff_hours(settings.staff_hours, settings.staff_timezone, settings.staff_holidays)
    async with store.reading() as uow:
        rival = await uow.desk.get(SUBJECT) == THERE
        known.lessons = await uow.learned.in_force()
        inbox, received = await uow.inbox.counts(), await uow.inbox.oldest_waiting()
        aside = await uow.inbox.set_aside_since(now - LATELY)
        outbox, written = await uow.outbox.counts(), await uow.outbox.oldest_unsent()
        lines = await waiting(uow, StaffGroup(ChatId(settings.staff_chat_id or 0)), hours, now)
    return [
        judge_inbox(inbox[InboxState.WAITING], _age(received, now), running=known.running),
        judge_set_aside(aside),
        judge_outbox(unsent(outbox), _age(written, now), running=known.running),
        *([RIVAL] if rival and known.running else []),
        judge_tickets([line.late for line in lines], settings.answer_within, now),
    ]


def _age(since: datetime | None, now: datetime) -> timedelta:
    return now - since if since else timedelta()


def judge_inbox(waiting: int, oldest: timedelta, *, running: bool | None) -> Finding:
    """Judge the updates that wait to be handled."""
    if not waiting:
        return Finding(what="inbox", well=True, state="nothing waits")
    state = f"{waiting} updates wait, the oldest for {_lasting(oldest)}"
    if not running:
        return warning("inbox", state, "a desk that runs handles them (gesher run)")
    if oldest > INBOX_PATIENCE:
        cure = "read the log; stop the desk and start it again"
        return Finding(what="inbox", well=False, state=state, cure=cure)
    return Finding(what="inbox", well=True, state=state)


def judge_set_aside(count: int) -> Finding:
    """Judge the updates that could not be handled."""
    if not count:
        return Finding(what="set aside", well=True, state=f"nothing in the last {LATELY.days} days")
    state = f"{count} updates of the last {LATELY.days} days could not be handled; staff were told"
    return warning("set aside", state, 'the log says why: look for "set aside" in it')


def judge_outbox(waiting: int, oldest: timedelta, *, running: bool | None) -> Finding:
    """Judge the messages that wait to be sent."""
    if not waiting:
        return Finding(what="outbox", well=True, state="everything is sent")
    state = f"{waiting} messages wait to be sent, the oldest for {_lasting(oldest)}"
    if not running:
        return warning("outbox", state, "a desk that runs sends them (gesher run)")
    if oldest > SEND_PATIENCE:
        return warning("outbox", state, "see the lines on Telegram and the group above; then read the log")
    return Finding(what="outbox", well=True, state=state)


def judge_tickets(tickets: Sequence[Late], within: float, now: datetime) -> Finding:
    """Judge what waits for staff; what they have put aside does not count."""
    meant = pressing(tickets, now)
    if not meant:
        return Finding(what="tickets", well=True, state="nobody waits for staff")
    number, hours = meant[0].ticket.number, meant[0].hours
    state = f"{len(meant)} for staff, {number} has waited for {hours:.1f} working hours (of {within:g})"
    if is_late(hours, within):
        return warning("tickets", state, "/pending in the staff group lists them")
    return Finding(what="tickets", well=True, state=state)


def _lasting(time: timedelta) -> str:
    count, unit = lasting(time.total_seconds())
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"
