"""The order of the steps, the way back and past them, and what is kept when somebody stops in the middle."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path

from bot.conversation.texts import Texts
from bot.domain.errors import GesherError, UsageError
from bot.domain.language import Language
from bot.settings import ENV_FILE, TELEGRAM, setting_names
from bot.setup.env_file import read_env
from bot.setup.group import find_group
from bot.setup.host import PAUSE, BackError, Host, SkippedError, words
from bot.setup.known import Known, known_from
from bot.setup.opening import ask_token, choose_language, find_line, guess_language
from bot.setup.rights import give_rights
from bot.setup.saving import keep, save
from bot.setup.staff import ask_staff
from bot.setup.terminal import EndOfInputError, RealTerminal, Terminal
from bot.setup.trial import try_out

Step = Callable[[Host, Known], Awaitable[Known]]
STEPS: tuple[tuple[str, Step], ...] = (
    ("line", find_line),
    ("token", ask_token),
    ("group", find_group),
    ("rights", give_rights),
    ("staff", ask_staff),
    ("file", save),
    ("trial", try_out),
)
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ClosedError(UsageError):
    """There is no terminal, or not any more; the words say what was kept."""


class StoppedError(GesherError):
    """Somebody stopped in the middle; the words say what was kept."""


class Wizard:
    """Leads through the steps.

    Attributes:
        known: what the steps done so far have found out.
    """

    def __init__(self, host: Host, known: Known) -> None:
        self.host = host
        self.known = known

    async def choose_language(self) -> None:
        """Ask in which language to go on."""
        self.known = await choose_language(self.host, self.known)
        self.host = replace(self.host, language=self.known.language)

    async def lead(self) -> None:
        """Do each step; `-` passes over one, `<` goes back to the one before."""
        self.host.say("welcome", file=str(self.host.file))
        if self.known.api_url != TELEGRAM:
            self.host.say("other-server", url=self.known.api_url)
        place = 0
        while place < len(STEPS):
            place = await self._after(place)
        self.host.terminal.say("")
        self.host.say("next")

    async def _after(self, place: int) -> int:
        """Do a step; return the place of the one that follows."""
        name, step = STEPS[place]
        self.host.terminal.say("")
        self.host.say("step", place=f"{place + 1}/{len(STEPS)}", title=self.host.words(f"step-{name}"))
        try:
            self.known = await step(self.host, self.known)
        except SkippedError:
            self.host.say("skipped")
        except BackError:
            return max(place - 1, 0)
        return place + 1


async def run_setup(language: Language | None) -> None:
    """Lead whoever sits at this terminal to the settings that gesher reads in this folder; see `lead`."""
    if not sys.stdin.isatty():
        raise ClosedError(words(Texts.load(), language or guess_language(os.environ), "no-terminal"))
    _cancel_on_signals()
    with RealTerminal(sys.stdin.fileno(), sys.stdout) as terminal:
        await lead(language, ENV_FILE, terminal=terminal)


async def lead(
    language: Language | None,
    file: Path,
    *,
    terminal: Terminal,
    environ: Mapping[str, str] = os.environ,
    pause: float = PAUSE,
) -> None:
    """Lead somebody from a token to a running desk.

    Args:
        language: to speak; None asks first.
        file: of settings, to be written.
        terminal: to speak by.
        environ: settings there go before the file.
        pause: seconds between two looks at what others do.

    Raises:
        StoppedError: on Ctrl-C; says what was kept.
        ClosedError: if there is no terminal, or it is closed in the middle; says what was kept.
        UsageError: if the file cannot be read or written.
    """
    spoken = language or guess_language(environ)
    host = Host(
        terminal=terminal, texts=Texts.load(), language=spoken, file=file, environ=environ, pause=pause
    )
    wizard = Wizard(host, known_from(_values(file, environ), spoken))
    try:
        if language is None:
            await wizard.choose_language()
        await wizard.lead()
    except asyncio.CancelledError:
        raise StoppedError(f"\n{keep(wizard.host, wizard.known)}") from None
    except EndOfInputError:
        raise ClosedError(f"\n{keep(wizard.host, wizard.known)}") from None


def _values(file: Path, environ: Mapping[str, str]) -> dict[str, str]:
    _, values = read_env(file)
    return values | {name: environ[name] for name in setting_names() if name in environ}


def _cancel_on_signals() -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def cancel() -> None:
        # Once: a terminal that is closed hangs up twice, and the second must not interrupt the tidying up.
        if task is not None and not task.cancelling():
            task.cancel()

    for name in STOPPING:
        loop.add_signal_handler(name, cancel)
