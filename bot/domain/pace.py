"""How fast a founder writes: a flood is put together for staff instead of being answered piece by piece."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
CALM = 20
"""Messages in a window that are each answered by themselves; nobody types more questions in a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Messages of one window.

    Attributes:
        since: when the window began; None before the first message.
        messages: in this window, the latest included.
    """

    since: datetime | None = None
    messages: int = 0

    def after_message(self, now: datetime) -> "Pace":
        """Count one more message."""
        if self.since is None or now - self.since >= WINDOW:
            return Pace(since=now, messages=1)
        return replace(self, messages=self.messages + 1)

    @property
    def floods(self) -> bool:
        """Whether the latest message is one too many to be answered by itself."""
        return self.messages > CALM

    @property
    def begins_to_flood(self) -> bool:
        """Whether the latest message is the first one too many."""
        return self.messages == CALM + 1


NO_PACE = Pace()
"""Of who has not written yet."""
