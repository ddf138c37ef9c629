"""What founders may do, for hypothesis: any words, any kind of message, any order, any button."""

from dataclasses import dataclass

from hypothesis import strategies as st

from bot.conversation.privacy import RIGHTS
from bot.sandbox.errors import ApiError
from bot.sandbox.text import message_text

KNOWN, UNKNOWN = "who runs the hub", "the air conditioning in our room has been dripping since this morning"
PASSED_ON = ["photo", "document", "voice", "video", "video_note", "animation", "audio", "location", "contact"]
ODD = ["sticker", "dice", "poll", "venue", "story", "paid_media"]
COMMANDS = [
    "start", "topics", "mine", "contact", "language", "privacy", "forget", "export", "help", "ban", "unban",
    "frobnicate",
]  # fmt: skip
BUTTONS = [
    "pick", "helped", "notit", "staff", "solved", "more", "cancel", "topic", "entry", "see", "speak", "hello",
    "forget", "keep", "ask",
]  # fmt: skip
CAPTION = 1000


def _can_be_sent(text: str) -> bool:
    try:
        return bool(message_text(text))
    except ApiError:
        return False


texts = st.one_of(
    st.sampled_from(
        [
            KNOWN,
            UNKNOWN,
            "visa",
            "מי מפעיל את המרכז",
            "园区由谁运营？企业所得税税率是多少？",
            "thanks",
            "a@b.co",
        ]
    ),
    st.text(min_size=1, max_size=200),
    st.text(alphabet="אבגד 12?!.\n\u200f\u202e", min_size=1, max_size=100),
    st.text(alphabet="z😀 ", min_size=4000, max_size=4096),
).filter(_can_be_sent)
captions = texts.map(lambda text: text[:CAPTION]).filter(_can_be_sent)
names = st.text(alphabet="Dana דנה\u202e\u200f*_<b>[x](y)`", min_size=1, max_size=64)
numbers = st.one_of(st.integers(0, 5), st.integers(0, 10**30))
forged = st.one_of(
    st.builds("{}:{}".format, st.sampled_from(BUTTONS), numbers),
    st.builds("{}:{}:{}".format, st.sampled_from(BUTTONS), numbers, numbers),
    st.sampled_from(
        ["topics", "forget", "keep", "nocontact", "entry:visa-work", "topic:visa:9", "speak:he", ""]
    ),
    st.binary(min_size=64, max_size=64).map(lambda data: data.decode("latin-1")),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a founder does.

    Attributes:
        what: an act of `acts`.
        data: text, kind of attachment or button data.
        beside: what may stand beside it in a story.
    """

    what: str
    data: str
    beside: tuple[tuple[str, str | int], ...] = ()

    @property
    def is_order(self) -> bool:
        """Whether it asks for something to be done, and is no message to keep or to answer."""
        return self.what == "forges" or self.data.startswith("/")

    @property
    def is_a_right(self) -> bool:
        """Whether it is obeyed even where staff have ended the conversation."""
        return self.data in ("forget", "keep") or self.data.partition(" ")[0].lstrip("/") in RIGHTS


orders = st.builds("/{} {}".format, st.sampled_from(COMMANDS), st.text(max_size=50))
ways = st.sampled_from([(), (("forwarded", "yes"),), (("replying_to", ""),)])
albums = st.builds(lambda parts, text: (("album", parts), ("caption", text)), st.integers(2, 4), captions)
deeds = st.one_of(
    st.builds(Deed, st.just("founder"), texts, ways),
    st.builds(Deed, st.just("founder"), captions, st.just((("with", "photo"),))),
    st.builds(Deed, st.just("founder"), orders),
    st.builds(Deed, st.just("sends"), st.sampled_from(PASSED_ON + ODD), ways),
    st.builds(Deed, st.just("sends"), st.just("photo"), albums),
    st.builds(Deed, st.just("edits"), captions.filter(lambda text: not text.strip().startswith("/"))),
    st.builds(Deed, st.just("forges"), forged),
)
