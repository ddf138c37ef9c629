"""Every setting, read once at start from the environment and `.env`; all problems are reported together."""

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.addresses import SECRET_FORM, WebhookAddress, read_listen, read_webhook_path
from bot.calendars import is_known
from bot.domain.errors import SettingsError
from bot.domain.ids import ChatId
from bot.domain.language import Language
from bot.domain.week import read_week
from bot.resources import FAQ, faq_folder, gate_folder

ENV_FILE = Path(".env")
TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]+")
CLAIMED_PREFIXES = (
    *("TELEGRAM_", "STAFF_", "FOUNDERS_", "WEBHOOK_", "METRICS_", "FAQ_", "DATABASE_URL", "GESHER_"),
)
TELEGRAM = "https://api.telegram.org"

DATABASE_URL = "sqlite+aiosqlite:///data/gesher.db"
CHINA = "CN"

Optional = BeforeValidator(lambda value: None if value == "" else value)  # `NAME=` in .env means "not set"


def _zone(value: object) -> object:
    try:
        return ZoneInfo(value) if isinstance(value, str) else value
    except (LookupError, ValueError, OSError) as error:  # unknown, out of the folder, a folder itself
        raise ValueError(
            f'there is no time zone "{value}": take a name such as Asia/Shanghai, from the tz database'
        ) from error


Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]


