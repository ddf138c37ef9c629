"""What the workers themselves know of how they are; it lives in memory only."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Pulse:
    """Written by the workers, read by whoever looks in.

    Attributes:
        workers: whether each is at work.
        received: when a poll was answered last, or a call of Telegram's was stored.
        webhook_error: why Telegram's calls fail, in its words; empty where they do not.
        rival: another program receives with this bot's token.
    """

    workers: dict[str, bool] = field(default_factory=dict)
    received: datetime | None = None
    webhook_error: str = ""
    rival: bool = False
