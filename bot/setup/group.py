"""The staff group: how to make one, and waiting until the bot is in it and hears somebody."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from bot.domain.ids import ChatId
from bot.setup.host import BackError, Host
from bot.setup.known import Known
from bot.telegram.first_steps import Trouble, TroubleError, look, remove_webhook, waiting_updates, webhook
from bot.telegram.sightings import Sighting, sighted

MOST_UPDATES = 100
"""Telegram shows no more of what waits, the oldest first."""
Groups = Mapping[ChatId, Sighting]


async def find_group(host: Host, known: Known) -> Known:
    """Wait until the bot is in a group that somebody says is the staff's."""
    if not known.token:
        host.say("needs-token")
        return known
    try:
        if known.group is not None and (kept := await _confirmed(host, known, known.group)):
            return kept
        host.say("how-group", bot=known.bot)
        return await _choose(host, known, listens=await may_listen(host, known))
    except TroubleError as error:
        host.trouble(error)
        if error.kind is Trouble.REFUSED:  # with this token it goes no further
            raise BackError from error
        return known


async def may_listen(host: Host, known: Known) -> bool:
    """Say where Telegram brings messages to, if anywhere; whether that is no more, as somebody agreed.

    Raises:
        TroubleError: as for any call.
    """
    url = await webhook(known.settings())
    if not url:
        return True
    host.say("webhook", url=url)
    if not await host.agree("remove-webhook", usual=False):
        return False
    await remove_webhook(known.settings())
    host.say("webhook-removed")
    return True


async def _choose(host: Host, known: Known, *, listens: bool) -> Known:
    passed_over: dict[ChatId, int] = {}
    while True:
        asking = asyncio.create_task(host.ask("group-id" if listens else "group-id-only"))
        if listens:
            heard = asyncio.create_task(_spoken_in(host, known, passed_over))
            found: Sighting | str = await host.meanwhile(asking, heard)
        else:
            found = await asking
        if found == "":
            host.say("how-group", bot=known.bot)
            continue
        if isinstance(found, str) and not _is_group_id(found):
            host.say("wrong-group-id", given=found)
            continue
        chat = ChatId(int(found)) if isinstance(found, str) else found.chat
        if chosen := await _confirmed(host, known, chat):
            return chosen
        if isinstance(found, Sighting):
            passed_over[chat] = found.at


async def _confirmed(host: Host, known: Known, chat: ChatId) -> Known | None:
    """Show a group and ask whether it is the one; None if it is not, or the bot cannot look into it."""
    try:
        group = await look(known.settings(), chat)
    except TroubleError as error:
        if error.kind not in (Trouble.OUTSIDE, Trouble.NO_GROUP):
            raise
        host.trouble(error)
        return None
    if not await host.agree("group", title=group.title):
        return None
    return replace(known, group=group.chat, title=group.title)


async def _spoken_in(host: Host, known: Known, passed_over: Mapping[ChatId, int]) -> Sighting:
    """Return the group in which somebody wrote last; say meanwhile where the bot comes and goes.

    Raises:
        TroubleError: if the token is refused. Every other trouble is shown once, and may pass.
    """
    watch = Watch(host, passed_over)
    while True:
        try:
            async with aclosing(waiting_updates(known.settings(), host.pause)) as looks:
                async for updates in looks:
                    if found := watch.take(updates):
                        return found
        except TroubleError as error:
            if error.kind is Trouble.REFUSED:
                raise
            watch.say_once(f"trouble-{error.kind}")
            await asyncio.sleep(host.pause)


class Watch:
    """What was seen of groups so far, and what was said of it."""

    def __init__(self, host: Host, passed_over: Mapping[ChatId, int]) -> None:
        self._host = host
        self._passed_over = passed_over
        self._before: Groups | None = None
        self._said: set[str] = set()

    def take(self, updates: list[Any]) -> Sighting | None:
        """Say where the bot has come or gone; return the group in which somebody wrote last, if any did."""
        now = sighted(updates)
        for name, title in changes(self._before, now):
            self._host.say(name, title=title)
        self._before = now
        if len(updates) >= MOST_UPDATES:
            self.say_once("many-waiting")
        spoken = [one for one in now.values() if one.is_member and one.has_spoken]
        fresh = [one for one in spoken if one.at > self._passed_over.get(one.chat, 0)]
        return max(fresh, key=lambda one: one.at, default=None)

    def say_once(self, name: str) -> None:
        """Show a text the first time."""
        if name not in self._said:
            self._said.add(name)
            self._host.say(name)


def changes(before: Groups | None, now: Groups) -> Iterator[tuple[str, str]]:
    """Say where the bot has come or gone since the look before; each as a text's name and a title.

    Args:
        before: None at the first look, when it is too late to tell that the bot was removed.
        now: what is seen now.
    """
    for chat, group in now.items():
        was = None if before is None else before.get(chat)
        was_member = was is not None and was.is_member
        if group.is_member and not was_member and not group.has_spoken:
            yield "group-joined", group.title
        if before is not None and not group.is_member and (was is None or was_member):
            yield "group-left", group.title


def _is_group_id(text: str) -> bool:
    return text.startswith("-") and text[1:].isascii() and text[1:].isdecimal() and len(text) < 18
