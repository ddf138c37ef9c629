"""Brings one update to a webhook, and tells what came of it in the server's words."""

import json
from dataclasses import dataclass
from typing import Self

import httpx

from bot.sandbox.profile import Webhook
from bot.sandbox.wire import Json

PATIENCE = 60.0  # seconds without a byte: §2.6

_TROUBLES: dict[type[Exception], str] = {
    httpx.InvalidURL: "Failed to resolve host",
    httpx.ConnectError: "Connection refused",
    httpx.ConnectTimeout: "Connection timed out",
    httpx.ReadTimeout: "Read timeout expired",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the webhook said.

    Attributes:
        trouble: None when it took the update.
        retry_after: seconds that it asked to wait; None when it did not.
    """

    trouble: str | None = None
    retry_after: float | None = None


class WebhookClient:
    """An HTTP client for one webhook."""

    def __init__(self, webhook: Webhook, *, patience: float = PATIENCE) -> None:
        self._url = webhook.url
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        self._client = httpx.AsyncClient(
            trust_env=False,  # a proxy would carry what must not leave this machine
            headers=headers,
            timeout=httpx.Timeout(PATIENCE, read=patience),
            limits=httpx.Limits(max_connections=webhook.max_connections),
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def post(self, update: Json) -> Answer:
        """Bring an update; every 2xx means that it was taken, a redirection does not."""
        body = json.dumps(update, separators=(",", ":")).encode()
        try:
            response = await self._client.post(self._url, content=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Answer(trouble=_TROUBLES.get(type(error), "Connection reset by peer"))
        if response.is_success:
            return Answer()
        words = f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
        return Answer(trouble=words, retry_after=_seconds(response.headers.get("retry-after", "")))


def _seconds(header: str) -> float | None:
    return float(header) if header.isascii() and header.isdigit() else None
