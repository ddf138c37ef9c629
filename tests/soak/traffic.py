"""Founders who ask and staff who answer, and what each of them has said."""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from bot.domain.language import Language
from bot.domain.match import HandOver, Matcher
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.matchers import make_matcher
from bot.sandbox import STAFF_CHAT_ID
from bot.settings import Settings
from tests.acceptance.processes import ROOT
from tests.talk import Sent, Talk

LETTERS = ("bdfgklmnprstvz", "aeiou")
UNPLACED = ("This reaches nobody", "I don't know which question")
"""How the bot begins to say that it cannot place what staff wrote."""


@cache
def the_faq() -> KnowledgeBase:
    """Return the FAQ as it comes with a checkout."""
    return load(ROOT / "faq")


@cache
def lexical_matcher() -> Matcher:
    """Return the matcher that works by letters and sounds."""
    settings = Settings.model_construct(
        match_engine="lexical", faq_dir=ROOT / "faq", cache_dir=ROOT / "data" / "cache"
    )
    return make_matcher(settings, the_faq(), lambda *_: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A founder's message that the sandbox has accepted.

    Attributes:
        update: under which it was told to the bot.
        known: whether the FAQ holds it, word for word.
    """

    founder: int
    message: int
    update: int
    text: str
    known: bool


@dataclass(slots=True)
class Traffic:
    """Speaks for everybody.

    Attributes:
        asked: all questions, in the order in which they were accepted.
        answered: by founder, what staff have answered.
        groups: the staff group's ids; the last is the present one.
        bereft: founders whose topic staff have deleted, with what stood in it.
    """

    talk: Talk
    random: Random
    staff: int
    asked: list[Question] = field(default_factory=list)
    answered: dict[int, str] = field(default_factory=dict)
    groups: list[int] = field(default_factory=lambda: [STAFF_CHAT_ID])
    bereft: set[int] = field(default_factory=set)
    _written: dict[int, tuple[int, int]] = field(default_factory=dict)
    _knowledge: KnowledgeBase = field(default_factory=the_faq)
    _matcher: Matcher = field(default_factory=lexical_matcher)

    async def ask(self, known: int, unknown: int, *, each: int = 1) -> None:
        """Have so many founders ask what the FAQ answers, and so many what it does not.

        Args:
            known: founders who ask what it answers, `each` different questions.
            unknown: founders who ask what it does not, in `each` messages and one more.
            each: how much each asks.
        """
        questions = [entry.question[Language.EN] for entry in self._knowledge.entries.values()]
        for _ in range(known):
            founder = await self._founder()
            for text in self.random.sample(questions, each):
                await self._say(founder, text, known=True)
        for _ in range(unknown):
            founder = await self._founder()
            for text in self._unknown(each + 1):
                await self._say(founder, text, known=False)

    async def ask_more(self, founder: int) -> None:
        """Have a founder who asked what the FAQ does not answer add to it."""
        (text,) = self._unknown(1)
        await self._say(founder, text, known=False)

    async def answer(self, most: int) -> None:
        """Have staff answer those whose card they see, up to so many in all."""
        await self._hear_refusals()
        shown = await self._shown_in(self.groups[-1])
        for question in self.asked:
            if question.known or question.founder in self.answered or len(self.answered) >= most:
                continue
            card = card_of(question, shown)
            if card:
                text = f"Answer to {question.founder}."
                self.answered[question.founder] = text
                self._written[question.founder] = await self._answer(card, text)

    def move_to(self, group: int) -> None:
        """Let staff write in another group from now on; they still read what is said in the old one."""
        self.groups.append(group)

    async def _answer(self, card: Sent, text: str) -> tuple[int, int]:
        # A reply finds its ticket also from a topic that the bot has given up.
        reply = {"chat": self.groups[-1], "thread": card["thread"], "reply_to": card["message_id"]}
        return self.groups[-1], await self.talk.say(self.staff, text, **reply)

    async def _hear_refusals(self) -> None:
        """Take back what the bot said that it cannot place; staff write it once more, as people do."""
        refused = {
            (group, one["reply_to"])
            for group in self.groups
            for one in await self._shown_in(group)
            if (one["text"] or "").startswith(UNPLACED)
        }
        for founder in [one for one, message in self._written.items() if message in refused]:
            del self._written[founder], self.answered[founder]

    async def _shown_in(self, group: int) -> list[Sent]:
        return [one for one in await self.talk.messages(group) if one["from_bot"]]

    async def _founder(self) -> int:
        return await self.talk.founder(first_name=f"F{len(self.asked)}", language_code="en")

    async def _say(self, founder: int, text: str, *, known: bool) -> None:
        said = await self.talk.order("send", **{"from": founder}, text=text)
        question = Question(
            founder=founder, message=said["message_id"], update=said["update_id"], text=text, known=known
        )
        self.asked.append(question)

    def _unknown(self, parts: int) -> list[str]:
        """Return messages of made-up words that are alike to no others, and that the matcher passes on."""
        while True:
            words = ["".join(self.random.choice(LETTERS[place % 2]) for place in range(7)) for _ in range(3)]
            texts = [f"{' '.join(words)}, part {number}" for number in range(parts)]
            if all(isinstance(self._matcher.match(text), HandOver) for text in texts):
                return texts


def card_of(question: Question, shown: list[Sent]) -> Sent | None:
    """Return the newest message of the bot's that shows a question to staff."""
    return next((one for one in reversed(shown) if question.text in (one["text"] or "")), None)


def base_text(message: Sent) -> tuple[str, bool]:
    """Return a message's text without the label of a repetition, and whether it had one."""
    text = str(message["text"] or "")
    before, label, _ = text.partition("\n\nSent again:")
    return before, bool(label)
