"""One bot after another, each killed: started by the zygote, on one database and one sandbox."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from tests.acceptance.processes import ROOT

SECRET = "soak"


@dataclass
class Life:
    """A bot that was started; it ends by itself or is killed."""

    pid: int
    ended: "asyncio.Task[int]"

    async def lasts(self, seconds: float) -> bool:
        """Whether it still lives after so many seconds."""
        done, _ = await asyncio.wait({self.ended}, timeout=seconds)
        return not done

    async def end(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it; return its exit status, which is negative after a signal."""
        if not self.ended.done():
            with suppress(ProcessLookupError):
                os.kill(self.pid, how)
        return await self.ended


class Lives:
    """Starts them."""

    def __init__(self, zygote: Process, environment: dict[str, str], folder: Path, program: str) -> None:
        self._zygote = zygote
        self._environment = environment
        self._folder = folder
        self._program = program

    @property
    def log(self) -> str:
        """What all of them have logged."""
        return (self._folder / "bot.log").read_text("utf-8")

    async def start(self, crash_at: str = "") -> Life:
        """Start one, which is to die at a named point if one is given; the one before must have ended."""
        environment = self._environment | {"GESHER_CRASH_AT": crash_at}
        order = {"program": self._program, "folder": str(self._folder), "environment": environment}
        pid = int((await self._order({"start": order}))["pid"])
        return Life(pid=pid, ended=asyncio.create_task(self._wait(pid)))

    async def _wait(self, pid: int) -> int:
        return int((await self._order({"wait": pid}))["status"])

    async def _order(self, order: dict[str, Any]) -> Any:
        assert self._zygote.stdin
        assert self._zygote.stdout
        self._zygote.stdin.write(json.dumps(order).encode() + b"\n")
        return json.loads(await self._zygote.stdout.readline())


@asynccontextmanager
async def lives(
    page: str, folder: Path, database: str, *, webhook: bool = False, program: str = "gesher"
) -> AsyncIterator[Lives]:
    """Get ready to start bots on a sandbox and a database."""
    environment = {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
        "TELEGRAM_API_URL": "/".join(page.split("/")[:3]),
        "STAFF_CHAT_ID": str(STAFF_CHAT_ID),
        "STAFF_LANGUAGE": "en",
        "DATABASE_URL": database,
        "CACHE_DIR": str(ROOT / "data" / "cache"),
        "FAQ_DIR": str(ROOT / "faq"),
        "MATCH_ENGINE": "lexical",
        "SENDS_PER_SECOND": "1000",
        "METRICS_LISTEN": "127.0.0.1:0",
        "LOG_FORMAT": "json",
    }
    if webhook:
        listen = f"127.0.0.1:{free_port()}"
        environment |= {
            "WEBHOOK_URL": f"http://{listen}/telegram",
            "WEBHOOK_LISTEN": listen,
            "WEBHOOK_SECRET": SECRET,
        }
    zygote = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.soak.zygote",
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    assert zygote.stdin
    assert zygote.stdout
    try:
        await zygote.stdout.readline()
        yield Lives(zygote, environment, folder, program)
    finally:
        zygote.stdin.close()
        await zygote.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
