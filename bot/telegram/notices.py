"""Tells staff, in the group, how something stands with the bot itself: once for each change of it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.conversation.speaker import Speaker, Value
from bot.domain.clock import Clock
from bot.domain.language import Language
from bot.domain.messages import Address, Place
from bot.store.unit_of_work import Store, UnitOfWork
from bot.telegram.render import render


class Notices:
    """What staff were told last is in the store, so that neither a restart nor another replica repeats it.

    Args:
        store: open.
        speaker: words it.
        language: the staff's.
        clock: tells the time.
        queued: called when there is something to send.
    """

    def __init__(
        self, *, store: Store, speaker: Speaker, language: Language, clock: Clock, queued: Callable[[], None]
    ) -> None:
        self._store = store
        self._speaker = speaker
        self._language = language
        self._clock = clock
        self._queued = queued

    async def told(self, subject: str) -> str | None:
        """Return how staff were told last that something stands; None if they never were.

        Raises:
            StoreError: if the database cannot be read.
        """
        async with self._store.reading() as uow:
            return await uow.desk.get(subject)

    async def tell(self, subject: str, state: str, **values: Value) -> bool:
        """Tell staff how something stands, in the words of the text `subject-state`.

        Returns:
            False if that is what they were told last; then nothing is said.

        Raises:
            StoreError: if the database cannot be written; then nothing is said, nor counts as said.
        """
        async with self._store.unit_of_work() as uow:
            if await uow.desk.get(subject) == state:
                return False
            await uow.desk.set(subject, state)
            await self._say(uow, f"{subject}-{state}", values)
        self._queued()
        return True

    async def mention(self, text: str, again_after: timedelta, **values: Value) -> bool:
        """Tell staff of something that has happened, unless they were told of its like a while ago.

        Args:
            text: its name.
            again_after: how long nothing more is said of it.
            values: for the text.

        Returns:
            False if nothing is said.

        Raises:
            StoreError: as for `tell`.
        """
        now = self._clock.now()
        async with self._store.unit_of_work() as uow:
            last = await uow.desk.get(text)
            if last and now - datetime.fromisoformat(last) < again_after:
                return False
            await uow.desk.set(text, now.isoformat())
            await self._say(uow, text, values)
        self._queued()
        return True

    async def _say(self, uow: UnitOfWork, text: str, values: Mapping[str, Value]) -> None:
        for piece in render(self._speaker.plain(self._language, text, (), **values)):
            await uow.outbox.add(Address(place=Place.STAFF), piece, self._clock.now())
