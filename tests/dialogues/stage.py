"""Where a story is played: one desk, one sandbox, one founder, and somebody from staff."""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.dialogues.story import Step, Telling
from tests.talk import PATIENCE, Sent, Talk

MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of writing cannot be seen; other tests look at it."""
POLL = 0.006
"""Seconds between two looks at whether the desk is done."""
SECOND = "Second of staff"
"""What another member of staff is called."""
SHOWN = 400
"""Characters of a message that a failure shows."""


class StoryClock:
    """Runs on from the moment at which a story begins."""

    def __init__(self, begin: datetime | None) -> None:
        self.ahead = begin - datetime.now(UTC) if begin else timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a stage needs to know of the desk.

    Attributes:
        is_idle: whether everything that has come in is handled, and everything that goes out has gone.
        errors: what it has logged as errors.
        chores: do what is due by the clock, which the desk else does every minute or so.
    """

    is_idle: Callable[[], bool]
    errors: Sequence[str]
    chores: Sequence[Callable[[], Awaitable[object]]]
    clock: StoryClock


class Stage:
    """Who is there, and what the bot has said that the story has not told yet.

    Attributes:
        said: new messages of the bot to the founder.
        changed: messages to the founder that the bot has changed since, each with whether its words changed.
        news: what staff have been shown since the last act.
        wrote: ids of what the founder wrote; `staff_wrote` likewise.
        pressed: the message whose button was pressed last.
        query: the last inline query.
        expected: errors that the story itself brings about.
    """

    def __init__(self, telling: Telling, talk: Talk, desk: Desk) -> None:
        self.telling = telling
        self.talk = talk
        self.desk = desk
        self.founder = 0
        self.staff = 0
        self.group = 0
        self.said: deque[Sent] = deque()
        self.changed: deque[tuple[Sent, bool]] = deque()
        self.news: list[Sent] = []
        self.wrote: list[int] = []
        self.staff_wrote: list[int] = []
        self.pressed = 0
        self.query = ""
        self.expected: set[str] = set()
        self._seen: dict[tuple[int, int], Sent] = {}
        self._from = 0
        self._second: int | None = None

    async def enter(self) -> None:
        """Bring the founder in, at the story's hour."""
        state = await self.talk.state()
        self.group, self.staff = state["staff_chat"]["id"], state["staff"][0]["user_id"]
        if self.desk.clock.ahead:
            await self.talk.order("clock", advance=self.desk.clock.ahead.total_seconds())
        name = self.telling.founder
        self.founder = await self.talk.founder(first_name=name, language_code=self.telling.phone)
        earlier = await self.talk.messages(self.group)
        self._from = earlier[-1]["message_id"] if earlier else 0

    async def member(self, which: str | None) -> int:
        """Return somebody from staff: the first, or a "second" one, who joins when first needed."""
        if which != "second":
            return self.staff
        if self._second is None:
            self._second = int((await self.talk.order("staff", first_name=SECOND))["user_id"])
        return self._second

    async def settle(self) -> None:
        """Wait until the desk has done everything that there is to do, then look."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self._is_calm():
                    self._no_errors()
        except TimeoutError:
            raise AssertionError("the desk does not come to rest") from None
        self._no_errors()
        await self._look()

    def _no_errors(self) -> None:
        errors = [error for error in self.desk.errors if error not in self.expected]
        assert not errors, f"the desk logs an error:{listed(errors)}"

    async def _is_calm(self) -> bool:
        await asyncio.sleep(POLL)
        # Idle before and after: what was waiting with Telegram in between would be at work by now.
        return (
            self.desk.is_idle() and (await self.talk.state())["pending_updates"] == 0 and self.desk.is_idle()
        )

    async def _look(self) -> None:
        for one in await self._shown_in(self.founder):
            before = self._seen.get((self.founder, one["message_id"]))
            if before is None:
                self.said.append(one)
            elif words_of(before) != words_of(one) or before["buttons"] != one["buttons"]:
                self.changed.append((one, words_of(before) != words_of(one)))
            self._seen[self.founder, one["message_id"]] = one
        for one in await self._shown_in(self.group):
            before = self._seen.get((self.group, one["message_id"]))
            if before is None or words_of(before) != words_of(one):
                self.news.append(one)
            self._seen[self.group, one["message_id"]] = one

    async def _shown_in(self, chat: int) -> list[Sent]:
        messages = await self.talk.messages(chat, after=self._from if chat == self.group else 0)
        return [one for one in messages if one["from_bot"] and one["service"] is None]

    def nothing_left(self) -> None:
        """Make sure that the story has told everything that the bot said."""
        more = [words_of(one) for one in self.said]
        assert not more, f"the bot says what the story does not tell:{listed(more)}"
        # Buttons that come or go under a message are no new words: a story may leave them out.
        changed = [words_of(one) for one, new_words in self.changed if new_words]
        assert not changed, f"the bot changes a message, and the story does not tell:{listed(changed)}"
        self.changed.clear()

    async def find(self, chat: int, words: str, fits: Callable[[Sent], bool] = bool) -> Sent:
        """Return the newest message that contains `words` and fits."""
        messages = await self.talk.messages(chat)
        found = [one for one in messages if plain(words) in words_of(one) and fits(one)]
        assert found, f"there is no such message; there are:{listed([words_of(one) for one in messages])}"
        return found[-1]

    async def message(self, chat: int, message: int) -> Sent:
        """Return a message as it is now."""
        return next(one for one in await self.talk.messages(chat) if one["message_id"] == message)

    async def report(self, step: Step, failure: str) -> str:
        """Say at which step the story went otherwise, and what was said until then."""
        chat = await self.talk.messages(self.founder)
        said = [f"{'bot' if one['from_bot'] else 'founder'}: {words_of(one)}" for one in chat]
        head = f'{step.where}: "{self.telling.name}" in {self.telling.language}'
        return f"{head}, at {step.verb}: {step.what}\n{failure}\nThe chat so far:{listed(said)}"


def plain(words: str) -> str:
    """Return words without direction marks."""
    return MARKS.sub("", words)


def words_of(message: Sent) -> str:
    """Return what a message says; one that is no text begins with its kind."""
    words = plain(message["text"] or message["caption"] or "")
    return words if message["kind"] == "text" else f"({message['kind']}) {words}"


def listed(texts: Sequence[str]) -> str:
    """Return texts as lines for a failure."""
    return "".join(f"\n  - {text[:SHOWN].replace(chr(10), chr(10) + '    ')}" for text in texts) or " none"
