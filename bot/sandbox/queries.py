"""Button presses that wait for an answer."""

import secrets
from collections import deque
from dataclasses import dataclass

from bot.sandbox.updates import QUERY_LIFETIME
from bot.sandbox.wire import Json

KEPT_ANSWERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    user_id: int
    asked: float


class Queries:
    """Open callback queries and the newest answers."""

    def __init__(self) -> None:
        self.answers: deque[Json] = deque(maxlen=KEPT_ANSWERS)
        self._open: dict[str, _Query] = {}

    def ask(self, user_id: int, now: float) -> str:
        """Note a press and name it."""
        query_id = str(secrets.randbits(62))
        self._open[query_id] = _Query(user_id=user_id, asked=now)
        return query_id

    def answer(self, query_id: str, now: float, *, text: str, alert: bool) -> bool:
        """Answer a press once; False when it is unknown, answered, or older than 150 seconds."""
        query = self._open.pop(query_id, None)
        if query is None or now > query.asked + QUERY_LIFETIME:
            return False
        self.answers.append(
            {"callback_query_id": query_id, "user_id": query.user_id, "text": text, "show_alert": alert}
        )
        return True
