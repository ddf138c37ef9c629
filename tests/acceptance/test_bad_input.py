"""What an operator can get wrong: one line that says what and the cure, exit code 2, nothing lost."""

import asyncio
import shutil
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.sandbox import serve
from tests.acceptance.processes import ROOT, BotProcess, sandbox_process
from tests.integration.conftest import SECRET
from tests.talk import Talk


@pytest.fixture
async def page() -> AsyncIterator[str]:
    async with serve(secret=SECRET) as server:
        yield f"{server}/{SECRET}/"


async def _gesher(folder: Path, environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=environment,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )
    _, errors = await process.communicate()
    lines = [line for line in errors.decode().splitlines() if " info " not in line]
    return process.returncode or 0, "\n".join(lines)


def _environment(page: str, folder: Path, **others: str) -> dict[str, str]:
    bot = BotProcess(server="/".join(page.split("/")[:3]), folder=folder)
    values = {**bot.environment(), "LOG_FORMAT": "text", "MATCH_ENGINE": "lexical", **others}
    return {name: value for name, value in values.items() if value}


def _broken_yaml(folder: Path) -> None:
    shutil.copytree(ROOT / "faq", folder / "faq")
    (folder / "faq" / "visa.yaml").write_text("topic: visa\nentries:\n  - id: [unclosed\n", "utf-8")


def _newer_database(folder: Path) -> None:
    with sqlite3.connect(folder / "newer.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.close()


def _unknown_setting(folder: Path) -> None:
    (folder / ".env").write_text("STAFF_CHATID=-1001\n", "utf-8")


def _file_in_the_way(folder: Path) -> None:
    (folder / "file").write_text("", "utf-8")


def _nothing(_: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("prepare", "others", "words"),
    [
        (_nothing, {"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN is not set: put the token"),
        (_nothing, {"TELEGRAM_BOT_TOKEN": "", "STAFF_CHAT_ID": ""}, "TELEGRAM_BOT_TOKEN is not set"),
        (_nothing, {"TELEGRAM_BOT_TOKEN": "abc"}, "TELEGRAM_BOT_TOKEN is malformed: it looks like digits"),
        (_nothing, {"TELEGRAM_BOT_TOKEN": "77:" + "other" * 7}, "TELEGRAM_BOT_TOKEN is refused by Telegram"),
        (_nothing, {"FAQ_DIR": "nowhere"}, "nowhere: "),
        (_broken_yaml, {"FAQ_DIR": "faq"}, "faq/visa.yaml:"),
        (_unknown_setting, {}, ".env: STAFF_CHATID is not a setting: did you mean STAFF_CHAT_ID?"),
        (
            _newer_database,
            {"DATABASE_URL": "sqlite+aiosqlite:///newer.db"},
            "is newer than this version of gesher",
        ),
        (_file_in_the_way, {"DATABASE_URL": "sqlite+aiosqlite:///file/gesher.db"}, "file"),
        (_nothing, {"STAFF_CHAT_ID": ""}, "STAFF_CHAT_ID is not set: add the bot to the staff group"),
        (_nothing, {"STAFF_CHAT_ID": "-1009"}, "STAFF_CHAT_ID -1009 is not a chat that the bot is in"),
        (_nothing, {"TELEGRAM_PROXY": "nonsense://x"}, "TELEGRAM_PROXY cannot be used"),
        (
            _nothing,
            {"WEBHOOK_URL": "https://hub.example/hook"},
            "WEBHOOK_SECRET is not set, and with WEBHOOK_URL",
        ),
        (
            _nothing,
            {
                "WEBHOOK_URL": "http://hub.example/hook",
                "WEBHOOK_SECRET": "s",
                "WEBHOOK_LISTEN": "127.0.0.1:0",
            },
            "WEBHOOK_URL http://hub.example/hook is refused by Telegram (Bad webhook: an https url must be",
        ),
    ],
)
async def test_each_mistake_is_one_line_with_its_cure(
    page: str, tmp_path: Path, prepare: Callable[[Path], None], others: dict[str, str], words: str
) -> None:
    prepare(tmp_path)
    code, errors = await _gesher(tmp_path, _environment(page, tmp_path, **others), "run")
    assert code == 2, errors
    assert words in errors
    assert len(errors.splitlines()) == 1
    assert "Traceback" not in errors


async def test_a_group_that_the_bot_was_removed_from(page: str, tmp_path: Path) -> None:
    async with Talk(page) as talk:
        await talk.order("kick", kicked=True)
    code, errors = await _gesher(tmp_path, _environment(page, tmp_path), "run")
    assert code == 2
    assert "STAFF_CHAT_ID" in errors
    assert "add" in errors


async def test_a_second_process_on_the_same_database_is_refused(page: str, tmp_path: Path) -> None:
    bot = BotProcess(server="/".join(page.split("/")[:3]), folder=tmp_path)
    await bot.start()
    try:
        async with Talk(page) as talk:
            founder = await talk.founder(first_name="Founder E", language_code="en")
            await talk.say(founder, "/start")
            await talk.hear(founder, "founders' desk")
        code, errors = await _gesher(tmp_path, _environment(page, tmp_path), "run")
        assert code == 2
        assert "another gesher is running on" in errors
        assert "stop it first" in errors
        assert len(errors.splitlines()) == 1
    finally:
        await bot.stop()


async def test_unreachable_telegram_is_tried_again_and_said_so(tmp_path: Path) -> None:
    async with sandbox_process() as page:
        gone = page
    bot = BotProcess(server="/".join(gone.split("/")[:3]), folder=tmp_path)
    await bot.start()
    try:
        await bot.has_logged("Telegram cannot be reached, trying again")
    finally:
        assert await bot.stop() == 0


async def test_a_wrong_command_or_option_shows_usage_and_exits_with_2(page: str, tmp_path: Path) -> None:
    for arguments in (["nonsense"], ["ask", "--nonsense"], ["evaluate"], ["faq"]):
        code, errors = await _gesher(tmp_path, _environment(page, tmp_path), *arguments)
        assert code == 2, arguments
        assert "Traceback" not in errors
