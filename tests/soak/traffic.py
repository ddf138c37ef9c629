"""Founders who ask and staff who answer, and what each of them has said."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A founder's message that the sandbox has accepted.

    Attributes:
        known: whether the FAQ holds it, word for word.
    """

    founder: int
    message: int
    text: str
    known: bool


@dataclass(slots=True)
class Traffic:
    """Speaks for everybody.

    Attributes:
        asked: all questions, in the order in which they were accepted.
        answered: by founder, what staff have answered.
    """

    talk: Talk
    random: Random
    staff: int
    asked: list[Question] = field(default_factory=list)
    answered: dict[int, str] = field(default_factory=dict)
    _knowledge: KnowledgeBase = field(default_factory=lambda: load(ROOT / "faq"))
    _matcher: Matcher = field(init=False)

    def __post_init__(self) -> None:
        settings = Settings.model_construct(
            match_engine="lexical", faq_dir=ROOT / "faq", cache_dir=ROOT / "data" / "cache"
        )
        self._matcher = make_matcher(settings, self._knowledge, lambda *_: None)

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

    async def answer(self, most: int) -> None:
        """Have staff answer those whose card they see, up to so many in all."""
        shown = [one for one in await self.talk.messages(STAFF_CHAT_ID) if one["from_bot"]]
        for question in self.asked:
            if question.known or question.founder in self.answered or len(self.answered) >= most:
                continue
            card = next((one for one in shown if question.text in (one["text"] or "")), None)
            if card:
                text = f"Answer to {question.founder}."
                self.answered[question.founder] = text
                await self.talk.say(self.staff, text, chat=STAFF_CHAT_ID, thread=card["thread"])

    async def _founder(self) -> int:
        return await self.talk.founder(first_name=f"F{len(self.asked)}", language_code="en")

    async def _say(self, founder: int, text: str, *, known: bool) -> None:
        message = await self.talk.say(founder, text)
        self.asked.append(Question(founder=founder, message=message, text=text, known=known))

    def _unknown(self, parts: int) -> list[str]:
        """Return messages of made-up words that are alike to no others, and that the matcher passes on."""
        while True:
            words = ["".join(self.random.choice(LETTERS[place % 2]) for place in range(7)) for _ in range(3)]
            texts = [f"{' '.join(words)}, part {number}" for number in range(parts)]
            if all(isinstance(self._matcher.match(text), HandOver) for text in texts):
                return texts


def base_text(message: Sent) -> tuple[str, bool]:
    """Return a message's text without the label of a repetition, and whether it had one."""
    text = str(message["text"] or "")
    before, label, _ = text.partition("\n\nSent again:")
    return before, bool(label)
