"""Who takes part."""

from dataclasses import dataclass

from bot.sandbox.wire import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account, the bot included.

    Attributes:
        anonymous: in groups, posts appear as the group's own (Telegram's "remain anonymous").
    """

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    anonymous: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def wire(self) -> Json:
        """The `User` object."""
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        body.update({key: value for key, value in optional.items() if value})
        return body


GROUP_ANONYMOUS_BOT = Person(
    id=1087968824, first_name="Group", username="GroupAnonymousBot", is_bot=True
)  # t.me/GroupAnonymousBot
