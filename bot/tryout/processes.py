"""The bot as a process that is started, stopped, killed and started again to order."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.domain.errors import GesherError


class TryoutError(GesherError):
    """The bot did not start or ended by itself."""


class BotProcess:
    """`python -m bot run`.

    Attributes:
        starts: how often it was started.
    """

    def __init__(self) -> None:
        self.starts = 0
        self._environment: Mapping[str, str] = {}
        self._process: Process | None = None
        self._guard: asyncio.Task[None] | None = None
        self._fell: asyncio.Queue[int] = asyncio.Queue()

    def give(self, environment: Mapping[str, str]) -> None:
        """Set the environment that it is started with."""
        self._environment = environment

    @property
    def is_alive(self) -> bool:
        """Whether there is a process that has not ended."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it, unless it runs."""
        if self.is_alive:
            return
        # A session of its own: Ctrl-C reaches only this process, which stops the bot in order.
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            stdin=asyncio.subprocess.DEVNULL,
            env=dict(self._environment),
            start_new_session=True,
        )
        self.starts += 1
        self._guard = asyncio.create_task(self._watch(self._process))

    async def stop(self, within: float) -> None:
        """Ask it to end; kill it if it has not within so many seconds."""
        process = self._release()
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(within):
                await process.wait()
        except TimeoutError:
            await _kill(process)

    async def kill(self) -> None:
        """End it as a power cut would."""
        process = self._release()
        if process is not None:
            await _kill(process)

    async def falls(self) -> int:
        """Wait until it ends by itself; return its code."""
        return await self._fell.get()

    def _release(self) -> Process | None:
        """Return the process that runs, whose end is no surprise any more."""
        if self._guard is not None:
            self._guard.cancel()
        return self._process if self.is_alive else None

    async def _watch(self, process: Process) -> None:
        self._fell.put_nowait(await process.wait())


async def _kill(process: Process) -> None:
    for pid in (process.pid, *_children(process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    await process.wait()


def _children(pid: int) -> list[int]:
    """Return what it has started, such as who learns the FAQ: nobody else would stop that (Linux only)."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except OSError:
        return []
    return [int(child) for child in listed.split()]
