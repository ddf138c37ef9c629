"""The real terminal, played by a pseudo terminal."""

import asyncio
import io
import os
import pty
import termios
from collections.abc import Iterator

import pytest

from bot.setup.terminal import CLEAR, EndOfInputError, RealTerminal


@pytest.fixture
def keyboard() -> Iterator[tuple[int, int]]:
    """Both ends of a pseudo terminal: where somebody types, and where that is read."""
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def echoed(keyboard: int, last: bytes) -> bytes:
    """Return all that was echoed up to these bytes, which may take the system a moment."""
    seen = b""
    while last not in seen:
        seen += os.read(keyboard, 1000)
    return seen


async def test_what_is_typed_is_shown_only_while_something_is_asked_that_may_be_seen(
    keyboard: tuple[int, int],
) -> None:
    ours, theirs = keyboard
    out = io.StringIO()
    with RealTerminal(theirs, out) as terminal:
        os.write(ours, b"too early\n")
        assert await terminal.ask("Token: ", hidden=True) == "too early"
        asking = asyncio.create_task(terminal.ask("Token: ", hidden=True))
        await asyncio.sleep(0)
        os.write(ours, b"hidden\n")
        assert await asking == "hidden"
        asking = asyncio.create_task(terminal.ask("Name: "))
        await asyncio.sleep(0)
        os.write(ours, b"  shown \n")
        assert await asking == "shown"
        assert echoed(ours, b"\n") == b"  shown \r\n"
    assert termios.tcgetattr(theirs)[3] & termios.ECHO
    assert out.getvalue() == "Token: \nToken: \nName: "


async def test_a_line_comes_above_the_question_that_waits(keyboard: tuple[int, int]) -> None:
    _, theirs = keyboard
    out = io.StringIO()
    with RealTerminal(theirs, out) as terminal:
        asking = asyncio.create_task(terminal.ask("Waiting: "))
        await asyncio.sleep(0)
        terminal.say("news")
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        terminal.say("more")
    assert out.getvalue() == f"Waiting: {CLEAR}news\nWaiting: {CLEAR}more\n"


async def test_ctrl_d_ends_it(keyboard: tuple[int, int]) -> None:
    ours, theirs = keyboard
    with RealTerminal(theirs, io.StringIO()) as terminal:
        os.write(ours, b"\x04")
        with pytest.raises(EndOfInputError):
            await terminal.ask("Name: ")


async def test_one_that_hangs_up_is_told_nothing_more_and_makes_no_fuss() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "rb") as source, os.fdopen(os.dup(theirs), "w", encoding="utf-8") as out:
        with RealTerminal(source.fileno(), out) as terminal:
            terminal.say("before")
            os.close(ours)
            with pytest.raises(EndOfInputError):
                await terminal.ask("Name: ")
            terminal.say("after")
        out.write("the last words")
