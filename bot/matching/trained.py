"""What training leaves, and its file, so that a start without changes in the FAQ does not train."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from bot.matching.cache import read_arrays, write_arrays
from bot.matching.calibration import Calibration, Column
from bot.matching.classifier import Scores
from bot.matching.samples import Samples

METHOD = "6"
"""Raise it when training, features or normalisation change: weights of another method are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What training leaves; everything else is rebuilt from the FAQ at start.

    Attributes:
        weights: of the classifier, (samples, classes).
    """

    weights: Scores
    calibration: Calibration


def key_of(samples: Samples, model: str) -> str:
    """Return what the result of training depends on: the method, the samples and the embedding model."""
    parts = [METHOD, model, *samples.entries, *map(str, samples.classes.tolist()), *samples.texts]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read(path: Path, key: str) -> Trained | None:
    """Return what was trained for exactly `key`, or None."""
    arrays = read_arrays(path)
    if arrays is None or arrays.keys() != {"key", "weights", "mean", "scale", "constants", "ask_from"}:
        return None
    if str(arrays["key"]) != key:
        return None
    calibration = Calibration(
        mean=cast("Column", arrays["mean"]),
        scale=cast("Column", arrays["scale"]),
        weights=cast("Column", arrays["constants"]),
        ask_from=float(arrays["ask_from"]),
    )
    weights = arrays["weights"].astype(np.float32)
    return Trained(weights=weights, calibration=calibration)


def write(path: Path, key: str, trained: Trained) -> None:
    """Keep what was trained for `key`, in place of what was kept before."""
    calibration = trained.calibration
    arrays = {
        "key": np.array(key),
        "weights": trained.weights.astype(np.float16),
        "mean": calibration.mean,
        "scale": calibration.scale,
        "constants": calibration.weights,
        "ask_from": np.array(calibration.ask_from),
    }
    write_arrays(path, arrays)
