"""A hook for the crash tests: has the process kill itself at a named point of its work.

`GESHER_CRASH_AT="after_inbox_commit:3"` kills it with SIGKILL when it comes to that point for the third time.
Nothing else reads the variable; unset, as it is everywhere but in those tests, a point costs one comparison.
"""

import os
import signal
from enum import StrEnum


class Point(StrEnum):
    """The points, in the order in which a question comes to them."""

    BEFORE_INBOX_COMMIT = "before_inbox_commit"
    AFTER_INBOX_COMMIT = "after_inbox_commit"
    IN_UNIT_OF_WORK = "in_unit_of_work"
    AFTER_UNIT_OF_WORK = "after_unit_of_work"
    BEFORE_SEND = "before_send"
    AFTER_SEND = "after_send"
    BEFORE_MARKED_SENT = "before_marked_sent"
    AFTER_MARKED_SENT = "after_marked_sent"


_point = ""
_left = 0


def arm(spec: str) -> None:
    """Set where this process is to die, "point:times"; empty for nowhere."""
    global _point, _left  # noqa: PLW0603  # one count a process
    _point, _, times = spec.partition(":")
    _left = int(times or 1) if _point else 0


def passes(point: Point) -> None:
    """Die here, if this is the point and the time."""
    global _left  # noqa: PLW0603
    if _left and point == _point:
        _left -= 1
        if not _left:
            os.kill(os.getpid(), signal.SIGKILL)


arm(os.environ.get("GESHER_CRASH_AT", ""))
