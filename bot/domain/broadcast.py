"""What staff announce to founders who asked for news."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.events import Member
from bot.domain.ids import BroadcastId, MessageId
from bot.domain.messages import DeliveryState, Entity, unsent

QUARTER = 25


class BroadcastState(StrEnum):
    """Where it stands.

    ```
    draft ──► running ──► done
      └─────────┴───────► stopped
    ```
    """

    DRAFT = "draft"
    """Shown to staff, and waits for their word."""
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One announcement.

    Attributes:
        message: in the staff group, which shows how far it is; None before it was begun.
        recipients: founders that it was begun for; 0 before.
        shown: per cent that staff have been shown.
    """

    id: BroadcastId
    text: str
    entities: tuple[Entity, ...]
    by: Member
    state: BroadcastState
    message: MessageId | None = None
    recipients: int = 0
    shown: int = 0
    written_at: datetime

    @property
    def batch(self) -> str:
        """The outbox's name for its copies."""
        return f"broadcast:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many copies went out, could not be delivered, and are still to go.

    A founder who is forgotten meanwhile counts as one whom it could not be delivered to.
    """

    sent: int
    failed: int
    left: int

    @property
    def percent(self) -> int:
        """How much is settled, in whole quarters; 100 where there is nothing to send."""
        settled = self.sent + self.failed
        whole = settled + self.left
        return settled * 100 // whole // QUARTER * QUARTER if whole else 100


def progress_of(broadcast: Broadcast, copies: Mapping[str, int]) -> Progress:
    """Say how far a broadcast is.

    Args:
        broadcast: that was begun.
        copies: how many there are in each `DeliveryState`.
    """
    sent = copies[DeliveryState.SENT]
    left = unsent(copies)
    return Progress(sent=sent, failed=max(broadcast.recipients - sent - left, 0), left=left)
