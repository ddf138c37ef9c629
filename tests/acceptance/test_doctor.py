"""`gesher doctor` against a real server: all well, and each thing wrong with its cure."""

import asyncio
import json
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.store.lock import instance_lock
from tests.acceptance.processes import ROOT, BotProcess, sandbox_process
from tests.databases import sqlite_in
from tests.talk import Talk

Findings = dict[str, dict[str, Any]]


async def _doctor(page: str, folder: Path, **others: str) -> tuple[int, Findings]:
    bot = BotProcess(server="/".join(page.split("/")[:3]), folder=folder)
    environment = {**bot.environment(), "MATCH_ENGINE": "lexical", **others}
    code, printed, _ = await _run(folder, environment, "--json")
    return code, {found["what"]: found for found in json.loads(printed)}


async def _run(folder: Path, environment: dict[str, str], *options: str) -> tuple[int, str, str]:
    command = (sys.executable, "-m", "bot", "doctor", *options)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )
    printed, said = await process.communicate()
    return process.returncode or 0, printed.decode(), said.decode()


def _left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def _write_env(path: Path) -> None:
    path.write_text("STAFF_LANGUAGE=en\n")
    path.chmod(0o644)


def _cures(findings: Findings) -> dict[str, str]:
    return {what: found["cure"] for what, found in findings.items() if not found["well"]}


def _warned(findings: Findings) -> list[str]:
    return [what for what, found in findings.items() if found["warns"]]


async def test_on_a_sound_set_up_every_finding_is_well(tmp_path: Path) -> None:
    with instance_lock(sqlite_in(tmp_path)):  # as a desk that runs
        async with sandbox_process() as page:
            code, findings = await _doctor(page, tmp_path)
    assert _cures(findings) == {}
    assert code == 0
    assert set(findings) - {"free disk"} == {
        *(".env", "Telegram", "clock", "token", "updates"),
        *("staff group", "administrator", "topics", "deleting", "messages"),
        *("database", "file", "integrity", "desk", "inbox", "set aside", "outbox", "tickets"),
        *("FAQ", "reviews", "matching", "learnt"),
        *("time zones", "holidays", "pictures"),
    }
    assert findings["desk"]["state"] == "running"
    assert findings["pictures"]["state"] == "in the staff's language"


async def test_what_lacks_in_the_group_comes_with_its_cure(tmp_path: Path) -> None:
    async with sandbox_process() as page, Talk(page) as talk:
        await talk.order("rights", can_manage_topics=False, can_delete_messages=False)
        code, findings = await _doctor(page, tmp_path)
        assert code == 1
        assert _cures(findings) == {
            "topics": "group > Administrators > the bot > Manage topics",
            "deleting": "group > Administrators > the bot > Delete messages",
        }
        await talk.order("kick", kicked=True)
        code, findings = await _doctor(page, tmp_path)
    assert code == 1
    assert _cures(findings) == {"staff group": "add the bot to the group and check STAFF_CHAT_ID"}


async def test_what_is_wrong_comes_with_its_cure_and_hides_nothing(tmp_path: Path) -> None:
    sqlite_in(tmp_path)
    with closing(sqlite3.connect(tmp_path / "gesher.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    _write_env(tmp_path / ".env")
    async with sandbox_process() as page:
        code, findings = await _doctor(page, tmp_path, TELEGRAM_BOT_TOKEN="77:" + "other" * 7, FAQ_DIR="no")
    assert code == 1
    assert set(_cures(findings)) == {".env", "token", "database", "FAQ"}
    assert findings[".env"]["cure"] == "chmod 600 .env"
    assert "@BotFather" in findings["token"]["cure"]
    assert "newer than this version" in findings["database"]["state"]
    assert "FAQ_DIR" in findings["FAQ"]["state"]
    assert "staff group" in _warned(findings)

    code, findings = await _doctor(page, tmp_path)  # the server is gone
    assert code == 1
    assert "TELEGRAM_PROXY" in findings["Telegram"]["cure"]


async def test_before_anything_is_set_up_it_says_what_is_missing_and_leaves_nothing(tmp_path: Path) -> None:
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    others = {"MATCH_ENGINE": "lexical", "FAQ_DIR": str(ROOT / "faq")}
    closed = {"TELEGRAM_API_URL": "http://127.0.0.1:1", **others}
    code, printed, said = await _run(tmp_path, bare | closed)
    assert code == 1
    assert said == ""  # no progress where no terminal is, and no traceback
    lines = printed.splitlines()
    assert "  ✗ token: TELEGRAM_BOT_TOKEN is not set" in lines
    assert "  ✗ staff group: STAFF_CHAT_ID is not set" in lines
    assert lines[-1].startswith("3 to mend (✗)")
    assert [line for line in lines if line and not line.startswith(" ")][:-1] == [
        *("Settings", "Telegram", "Staff group", "Data", "Knowledge", "Machine"),
    ]
    assert _left_in(tmp_path) == []


async def test_settings_that_cannot_be_read_are_findings(tmp_path: Path) -> None:
    wrong = {"STAFF_TIMEZONE": "Mars/Base", "ANSWER_WITHIN": "0"}
    code, printed, _ = await _run(tmp_path, {**os.environ, **wrong}, "--json")
    assert code == 1
    first, second = json.loads(printed)
    assert "there is no time zone" in first["state"]
    assert "ANSWER_WITHIN" in second["state"]
