"""Which messages of a chat changed since some version, found at the cost of what changed."""

from bisect import bisect_right


class Changes:
    """Notes of what was posted, changed or removed, in the order of versions."""

    def __init__(self) -> None:
        self._notes: list[tuple[int, int]] = []

    def note(self, version: int, message_id: int) -> None:
        """Append a note; versions only grow."""
        self._notes.append((version, message_id))

    def since(self, version: int) -> set[int]:
        """Ids of the messages with a note of a higher version."""
        start = bisect_right(self._notes, version, key=lambda note: note[0])
        return {message_id for _, message_id in self._notes[start:]}
