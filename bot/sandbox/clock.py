"""The sandbox's own time, which a test may move."""

import time


class Clock:
    """Unix time in seconds, plus the shift that tests ordered."""

    def __init__(self) -> None:
        self._shift = 0.0

    def now(self) -> float:
        """Unix time in seconds."""
        return time.time() + self._shift

    def advance(self, seconds: float) -> None:
        """Let time pass at once; waiting calls are not woken by it."""
        self._shift += seconds

    def reset(self) -> None:
        """Return to the machine's time."""
        self._shift = 0.0
