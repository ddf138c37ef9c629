"""Somebody at a terminal: types, reads what is shown, and remembers when it was shown."""

import asyncio
import os
import pty
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from tests.acceptance.processes import PATIENCE

NOWHERE = -1
CLEAR = "\r\x1b[K"
OURS = ("TELEGRAM_", "STAFF_", "DATABASE_URL", "WEBHOOK_", "METRICS_", "LC_", "LANG")


class Typist:
    """A process behind a pseudo terminal."""

    def __init__(self, process: Process, terminal: int) -> None:
        self.process = process
        self.shown: list[tuple[float, str]] = []
        self._terminal = terminal
        self._started = time.monotonic()
        self._read_to = 0
        self._grew = asyncio.Event()

    @property
    def text(self) -> str:
        """All that was shown so far."""
        return "".join(piece for _, piece in self.shown).replace(CLEAR, "").replace("\r", "")

    def hear(self) -> None:
        """Take what the process has written."""
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # it has ended, and its side of the terminal with it
            asyncio.get_running_loop().remove_reader(self._terminal)
            return
        self.shown.append((time.monotonic() - self._started, data.decode(errors="replace")))
        self._grew.set()

    async def see(self, words: str) -> None:
        """Wait until words are shown that were not seen before."""
        try:
            async with asyncio.timeout(PATIENCE):
                while (place := self.text.find(words, self._read_to)) < 0:
                    self._grew.clear()
                    await self._grew.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain for {words!r} in:\n{self.text}") from None
        self._read_to = place + len(words)

    async def answer(self, question: str, line: str = "") -> None:
        """Wait for a question and type a line."""
        await self.see(question)
        os.write(self._terminal, f"{line}\n".encode())

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)

    def hang_up(self) -> None:
        """Close the terminal's window."""
        asyncio.get_running_loop().remove_reader(self._terminal)
        os.close(self._terminal)
        self._terminal = NOWHERE
        for _ in range(2):  # from the shell, and from the system
            self.process.send_signal(signal.SIGHUP)

    def leave(self) -> None:
        """Close the terminal's window, if that was not done."""
        if self._terminal != NOWHERE:
            asyncio.get_running_loop().remove_reader(self._terminal)
            os.close(self._terminal)

    def transcript(self) -> str:
        """Return what was shown, each line with its second; what was wiped out is left out."""
        lines = []
        whole = "".join(f"\0{moment:.1f}\0{piece}" for moment, piece in self.shown)
        at = "0.0"
        for row in whole.split("\n"):
            parts = row.split("\0")
            moments, pieces = [at, *parts[1::2]], parts[0::2]
            line = "".join(pieces).rpartition(CLEAR)[2].replace("\r", "")
            at = moments[-1]
            lines.append(f"{at:>6}  {line}".rstrip())
        return "\n".join(lines) + "\n"


@asynccontextmanager
async def typing(
    folder: Path, *command: str, environment: Mapping[str, str], complaints: BinaryIO | None = None
) -> AsyncIterator[Typist]:
    """Run `python -m bot …` behind a terminal, with no settings but these; it is ended at the end.

    Args:
        folder: where it runs.
        command: with its options.
        environment: the settings.
        complaints: takes standard error, which otherwise comes to the terminal.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *command),
        cwd=folder,
        env={**inherited, **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=complaints or theirs,
        start_new_session=True,
    )
    os.close(theirs)
    typist = Typist(process, ours)
    asyncio.get_running_loop().add_reader(ours, typist.hear)
    try:
        yield typist
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        typist.leave()
