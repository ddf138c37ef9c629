"""What ships beside the FAQ was computed from its present content, by the present code."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.embedding import Vectors, load_embedder
from bot.matching.engine import Engine, HybridMatcher, assemble, build

from .conftest import PREPARED, LetterEmbedder

CURE = "run `gesher faq prepare` and commit faq/prepared"


class NoEmbedder:
    """The real one's name, without its work."""

    def __init__(self) -> None:
        embedder = load_embedder()
        assert embedder is not None
        self.version = embedder.version

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"{len(texts)} wordings have no prepared vector: {CURE}")


def test_every_wording_has_its_vector(knowledge: KnowledgeBase) -> None:
    assemble(knowledge, embedder=NoEmbedder(), cache=None, prepared=PREPARED)


@pytest.mark.parametrize("engine", ["hybrid", "lexical"])
def test_what_is_trained_fits_the_faq(
    knowledge: KnowledgeBase, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(*_: object) -> None:
        raise AssertionError(f"the {engine} weights are of another FAQ or another method: {CURE}")

    monkeypatch.setattr("bot.matching.engine.train", train)
    build(knowledge, engine=engine, cache=None, prepared=PREPARED)


def test_training_anew_gives_what_ships(knowledge: KnowledgeBase, lexical: HybridMatcher) -> None:
    shipped = build(knowledge, engine="lexical", cache=None, prepared=PREPARED)
    for entry in knowledge.entries:
        for texts in knowledge.phrasings[entry].values():
            # A word more, or the message would be known by heart.
            fresh, ready = lexical.match(f"{texts[0]} 42"), shipped.match(f"{texts[0]} 42")
            assert type(fresh) is type(ready), CURE
            assert [near.entry for near in fresh.candidates] == [near.entry for near in ready.candidates]


def test_prepared_vectors_are_used_and_not_written_again(tiny: KnowledgeBase, tmp_path: Path) -> None:
    assemble(tiny, embedder=LetterEmbedder(), cache=tmp_path / "prepared")
    later = LetterEmbedder()
    assemble(tiny, embedder=later, cache=tmp_path / "cache", prepared=tmp_path / "prepared")
    assert later.asked == []
    assert not (tmp_path / "cache").exists()
