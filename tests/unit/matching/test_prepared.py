"""What ships beside the FAQ was computed from its present content, by the present code."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.cache import VectorCache
from bot.matching.embedding import Vectors, load_embedder
from bot.matching.engine import Engine, assemble, build
from bot.matching.samples import samples_of
from bot.matching.trained import key_of, read
from bot.matching.training import Learner

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
    VectorCache(NoEmbedder(), None, PREPARED).embed(samples_of(knowledge).texts)


@pytest.mark.parametrize("engine", ["hybrid", "lexical"])
def test_what_is_trained_fits_the_faq(
    knowledge: KnowledgeBase, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(*_: object) -> None:
        raise AssertionError(f"the {engine} weights are of another FAQ or another method: {CURE}")

    monkeypatch.setattr("bot.matching.engine.train", train)
    build(knowledge, engine=engine, cache=None, prepared=PREPARED)


@pytest.mark.slow
def test_learning_anew_gives_what_ships(knowledge: KnowledgeBase) -> None:
    """By letters alone, which needs no vectors; other processors round a little differently."""
    samples = samples_of(knowledge)
    shipped = read(PREPARED / "trained-lexical.npz", key_of(samples, ""))
    assert shipped is not None, CURE
    learner = Learner(samples, None)
    fresh = learner.network(np.arange(len(samples.texts)))
    some = [learner.features.row(text) for text in samples.texts[::20]]
    nothing = np.zeros(0, np.float32)
    same = [
        fresh.probabilities(row, nothing).argmax() == shipped.network.probabilities(row, nothing).argmax()
        for row in some
    ]
    assert np.mean(same) > 0.97, CURE


def test_prepared_vectors_are_used_and_not_written_again(tiny: KnowledgeBase, tmp_path: Path) -> None:
    assemble(tiny, embedder=LetterEmbedder(), cache=tmp_path / "prepared")
    later = LetterEmbedder()
    assemble(tiny, embedder=later, cache=tmp_path / "cache", prepared=tmp_path / "prepared")
    assert later.asked == []
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["samples.json"]
