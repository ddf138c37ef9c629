"""What the simulated server answers instead of a result."""

import math

from bot.sandbox.wire import Json


class ApiError(Exception):
    """A refusal in Telegram's own form.

    Attributes:
        code: HTTP status, repeated as `error_code` in the body.
        description: Telegram's words, prefix included ("Bad Request: chat not found").
        parameters: `retry_after` or `migrate_to_chat_id`, or nothing.
    """

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


class NetworkDownError(Exception):
    """The connection is cut without an answer."""


def bad_request(words: str) -> ApiError:
    """Refuse a request that is wrong in itself (400)."""
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    """Refuse because the chat does not want the bot (403)."""
    return ApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    """Refuse because updates already go elsewhere (409)."""
    return ApiError(409, f"Conflict: {words}")


def not_found() -> ApiError:
    """Refuse an unknown method or a malformed address (404)."""
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    """Refuse a token that belongs to no bot (401)."""
    return ApiError(401, "Unauthorized")


def flood(seconds: float) -> ApiError:
    """Refuse because of too many requests (429).

    Args:
        seconds: waiting time; told rounded up, and never as less than one second.
    """
    wait = max(1, math.ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})


def moved(chat_id: int) -> ApiError:
    """Refuse because the group lives on under another id (400)."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, text, {"migrate_to_chat_id": chat_id})
