"""What the sandbox answers in a storm: how often which fault, to which calls."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.wire import Json
from tests.talk import Talk

ALWAYS = 1_000_000
"""As many calls as there will be."""
TOO_LATE = 5.0
"""Seconds until an answer that the bot does not wait for."""


WRITES = ("sendMessage",)
IN_TOPICS = ("sendMessage", "editForumTopic")
CHANGES = ("editMessageText", "editMessageReplyMarkup")
REACTS = ("setMessageReaction",)
MAKES = ("createForumTopic",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gust:
    """One fault with its chance.

    Attributes:
        chance: of being met by a call that fits.
        words: Telegram's; None for the usual ones.
        methods: any of these; nothing for all.
        private: only in private chats, or only in the group; None for both.
    """

    kind: str
    chance: float
    words: str | None = None
    methods: tuple[str, ...] = ()
    private: bool | None = None
    times: int = ALWAYS

    def orders(self) -> list[Json]:
        """Return what to order from the sandbox."""
        order: Json = {"kind": self.kind, "chance": self.chance, "times": self.times, "seconds": TOO_LATE}
        if self.words:
            order["description"] = self.words
        if self.private is not None:
            order["private"] = self.private
        return [order | {"method": method} for method in self.methods] if self.methods else [order]


def _refused(
    chance: float, *words: str, methods: tuple[str, ...] = WRITES, private: bool | None = None
) -> Iterator[Gust]:
    """Yield a refusal in each of these words: 400, or 403 where they begin with Forbidden."""
    for one in words:
        is_forbidden = one.startswith("Forbidden")
        yield Gust(
            kind="forbidden" if is_forbidden else "bad_request",
            chance=chance,
            words=one if is_forbidden else f"Bad Request: {one}",
            methods=methods,
            private=private,
        )


STORM = (
    # Whatever is called.
    Gust(kind="flood", chance=0.008),
    Gust(kind="bad_gateway", chance=0.012),
    Gust(kind="bad_gateway_after_apply", chance=0.008),
    Gust(kind="not_found_html", chance=0.008),
    Gust(kind="ok_html", chance=0.008),
    Gust(kind="unauthorized", chance=0.004),
    Gust(kind="drop_before_apply", chance=0.012),
    Gust(kind="drop_after_apply", chance=0.012),
    # A late answer, which is one that never comes.
    Gust(kind="delay_after_apply", chance=0.008, methods=(*WRITES, *CHANGES, *REACTS)),
    # People: founders who stop the bot or are gone; a group that the bot is thrown out of.
    *_refused(0.01, "Forbidden: bot was blocked by the user", private=True),
    *_refused(0.005, "Forbidden: user is deactivated", private=True),
    *_refused(0.005, "Forbidden: bot was kicked from the supergroup chat", private=False),
    *_refused(
        0.005,
        "Forbidden: bot is not a member of the supergroup chat",
        methods=(*MAKES, *CHANGES),
        private=False,
    ),
    *_refused(0.004, "chat not found"),
    *_refused(0.004, "not enough rights to send text messages to the chat", private=False),
    # Topics; staff delete and close some, too.
    *_refused(
        0.004,
        "message thread not found",
        "TOPIC_DELETED",
        "TOPIC_ID_INVALID",
        "TOPIC_CLOSED",
        methods=IN_TOPICS,
        private=False,
    ),
    *_refused(0.01, "not enough rights to create a topic", "the chat is not a forum", methods=MAKES),
    *_refused(0.01, "TOPIC_NOT_MODIFIED", methods=("editForumTopic",)),
    # Messages.
    *_refused(0.005, "message to be replied not found", "can't parse entities: unsupported start tag"),
    *_refused(
        0.01,
        "message is not modified",
        "message to edit not found",
        "message can't be edited",
        methods=CHANGES,
    ),
    *_refused(0.01, "message to react not found", "REACTION_INVALID", methods=REACTS),
    *_refused(0.004, "BUTTON_DATA_INVALID", "message is too long", "a refusal of tomorrow"),
)


async def begin(talk: Talk, seed: int) -> None:
    """Let it blow until `Talk.clear_faults`."""
    for gust in STORM:
        for order in gust.orders():
            await talk.order("faults", seed=seed, **order)
