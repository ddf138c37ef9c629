"""What `gesher doctor` says of how updates come in."""

from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.domain.errors import SettingsError
from bot.domain.finding import Finding
from bot.settings import Settings

WHAT = "updates"


async def check_webhook(bot: Bot, settings: Settings) -> Finding:
    """Compare the settings with what Telegram has been told, and pass on how its calls go."""
    try:
        address = settings.webhook()
        info = await bot.get_webhook_info()
    except SettingsError as error:
        return Finding(what=WHAT, well=False, state=str(error))  # its words hold the cure
    except TelegramError as error:
        return Finding(what=WHAT, well=False, state=str(error), cure="check the network")
    if address is None:
        found = f"; the webhook {info.url} is taken away at the start" if info.url else ""
        return Finding(what=WHAT, well=True, state=f"by long polling{found}")
    if info.url != address.url:
        return Finding(what=WHAT, well=True, state="by webhook, which is set at the start")
    return _calls(info)


def _calls(info: WebhookInfo) -> Finding:
    pending = info.pending_update_count
    if not pending or not info.last_error_message:
        return Finding(what=WHAT, well=True, state=f"by webhook, {pending} wait at Telegram")
    state = f"by webhook, {pending} wait at Telegram, whose last call failed ({info.last_error_message})"
    cure = "have the web server at WEBHOOK_URL pass the path unchanged on to WEBHOOK_LISTEN"
    return Finding(what=WHAT, well=False, state=state, cure=cure)
