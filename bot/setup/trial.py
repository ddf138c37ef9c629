"""A question going the whole way, from a phone to staff and back, told from the desk's own records."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.clock import Clock, SystemClock
from bot.domain.errors import StoreError, UsageError
from bot.domain.ids import ticket_number
from bot.domain.messages import DeliveryState
from bot.settings import DATABASE_URL
from bot.setup.env_file import read_env
from bot.setup.group import may_listen
from bot.setup.host import Host
from bot.setup.known import Known
from bot.store.unit_of_work import Store
from bot.store.ways import Way
from bot.telegram.first_steps import TroubleError
from bot.tryout.processes import BotProcess

MOST_WAYS = 30
STOP_WITHIN = 10.0
"""Seconds that the desk has to end; what waits is on disk."""
QUIET = {"LOG_LEVEL": "ERROR", "LOG_FORMAT": "text", "WEBHOOK_URL": "", "METRICS_LISTEN": ""}
"""For the trial alone: the terminal is for the steps, and no web server need be ready."""
STAGES = ("arrived", "by_faq", "carded", "answered", "delivered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the newest question has come.

    Attributes:
        number: of its ticket; empty while it has none.
        by_faq: the FAQ took care of it, so that it goes no further by itself.
    """

    arrived: bool = False
    by_faq: bool = False
    carded: bool = False
    answered: bool = False
    delivered: bool = False
    number: str = ""


def progress(ways: Sequence[Way]) -> Progress:
    """Read it from a founder's ways, the newest first."""
    handed = next((way for way in ways if way.by_founder and way.ticket), None)
    if handed is None or handed.ticket is None:
        asked = next((way for way in ways if way.by_founder and way.decided), None)
        return Progress(arrived=asked is not None, by_faq=asked is not None)
    replies = [
        going
        for way in ways
        if not way.by_founder and way.received_at >= handed.received_at
        for going in way.outbox
        if going.to_founder
    ]
    return Progress(
        arrived=True,
        carded=any(not going.to_founder and going.state is DeliveryState.SENT for going in handed.outbox),
        answered=bool(replies),
        delivered=any(going.state is DeliveryState.SENT for going in replies),
        number=ticket_number(handed.ticket[0]),
    )


async def try_out(host: Host, known: Known) -> Known:
    """Run the desk until a question and its answer have gone the whole way, or somebody has seen enough."""
    if not known.token or known.group is None:
        host.say("needs-group")
        return known
    if not await host.agree("trial"):
        return known
    try:
        if not await may_listen(host, known):  # the trial's desk fetches
            return known
    except TroubleError as error:
        host.trouble(error)
        return known
    _, values = read_env(host.file)
    values |= host.environ
    bot = BotProcess()
    bot.give({**values, **QUIET})
    trial = Trial(host=host, known=known, bot=bot, url=database_url(values), clock=SystemClock())
    host.say("trial-starting")
    try:
        await bot.start()
        while True:
            asking = asyncio.create_task(host.ask("trial-over"))
            if not isinstance(await host.meanwhile(asking, asyncio.create_task(trial.follow())), str):
                break
    finally:
        try:
            host.say("trial-stopping")
        finally:  # whatever happened: the desk outlives this process
            await bot.stop(STOP_WITHIN)
    if url := values.get("WEBHOOK_URL"):
        host.say("webhook-again", url=url)
    return known


class Trial:
    """Tells what happens to the newest question; goes on where it was when it is followed again."""

    def __init__(self, *, host: Host, known: Known, bot: BotProcess, url: str, clock: Clock) -> None:
        self._host = host
        self._known = known
        self._bot = bot
        self._url = url
        self._since = clock.now()
        self._told: set[str] = set()

    async def follow(self) -> None:
        """Follow it until it is delivered, or the desk has ended by itself."""
        store = await self._open()
        try:
            while store and self._bot.is_alive and "delivered" not in self._told:
                self._tell(await _progress(store, self._since))
                await asyncio.sleep(self._host.pause)
        finally:
            if store:
                await store.close()
        if not self._bot.is_alive:
            self._host.say("trial-fell")

    async def _open(self) -> Store | None:
        """Open the records once the desk has made them; None if it ends before."""
        while self._bot.is_alive:
            try:
                store = await Store.watch(self._url)
            except StoreError:
                await asyncio.sleep(self._host.pause)
                continue
            self._tell_once("ready")
            return store
        return None

    def _tell(self, now: Progress) -> None:
        for stage in STAGES:
            if getattr(now, stage):
                self._tell_once(stage, number=now.number)

    def _tell_once(self, stage: str, **values: str) -> None:
        if stage not in self._told:
            self._told.add(stage)
            known = {"bot": self._known.bot, "user": self._known.bot.removeprefix("@")}
            self._host.say(f"trial-{stage.replace('_', '-')}", **known, title=self._known.title, **values)


async def _progress(store: Store, since: datetime) -> Progress:
    async with store.reading() as uow:
        newest = await uow.questions.latest(1)
        ways = await uow.ways.of(newest[0].founder, MOST_WAYS) if newest else []
    return progress([way for way in ways if way.received_at >= since])


def database_url(values: Mapping[str, str]) -> str:
    """Return where the desk will keep its records.

    Raises:
        UsageError: if that stands in a file that cannot be read.
    """
    file = values.get("DATABASE_URL_FILE")
    if not file:
        return values.get("DATABASE_URL") or DATABASE_URL
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"DATABASE_URL_FILE {file} cannot be read: check the path and its rights") from error
