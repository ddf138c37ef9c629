"""A terminal whose answers a test writes beforehand."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.setup.terminal import EndOfInputError

PATIENCE = 30.0
Act = Callable[[], Awaitable[object]]


class Script:
    """Answers in turn; an act is done before the next answer, and None never answers.

    Attributes:
        lines: what was shown, questions included.
        hidden: the questions whose answers were not to be shown.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.hidden: list[str] = []
        self._answers: list[str | Act | None] = []
        self._grew = asyncio.Event()

    def will(self, *answers: str | Act | None) -> None:
        self._answers += answers

    def say(self, line: str) -> None:
        self.lines.append(line)
        self._grew.set()

    async def ask(self, prompt: str, *, hidden: bool = False) -> str:
        self.say(prompt)
        if hidden:
            self.hidden.append(prompt)
        while self._answers:
            answer = self._answers.pop(0)
            if isinstance(answer, str):
                return answer
            await (asyncio.Event().wait() if answer is None else answer())
        raise EndOfInputError

    async def sees(self, words: str) -> None:
        """Wait until a line with these words is shown."""
        async with asyncio.timeout(PATIENCE):
            while not any(words in line for line in self.lines):
                self._grew.clear()
                await self._grew.wait()

    def shown(self, words: str) -> int:
        """Return how many lines hold these words."""
        return sum(words in line for line in self.lines)
