"""A small Telegram on loopback: the Bot API over real HTTP, and a page to play founder and staff.

It knows nothing of the bot. `tests/unit/sandbox` shows what it models; methods and fields beyond that are
refused or left out, not guessed.
"""

from bot.sandbox.rates import Limits
from bot.sandbox.server import create_app, serve
from bot.sandbox.state import DEFAULT_TOKEN
from bot.sandbox.world import STAFF_CHAT_ID

__all__ = ["DEFAULT_TOKEN", "STAFF_CHAT_ID", "Limits", "create_app", "serve"]
