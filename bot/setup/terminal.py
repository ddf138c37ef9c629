"""The terminal as the steps see it, and the real one."""

import asyncio
import os
import termios
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

LONGEST_LINE = 4096
CLEAR = "\r\x1b[K"


class EndOfInputError(Exception):
    """Nobody will answer any more."""


class Terminal(Protocol):
    """Somebody to talk to."""

    def say(self, line: str) -> None:
        """Show a line; where the terminal is closed, nothing happens."""
        ...

    async def ask(self, prompt: str, *, hidden: bool = False) -> str:
        """Show a prompt and return the line that is typed; it may be cancelled.

        Args:
            prompt: ends in a space.
            hidden: what is typed is not shown.

        Raises:
            EndOfInputError: if the terminal is closed, or Ctrl-D is typed.
        """
        ...


class RealTerminal:
    """A terminal to read from and what it shows.

    What is typed is shown only while something is asked that may be seen: a token may be pasted too early.

    Args:
        source: the number of an open file that is a terminal.
        target: where its lines go.
    """

    def __init__(self, source: int, target: TextIO) -> None:
        self._input = source
        self._target = target
        self._prompt = ""
        self._before = termios.tcgetattr(source)

    def __enter__(self) -> Self:
        self._echo(shown=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(termios.error):  # it hung up
            termios.tcsetattr(self._input, termios.TCSADRAIN, self._before)

    def say(self, line: str) -> None:
        """Show a line; where a prompt waits, above it."""
        self._write(f"{CLEAR}{line}\n{self._prompt}" if self._prompt else f"{line}\n")

    async def ask(self, prompt: str, *, hidden: bool = False) -> str:
        """See `Terminal`."""
        loop = asyncio.get_running_loop()
        typed: asyncio.Future[str] = loop.create_future()
        loop.add_reader(self._input, self._read, typed)
        self._prompt = prompt
        try:
            self._echo(shown=not hidden)
            self._write(prompt)
            line = await typed
            if hidden:
                self._write("\n")
        except asyncio.CancelledError:
            self._write(CLEAR)
            raise
        else:
            return line
        finally:
            self._echo(shown=False)
            loop.remove_reader(self._input)
            self._prompt = ""

    def _read(self, typed: asyncio.Future[str]) -> None:
        if typed.done():
            return
        try:
            data = os.read(self._input, LONGEST_LINE)
        except OSError:  # it hung up
            data = b""
        if data:
            typed.set_result(data.decode(errors="replace").strip())
        else:
            typed.set_exception(EndOfInputError())

    def _echo(self, *, shown: bool) -> None:
        how = [*self._before]
        how[3] = how[3] | termios.ECHO if shown else how[3] & ~termios.ECHO
        with suppress(termios.error):  # it hung up
            termios.tcsetattr(self._input, termios.TCSADRAIN, how)

    def _write(self, text: str) -> None:
        try:
            self._target.write(text)
            self._target.flush()
        except OSError:  # it hung up: all else goes nowhere, also what Python flushes at its end
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), self._target.fileno())
