"""Learns the FAQ in a process of its own: it takes minutes, and founders must not wait for that."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.domain.errors import GesherError

NICENESS = 19
"""The kernel's lowest rank: the bot goes first. The bot's environment keeps the child to one core too."""


class LearningError(GesherError):
    """A FAQ could not be learnt; the words say why."""


async def learn_aside(*, faq: Path, to: Path, engine: str) -> None:
    """Leave in a folder what the matcher needs of the FAQ as it is now; quick when it is there already.

    Args:
        faq: FAQ_DIR.
        to: CACHE_DIR.
        engine: "hybrid" or "lexical".

    Raises:
        LearningError: if the process fails, with the last line that it said.
    """
    command = ("-m", "bot", "faq", "prepare", "--to", str(to), "--engine", engine)
    await run_aside(sys.executable, *command, environment={"FAQ_DIR": str(faq)})


async def run_aside(*command: str, environment: Mapping[str, str]) -> None:
    """Run a command behind everything else; cancelling kills it and whatever it started.

    Args:
        command: program and arguments.
        environment: beside what this process has.

    Raises:
        LearningError: if it ends with another code than 0.
    """
    start = asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **environment},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        start_new_session=True,  # Ctrl-C reaches only this process, which kills the child itself
    )
    # Cancelled while it starts, asyncio would end the child alone, and those that it has started live on.
    starting = asyncio.create_task(start)
    try:
        child = await asyncio.shield(starting)
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, child.pid, NICENESS)
        _, said = await child.communicate()
    finally:
        child = await starting
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
            await child.wait()
    if child.returncode:
        raise LearningError(_why(child.returncode, said.decode("utf-8", "replace")))


def _why(code: int, said: str) -> str:
    lines = said.strip().splitlines()
    end = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
    return f"{end}: {lines[-1].strip()}" if lines else end
