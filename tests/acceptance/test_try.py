"""`gesher try` as people start it: one command that serves the page and owns the bot."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox import STAFF_CHAT_ID
from tests.acceptance.processes import BotProcess
from tests.talk import PATIENCE, Talk

INVOICE = "my invoice of last month is wrong, please correct it"


@dataclass(frozen=True)
class Tried:
    process: Process
    page: str
    desk: httpx.AsyncClient

    async def get(self, name: str, **query: object) -> Any:
        answer = await self.desk.get(name, params={key: str(value) for key, value in query.items()})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def order(self, name: str) -> str:
        return str((await self.desk.post(name)).json()["bot"])

    async def until(self, state: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while (await self.get("about"))["bot"] != state:  # noqa: ASYNC110  # about tells nobody of changes
                await asyncio.sleep(0.05)


@asynccontextmanager
async def tried(folder: Path) -> AsyncIterator[Tried]:
    """Run `gesher try`; it is stopped with Ctrl-C at the end, and must end well."""
    bot = BotProcess(server="http://127.0.0.1:1", folder=folder)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "try"),
        cwd=folder,
        env={**bot.environment(), "LOG_LEVEL": "WARNING"},
        stdin=DEVNULL,
        stdout=PIPE,
    )
    assert process.stdout is not None
    try:
        words = (await process.stdout.readline()).decode().split()
        assert words[0] == "Open"
        async with httpx.AsyncClient(base_url=f"{words[1]}desk/", timeout=40, trust_env=False) as desk:
            yield Tried(process=process, page=words[1], desk=desk)
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def bots() -> set[int]:
    """Return the processes that run a bot."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if file.read_bytes().split(b"\0")[1:4] == [b"-m", b"bot", b"run"]:
                found.add(int(file.parent.name))
        except OSError:
            continue  # it has ended meanwhile
    return found


def child_of(process: Process) -> set[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return set(map(int, listed.split())) & bots()


async def test_the_bot_is_killed_and_comes_back_and_nothing_is_lost(tmp_path: Path) -> None:
    async with tried(tmp_path) as trial, Talk(trial.page) as talk:
        about = await trial.get("about")
        assert set(about["examples"]) == {"en", "he", "zh"}
        assert all(about["examples"]["he"][kind] for kind in ("sure", "vague", "unknown", "typo"))
        assert {one["language_code"] for one in about["founders"]} == {"en", "he", "zh-hans"}

        founder = await talk.founder(first_name="Founder E", language_code="en")
        await talk.say(founder, "who runs the hub")
        await talk.hear(founder, "China-Israel Innovation Park")
        await trial.until("running")
        (before,) = child_of(trial.process)

        assert await trial.order("kill") == "starting"
        (after,) = child_of(trial.process)
        assert after != before
        await talk.say(founder, INVOICE)
        await talk.hear(founder, "Q-0001")
        await talk.hear(STAFF_CHAT_ID, "Q-0001", "invoice")
        assert (await trial.get("about"))["restarts"] == 1

        seen = await _settled(trial, founder)
        assert [way["match"]["decision"] for way in seen["ways"]] == ["handover", "answer"]
        assert seen["ways"][0]["ticket"] == {"number": "Q-0001", "state": "waiting"}
        assert {one["to"] for one in seen["ways"][0]["outbox"]} == {"founder", "staff"}
        sure = seen["ways"][1]["match"]["candidates"][0]
        assert sure["title"] == "Who runs and manages the hub?"
        assert seen["totals"]["handled"] >= 2

        story = await trial.desk.get("story", params={"founder": str(founder)})
        assert f"- founder: {INVOICE}" in story.text
    assert after not in bots()


async def test_the_bot_stops_and_starts_and_everything_begins_anew(tmp_path: Path) -> None:
    async with tried(tmp_path) as trial, Talk(trial.page) as talk:
        founder = await talk.founder(first_name="Founder E", language_code="en")
        assert await trial.order("stop") == "stopped"
        assert not child_of(trial.process)
        await talk.say(founder, INVOICE)
        assert (await trial.get("way", founder=founder))["ways"] == []
        assert await trial.order("start") == "starting"
        await talk.hear(founder, "Q-0001")

        await trial.order("reset")
        assert "Founder E" not in {one["name"] for one in (await talk.state())["founders"]}
        founder = await talk.founder(first_name="Founder Z", language_code="en")
        await talk.say(founder, INVOICE)
        await talk.hear(founder, "Q-0001")
        refused = await trial.desk.get("story", params={"founder": "x"})
        assert (refused.status_code, refused.json()) == (400, {"error": "founder must be a whole number"})


async def test_a_bot_that_ends_by_itself_ends_the_trial(tmp_path: Path) -> None:
    bot = BotProcess(server="http://127.0.0.1:1", folder=tmp_path)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "try"),
        cwd=tmp_path,
        env={**bot.environment(), "FAQ_DIR": "nowhere"},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    _, said = await process.communicate()
    lines = said.decode().splitlines()
    assert process.returncode != 0
    assert lines[0].startswith("nowhere: ")
    assert lines[1:] == ["the bot ended by itself with code 2: see above"]


async def _settled(trial: Tried, founder: int) -> Any:
    """Wait until everything that was to be sent has gone, as the bot's records tell."""
    async with asyncio.timeout(PATIENCE):
        while True:
            seen = await trial.get("way", founder=founder)
            unsent = [one for way in seen["ways"] for one in way["outbox"] if one["state"] != "sent"]
            if seen["ways"] and not unsent:
                return seen
            await asyncio.sleep(0.05)
