import numpy as np
import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching import evidence
from bot.matching.calibration import ANSWER_FROM, Calibration, fit, worth_asking
from bot.matching.classifier import Ridge
from bot.matching.lexical import LexicalIndex
from bot.matching.product import FEW, product
from bot.matching.samples import samples_of
from bot.matching.semantic import ENOUGH, SemanticIndex
from bot.matching.training import train

from .conftest import LetterEmbedder


def test_samples_are_sorted_by_class_and_hold_every_wording_once(tiny: KnowledgeBase) -> None:
    samples = samples_of(tiny)
    assert samples.entries == ("rent", "tax", "visa")
    assert (np.diff(samples.classes) >= 0).all()
    assert len(samples.texts) == len(set(samples.texts)) == len(samples.classes)
    assert samples.texts[samples.of(2)] == tuple(sorted(samples.texts[samples.of(2)]))
    assert "需要办工作签证吗?" in samples.texts[samples.of(2)]
    assert "weather in eilat" in samples.texts[samples.of(samples.out_of_scope)]


def test_best_reduces_samples_to_classes(tiny: KnowledgeBase) -> None:
    samples = samples_of(tiny)
    values = np.arange(len(samples.texts), dtype=np.float32)[None]
    expected = [values[0, samples.of(number)].max() for number in range(4)]
    np.testing.assert_array_equal(samples.best(values)[0], expected)


@pytest.mark.parametrize("seed", range(3))
def test_leaving_a_group_out_equals_fitting_without_it(seed: int) -> None:
    random = np.random.default_rng(seed)
    points = random.normal(size=(12, 5)).astype(np.float32)
    likeness = (points @ points.T).astype(np.float32)
    classes, groups = random.integers(3, size=12), random.integers(5, size=12)
    left_out = Ridge(likeness.copy(), classes, 3, ridge=0.5).without(groups)
    for group in set(groups.tolist()):
        rest, gone = groups != group, groups == group
        refitted = Ridge(likeness[np.ix_(rest, rest)].copy(), classes[rest], 3, ridge=0.5)
        expected = likeness[np.ix_(gone, rest)] @ refitted.weights
        np.testing.assert_allclose(left_out[gone], expected, atol=2e-3)


@pytest.mark.parametrize("count", [1, FEW, FEW + 1])
def test_few_rows_are_multiplied_like_many(count: int) -> None:
    random = np.random.default_rng(0)
    rows, table = (random.normal(size=(size, 7)).astype(np.float32) for size in (count, 5))
    np.testing.assert_allclose(product(rows, table), rows @ table.T, atol=1e-5)


def test_language_alone_makes_nothing_alike() -> None:
    texts = [f"{word} {number}" for word in ("hub", "פארק", "园区") for number in range(ENOUGH)]
    random = np.random.default_rng(0)
    vectors = random.normal(size=(len(texts), 16)) * 0.1
    for third in range(3):
        vectors[third * ENOUGH : (third + 1) * ENOUGH, third] += 1
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    before, after = unit @ unit.T, SemanticIndex(texts, unit).similarities(texts, unit)
    off = ~np.eye(ENOUGH, dtype=bool)
    assert before[:ENOUGH, :ENOUGH][off].mean() > 0.8
    assert abs(after[:ENOUGH, :ENOUGH][off].mean()) < 0.1
    np.testing.assert_allclose(np.diag(after), 1, atol=1e-5)


def test_choices_are_the_highest_scores_without_out_of_scope_and_ties_go_to_the_first() -> None:
    scores = np.array([[0.1, 0.7, 0.7, 0.2, 0.3, 0.0, 0.9]], np.float32)
    assert evidence.choose(scores).tolist() == [[1, 2, 4, 3, 0]]
    assert evidence.choose(scores, np.array([1])).tolist() == [[2, 4, 3, 0, 5]]


def test_features_tell_value_lead_and_agreement() -> None:
    classifier = np.array([[0.2, 0.6, 0.5]], np.float32)
    letters = np.array([[0.3, 0.4, 0.1]], np.float32)
    chosen = evidence.choose(classifier)
    table = evidence.features([classifier, letters], chosen, np.array([[0.8, 0.7]]))
    np.testing.assert_allclose(
        table[0],
        [[0.8, 0.6, 0.4, 0.1, 1, 0.4, 0.1, 0.3, 1, 1], [0.7, 0.2, -0.4, -0.3, 0, 0.3, -0.1, 0.2, 0, 0]],
        atol=1e-6,
    )


def test_calibration_gives_back_the_frequencies_it_was_fitted_on() -> None:
    random = np.random.default_rng(1)
    evidence_ = random.normal(size=(20_000, 2))
    truth = 1 / (1 + np.exp(-(1.5 * evidence_[:, 0] - 1)))
    right = (random.random(20_000) < truth).astype(np.float64)
    calibration = fit(evidence_, right, np.ones(20_000))
    found = calibration.probabilities(evidence_[:, None, :])[:, 0]
    assert np.abs(found - truth).mean() < 0.02


def test_probabilities_of_a_text_never_exceed_1_together() -> None:
    calibration = Calibration(mean=np.zeros(1), scale=np.ones(1), weights=np.array([1.0, 0.0]))
    sure = calibration.probabilities(np.array([[[9.0], [9.0]], [[-1.0], [-2.0]]]))
    np.testing.assert_allclose(sure.sum(axis=1), [1, 0.3881], atol=1e-3)


def test_suggestions_must_be_right_more_often_than_most_messages_for_staff_would_make_them() -> None:
    calibration = Calibration(mean=np.zeros(1), scale=np.ones(1), weights=np.array([1.0, 0.0]))
    outside = np.log(np.linspace(0.01, 0.5, 50) / np.linspace(0.99, 0.5, 50))[:, None, None]
    assert calibration.asking(outside).ask_from == pytest.approx(0.353, abs=0.01)
    assert calibration.asking(outside[:0]) == calibration


def test_only_the_best_three_and_the_likely_count_as_suggestions() -> None:
    likely = np.array([[0.04, 0.3, 0.2, 0.1, 0.1], [0.04, 0.0, 0.0, 0.0, 0.0]])
    np.testing.assert_allclose(worth_asking(likely), [0.6, 0])


def test_the_price_of_a_wrong_answer_sets_its_threshold() -> None:
    assert pytest.approx(0.9) == ANSWER_FROM


@pytest.mark.parametrize("with_meaning", [True, False])
def test_training_twice_gives_the_same_to_the_last_bit(tiny: KnowledgeBase, *, with_meaning: bool) -> None:
    samples = samples_of(tiny)
    vectors = LetterEmbedder().embed(samples.texts) if with_meaning else None
    semantic = SemanticIndex(samples.texts, vectors) if vectors is not None else None
    one, other = (train(samples, LexicalIndex(samples.texts), semantic, vectors) for _ in range(2))
    np.testing.assert_array_equal(one.weights, other.weights)
    np.testing.assert_array_equal(one.calibration.weights, other.calibration.weights)
