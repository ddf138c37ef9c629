"""`python -m bot.sandbox`: serves until it is interrupted."""

import argparse
import asyncio
import secrets
import signal
import sys

from bot.sandbox import DEFAULT_TOKEN, serve
from bot.sandbox.rates import USUAL_LIMITS


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot.sandbox", description="A small Telegram on loopback."
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot's token (default: the sandbox's own)")
    parser.add_argument(
        "--secret", default=secrets.token_urlsafe(18), help="path of the page (default: random)"
    )
    parser.add_argument("--no-limits", action="store_true", help="never answer 429")
    parser.add_argument("--no-topics", action="store_true", help="the staff group is no forum")
    return parser.parse_args()


async def _run(arguments: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    limits = None if arguments.no_limits else USUAL_LIMITS
    async with serve(
        port=arguments.port,
        token=arguments.token,
        secret=arguments.secret,
        limits=limits,
        topics=not arguments.no_topics,
    ) as base:
        sys.stdout.write(f"sandbox ready {base}/{arguments.secret}/\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    try:
        asyncio.run(_run(_arguments()))
    except (OSError, ValueError) as error:
        sys.exit(f"python -m bot.sandbox: {error}")
