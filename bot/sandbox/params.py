"""Parameters of a Bot API request, in all four ways of sending them (Bot API, Making requests)."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import UPLOAD_LIMIT, Upload
from bot.sandbox.multipart import parts

_BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024  # bytes: one largest file and its fields


class Params:
    """Named values of one request."""

    def __init__(self, values: Mapping[str, object], files: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self._files = files or {}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """A string; empty when absent."""
        value = self._values.get(name)
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; `default` when absent or not a number, as the server takes it."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """A boolean; false when absent."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def value(self, name: str) -> object:
        """A nested value, which form bodies carry as JSON text; None when absent.

        Raises:
            ApiError: 400 when the text is not JSON.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """A file sent under this name, directly or as attach://other."""
        value = self.text(name)
        return self._files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)

    def within(self, values: Mapping[str, object]) -> "Params":
        """The values of a nested object, with the files of this request."""
        return Params(values, self._files)

    def chat_id(self, name: str = "chat_id") -> int | None:
        """A numeric chat id; None when absent or a username."""
        try:
            return int(self.text(name))
        except ValueError:
            return None


async def read_params(request: Request) -> Params:
    """Read query string and body; the body wins.

    Raises:
        ApiError: 413 for a body over 51 MiB, 400 for one that cannot be read.
    """
    values: dict[str, object] = dict(request.query_params)
    body = await _read_body(request)
    kind, _, options = request.headers.get("content-type", "").partition(";")
    try:
        match kind.strip().lower():
            case "application/json" if body:
                values |= _json_object(body)
            case "multipart/form-data":
                fields, files = parts(body, options)
                return Params(values | fields, files)
            case _:
                values |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (ValueError, TypeError):
        raise bad_request("can't parse request body") from None
    return Params(values)


def _json_object(body: bytes) -> dict[str, object]:
    decoded = json.loads(body)
    if not isinstance(decoded, dict):
        raise TypeError("not an object")
    return decoded


async def _read_body(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _BODY_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        chunks.append(chunk)
    return b"".join(chunks)