class Settings(BaseSettings):
    """The desk's settings; `.env.example` says what each is for."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    telegram_bot_token: Annotated[SecretStr | None, Optional] = None
    telegram_bot_token_file: Annotated[Path | None, Optional] = None
    telegram_api_url: str = TELEGRAM
    telegram_proxy: Annotated[SecretStr | None, Optional] = None
    staff_chat_id: Annotated[int | None, Optional] = None
    staff_language: Language = Language.ZH
    staff_relay: Literal["topic", "reply"] = "topic"
    staff_hours: str = "Mon-Fri 09:00-18:00"
    staff_timezone: Zone = ZoneInfo("Asia/Shanghai")
    staff_holidays: str = CHINA
    answer_within: float = Field(default=8, gt=0, le=80)
    founders_timezone: Zone = ZoneInfo("Asia/Jerusalem")
    retention_days: int = Field(default=365, ge=30, le=3650)
    database_url_file: Annotated[Path | None, Optional] = None
    database_url: str = Field(default=DATABASE_URL, validate_default=True, repr=False)
    cache_dir: Path = Path("data/cache")
    gate_questions: Annotated[Path | None, Optional] = None
    faq_dir: Annotated[Path, AfterValidator(faq_folder)] = Field(default=FAQ, validate_default=True)
    match_engine: Literal["hybrid", "lexical"] = "hybrid"
    wrong_cost: float = Field(default=10, ge=2, le=1000)
    webhook_url: Annotated[str | None, Optional] = None
    webhook_secret: Annotated[SecretStr | None, Optional] = None
    webhook_secret_file: Annotated[Path | None, Optional] = None
    webhook_listen: str = "127.0.0.1:8080"
    metrics_listen: str = "127.0.0.1:9464"
    sends_per_second: float = Field(default=30, gt=0, le=1000)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("staff_hours")
    @classmethod
    def _is_week(cls, value: str) -> str:
        read_week(value)
        return value

    @field_validator("staff_holidays")
    @classmethod
    def _is_country(cls, value: str) -> str:
        if value in ("", CHINA) or is_known(value):  # the usual ones without loading a library
            return value
        raise ValueError(
            f'"{value}" is no country whose holidays are known: take two capital letters such as CN, '
            "or leave it empty for none"
        )

    @field_validator("telegram_api_url")
    @classmethod
    def _is_http(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _from_file(cls, value: str, info: ValidationInfo) -> str:
        path = info.data.get("database_url_file")
        if path is None:
            return value
        if value != DATABASE_URL:
            raise ValueError("DATABASE_URL_FILE is set, too: keep one of them")
        try:
            return _content("DATABASE_URL", path)
        except SettingsError as error:
            raise ValueError(str(error)) from error

    @field_validator("webhook_url")
    @classmethod
    def _can_be_called(cls, value: str | None) -> str | None:
        if value is not None:
            read_webhook_path(value)
        return value

    @field_validator("webhook_listen", "metrics_listen")
    @classmethod
    def _can_be_listened_on(cls, value: str, info: ValidationInfo) -> str:
        if value or info.field_name == "webhook_listen":
            read_listen(value)
        return value

    @field_validator("gate_questions")
    @classmethod
    def _is_folder(cls, value: Path | None) -> Path | None:
        if value and not value.is_dir():
            raise ValueError("there is no such folder: name one with YAML files of labelled questions")
        return value

    def gate_folder(self) -> Path | None:
        """Return the folder of labelled questions that teaching is tried on; None where there is none."""
        return self.gate_questions or gate_folder()

    def token(self) -> str:
        """Return the bot's token.

        Raises:
            SettingsError: if it is missing, given twice, unreadable or malformed; never repeating it.
        """
        token = _secret("TELEGRAM_BOT_TOKEN", self.telegram_bot_token, self.telegram_bot_token_file)
        if not token:
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN is not set: put the token that @BotFather gave you into .env "
                "(or try the desk without one: gesher try)"
            )
        if not TOKEN_FORM.fullmatch(token):
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN is malformed: it looks like digits, a colon and some 35 letters; "
                "copy it again from @BotFather"
            )
        return token

    def webhook(self) -> WebhookAddress | None:
        """Return where Telegram is to call; None for long polling.

        Raises:
            SettingsError: if the secret is missing, given twice, unreadable or malformed, never repeating it;
                or if Telegram itself is to call an address that is not https.
        """
        if self.webhook_url is None:
            return None
        if self.telegram_api_url == TELEGRAM and not self.webhook_url.startswith("https://"):
            raise SettingsError("WEBHOOK_URL must start with https://: Telegram calls no other address")
        secret = _secret("WEBHOOK_SECRET", self.webhook_secret, self.webhook_secret_file)
        if not secret:
            raise SettingsError(
                "WEBHOOK_SECRET is not set, and with WEBHOOK_URL Telegram has to show one: take what "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' prints"
            )
        if not SECRET_FORM.fullmatch(secret):
            raise SettingsError("WEBHOOK_SECRET is malformed: take 1 to 256 of A-Z a-z 0-9 _ -")
        return WebhookAddress(url=self.webhook_url, path=read_webhook_path(self.webhook_url), secret=secret)

    def staff_chat(self) -> ChatId:
        """Return the staff group's id.

        Raises:
            SettingsError: if it is not set.
        """
        if self.staff_chat_id is None:
            raise SettingsError(
                "STAFF_CHAT_ID is not set: add the bot to the staff group and put the group's id "
                "(a negative number such as -1001234567890) into .env"
            )
        return ChatId(self.staff_chat_id)


def _secret(name: str, value: SecretStr | None, path: Path | None) -> str:
    """Return a secret that stands in a setting or in the file that another one names; empty if in neither."""
    if value and path:
        raise SettingsError(f"{name} and {name}_FILE are both set: keep one of them")
    if path is None:
        return value.get_secret_value().strip() if value else ""
    return _content(name, path)


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{name}_FILE {path} cannot be read ({error.__class__.__name__}): "
            "check the path and its permissions"
        ) from error


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: naming every problem, one a line, each with its cure.
    """
    problems = [_misspelt(name) for name in sorted(environ) if _is_misspelt(name)]
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [_say(str(item["loc"][0]), item["type"], item["msg"]) for item in error.errors()]
    except UnicodeDecodeError as error:
        problems.append(f"{ENV_FILE} is not UTF-8 text (byte {error.start}): save it as UTF-8")
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def setting_names() -> list[str]:
    """Return the names of all settings as they are written in the environment."""
    return [name.upper() for name in Settings.model_fields]


def _is_misspelt(name: str) -> bool:
    # Other programs' variables may begin alike, so only a near miss of one of ours is refused.
    known = setting_names()
    return (
        name.startswith(CLAIMED_PREFIXES)
        and name not in known
        and bool(difflib.get_close_matches(name, known, n=1, cutoff=0.85))
    )


def _misspelt(name: str) -> str:
    near = difflib.get_close_matches(name.upper(), setting_names(), n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else "see .env.example for all of them"
    return f"{name} is not a setting: {hint}"


def _say(name: str, kind: str, words: str) -> str:
    if kind == "extra_forbidden":
        return f"{ENV_FILE}: {_misspelt(name.upper())}"
    words = words.removeprefix("Value error, ")
    words = words if words[:2].isupper() else words[:1].lower() + words[1:]
    return f"{name.upper()} is not valid: {words}; see .env.example"
