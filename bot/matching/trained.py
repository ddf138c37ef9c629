"""What training leaves, and its file, so that a start without changes in the FAQ does not train."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from bot.domain.language import Language
from bot.matching.cache import Arrays, Packed, read_arrays, unpack_all, write_arrays
from bot.matching.calibration import Calibration, Column
from bot.matching.centring import Centring
from bot.matching.features import Features, Floats, Hashes, Vocabulary
from bot.matching.network import Network
from bot.matching.samples import METHOD, Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What training leaves; nothing else is needed to match.

    Attributes:
        centring: None where meaning is left out.
    """

    network: Network
    features: Features
    centring: Centring | None
    calibration: Calibration


def key_of(samples: Samples, model: str) -> str:
    """Return what the result of training depends on: the method, the samples and the embedding model."""
    parts = [METHOD, model, *samples.entries, *map(str, samples.classes.tolist()), *samples.texts]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read(path: Path, key: str) -> Trained | None:
    """Return what was trained for exactly `key`, or None."""
    arrays = read_arrays(path)
    if arrays is None or "key" not in arrays or str(arrays["key"]) != key:
        return None
    return Trained(
        network=Network(
            entering=unpack_all(cast("Packed", arrays["entering"])),
            bias=_floats(arrays, "bias"),
            leaving=_floats(arrays, "leaving"),
            prior=_floats(arrays, "prior"),
        ),
        features=Features(letters=_vocabulary(arrays, "letters"), sounds=_vocabulary(arrays, "sounds")),
        centring=_centring(arrays),
        calibration=Calibration(
            mean=cast("Column", arrays["mean"]),
            scale=cast("Column", arrays["scale"]),
            weights=cast("Column", arrays["constants"]),
        ),
    )


def write(path: Path, key: str, trained: Trained) -> None:
    """Keep what was trained for `key`, in place of what was kept before."""
    network, calibration, centring = trained.network, trained.calibration, trained.centring
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {
        "key": np.array(key),
        "entering": network.packed(),
        "bias": network.bias.astype(np.float16),
        "leaving": network.leaving.astype(np.float16),
        "prior": network.prior.astype(np.float16),
        "mean": calibration.mean,
        "scale": calibration.scale,
        "constants": calibration.weights,
    }
    for name, vocabulary in (("letters", trained.features.letters), ("sounds", trained.features.sounds)):
        arrays[f"{name}_hashes"] = vocabulary.hashes
        arrays[f"{name}_rarity"] = vocabulary.rarity
        arrays[f"{name}_rarest"] = np.array(vocabulary.rarest)
    if centring:
        arrays["means"] = np.array([centring.means[language] for language in Language])
    write_arrays(path, arrays)


def _floats(arrays: Arrays, name: str) -> Floats:
    return arrays[name].astype(np.float32)


def _vocabulary(arrays: Arrays, name: str) -> Vocabulary:
    return Vocabulary(
        hashes=cast("Hashes", arrays[f"{name}_hashes"]),
        rarity=_floats(arrays, f"{name}_rarity"),
        rarest=float(arrays[f"{name}_rarest"]),
    )


def _centring(arrays: Arrays) -> Centring | None:
    if "means" not in arrays:
        return None
    return Centring(means=dict(zip(Language, _floats(arrays, "means"), strict=True)))
