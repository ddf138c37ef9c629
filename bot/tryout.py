"""`gesher try`: the bot and a pretend Telegram as two processes, and a page to talk to them."""

import asyncio
import os
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from bot.domain.errors import GesherError
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID

STOP_WITHIN = 6.0
READY = "sandbox ready "


class TryoutError(GesherError):
    """One of the two processes did not start or ended by itself."""


async def run_tryout(console: Console) -> None:
    """Start both, print the page's address, wait for Ctrl-C, stop both.

    Raises:
        TryoutError: if one of them ends by itself.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    with tempfile.TemporaryDirectory(prefix="gesher-try-") as folder:
        sandbox = await _start("bot.sandbox", "--port", "0", stdout=PIPE)
        started = [sandbox]
        try:
            address = await _address(sandbox)
            started.append(await _start("bot", "run", environment=_bot_environment(address, Path(folder))))
            console.print(f"Open [bold]{address}[/] and write as a founder; answer as staff beside it.")
            console.print("Nothing leaves this machine. Ctrl-C stops.")
            await _wait(stop, {"sandbox": started[0], "bot": started[1]})
        finally:
            await asyncio.gather(*(_stop(process) for process in started))


def _bot_environment(address: str, folder: Path) -> dict[str, str]:
    server = "/".join(address.split("/")[:3])
    return {
        "LOG_LEVEL": "WARNING",
        **os.environ,
        "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
        "TELEGRAM_BOT_TOKEN_FILE": "",
        "TELEGRAM_API_URL": server,
        "TELEGRAM_PROXY": "",
        "STAFF_CHAT_ID": str(STAFF_CHAT_ID),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'gesher.db'}",
        "WEBHOOK_URL": "",
    }


async def _start(
    module: str, *arguments: str, stdout: int | None = None, environment: dict[str, str] | None = None
) -> Process:
    # A session of its own, so that Ctrl-C reaches only this process, which stops the others in order.
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=stdout,
        env=environment,
        start_new_session=True,
    )


async def _address(sandbox: Process) -> str:
    if sandbox.stdout is None:
        raise TryoutError("the sandbox has no output to read its address from")
    line = (await sandbox.stdout.readline()).decode().strip()
    if not line.startswith(READY):
        raise TryoutError("the sandbox did not start: run `python -m bot.sandbox` to see why")
    return line.removeprefix(READY)


async def _wait(stop: asyncio.Event, processes: dict[str, Process]) -> None:
    stopped = asyncio.create_task(stop.wait())
    ends = {asyncio.create_task(process.wait(), name=name) for name, process in processes.items()}
    await asyncio.wait({stopped, *ends}, return_when=asyncio.FIRST_COMPLETED)
    for task in (stopped, *ends):
        task.cancel()
    if not stop.is_set():
        ended = next(task for task in ends if task.done() and not task.cancelled())
        raise TryoutError(f"the {ended.get_name()} ended by itself with code {ended.result()}: see above")


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(STOP_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
