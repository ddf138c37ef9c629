import numpy as np
import pytest

from bot.matching import evidence
from bot.matching.calibration import Calibration, fit
from bot.matching.centring import ENOUGH, Centring


def test_choices_are_the_likeliest_without_out_of_scope_and_ties_go_to_the_first() -> None:
    probabilities = np.array([[0.05, 0.2, 0.2, 0.1, 0.15, 0.0, 0.3]], np.float32)
    assert evidence.choose(probabilities).tolist() == [[1, 2, 4, 3, 0]]


def test_features_are_log_odds_against_all_and_against_out_of_scope() -> None:
    probabilities = np.array([[0.5, 0.25, 0.25]], np.float32)
    table = evidence.features(probabilities, evidence.choose(probabilities))
    np.testing.assert_allclose(table[0], [[0, np.log(2)], [np.log(1 / 3), 0]], atol=1e-6)


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
    sure = calibration.probabilities(np.array([[[2.0], [1.0], [3.0]], [[-1.0], [-2.0], [-9.0]]]))
    np.testing.assert_allclose(sure.sum(axis=1), [1, 0.3883], atol=1e-3)
    assert sure[0].max() == pytest.approx(1 / (1 + np.exp(-3)))


def test_language_alone_makes_nothing_alike() -> None:
    texts = [f"{word} {number}" for word in ("hub", "פארק", "园区") for number in range(ENOUGH)]
    random = np.random.default_rng(0)
    vectors = random.normal(size=(len(texts), 16)) * 0.1
    for third in range(3):
        vectors[third * ENOUGH : (third + 1) * ENOUGH, third] += 1
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    centred = Centring.learn(texts, unit).centred(texts, unit)
    before, after = unit @ unit.T, centred @ centred.T
    off = ~np.eye(ENOUGH, dtype=bool)
    assert before[:ENOUGH, :ENOUGH][off].mean() > 0.8
    assert abs(after[:ENOUGH, :ENOUGH][off].mean()) < 0.1
    assert np.diag(after) == pytest.approx(1, abs=1e-5)
