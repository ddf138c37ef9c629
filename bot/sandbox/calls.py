"""A log of what the bot called."""

from collections import deque
from itertools import takewhile

from bot.sandbox.wire import Json

KEPT = 50_000


class CallLog:
    """The newest calls, numbered from 1 for the life of the process."""

    def __init__(self) -> None:
        self.last = 0
        self._calls: deque[Json] = deque(maxlen=KEPT)

    def add(self, call: Json) -> None:
        """Append a call and number it."""
        self.last += 1
        self._calls.append({"n": self.last} | call)

    def since(self, number: int) -> list[Json]:
        """Calls with a higher number, oldest first."""
        newest_first = takewhile(lambda call: call["n"] > number, reversed(self._calls))
        return list(newest_first)[::-1]

    def clear(self) -> None:
        """Forget the calls; numbers go on."""
        self._calls.clear()
