"""`gesher try`: the real bot, a pretend Telegram and a page to talk to both, on this machine."""

from bot.tryout.processes import TryoutError
from bot.tryout.running import run_tryout

__all__ = ["TryoutError", "run_tryout"]
