"""Real processes: the sandbox and the bot, started and killed for real."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID

ROOT = Path(__file__).parents[2]
READY = "sandbox ready "
PATIENCE = 120.0
"""Seconds until a test that waits for a log gives up; a busy machine takes half a minute to start a bot."""


@dataclass
class BotProcess:
    """`gesher run` in a folder of its own, pointed at a sandbox; `others` are more settings."""

    server: str
    folder: Path
    others: dict[str, str] = field(default_factory=dict)
    process: Process | None = None

    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")},
            "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
            "TELEGRAM_API_URL": self.server,
            "STAFF_CHAT_ID": str(STAFF_CHAT_ID),
            "STAFF_LANGUAGE": "en",
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'gesher.db'}",
            "CACHE_DIR": str(ROOT / "data" / "cache"),
            "FAQ_DIR": str(ROOT / "faq"),
            "LOG_FORMAT": "json",
            "METRICS_LISTEN": "127.0.0.1:0",
            **self.others,
        }

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self.folder,
                env=self.environment(),
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    async def has_logged(self, words: str) -> None:
        """Wait until the log holds `words`."""
        async with asyncio.timeout(PATIENCE):
            # A file tells nobody when it grows.
            while words not in self.log.read_text("utf-8"):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to end; return its exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()


@asynccontextmanager
async def sandbox_process(*options: str) -> AsyncIterator[str]:
    """Run a sandbox; yields the page's address, which ends in its secret."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", *options, stdin=DEVNULL, stdout=PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        assert line.startswith(READY), line
        yield line.removeprefix(READY).strip()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


@asynccontextmanager
async def bot_process(page: str, folder: Path, **others: str) -> AsyncIterator[BotProcess]:
    """Run the bot; it is stopped at the end, whatever a test did with it."""
    bot = BotProcess(server="/".join(page.split("/")[:3]), folder=folder, others=others)
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()
