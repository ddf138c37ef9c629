"""`gesher doctor` against a real server: all well, and each thing wrong with its cure."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import Any

from tests.acceptance.processes import BotProcess, sandbox_process
from tests.talk import Talk


async def _doctor(page: str, folder: Path, **others: str) -> tuple[int, dict[str, Any]]:
    bot = BotProcess(server="/".join(page.split("/")[:3]), folder=folder)
    command = (sys.executable, "-m", "bot", "doctor", "--json")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env={**bot.environment(), **others}, stdin=DEVNULL, stdout=PIPE
    )
    printed, _ = await process.communicate()
    return process.returncode or 0, {found["what"]: found for found in json.loads(printed)}


def _cures(findings: dict[str, Any]) -> dict[str, str]:
    return {what: found["cure"] for what, found in findings.items() if not found["well"]}


async def test_on_a_sound_set_up_every_finding_is_well(tmp_path: Path) -> None:
    async with sandbox_process() as page:
        code, findings = await _doctor(page, tmp_path)
    assert [what for what, found in findings.items() if not found["well"]] == []
    assert code == 0
    assert set(findings) == {
        *("FAQ", "matching", "pictures", "database", "token", "clock", "updates"),
        *("staff group", "administrator", "topics", "deleting", "messages"),
    }
    assert findings["pictures"]["state"] == "in the staff's language"


async def test_each_right_that_the_bot_lacks_in_the_group_comes_with_its_cure(tmp_path: Path) -> None:
    async with sandbox_process() as page, Talk(page) as talk:
        await talk.order("rights", can_manage_topics=False, can_delete_messages=False)
        code, findings = await _doctor(page, tmp_path)
        assert code == 1
        assert _cures(findings) == {
            "topics": "group > Administrators > the bot > Manage topics",
            "deleting": "group > Administrators > the bot > Delete messages",
        }

        await talk.order("rights", admin=False)
        await talk.order("topics", enabled=False)
        code, findings = await _doctor(page, tmp_path)
    assert code == 1
    assert findings["topics"]["state"].startswith("off: questions come as cards")
    cures = _cures(findings)
    assert set(cures) == {"administrator", "deleting", "messages"}
    assert cures["administrator"] == "make the bot an administrator: group > Administrators > Add"
    assert "/setprivacy" in cures["messages"]


async def test_what_is_wrong_comes_with_its_cure(tmp_path: Path) -> None:
    async with sandbox_process() as page, Talk(page) as talk:
        code, findings = await _doctor(page, tmp_path, TELEGRAM_BOT_TOKEN="77:" + "other" * 7, FAQ_DIR="no")
        assert code == 1
        assert findings["token"]["cure"] == "copy it again from @BotFather (/mybots)"
        assert "FAQ_DIR" in findings["FAQ"]["state"]

        await talk.order("kick", kicked=True)
        code, findings = await _doctor(page, tmp_path)
        assert code == 1
        assert findings["staff group"]["cure"] == "add the bot to the group and check STAFF_CHAT_ID"
    code, findings = await _doctor(page, tmp_path)
    assert code == 1
    assert "TELEGRAM_PROXY" in findings["Telegram"]["cure"]
