"""What people did, in order, so that a dialogue can be told again."""

from collections import deque

from bot.sandbox.wire import Json

KEPT = 20_000


class Journal:
    """The newest acts of people; what the bot said stands in the chats."""

    def __init__(self) -> None:
        self._acts: deque[Json] = deque(maxlen=KEPT)

    def add(self, act: Json) -> None:
        """Append an act."""
        self._acts.append(act)

    def acts(self, chat_id: int | None) -> list[Json]:
        """The acts in one chat, oldest first; None for all chats."""
        return [act for act in self._acts if chat_id in (None, act["chat"])]
