"""Where Telegram calls: an update is committed to the inbox before Telegram is told that it arrived.

Whatever is not answered with 200 Telegram sends again, for up to a day, and keeps that chat's later updates
back meanwhile (https://core.telegram.org/bots/api#setwebhook). Nobody else is listened to: the secret is
looked at first, before anything of the body is read.
"""

import hmac
import json
import logging
from datetime import datetime, timedelta

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.metrics import Metrics
from bot.store.inbox import Received
from bot.telegram.intake import Intake, read_update

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
MAX_BODY = 1024 * 1024
"""Bytes. A text of 4,096 characters, each with an entity, stays far below."""
ONE_LINE_IN = timedelta(minutes=1)
"""The log has one line of a kind in this time, so that strangers cannot fill the disk with it."""


class RefusedError(Exception):
    """A call that is not answered with 200."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Webhook:
    """Answers Telegram's calls.

    Args:
        secret: what Telegram shows with each.
        intake: stores what they bring.
        metrics: count them.
        clock: tells the time.
    """

    def __init__(self, *, secret: str, intake: Intake, metrics: Metrics, clock: Clock) -> None:
        self._secret = secret.encode()
        self._intake = intake
        self._metrics = metrics
        self._clock = clock
        self._said: dict[str, datetime] = {}

    async def answer(self, request: Request) -> Response:
        """Answer one call: 200 once its update is durable."""
        answer = Response(status_code=200)
        try:
            self._check(request)
            await self._store(_row(await _body(request)))
        except RefusedError as refusal:
            self._say(refusal)
            # Otherwise what is left of the body would be read, to find the next call behind it.
            answer = Response(status_code=refusal.status, headers={"Connection": "close"})
        self._metrics.answered(answer.status_code)
        return answer

    def _check(self, request: Request) -> None:
        # As Starlette decodes them: any bytes are a secret to compare.
        shown = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, self._secret):
            raise RefusedError(403, "wrong secret")
        media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise RefusedError(415, "no JSON by its type")

    async def _store(self, row: Received) -> None:
        try:
            await self._intake.keep([row])
        except StoreError as error:
            raise RefusedError(503, "not stored, Telegram sends it again") from error

    def _say(self, refusal: RefusedError) -> None:
        why, now = str(refusal), self._clock.now()
        last = self._said.get(why)
        if last is None or now - last >= ONE_LINE_IN:
            self._said[why] = now
            log.warning("webhook call refused", extra={"why": why, "status": refusal.status})


async def _body(request: Request) -> bytes:
    """Read the body, no further than `MAX_BODY`."""
    declared = request.headers.get("Content-Length", "0")
    if not declared.isdecimal() or int(declared[:20]) > MAX_BODY:
        raise RefusedError(413, "too long")
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY:
                raise RefusedError(413, "too long")
    except ClientDisconnect as error:
        raise RefusedError(400, "broken off") from error
    return bytes(body)


def _row(body: bytes) -> Received:
    try:
        row = read_update(json.loads(body))
    except (ValueError, RecursionError) as error:  # also bytes that are no text, and nesting without end
        raise RefusedError(400, "no JSON") from error
    if row is None:
        raise RefusedError(400, "no update_id")
    return row
