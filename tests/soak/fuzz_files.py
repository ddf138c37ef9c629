"""FAQ files, settings and webhook calls that are not as they should be."""

import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from starlette.routing import Route
from starlette.types import Message, Scope

from bot.domain.clock import SystemClock
from bot.domain.errors import FaqError, SettingsError, StoreError
from bot.knowledge.load import load
from bot.metrics import Metrics
from bot.settings import Settings, load_settings, setting_names
from bot.store.engine import parse
from bot.store.unit_of_work import Store
from bot.telegram.intake import Intake
from bot.telegram.web.health_pages import plain_app
from bot.telegram.web.webhook import Webhook
from tests.soak.fuzz_mutate import samples, spoilt, spoilt_bytes, spoilt_text
from tests.unit.knowledge.conftest import FILES

SECRET = "the-secret_of-this-run"
TOKEN = "123456:" + "secret-part" * 3
TODAY = date(2026, 11, 22)
SECRETS = {
    "TELEGRAM_BOT_TOKEN": TOKEN,
    "TELEGRAM_PROXY": "hush-1",
    "DATABASE_URL": "hush-2",
    "WEBHOOK_SECRET": "hush-3",
}
SOUND_SETTINGS = f"""\
TELEGRAM_BOT_TOKEN={TOKEN}
STAFF_CHAT_ID=-1001234567890
TELEGRAM_PROXY=socks5://user:hush-1@proxy.example:1080
STAFF_LANGUAGE=zh
STAFF_HOURS=Mon-Thu 09:00-18:00, Fri 09:00-16:00
STAFF_TIMEZONE=Asia/Shanghai
STAFF_HOLIDAYS=CN
ANSWER_WITHIN=8
RETENTION_DAYS=365
DATABASE_URL=postgresql://gesher:hush-2@db.example:5432/gesher
WEBHOOK_URL=https://desk.example/telegram
WEBHOOK_SECRET=hush-3
WEBHOOK_LISTEN=127.0.0.1:8080
METRICS_LISTEN=[::1]:9464
SENDS_PER_SECOND=30
LOG_LEVEL=debug
""".encode()


def spoilt_faq(random: Random, folder: Path) -> str:
    """Load a FAQ of which one file was spoilt: it is accepted, or every problem names file and line."""
    faq = folder / "faq"
    shutil.rmtree(faq, ignore_errors=True)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    path = folder / random.choice(list(FILES))
    path.write_bytes(spoilt_bytes(random, path.read_bytes()))
    try:
        load(faq, today=TODAY)
    except FaqError as error:
        for problem in error.problems:
            assert re.match(rf"{re.escape(str(faq))}/[^:]+:[1-9][0-9]*: .", problem), problem
            assert "\n" not in problem
        return "refused"
    return "accepted"


def spoilt_settings(random: Random, folder: Path) -> str:
    """Read settings that were spoilt: they are accepted, or each problem is one line without a secret."""
    spoilt = spoilt_bytes(random, SOUND_SETTINGS)
    (folder / ".env").write_bytes(spoilt)
    bare = {name: value for name, value in os.environ.items() if name not in setting_names()}
    config = patch.dict(Settings.model_config, env_file=folder / ".env")
    with config, patch.dict("os.environ", bare, clear=True):
        try:
            settings = load_settings()
            settings.token(), settings.staff_chat(), settings.webhook()
            parse(settings.database_url)
        except (SettingsError, StoreError) as error:
            told = str(error)
        else:
            return "accepted"
    assert all(re.match(r"\S.{10,}", line) for line in told.splitlines()), told
    # A line that has run into another one, or stands in its quotation marks, is part of that one's value.
    intact = [] if b'"' in spoilt or b"'" in spoilt else spoilt.splitlines()
    for line in set(intact) & set(SOUND_SETTINGS.splitlines()):
        secret = SECRETS.get(line.partition(b"=")[0].decode())
        assert not secret or secret not in told, f"a secret is told: {told}"
    return "refused"


class Caller:
    """Calls a webhook, below HTTP: with any headers and any body in any pieces."""

    def __init__(self, store: Store) -> None:
        intake = Intake(store=store, clock=SystemClock(), arrived=lambda: None)
        webhook = Webhook(secret=SECRET, intake=intake, metrics=Metrics(), clock=SystemClock())
        self._app = plain_app(Route("/telegram", webhook.answer, methods=["POST"]))
        self._store = store
        self._samples = list(samples().values())
        self._calls = 0

    async def spoilt_call(self, random: Random) -> str:
        """Make a call that was spoilt, then a sound one, which must be kept."""
        self._calls += 1
        update = random.choice(self._samples) | {"update_id": self._calls * 2}
        if random.random() < 0.5:
            update = spoilt(random, update, self._samples)
        body = json.dumps(update).encode()
        if random.random() < 0.4:
            body = spoilt_bytes(random, body)
        headers = {"x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json"}
        headers["content-length"] = str(len(body))
        for _ in range(random.choice((0, 0, 1, 2))):
            name = random.choice(list(headers))
            headers[name] = spoilt_text(random, headers[name])
        status = await self._call(
            random, headers, body, random.choice(("POST", "POST", "POST", "POST", "PUT"))
        )
        shown = headers["x-telegram-bot-api-secret-token"]
        assert status in ((200, 400, 405, 413, 415) if shown == SECRET else (403, 405)), status
        sound = {"update_id": self._calls * 2 + 1, "message": {}}
        headers = {"x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json"}
        assert await self._call(random, headers, json.dumps(sound).encode(), "POST") == 200
        return str(status)

    async def _call(self, random: Random, headers: dict[str, str], body: bytes, method: str) -> int:
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": "/telegram",
            "raw_path": b"/telegram",
            "query_string": b"",
            "headers": [
                (name.encode(), value.encode("utf-8", "surrogatepass")) for name, value in headers.items()
            ],
        }
        cut = random.randint(0, len(body))
        coming: list[Message] = [
            {"type": "http.request", "body": body[:cut], "more_body": True},
            {"type": "http.request", "body": body[cut:], "more_body": False},
            {"type": "http.disconnect"},
        ]
        answers: list[Any] = []

        async def receive() -> Message:
            return coming.pop(0)

        async def send(message: Message) -> None:
            answers.append(message)

        await self._app(scope, receive, send)
        return int(answers[0]["status"])


@asynccontextmanager
async def caller(folder: Path) -> AsyncIterator[Caller]:
    """Open a webhook on a database of its own."""
    with patch("bot.store.engine._SQLITE_PRAGMAS", ("journal_mode=WAL", "synchronous=OFF")):
        store = await Store.open(f"sqlite+aiosqlite:///{folder / 'calls.db'}")
        try:
            yield Caller(store)
        finally:
            await store.close()
