"""What the bot shows for a moment: "typing" and the like, and drafts of messages."""

from dataclasses import dataclass

from bot.sandbox.wire import Json

ACTION_LIFETIME = 5.0  # seconds: Bot API, sendChatAction
DRAFT_LIFETIME = 30.0  # seconds: Bot API, sendMessageDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    what: Json
    until: float


class Presence:
    """Actions by chat and thread, drafts by chat; a message of the bot's ends them, as does time."""

    def __init__(self) -> None:
        self._actions: dict[tuple[int, int | None], _Shown] = {}
        self._drafts: dict[int, _Shown] = {}

    def act(self, chat_id: int, thread: int | None, action: str, now: float) -> None:
        """Show an action for 5 seconds; `now` is unix time."""
        what: Json = {"chat_id": chat_id, "thread": thread, "action": action}
        self._actions[chat_id, thread] = _Shown(what=what, until=now + ACTION_LIFETIME)

    def draft(self, chat_id: int, draft_id: int, text: str, now: float) -> None:
        """Show a draft for 30 seconds, in place of the one before; `now` is unix time."""
        what: Json = {"chat_id": chat_id, "draft_id": draft_id, "text": text}
        self._drafts[chat_id] = _Shown(what=what, until=now + DRAFT_LIFETIME)

    def end(self, chat_id: int, thread: int | None) -> None:
        """Show nothing more here, since the message is there."""
        self._actions.pop((chat_id, thread), None)
        self._drafts.pop(chat_id, None)

    def actions(self, now: float) -> list[Json]:
        """Actions that are still shown."""
        return [shown.what for shown in self._actions.values() if shown.until > now]

    def drafts(self, now: float) -> list[Json]:
        """Drafts that are still shown."""
        return [shown.what for shown in self._drafts.values() if shown.until > now]
