"""Whether the database takes what is written: one line in the log when it stops, and one when it goes on."""

import logging
import time
from collections.abc import Callable

from bot.domain.errors import StoreError

log = logging.getLogger(__name__)

CALM = 15.0
"""Seconds without an error after which it works again: a disk that is full still takes what needs no room."""


class Trouble:
    """What the units of work of a store have met lately.

    Args:
        seconds: a clock that only goes forward.

    Attributes:
        why: the words of the first error since it worked; empty where it works.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self.why = ""
        self._seconds = seconds
        self._last = 0.0

    def failed(self, error: StoreError) -> None:
        """Take note of a unit of work that could not be carried out; `error` is no clash with another one."""
        self._last = self._seconds()
        if not self.why:
            log.error("the database fails, everything waits for it", extra={"error": str(error)})
            self.why = str(error)

    def wrote(self) -> None:
        """Take note of a unit of work that changed something; one that only reads proves nothing."""
        if self.why and self._seconds() - self._last >= CALM:
            log.warning("the database works again", extra={"after": self.why})
            self.why = ""
