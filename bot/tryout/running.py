"""Serves the sandbox in this process's loop, and owns the bot's process."""

import asyncio
import os
import secrets
import signal
import tempfile
from pathlib import Path

from rich.console import Console

from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID, serve
from bot.tryout.desk_side import DeskSide
from bot.tryout.processes import BotProcess, TryoutError

STOP_WITHIN = 0.7
"""Seconds that the bot has to end after Ctrl-C: all that it knows is thrown away anyway."""
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def run_tryout(console: Console) -> None:
    """Start both, print the page's address, wait for Ctrl-C, stop both.

    Raises:
        TryoutError: if the bot ends by itself.
    """
    stop = asyncio.Event()
    for name in STOPPING:
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    bot, secret = BotProcess(), secrets.token_urlsafe(18)
    with tempfile.TemporaryDirectory(prefix="gesher-try-") as folder:
        desk = DeskSide(bot, Path(folder) / "gesher.db")
        async with serve(secret=secret, beside=desk.routes()) as server:
            bot.give(_environment(server, desk.database_url))
            try:
                await bot.start()
                console.print(
                    f"Open [bold]{server}/{secret}/[/] and write as a founder; answer as staff beside it."
                )
                console.print("Nothing leaves this machine. Ctrl-C stops.")
                await _wait(stop, bot)
            finally:
                await bot.stop(STOP_WITHIN)
                await desk.close()


def _environment(server: str, database_url: str) -> dict[str, str]:
    return {
        "LOG_LEVEL": "WARNING",
        **os.environ,
        "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
        "TELEGRAM_BOT_TOKEN_FILE": "",
        "TELEGRAM_API_URL": server,
        "TELEGRAM_PROXY": "",
        "STAFF_CHAT_ID": str(STAFF_CHAT_ID),
        "DATABASE_URL": database_url,
        "DATABASE_URL_FILE": "",
        "WEBHOOK_URL": "",
        "METRICS_LISTEN": "",
    }


async def _wait(stop: asyncio.Event, bot: BotProcess) -> None:
    stopped, fallen = asyncio.create_task(stop.wait()), asyncio.create_task(bot.falls())
    await asyncio.wait({stopped, fallen}, return_when=asyncio.FIRST_COMPLETED)
    for task in (stopped, fallen):
        task.cancel()
    if not stop.is_set():
        raise TryoutError(f"the bot ended by itself with code {fallen.result()}: see above")
