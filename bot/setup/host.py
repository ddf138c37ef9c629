"""Who leads through the steps: speaks one language, asks until an answer can be used."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.conversation.bidi import LRI, PDI, right_to_left, without_marks
from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.setup.terminal import Terminal
from bot.telegram.first_steps import TroubleError

T = TypeVar("T")
SKIP, BACK = "-", "<"
PAUSE = 1.0
"""Seconds between two looks. Telegram gives one update only to who asks the same within half a second."""


class SkippedError(Exception):
    """This step is to be left as it is."""


class BackError(Exception):
    """The step before is to be done again."""


class WrongAnswerError(Exception):
    """An answer cannot be used.

    Args:
        name: of the text that says why and how to write it; it is given the answer as `given`.
    """


def words(texts: Texts, language: Language, name: str, /, **values: str | int) -> str:
    """Return the text `setup-NAME`, fit for a terminal: only Hebrew has need of marks of direction."""
    said = texts.say(language, f"setup-{name}", **values)
    return right_to_left(said)[0] if language is Language.HE else without_marks(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What every step is handed.

    Attributes:
        environ: of this process; what is set there goes before the file.
        file: of settings, which need not exist.
        pause: seconds between two looks at what others do.
    """

    terminal: Terminal
    texts: Texts
    language: Language
    file: Path
    environ: Mapping[str, str]
    pause: float = PAUSE

    def words(self, name: str, /, **values: str | int) -> str:
        """Return the text `setup-NAME`, fit for a terminal."""
        return words(self.texts, self.language, name, **values)

    def say(self, name: str, /, **values: str | int) -> None:
        """Show the text `setup-NAME`."""
        self.terminal.say(self.words(name, **values))

    def trouble(self, error: TroubleError) -> None:
        """Show what is wrong with Telegram, and the cure."""
        self.say(f"trouble-{error.kind}")

    async def ask(self, name: str, *, default: str = "", hidden: bool = False, **values: str | int) -> str:
        """Ask the question `setup-ask-NAME`; return what is typed, or the default if nothing is.

        Raises:
            SkippedError: if `-` is typed.
            BackError: if `<` is typed.
        """
        isolated = f"{LRI}{default}{PDI}" if self.language is Language.HE else default
        shown = f" [{isolated}]" if default else ""
        typed = await self.terminal.ask(f"{self.words(f'ask-{name}', **values)}{shown}: ", hidden=hidden)
        if typed == SKIP:
            raise SkippedError
        if typed == BACK:
            raise BackError
        return typed or default

    async def ask_for(self, name: str, read: Callable[[str], T], *, default: str = "") -> T:
        """Ask until `read` takes the answer; it raises WrongAnswerError of what it cannot use."""
        while True:
            given = await self.ask(name, default=default)
            try:
                return read(given)
            except WrongAnswerError as error:
                self.say(str(error), given=without_marks(given))

    async def agree(self, name: str, *, usual: bool = True, **values: str | int) -> bool:
        """Ask something that is answered by yes or no; the usual answer is what Enter means."""
        while True:
            hint = self.words("hint-yes" if usual else "hint-no")
            given = (await self.ask(name, default=hint, hidden=False, **values)).lower()
            if given == hint.lower():
                return usual
            for word, means in (("yes", True), ("no", False)):
                if given in self.words(f"word-{word}").split():
                    return means
            self.say("wrong-yes-no")

    async def meanwhile(self, asking: asyncio.Task[str], watching: asyncio.Task[T]) -> T | str:
        """Return what comes first: what somebody types, or what is watched for; the other is given up."""
        try:
            await asyncio.wait({asking, watching}, return_when=asyncio.FIRST_COMPLETED)
            first = watching if watching.done() else asking
            return first.result()
        finally:
            asking.cancel()
            watching.cancel()
            await asyncio.gather(asking, watching, return_exceptions=True)
