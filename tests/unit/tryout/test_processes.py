"""The bot's process: started once, killed with what it started, and its own end is told."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.tryout.processes import BotProcess

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print(child.pid, file=open({file!r}, "w"), flush=True)
time.sleep(600)
"""


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BotProcess:
    """Starts what stands in for the bot: a package of that name in a folder."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").touch()
    (tmp_path / "bot" / "__main__.py").write_text(PARENT.format(file=str(tmp_path / "child")))
    monkeypatch.chdir(tmp_path)
    process = BotProcess()
    process.give({**os.environ, "PYTHONPATH": str(tmp_path)})
    return process


async def child_of(folder: Path) -> int:
    async with asyncio.timeout(30):
        while not (folder / "child").exists() or not (folder / "child").read_text():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return int((folder / "child").read_text())


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


async def test_killed_with_what_it_started(bot: BotProcess, tmp_path: Path) -> None:
    await bot.start()
    await bot.start()
    assert bot.starts == 1
    child = await child_of(tmp_path)
    await bot.kill()
    assert not bot.is_alive
    async with asyncio.timeout(30):
        while is_running(child):  # noqa: ASYNC110  # init tells nobody that it has reaped it
            await asyncio.sleep(0.01)


async def test_its_own_end_is_told_and_an_ordered_one_is_not(bot: BotProcess, tmp_path: Path) -> None:
    await bot.start()
    await child_of(tmp_path)
    await bot.kill()
    (tmp_path / "bot" / "__main__.py").write_text("raise SystemExit(3)")
    await bot.start()
    async with asyncio.timeout(30):
        assert await bot.falls() == 3
    assert bot.starts == 2
