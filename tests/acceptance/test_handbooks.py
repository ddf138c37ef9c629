"""What the handbooks have somebody type is typed: in their order, in an empty folder, against a sandbox."""

import asyncio
import os
import re
import shutil
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import yaml

from bot import __version__
from bot.domain.language import Language
from bot.faq_check import FEWEST_PHRASINGS
from bot.knowledge.load import load
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from tests.acceptance.first_run import Guide
from tests.acceptance.processes import PATIENCE, ROOT, sandbox_process
from tests.acceptance.typist import OURS, typing
from tests.databases import sqlite_in
from tests.handbooks import DEPLOY, blocks, commands
from tests.talk import Talk

MACHINES = {
    r"sudo python3 -m venv|sudo /opt/gesher/bin/pip": "test_wheel installs it in an empty environment",
    r"sudo useradd|sudo install|sudo -u gesher -s|cd /var/lib/gesher|PATH=": "the test's folder is it",
    r"sudo cp bot/handbook/deploy|sudo systemctl|systemctl|sudo journalctl": "there is no systemd here",
    r"sudo sh -c": "it gives a file to the container's user",
    r"docker compose": "there is no Docker here; the image's steps are run in a clean Debian of their own",
    r"timedatectl|sudo timedatectl": "it changes the machine",
    r"promtool": "it is no Python package",
}
"""What is not run here and why; `_is_about_what_is_there` looks at what it names."""
SERVICE = re.compile(r"sudo systemctl (stop|start|restart) gesher")
"""These are played: the test's own process is stopped and started."""


ONCE = {"gesher doctor"}
"""Handbooks name it again and again; each time takes ten seconds."""


@dataclass
class Machine:
    """A folder with the desk in it, and the process that runs it."""

    folder: Path
    settings: Mapping[str, str]
    desk: Process | None = None
    ran: list[str] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        one_thread = {
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }  # as for all tests, see the Makefile
        return {**inherited, **one_thread, "PATH": path, "LANG": "C.UTF-8", **self.settings}

    async def run(self, command: str, **others: str) -> str:
        """Run it to its end, which must be a good one; return what it wrote."""
        process = await asyncio.create_subprocess_exec(
            *("bash", "-euo", "pipefail", "-c", command),
            cwd=self.folder,
            env={**self.environment(), **others},
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
        )
        written = (await process.communicate())[0].decode()
        assert process.returncode == 0, f"$ {command}\n{written}"
        assert "Traceback" not in written, f"$ {command}\n{written}"
        self.ran.append(command)
        return written

    async def start(self) -> None:
        """Do what `gesher run` does until it is stopped, and wait until it is well."""
        with (self.folder / "run.log").open("ab") as log:
            self.desk = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=self.environment(),
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )
        async with asyncio.timeout(PATIENCE):
            while not (await self.health()).startswith("200 "):
                assert self.desk.returncode is None, (self.folder / "run.log").read_text("utf-8")
                await asyncio.sleep(0.1)

    async def stop(self) -> None:
        if self.desk is not None and self.desk.returncode is None:
            self.desk.terminate()
            assert await self.desk.wait() == 0

    async def health(self) -> str:
        try:
            return await self.fetch("healthz")
        except httpx.TransportError:
            return ""

    async def fetch(self, page: str) -> str:
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"http://{self.settings['METRICS_LISTEN']}/{page}")
        return f"{answer.status_code} {answer.text.strip()}"


@pytest.mark.slow
async def test_operators_commands(tmp_path: Path) -> None:
    async with sandbox_process() as page, Talk(page) as talk:
        machine = Machine(tmp_path, _settings(page))
        try:
            for command in commands("operators.md"):
                await _operate(machine, talk, command)
        finally:
            await machine.stop()
    assert {"gesher doctor", "gesher db upgrade", "gesher db purge"} <= set(machine.ran)
    assert len(list((tmp_path / "backups").iterdir())) == 1
    assert _names(tmp_path) == {".env", "backups", "data", "passphrase", "run.log"}  # nothing of the trial


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def _operate(machine: Machine, talk: Talk, command: str) -> None:
    if service := SERVICE.fullmatch(command):
        if service[1] != "start":
            await machine.stop()
        if service[1] != "stop":
            await machine.start()
    elif any(re.match(rf"(?:{begins})(?!\w)", command) for begins in MACHINES):
        _is_about_what_is_there(command)
    elif command == "gesher setup":
        await _set_up(machine, talk)
    elif command == "gesher run":
        await machine.start()
    elif url := re.fullmatch(r"curl --silent http://127.0.0.1:9464/(\w+)", command):
        assert (await machine.fetch(url[1])).startswith("200 ")
    elif command.startswith("gesher db copy postgresql"):  # what it does there, tests of the copy show
        await machine.run("gesher db copy sqlite+aiosqlite:///data/copied.db")
    elif command not in ONCE or command not in machine.ran:
        await machine.run(command)


