"""Inline keyboards as the server checks them."""

from urllib.parse import urlsplit

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.wire import Json, Keyboard

MOST_BUTTONS = 100
DATA_LIMIT = 64  # bytes of UTF-8
COPY_LIMIT = 256

_ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "web_app",
)


def keyboard(markup: object) -> Keyboard | None:
    """Read `reply_markup`.

    Returns:
        The rows of an inline keyboard; None for none, and for reply keyboards, which belong to the app's
        input field and are no part of a message.

    Raises:
        ApiError: 400 for a button that Telegram would refuse.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    buttons = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, buttons)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return buttons or None


def _button(button: object) -> Json:
    if not isinstance(button, dict):
        raise _unparsed("Object expected")
    if "text" not in button:
        raise _unparsed('Can\'t find field "text"')
    if not isinstance(button["text"], str) or not button["text"].strip():
        raise _unparsed('Field "text" must be of type String')
    action = next((name for name in _ACTIONS if name in button), None)
    if action is None or button[action] == "":
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if action == "callback_data" and not 1 <= len(str(button[action]).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url":
        _check_url(str(button[action]))
    if action == "copy_text" and not 1 <= len(str((button[action] or {}).get("text", ""))) <= COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return button


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme and parts.scheme not in {"http", "https", "tg", "ton"}:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if "." not in (parts.netloc or parts.path) and parts.scheme not in {"tg", "ton"}:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _unparsed(words: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {words}")
