"""Telegram's limits on sending (core.telegram.org/bots/faq): published roughly, exact here."""

from dataclasses import dataclass

from bot.sandbox.errors import flood


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much the bot may send.

    Attributes:
        private_per_second: messages a second into one private chat.
        private_burst: messages that may go to one private chat at once.
        group_per_minute: messages and edits a minute in one group, all its topics together.
        overall_per_second: messages a second into all chats together.
    """

    private_per_second: float = 1
    private_burst: float = 3
    group_per_minute: float = 20
    overall_per_second: float = 30


USUAL_LIMITS = Limits()


class _Bucket:
    """Tokens that come back with time; full at first."""

    def __init__(self, capacity: float, per_second: float, now: float) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._tokens = capacity
        self._at = now

    def missing(self, now: float) -> float:
        """Seconds until there is a token."""
        elapsed = max(0.0, now - self._at)
        self._tokens = min(self._capacity, self._tokens + elapsed * self._per_second)
        self._at = now
        return max(0.0, (1 - self._tokens) / self._per_second)

    def take(self, count: int) -> None:
        """Use tokens, also those that are yet to come."""
        self._tokens -= count


class Rates:
    """Counts what the bot sends; `limits` None lets everything pass."""

    def __init__(self, limits: Limits | None) -> None:
        self.limits = limits
        self._overall: _Bucket | None = None
        self._chats: dict[int, _Bucket] = {}

    def charge(self, chat_id: int, now: float, count: int = 1) -> None:
        """Count the messages of one call or refuse it; a refused one is not counted.

        Args:
            chat_id: negative for groups, as Telegram numbers them.
            now: unix time in seconds.
            count: an album goes as soon as one message may; the next one then waits for all of it.

        Raises:
            ApiError: 429, with the seconds after which the next attempt will pass.
        """
        if self.limits is None:
            return
        if self._overall is None:
            rate = self.limits.overall_per_second
            self._overall = _Bucket(rate, rate, now)
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = self._bucket(self.limits, chat_id, now)
        wait = max(chat.missing(now), self._overall.missing(now))
        # Below a microsecond it is the rounding of the division, not a missing token.
        if wait > 1e-6:
            raise flood(wait)
        chat.take(count)
        self._overall.take(count)

    @staticmethod
    def _bucket(limits: Limits, chat_id: int, now: float) -> _Bucket:
        if chat_id < 0:
            return _Bucket(limits.group_per_minute, limits.group_per_minute / 60, now)
        return _Bucket(limits.private_burst, limits.private_per_second, now)
