"""How fast the desk may send: pure functions of what was sent and the time.

About one message a second to a private chat, 20 a minute to a group, 30 a second in all
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). The windows are a little
wider than Telegram's, since messages do not arrive as evenly as they leave.
"""

from collections import deque
from datetime import datetime, timedelta

from bot.domain.ids import ChatId

PRIVATE_INTERVAL = timedelta(seconds=1.05)
GROUP_WINDOW = timedelta(seconds=61)
GROUP_LIMIT = 20
OVERALL_WINDOW = timedelta(seconds=1.02)
RESERVE = 5
"""Of a group's messages, how many are kept for what staff must read: looks never use them up."""


class Budget:
    """What has been sent lately, and therefore when the next message may go.

    Args:
        per_second: messages a second to all chats together.
        private_interval: between two messages to a private chat.
        group_limit: messages to a group within `GROUP_WINDOW`.
    """

    def __init__(
        self,
        per_second: float,
        *,
        private_interval: timedelta = PRIVATE_INTERVAL,
        group_limit: int = GROUP_LIMIT,
    ) -> None:
        self._private_interval = private_interval
        self._group_limit = group_limit
        self._overall_limit = max(1, int(per_second))
        self._overall: deque[datetime] = deque()
        self._private: dict[ChatId, datetime] = {}
        self._groups: dict[ChatId, deque[datetime]] = {}
        self._paused: dict[ChatId, datetime] = {}

    def next_at(self, chat: ChatId, now: datetime, reserve: int = 0) -> datetime:
        """Return when the next message to `chat` may go; `now` or earlier means at once.

        Args:
            chat: where to.
            now: the present.
            reserve: how many messages to a group must still be left after it.
        """
        return max(self._overall_at(now), self.chat_at(chat, now, reserve))

    def chat_at(self, chat: ChatId, now: datetime, reserve: int = 0) -> datetime:
        """Return the same for the chat's own limits alone."""
        paused = self._paused.get(chat, now)
        if chat > 0:
            return max(paused, self._private.get(chat, paused))
        sent, limit = self._groups.get(chat, deque()), max(1, self._group_limit - reserve)
        _forget(sent, now - GROUP_WINDOW)
        return max(paused, sent[-limit] + GROUP_WINDOW) if len(sent) >= limit else paused

    def spend(self, chat: ChatId, now: datetime, messages: int = 1) -> None:
        """Note that messages go to `chat`, several where they are an album, which goes in one call."""
        self._overall.extend([now] * messages)
        if chat > 0:
            self._private[chat] = now + messages * self._private_interval
        else:
            self._groups.setdefault(chat, deque()).extend([now] * messages)
        self._tidy(now)

    def went(self, chat: ChatId, spent: datetime, now: datetime) -> None:
        """Note that what was spent on a group for one time went only now, as on a slow line."""
        sent = self._groups.get(chat)
        if sent and spent in sent:
            sent.remove(spent)
            sent.append(now)

    def pause(self, chat: ChatId, until: datetime) -> None:
        """Obey a flood wait: nothing goes to `chat` before `until`."""
        self._paused[chat] = max(until, self._paused.get(chat, until))

    def _overall_at(self, now: datetime) -> datetime:
        _forget(self._overall, now - OVERALL_WINDOW)
        if len(self._overall) < self._overall_limit:
            return now
        return self._overall[-self._overall_limit] + OVERALL_WINDOW

    def _tidy(self, now: datetime) -> None:
        # Keeps memory flat however many founders have ever written.
        if len(self._private) > 2 * self._overall_limit:
            self._private = {chat: free for chat, free in self._private.items() if free > now}
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}


def _forget(times: deque[datetime], before: datetime) -> None:
    while times and times[0] <= before:
        times.popleft()