def _settings(page: str) -> dict[str, str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    return {
        "TELEGRAM_API_URL": "/".join(page.split("/")[:3]),
        "FAQ_DIR": str(ROOT / "faq"),
        "CACHE_DIR": str(ROOT / "data" / "cache"),
        "MATCH_ENGINE": "lexical",  # starts sooner, and here commands are tested
        "METRICS_LISTEN": f"127.0.0.1:{port}",
    }


async def _set_up(machine: Machine, talk: Talk) -> None:
    """Answer what it asks, without the test question, which its own test asks."""
    async with typing(machine.folder, "setup", environment=machine.settings) as typist:
        guide = Guide(typist, talk, Language.EN)
        await typist.answer("שפה", "en")
        await guide.answers("token", DEFAULT_TOKEN)
        await guide.answers("group-id", str(STAFF_CHAT_ID))
        for question in ("group", "staff-language", "staff-hours", "staff-timezone"):
            await guide.answers(question, **({"title": "Hub staff"} if question == "group" else {}))
        await guide.answers("trial", "n")
        assert await typist.process.wait() == 0
    assert f"STAFF_CHAT_ID={STAFF_CHAT_ID}" in (machine.folder / ".env").read_text("utf-8")


def _is_about_what_is_there(command: str) -> None:
    """What a command names that is not run here must be there, under that name."""
    for word in command.split():
        if word.startswith("bot/"):
            assert (ROOT / word).is_file(), command
        if word.endswith(".whl"):
            assert word == f"dist/gesher-{__version__}-py3-none-any.whl", command
    unit = (DEPLOY / "gesher.service").read_text("utf-8")
    if "/var/lib/gesher" in command:
        assert "WorkingDirectory=/var/lib/gesher\n" in unit, command
    if "/opt/gesher" in command:
        assert "ExecStart=/opt/gesher/bin/gesher run\n" in unit, command
    if command.startswith("sudo -u") or "useradd" in command or "--owner" in command:
        assert "User=gesher\nGroup=gesher\n" in unit, command
    if command.startswith("docker compose"):
        _is_in_compose(command)


def _is_in_compose(command: str) -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    profiles = {profile for service in services.values() for profile in service.get("profiles", [])}
    words = command.split()[2:]
    if words[0] == "--profile":
        assert words[1] in profiles, command
        words = words[2:]
    assert words[0] in {"build", "config", "up", "exec", "logs", "run", "stop"}, command
    if words[0] in {"exec", "logs", "run", "stop"}:
        named = [word for word in words[1:] if not word.startswith("--")]
        assert named[0] in services, command
        volumes = [volume.split(":") for volume in services[named[0]]["volumes"]]
        for path in re.findall(r"(?:(?<=[ =])|(?<=:///))/[^ ]+", command):
            assert any(path.startswith(f"{place}/") for _, place, *_ in volumes), f"{command}: {path}?"


@pytest.mark.slow
async def test_faq_editors_commands(tmp_path: Path) -> None:
    machine = Machine(tmp_path, {"MATCH_ENGINE": "lexical", "CACHE_DIR": str(ROOT / "data" / "cache")})
    shutil.copytree(ROOT / "faq", tmp_path / "faq")
    shutil.copytree(ROOT / "tests" / "data" / "questions", tmp_path / "tests" / "data" / "questions")
    _make_small(tmp_path / "faq", tmp_path / "small")
    questions = next(one for one in blocks("faq-editors.md", "yaml") if one.startswith("# my-questions.yaml"))
    (tmp_path / "my-questions.yaml").write_text(questions, "utf-8")
    (tmp_path / "data").mkdir()
    sqlite_in(tmp_path / "data")  # the desk's, where its editors are
    await machine.run("git init --quiet")
    for command in commands("faq-editors.md"):
        # It learns what it is given, the whole FAQ for minutes, a small one for some seconds. `prepare` finds
        # that the FAQ has not changed.
        small = {"FAQ_DIR": "small", "CACHE_DIR": "cache"} if command == "gesher faq check" else {}
        await machine.run(command, **small)
    assert "gesher faq prepare" in machine.ran


def _make_small(faq: Path, small: Path) -> None:
    """Keep two entries, with as few ways of asking as the check allows, and a little for staff."""
    (small / "phrasings").mkdir(parents=True)
    main = yaml.safe_load((faq / "faq.yaml").read_text("utf-8"))
    main["topics"] = [topic for topic in main["topics"] if topic["id"] == "team"]
    topic = yaml.safe_load((faq / "team.yaml").read_text("utf-8"))
    topic["entries"] = [{**entry, "see_also": []} for entry in topic["entries"][:2]]
    kept = {entry["id"] for entry in topic["entries"]}
    ways = yaml.safe_load((faq / "phrasings" / "team.yaml").read_text("utf-8"))
    fewest = {
        name: {language: texts[:FEWEST_PHRASINGS] for language, texts in by_language.items()}
        for name, by_language in ways.items()
        if name in kept
    }
    beyond = yaml.safe_load((faq / "out-of-scope.yaml").read_text("utf-8"))
    few = {
        language: {kind: texts[:20] for kind, texts in kinds.items()} for language, kinds in beyond.items()
    }
    files = {
        "faq.yaml": main,
        "team.yaml": topic,
        "phrasings/team.yaml": fewest,
        "out-of-scope.yaml": few,
    }
    for name, content in files.items():
        (small / name).write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def test_the_entry_and_phrasings_that_editors_are_shown_fit_into_the_faq(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "faq", tmp_path / "faq", ignore=shutil.ignore_patterns("prepared"))
    for block in blocks("faq-editors.md", "yaml"):
        name, _, content = block.removeprefix("# ").partition("\n")
        if not name.startswith("faq/"):
            continue
        if not name.startswith("faq/phrasings/"):
            content = "".join(f"  {line}\n" for line in content.splitlines())
        file = tmp_path / name
        file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{content}", "utf-8")
    before, after = load(ROOT / "faq"), load(tmp_path / "faq")
    (added,) = set(after.entries) - set(before.entries)
    assert all(after.phrasings[added].get(language) for language in after.languages)
