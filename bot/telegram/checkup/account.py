"""Is the token good, and does nobody else receive with it?"""

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.domain.errors import SettingsError
from bot.domain.finding import Finding
from bot.settings import Settings
from bot.telegram.client import DeskBot
from bot.telegram.errors import is_webhook_set
from bot.telegram.receive import ALLOWED_UPDATES

LISTENING = 4
"""Seconds: another program, sent away by this poll, comes back within them and ends it."""
PATIENCE = 10


def token_problem(settings: Settings) -> Finding | None:
    """Return what is wrong with the token as it is written; None if nothing is."""
    try:
        settings.token()
    except SettingsError as error:
        state, _, cure = str(error).partition(": ")
        return Finding(what="token", well=False, state=state, cure=cure)
    return None


async def check_token(bot: Bot) -> Finding:
    """Have Telegram say whose token it is; the bot is initialised after that, if it is somebody's."""
    try:
        await bot.initialize()
    except InvalidToken as error:
        if "parsing the server response" in f"{error} {error.__cause__}".lower():
            state = "not checked: what answers in Telegram's place sends a page of its own"
            cure = "check TELEGRAM_API_URL, and the proxy: it must pass on calls to Telegram unchanged"
            return Finding(what="token", well=False, state=state, cure=cure)
        state = "Telegram refuses it: it is wrong, or was revoked"
        cure = "copy the one in force from @BotFather (/mybots > the bot > API Token) into .env"
        return Finding(what="token", well=False, state=state, cure=cure)
    except TelegramError as error:
        return Finding(what="token", well=False, state=f"not checked ({error})", cure="run it again")
    return Finding(what="token", well=True, state=f"@{bot.username}")


async def check_alone(bot: DeskBot) -> Finding:
    """See whether another program receives with this token; only while the desk itself does not.

    What waits stays at Telegram: without an offset a poll confirms nothing.
    """
    what = "receiving"
    try:
        await bot.get_raw_updates(0, seconds=LISTENING, patience=PATIENCE, allowed=ALLOWED_UPDATES)
    except Conflict as error:
        if is_webhook_set(error):
            return Finding(what=what, well=True, state="Telegram calls a webhook")
        state = "another program receives with this token and takes messages away"
        cure = "stop it, or get a new token from @BotFather (/revoke), which shuts it out"
        return Finding(what=what, well=False, state=state, cure=cure)
    except TelegramError as error:
        return Finding(what=what, well=False, state=str(error), cure="check the network, run it again")
    return Finding(what=what, well=True, state="no other program receives with this token")
