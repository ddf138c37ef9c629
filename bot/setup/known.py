"""What the guided first run knows: plain data, read from settings and written back as settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.domain.errors import SettingsError
from bot.domain.ids import ChatId
from bot.domain.language import Language, from_code
from bot.settings import TELEGRAM, Settings

DEFAULTS = Settings.model_construct()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known so far; empty or None where nothing is.

    Attributes:
        language: that setup itself speaks.
        bot: the name that Telegram has for the token's bot, with an @.
        title: the group's.
    """

    language: Language = Language.EN
    api_url: str = TELEGRAM
    proxy: str = ""
    token: str = ""
    bot: str = ""
    group: ChatId | None = None
    title: str = ""
    staff_language: Language = DEFAULTS.staff_language
    staff_hours: str = DEFAULTS.staff_hours
    staff_timezone: str = DEFAULTS.staff_timezone.key

    def settings(self) -> Settings:
        """Return as much of it as is needed to talk to Telegram."""
        return Settings.model_construct(
            telegram_bot_token=SecretStr(self.token),
            telegram_api_url=self.api_url,
            telegram_proxy=SecretStr(self.proxy) if self.proxy else None,
            staff_chat_id=self.group,
        )


def known_from(values: Mapping[str, str], language: Language) -> Known:
    """Take over what settings say already; what cannot be read counts as not said."""
    number = values.get("STAFF_CHAT_ID", "")
    return Known(
        language=language,
        api_url=values.get("TELEGRAM_API_URL", "").rstrip("/") or TELEGRAM,
        proxy=values.get("TELEGRAM_PROXY", ""),
        token=values.get("TELEGRAM_BOT_TOKEN", "") or _token_in(values.get("TELEGRAM_BOT_TOKEN_FILE", "")),
        group=ChatId(int(number)) if number.removeprefix("-").isdecimal() else None,
        staff_language=from_code(values.get("STAFF_LANGUAGE")) or DEFAULTS.staff_language,
        staff_hours=values.get("STAFF_HOURS") or DEFAULTS.staff_hours,
        staff_timezone=values.get("STAFF_TIMEZONE") or DEFAULTS.staff_timezone.key,
    )


def as_settings(known: Known, token_file: str) -> dict[str, str]:
    """Return what is known as settings, by name.

    Args:
        known: what is known.
        token_file: a file that settings or environment name for the token alone; empty for none. The token
            stays there unless it is another one: the bot wants it in one place.
    """
    written = {
        "TELEGRAM_BOT_TOKEN": known.token,
        "STAFF_CHAT_ID": "" if known.group is None else str(known.group),
        # The bot's reader of .env fills in ${NAME}, in quotes, too; to a proxy both ways to write it are one.
        "TELEGRAM_PROXY": known.proxy.replace("${", "%24{"),
        "STAFF_LANGUAGE": str(known.staff_language),
        "STAFF_HOURS": known.staff_hours,
        "STAFF_TIMEZONE": known.staff_timezone,
    }
    if token_file:
        is_there = _token_in(token_file) == known.token
        written["TELEGRAM_BOT_TOKEN" if is_there else "TELEGRAM_BOT_TOKEN_FILE"] = ""
    return written


def masked(name: str, value: str) -> str:
    """Return a setting's value as it may be shown: of a token the bot's number, of a proxy no password."""
    if name == "TELEGRAM_BOT_TOKEN" and value:
        return f"{value.partition(':')[0][:12]}:…"
    if name == "TELEGRAM_PROXY" and "@" in value:
        return f"{urlsplit(value).scheme}://…@{value.rpartition('@')[2]}"
    return value


def _token_in(file: str) -> str:
    try:
        return Settings.model_construct(telegram_bot_token_file=Path(file)).token() if file else ""
    except SettingsError:
        return ""
