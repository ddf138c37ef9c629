"""What the bot has told Telegram about itself."""

from dataclasses import dataclass, field

from bot.sandbox.wire import Json


@dataclass(slots=True, kw_only=True)
class Webhook:
    """A webhook as set."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    allowed_updates: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Profile:
    """Commands, names and descriptions by scope and language.

    Attributes:
        commands: by (scope as canonical JSON, two-letter language or "").
        names: by language, "" for everybody else, as the descriptions below.
        menu_buttons: by private chat, 0 for all others.
    """

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    webhook: Webhook | None = None
