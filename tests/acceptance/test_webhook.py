"""By webhook, with real processes: what Telegram was told to have arrived is never lost."""

import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.sandbox import STAFF_CHAT_ID
from tests.acceptance.processes import bot_process, sandbox_process
from tests.talk import Sent, Talk

SECRET = "a-secret_of-this-test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWERED = "work permit for Shanghai, how do I get one?"
FOREIGN = 987_654


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        yield client


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


def _by_webhook() -> dict[str, str]:
    listen = f"127.0.0.1:{_free_port()}"
    return {
        "WEBHOOK_URL": f"http://{listen}/telegram",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_LISTEN": listen,
        "MATCH_ENGINE": "lexical",
    }


def _update(number: int, text: str) -> dict[str, object]:
    who = {"id": FOREIGN, "is_bot": False, "first_name": "Founder F"}
    chat = {"id": FOREIGN, "type": "private", "first_name": "Founder F"}
    message = {"message_id": number, "date": 1_795_000_000, "chat": chat, "from": who, "text": text}
    return {"update_id": number, "message": message}


def _kept(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "gesher.db")) as database:
        return [payload for (payload,) in database.execute("SELECT payload FROM inbox ORDER BY id")]


async def test_an_answer_comes_back_and_strangers_are_refused(
    tmp_path: Path, client: httpx.AsyncClient
) -> None:
    hook = {**_by_webhook(), "METRICS_LISTEN": f"127.0.0.1:{_free_port()}"}
    async with (
        sandbox_process() as page,
        Talk(page) as talk,
        bot_process(page, tmp_path, **hook) as bot,
    ):
        founder = await talk.founder(first_name="Founder E", language_code="en")
        await talk.say(founder, ANSWERED)
        await talk.hear(founder, "checked")

        forged = _update(FOREIGN, "I am let in")
        for secret in ("", "guess", SECRET[:-1]):
            answer = await client.post(hook["WEBHOOK_URL"], json=forged, headers={HEADER: secret})
            assert answer.status_code == 403
        assert not any("let in" in payload for payload in _kept(tmp_path))

        health = await client.get(f"http://{hook['WEBHOOK_LISTEN']}/healthz")
        assert health.json()["problems"] == []
        assert health.status_code == 200
        assert health.json()["receives_by"] == "webhook"
        assert health.json()["last_received_seconds"] is not None
        watched = f"http://{hook['METRICS_LISTEN']}"
        assert (await client.get(f"{watched}/healthz")).json()["database"] is True
        metrics = (await client.get(f"{watched}/metrics")).text.splitlines()
        assert 'gesher_webhook_calls_total{status="403"} 3.0' in metrics
        assert 'gesher_matches_total{decision="answer",language="en"} 1.0' in metrics
        assert any(
            line.startswith('gesher_calls_total{method="sendMessage",outcome="ok"}') for line in metrics
        )
        assert (await client.get(f"http://{hook['WEBHOOK_LISTEN']}/metrics")).status_code == 404

        assert await bot.stop() == 0
        log = bot.log.read_text("utf-8")
        assert SECRET not in log
        assert ANSWERED not in log
        assert all("event" in json.loads(line) for line in log.splitlines())


async def test_killed_as_soon_as_it_has_said_200_nothing_is_lost(
    tmp_path: Path, client: httpx.AsyncClient
) -> None:
    hook = _by_webhook()
    async with sandbox_process("--no-limits") as page, bot_process(page, tmp_path, **hook) as bot:
        await bot.has_logged("desk is open")
        texts = [f"piano question {number}" for number in range(5)]
        for number, text in enumerate(texts):
            update = _update(1_000_000 + number, text)
            answer = await client.post(hook["WEBHOOK_URL"], json=update, headers={HEADER: SECRET})
            assert answer.status_code == 200
        await bot.kill()
        kept = [json.loads(payload)["message"]["text"] for payload in _kept(tmp_path)]
    assert kept == texts


async def test_killed_again_and_again_each_question_reaches_staff_once_and_in_order(tmp_path: Path) -> None:
    async with (
        sandbox_process("--no-limits") as page,
        Talk(page) as talk,
        bot_process(page, tmp_path, **_by_webhook()) as bot,
    ):
        founders = [await talk.founder(first_name=f"Founder {one}", language_code="en") for one in range(3)]
        for founder in founders:
            await talk.say(founder, "/start")
        await talk.hear(founders[-1], "founders' desk")
        for number in range(3):
            for founder in founders:
                await talk.say(founder, f"piano question {number} from {founder}")
            await bot.kill()
            await bot.start()
        for founder in founders:
            await talk.hear(STAFF_CHAT_ID, f"piano question 2 from {founder}")

        # Back to polling: the webhook is taken away, and what waits at Telegram is kept.
        await bot.kill()
        for founder in founders:
            await talk.say(founder, f"piano question 3 from {founder}")
        bot.others = {"MATCH_ENGINE": "lexical"}
        await bot.start()
        for founder in founders:
            await talk.hear(STAFF_CHAT_ID, f"piano question 3 from {founder}")

        shown = await talk.messages(STAFF_CHAT_ID)
        for founder in founders:
            _relayed_once_and_in_order(
                shown, [f"piano question {number} from {founder}" for number in range(4)]
            )


def _relayed_once_and_in_order(shown: list[Sent], texts: list[str]) -> None:
    """Each text is there, in order; a second time only where the outcome was unknown, and labelled so."""
    places = []
    for text in texts:
        found = [one for one in shown if one["from_bot"] and text in (one["text"] or "")]
        assert found, f"lost: {text}"
        assert all("Sent again" in one["text"] for one in found[1:]), f"doubled: {text}"
        places.append(found[0]["message_id"])
    assert places == sorted(places)
