"""How the desk is: what can be seen of it at one moment, and what of that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

POLL_PATIENCE = timedelta(seconds=90)
"""A quiet poll takes 30 s, a broken one 45 s."""
INBOX_PATIENCE = timedelta(minutes=5)
"""An update is tried five times within a minute; a backlog of 10,000 takes less than this, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """One look.

    Attributes:
        at: when it was taken.
        started: when the process started.
        polls: whether updates are fetched; otherwise Telegram calls.
        received: when a poll was answered last, or a call of Telegram's was stored; None before the first.
        workers: whether each is at work; one that died is not, until it is started again.
        database: whether it can be read. If not, the two times below are unknown.
        inbox_since: when the oldest waiting update came; None where none waits.
        outbox_since: when the oldest message to be sent was written; None where none is.
        webhook_error: why Telegram's calls fail, in its words; empty where they do not.
        rival: another program receives with this bot's token.
        write_error: why writing to the database failed; empty where it has succeeded since.
        free_bytes: of the disk that the database's file lies on; None where it is no file of this machine.
    """

    at: datetime
    started: datetime
    polls: bool = True
    received: datetime | None = None
    workers: Mapping[str, bool] = field(default_factory=dict)
    database: bool = True
    inbox_since: datetime | None = None
    outbox_since: datetime | None = None
    webhook_error: str = ""
    rival: bool = False
    write_error: str = ""
    free_bytes: int | None = None

    def age(self, since: datetime | None) -> float | None:
        """Return the seconds since a time of this look; None stays None."""
        return None if since is None else max((self.at - since).total_seconds(), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """How much waits.

    Attributes:
        waiting: updates in the inbox.
        set_aside: updates that were given up, and lie there.
        unsent: messages in the outbox.
        tickets: for staff.
        overdue: of these, the ones opened longer ago than staff mean to answer within.
    """

    waiting: int
    set_aside: int
    unsent: int
    tickets: int
    overdue: int


def problems(vitals: Vitals) -> list[str]:
    """Return what a person should look at, most urgent first; nothing where all is well.

    What waits in the outbox is none of it: a group's minute may be used up, or a founder's turn be later.
    """
    found = []
    if not vitals.database:
        found.append("the database cannot be read")
    elif vitals.write_error:
        found.append(f"the database cannot be written: {vitals.write_error}")
    found += [f"{name} is not at work" for name, alive in vitals.workers.items() if not alive]
    if vitals.polls and vitals.at - (vitals.received or vitals.started) > POLL_PATIENCE:
        found.append("Telegram does not answer polls")
    if vitals.webhook_error:
        found.append("Telegram's calls fail")
    if vitals.rival:
        found.append("another program receives with this token")
    if vitals.inbox_since and vitals.at - vitals.inbox_since > INBOX_PATIENCE:
        found.append("updates wait too long")
    return found
