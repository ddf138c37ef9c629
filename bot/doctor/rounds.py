"""What is looked at, in the order in which one would mend it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.doctor import database, knowledge, machine
from bot.doctor.examination import Examination, aside
from bot.domain.clock import SystemClock
from bot.domain.errors import FaqError
from bot.domain.finding import Area, Finding, warning
from bot.settings import ENV_FILE, Settings
from bot.telegram.checkup.account import check_alone, check_token, token_problem
from bot.telegram.checkup.group import check_group, setting_problem
from bot.telegram.checkup.line import check_line
from bot.telegram.client import DeskBot, make_bot
from bot.telegram.web.webhook_checkup import check_webhook

UNTRIED = warning(
    "receiving",
    "not tried whether another program receives: if a desk runs, it would be disturbed",
    "see to the line on the desk below",
)
LINE, READING = 30.0, 120.0
"""Seconds for what takes longer than most: Telegram by a slow proxy, the FAQ on a slow machine."""


async def examine(
    settings: Settings, check_texts: knowledge.CheckTexts, begun: Callable[[str], None] = lambda _: None
) -> list[Finding]:
    """Look at everything.

    Args:
        settings: of the desk.
        check_texts: finds problems in the texts of the FAQ.
        begun: told the name of each thing before it is looked at.
    """
    examination, now = Examination(begun), SystemClock().now()
    await database.look_for_desk(examination, settings)
    await examination.look_aside(str(ENV_FILE), Area.SETTINGS, partial(machine.check_env, ENV_FILE))
    await _look_at_telegram(examination, settings)
    await database.look_at_database(examination, settings, now)
    await _look_at_knowledge(examination, settings, check_texts, now)
    await _look_at_machine(examination, settings, now)
    return examination.findings


async def _look_at_telegram(examination: Examination, settings: Settings) -> None:
    reached = await examination.look("Telegram", Area.TELEGRAM, partial(check_line, settings), LINE)
    problem, no_group = token_problem(settings), setting_problem(settings)
    is_let_in = False
    if problem:
        examination.tell(problem, Area.TELEGRAM)
    elif reached:
        bot = make_bot(settings)
        try:
            is_let_in = await _look_at_account(examination, settings, bot)
        finally:
            await bot.shutdown()
    if no_group:
        examination.tell(no_group, Area.GROUP)
    elif not is_let_in:
        state = "not looked at, since the bot does not come as far as Telegram yet"
        examination.tell(warning("staff group", state, "mend the lines above first"), Area.GROUP)


async def _look_at_account(examination: Examination, settings: Settings, bot: DeskBot) -> bool:
    """Look at the account, and the group if one is set; return whether Telegram knows the bot."""

    async def token() -> Sequence[Finding]:
        return [await check_token(bot)]

    async def updates() -> Sequence[Finding]:
        found = await check_webhook(bot, settings)
        if not found.well or settings.webhook_url is not None or examination.known.running:
            return [found]
        return [found, await check_alone(bot) if examination.known.running is False else UNTRIED]

    if not await examination.look("token", Area.TELEGRAM, token):
        return False
    await examination.look("updates", Area.TELEGRAM, updates, LINE)
    if settings.staff_chat_id is not None:
        group = partial(check_group, bot, settings.staff_chat())
        await examination.look("staff group", Area.GROUP, group, LINE)
    return True


async def _look_at_knowledge(
    examination: Examination, settings: Settings, check_texts: knowledge.CheckTexts, now: datetime
) -> None:
    known, area = examination.known, Area.KNOWLEDGE

    async def faq() -> Sequence[Finding]:
        try:
            known.knowledge = await aside(partial(knowledge.read_faq, settings))
        except FaqError as error:
            return [knowledge.faq_problems(error.problems)]
        return [await aside(partial(knowledge.check_faq, settings, known.knowledge, check_texts))]

    await examination.look("FAQ", area, faq, READING)
    entries = known.knowledge
    if entries:
        reviews = partial(knowledge.check_reviews, entries, known.lessons, now.date())
        await examination.look_aside("reviews", area, reviews)
    await examination.look_aside("matching", area, partial(knowledge.check_matching, settings), LINE)
    if entries:
        learnt = partial(knowledge.check_learnt, settings, entries)
        await examination.look_aside("learnt", area, learnt, READING)


async def _look_at_machine(examination: Examination, settings: Settings, now: datetime) -> None:
    async def disks() -> Sequence[Finding]:
        return await aside(partial(machine.check_disks, _folders(settings)))

    await examination.look("free disk", Area.MACHINE, disks)
    for what, check in (
        ("time zones", partial(machine.check_zones, settings, now)),
        ("holidays", partial(machine.check_holidays, settings, now)),
        ("pictures", partial(machine.check_pictures, settings)),
    ):
        await examination.look_aside(what, Area.MACHINE, check, LINE)


def _folders(settings: Settings) -> dict[str, Path]:
    file = database.file_of(settings)
    return ({"the database": file.parent} if file else {}) | {"the cache": settings.cache_dir}
