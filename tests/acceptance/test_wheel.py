"""What is released works alone: the sdist, the wheel made of it, its commands in an empty folder."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tarfile
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.settings import setting_names
from tests.talk import Talk

ROOT = Path(__file__).parents[2]
QUESTION, ANSWER = "who runs the hub", "China-Israel Innovation Park"
PATIENCE = 120.0


@dataclass(frozen=True)
class Installed:
    """A wheel in a folder of its own; this environment gives what it depends on."""

    wheel: Path
    site: Path

    @property
    def environment(self) -> dict[str, str]:
        ours = {*setting_names(), "PYTHONPATH"}
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        nowhere = {"METRICS_LISTEN": "127.0.0.1:0", "TELEGRAM_API_URL": "http://127.0.0.1:1"}
        return kept | nowhere | {"PYTHONPATH": str(self.site)}

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.site / "bin" / "gesher", *arguments],
            cwd=folder,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )


def _build(project: Path, kind: str, to: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(to)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (made,) = to.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("release")
    sdist = _build(ROOT, "sdist", folder / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "source", filter="data")
    wheel = _build(folder / "source" / sdist.name.removesuffix(".tar.gz"), "wheel", folder / "wheel")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile")
    subprocess.run([*pip, "--target", str(folder / "site"), str(wheel)], check=True)
    return Installed(wheel=wheel, site=folder / "site")


def test_it_carries_what_is_no_code(installed: Installed) -> None:
    names = set(ZipFile(installed.wheel).namelist())
    folders = {"conversation/locales": "", "sandbox/page": "", "handbook": "", "store/migrations": ""}
    wanted = {
        f"bot/{folder}/{path.relative_to(ROOT / 'bot' / folder)}"
        for folder in folders
        for path in (ROOT / "bot" / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted |= {f"bot/{path.relative_to(ROOT)}" for path in (ROOT / "faq").rglob("*") if path.is_file()}
    assert len(wanted) > 100
    assert wanted - names == set()
    assert not {name for name in names if "secrets" in name or name.endswith(".env")}


def test_the_commands_work_from_an_empty_folder_and_leave_the_package_as_it_is(
    installed: Installed, tmp_path: Path
) -> None:
    before = _state(installed.site / "bot" / "faq")
    asked = installed.run(tmp_path, "ask", QUESTION)
    assert asked.returncode == 0
    assert ANSWER in asked.stdout
    findings = json.loads(installed.run(tmp_path, "doctor", "--json").stdout)
    assert next(one for one in findings if one["what"] == "FAQ")["well"]
    assert _state(installed.site / "bot" / "faq") == before


def test_a_faq_in_the_working_folder_goes_before_the_packaged_one(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "faq").mkdir()
    checked = installed.run(tmp_path, "faq", "check")
    assert checked.returncode == 1
    assert checked.stderr.startswith("faq/faq.yaml: no such file")


async def test_try_serves_the_page_and_answers(installed: Installed, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(str(installed.site / "bin" / "gesher"), "try"),
        cwd=tmp_path,
        env={**installed.environment, "LOG_LEVEL": "WARNING"},
        stdin=DEVNULL,
        stdout=PIPE,
    )
    assert process.stdout is not None
    try:
        page = (await process.stdout.readline()).decode().split()[1]
        async with Talk(page) as talk:
            founder = await talk.founder(first_name="Founder E", language_code="en")
            await talk.say(founder, QUESTION)
            await talk.hear(founder, ANSWER)
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def _state(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
