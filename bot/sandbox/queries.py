"""Button presses and inline queries that wait for an answer."""

import secrets
from collections import deque
from dataclasses import dataclass

from bot.sandbox.updates import INLINE_LIFETIME, QUERY_LIFETIME
from bot.sandbox.wire import Json

KEPT_ANSWERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    user_id: int
    asked: float


class Queries:
    """Open callback and inline queries, and their answers.

    Attributes:
        answers: the newest to callback queries.
        inline: by inline query; None while there is no answer.
    """

    def __init__(self) -> None:
        self.answers: deque[Json] = deque(maxlen=KEPT_ANSWERS)
        self.inline: dict[str, Json | None] = {}
        self._open: dict[str, _Query] = {}
        self._open_inline: dict[str, _Query] = {}

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

    def ask_inline(self, user_id: int, now: float) -> str:
        """Note an inline query and name it."""
        query_id = str(secrets.randbits(62))
        self._open_inline[query_id] = _Query(user_id=user_id, asked=now)
        self.inline[query_id] = None
        return query_id

    def answer_inline(self, query_id: str, now: float, answer: Json) -> bool:
        """Answer an inline query once; False when it is unknown, answered, or older than 30 seconds."""
        query = self._open_inline.pop(query_id, None)
        if query is None or now > query.asked + INLINE_LIFETIME:
            return False
        self.inline[query_id] = answer | {"user_id": query.user_id}
        return True
