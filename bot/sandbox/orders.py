"""Reads the JSON body of an order, and says in plain words what is wrong with it."""

import base64
import json
import mimetypes

from bot.sandbox.chats import Chat
from bot.sandbox.files import DOWNLOAD_LIMIT, Upload
from bot.sandbox.methods import METHODS
from bot.sandbox.people import Person
from bot.sandbox.wire import Json
from bot.sandbox.world import World

HIGHEST_ID = 2**52 - 1  # Telegram's user ids fit into 52 bits

_ANY_TYPE = "application/octet-stream"
_MISSING = object()


class OrderError(Exception):
    """The order cannot be read."""


class Order:
    """Named values of one order."""

    def __init__(self, body: bytes, keys: str) -> None:
        """Read a body.

        Args:
            body: a JSON object; nothing is an empty one.
            keys: the keys that may occur, or "*".

        Raises:
            OrderError: for anything else.
        """
        try:
            values = json.loads(body or b"{}")
        except ValueError:
            raise OrderError("the body is not JSON") from None
        if not isinstance(values, dict):
            raise OrderError("the body is not a JSON object")
        unknown = set() if keys == "*" else values.keys() - set(keys.split())
        if unknown:
            raise OrderError(f"unknown key: {', '.join(sorted(unknown))}; known: {keys or 'none'}")
        self._values: Json = values

    def everything(self) -> Json:
        """The object as it came."""
        return self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A string; an error when it is absent and there is no default."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise OrderError(f"{key} must be a string")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise OrderError(f"{key} holds half a character, which Telegram never sends") from None
        return value

    def maybe_text(self, key: str) -> str | None:
        """A string or None."""
        return None if self._values.get(key) is None else self.text(key)

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number; an error when it is absent and there is no default."""
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise OrderError(f"{key} must be a whole number")
        return value

    def maybe_integer(self, key: str) -> int | None:
        """A whole number or None."""
        return None if self._values.get(key) is None else self.integer(key)

    def number(self, key: str, default: float | None = None) -> float:
        """A number; an error when it is absent and there is no default."""
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise OrderError(f"{key} must be a number")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise OrderError(f"{key} must be true or false")
        return value

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of some words."""
        value = self.text(key)
        if value not in choices:
            raise OrderError(f"{key} must be one of {', '.join(choices)}")
        return value

    def upload(self) -> Upload | None:
        """The file in `data` (base64, 20 MB at most) named `file_name`, or None."""
        encoded = self.maybe_text("data")
        if encoded is None:
            return None
        try:
            data = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise OrderError("data must be base64") from None
        if not 1 <= len(data) <= DOWNLOAD_LIMIT:
            raise OrderError("data must hold between 1 byte and 20 MB")
        name = self.text("file_name", "file")
        return Upload(data=data, name=name, mime_type=mimetypes.guess_type(name)[0] or _ANY_TYPE)

    def pairs(self, key: str) -> list[tuple[str, str]]:
        """A list, not empty, of pairs of strings."""
        value = self._get(key, None)
        if not isinstance(value, list) or not value or not all(map(_is_pair, value)):
            raise OrderError(f"{key} must be a list of pairs of strings")
        return [(first, second) for first, second in value]

    def method(self) -> str | None:
        """A Bot API method in lower case, or None."""
        name = self.maybe_text("method")
        if name is not None and name.lower() not in METHODS:
            raise OrderError(f"the sandbox has no method {name}")
        return None if name is None else name.lower()

    def new_id(self) -> int:
        """The wanted user id, 0 for any."""
        wanted = self.integer("id", 0)
        if not 0 <= wanted <= HIGHEST_ID:
            raise OrderError(f"id must lie between 1 and {HIGHEST_ID}")
        return wanted

    def person(self, world: World, key: str = "from", default: int | None = None) -> Person:
        """Somebody by user id; never the bot."""
        user_id = self.integer(key, default)
        person = world.people.get(user_id)
        if person is None or person.is_bot:
            raise OrderError(f"{key}: there is no person {user_id}")
        return person

    def chat(self, world: World) -> Chat:
        """The chat; when not named, the staff group for staff and the private chat for a founder."""
        user_id = self.integer("from")
        chat_id = self.integer("chat", world.staff_chat_id if user_id in world.staff else user_id)
        chat = world.chats.get(chat_id)
        if chat is None:
            raise OrderError(f"there is no chat {chat_id}")
        return chat

    def _get(self, key: str, default: object) -> object:
        value = self._values.get(key, _MISSING)
        if value is not _MISSING:
            return value
        if default is None:
            raise OrderError(f"{key} is missing")
        return default


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
