import numpy as np
import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.features import Floats, Row
from bot.matching.network import Inputs, Network, fit
from bot.matching.samples import samples_of
from bot.matching.training import Learner, _calibrated, train, weighted

from .conftest import LetterEmbedder


def _all(network: Network, inputs: Inputs) -> Floats:
    everything = np.arange(len(inputs.rows))
    return np.concatenate([found for _, found in network.all_probabilities(inputs, everything)])


def test_it_learns_what_no_straight_line_tells_apart() -> None:
    corners = np.array([[3, 3], [-3, -3], [3, -3], [-3, 3]], np.float32)
    vectors = np.concatenate([corners] * 20)
    classes = np.array([0, 0, 1, 1] * 20, np.intp)
    nothing = [Row(columns=np.zeros(0, np.intp), values=np.zeros(0, np.float32))] * len(vectors)
    inputs = Inputs.of(nothing, vectors)
    everything = np.arange(len(vectors))
    network = fit(inputs, classes, 2, everything, lambda: None)
    assert (_all(network, inputs).argmax(axis=1) == classes).all()


@pytest.mark.parametrize("with_meaning", [True, False])
def test_one_text_is_read_like_many(tiny: KnowledgeBase, *, with_meaning: bool) -> None:
    samples = samples_of(tiny)
    vectors = LetterEmbedder().embed(samples.texts) if with_meaning else None
    learner = Learner(samples, vectors)
    everything = np.arange(len(samples.texts))
    network = learner.network(everything)
    meanings = weighted(learner.centring, samples.texts, vectors)
    rows = [learner.features.row(text) for text in samples.texts]
    together = _all(network, Inputs.of(rows, meanings))
    for row, meaning, expected in zip(rows, meanings, together, strict=True):
        np.testing.assert_allclose(network.probabilities(row, meaning), expected, atol=1e-4)
    np.testing.assert_allclose(together.sum(axis=1), 1, atol=1e-5)
    assert (together.argmax(axis=1) == samples.classes).mean() > 0.95


def test_rounding_for_the_file_moves_no_probability_by_a_hundredth(tiny: KnowledgeBase) -> None:
    samples = samples_of(tiny)
    learner = Learner(samples, None)
    network = learner.network(np.arange(len(samples.texts)))
    for text in samples.texts:
        row = learner.features.row(text)
        before = network.probabilities(row, np.zeros(0, np.float32))
        after = network.rounded().probabilities(row, np.zeros(0, np.float32))
        np.testing.assert_allclose(after, before, atol=0.01)


@pytest.mark.parametrize("with_meaning", [True, False])
def test_training_twice_gives_the_same_to_the_last_bit(tiny: KnowledgeBase, *, with_meaning: bool) -> None:
    samples = samples_of(tiny)
    vectors = LetterEmbedder().embed(samples.texts) if with_meaning else None
    one, other = (train(samples, vectors) for _ in range(2))
    np.testing.assert_array_equal(one.network.entering, other.network.entering)
    np.testing.assert_array_equal(one.calibration.weights, other.calibration.weights)


def test_each_sample_is_judged_by_a_network_that_has_not_seen_it(tiny: KnowledgeBase) -> None:
    samples = samples_of(tiny)
    learner = Learner(samples, None)
    seen = learner.network(np.arange(len(samples.texts)))
    own = np.arange(len(samples.texts)), samples.classes
    rows = [learner.features.row(text) for text in samples.texts]
    known = _all(seen, Inputs.of(rows, np.zeros((len(rows), 0), np.float32)))
    unseen = np.full_like(known, np.nan)
    for numbers, found in learner.unseen():
        unseen[numbers] = found
    assert unseen[own].mean() < known[own].mean() - 0.2


@pytest.mark.parametrize("with_meaning", [True, False])
def test_judging_some_at_a_time_gives_what_all_at_once_would(
    tiny: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, *, with_meaning: bool
) -> None:
    monkeypatch.setattr("bot.matching.network.BATCH", 7)
    samples = samples_of(tiny)
    vectors = LetterEmbedder().embed(samples.texts) if with_meaning else None
    unseen = list(Learner(samples, vectors).unseen())
    numbers, blocks = zip(*unseen, strict=True)
    assert max(map(len, numbers)) == 7
    assert sorted(np.concatenate(numbers)) == list(range(len(samples.texts)))

    everything = np.concatenate(blocks)[np.concatenate(numbers).argsort()]
    once = _calibrated(samples, [(np.arange(len(everything)), everything)])
    blockwise = train(samples, vectors).calibration
    for name in ("mean", "scale", "weights"):
        np.testing.assert_array_equal(getattr(blockwise, name), getattr(once, name))


def test_progress_ends_where_it_said(tiny: KnowledgeBase) -> None:
    calls: list[tuple[int, int]] = []
    samples = samples_of(tiny)
    train(samples, None, lambda done, total: calls.append((done, total)))
    assert calls[0] == (0, calls[-1][1])
    assert calls[-1][0] == calls[-1][1]
    assert [done for done, _ in calls] == list(range(len(calls)))
