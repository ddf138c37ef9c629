"""What the page is told of the FAQ: questions to try, titles of entries, and what speaks for a decision."""

from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.way import Decided, Decision
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Thresholds
from bot.matching.urgency import sounds_urgent
from bot.settings import load_settings

PHONES = {Language.EN: "en", Language.HE: "he", Language.ZH: "zh-hans"}
"""How Telegram calls the language that a phone is set to."""

Sign = float | bool | str


class Book:
    """The FAQ and the matcher's thresholds, as the bot has them from the same settings.

    Attributes:
        staff_language: that the bot speaks with staff.
    """

    def __init__(self, knowledge: KnowledgeBase, thresholds: Thresholds, staff_language: Language) -> None:
        self._knowledge = knowledge
        self._thresholds = thresholds
        self.staff_language = staff_language

    @classmethod
    def open(cls) -> "Book":
        """Read the settings and the FAQ; it takes a moment.

        Raises:
            GesherError: if they cannot be read; the bot says so, too.
        """
        settings = load_settings()
        knowledge = load(settings.faq_dir, cache=settings.cache_dir)
        return cls(knowledge, Thresholds.for_cost(settings.wrong_cost), settings.staff_language)

    def examples(self) -> dict[str, dict[str, list[str]]]:
        """Return by language what to try, by what it shows."""
        found = self._knowledge.examples.items()
        return {language: {kind: list(texts) for kind, texts in one.texts.items()} for language, one in found}

    def founders(self) -> list[dict[str, str]]:
        """Return who asks, one in each language."""
        found = self._knowledge.examples.items()
        return [
            {"first_name": examples.name, "language_code": PHONES[language]} for language, examples in found
        ]

    def title(self, entry: EntryId, language: Language | None) -> str:
        """Return an entry's question; its id where it is not in the FAQ any more."""
        known = self._knowledge.entries.get(entry)
        return spoken(known.question, language or self._knowledge.languages[0]) if known else entry

    def evidence(self, decided: Decided, text: str | None) -> dict[str, Sign]:
        """Return what speaks for a decision, by name.

        answer_from, ask_from: the probabilities that answering and asking back need.
        margin: how much likelier the first candidate is than the second.
        held_back: likely enough to be answered, but a word in the message speaks against the entry.
        parts: of several, what was decided on each.
        urgent: the message sounds as if it could not wait, so that it is not asked back about.
        """
        best, second = ([one.confidence for one in decided.candidates] + [0.0, 0.0])[:2]
        needed = {"answer_from": self._thresholds.answer_from, "ask_from": self._thresholds.ask_from}
        signs: dict[str, Sign] = {}
        if decided.decision in (Decision.ANSWER, Decision.SUGGEST, Decision.HAND_OVER) and decided.candidates:
            signs |= needed | {"margin": best - second}
        if decided.decision is Decision.SUGGEST and best >= self._thresholds.answer_from:
            signs["held_back"] = True
        if decided.parts:
            signs["parts"] = ", ".join(decided.parts)
        if sounds_urgent(text or "", self._knowledge.urgent):
            signs["urgent"] = True
        return signs
