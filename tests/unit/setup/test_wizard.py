"""The order of the steps, and the ways out of it."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from bot.setup.env_file import read_env
from bot.setup.host import Host
from bot.setup.wizard import ClosedError, StoppedError, lead
from tests.talk import Talk
from tests.unit.setup.script import Script

STAFF = 4_000_000_001


async def _run(server: str, script: Script, file: Path, language: Language | None = Language.EN) -> None:
    environ = {"TELEGRAM_API_URL": server, "LANG": "zh_CN.UTF-8"}
    await lead(language, file, terminal=script, environ=environ, pause=0.55)


async def test_a_step_can_be_done_again_and_each_can_be_passed_over(
    host: Host, script: Script, server: str, talk: Talk
) -> None:
    await talk.say(STAFF, "hello")
    script.will(DEFAULT_TOKEN, "<", "", None, "")  # the token, back to it from the group, then the group
    script.will("-", "n")  # staff passed over, no trial
    await _run(server, script, host.file)
    steps = [line[3] for line in script.lines if line.startswith("——")]
    assert steps == ["1", "2", "3", "2", "3", "4", "5", "6", "7"]
    assert script.shown("Skipped.") == 1
    assert script.lines[-1].startswith("What now:")
    assert read_env(host.file)[1] == {
        "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
        "STAFF_CHAT_ID": str(STAFF_CHAT_ID),
        "STAFF_LANGUAGE": "zh",
        "STAFF_HOURS": "Mon-Fri 09:00-18:00",
        "STAFF_TIMEZONE": "Asia/Shanghai",
    }


async def test_where_telegram_is_away_each_step_can_be_passed_over(host: Host, script: Script) -> None:
    host.file.write_text(f"TELEGRAM_BOT_TOKEN={DEFAULT_TOKEN}\n", "utf-8")
    script.will("127.0.0.1:1", "-", "-", "", "Mon-Fri 10:00-16:00", "")  # line, token, then staff: no group
    await _run("http://127.0.0.1:1", script, host.file)
    steps = [line[3] for line in script.lines if line.startswith("——")]
    assert steps == ["1", "2", "3", "4", "5", "6", "7"]
    kept = read_env(host.file)[1]
    assert (kept["TELEGRAM_PROXY"], kept["STAFF_HOURS"]) == ("http://127.0.0.1:1", "Mon-Fri 10:00-16:00")


async def test_closing_the_terminal_ends_it_and_says_what_was_kept(
    host: Host, script: Script, server: str
) -> None:
    script.will(DEFAULT_TOKEN)
    with pytest.raises(ClosedError, match=r"Stopped\. .* holds what you entered") as ended:
        await _run(server, script, host.file)
    assert ended.value.exit_code == 2
    assert read_env(host.file)[1]["TELEGRAM_BOT_TOKEN"] == DEFAULT_TOKEN


async def test_an_interruption_says_what_was_kept(host: Host, script: Script, server: str) -> None:
    running = asyncio.create_task(_run(server, script, host.file, None))
    script.will("", None)
    await script.sees("token")
    running.cancel()
    with pytest.raises(StoppedError, match="已停止。什么都没有写入。"):
        await running
    assert not host.file.exists()
