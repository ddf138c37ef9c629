import logging
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.cache import BATCH, VectorCache
from bot.matching.engine import assemble

from .conftest import LetterEmbedder

TEXTS = ["one", "two", "three"]


def _embed(
    folder: Path | None, texts: list[str]
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], list[str]]:
    embedder = LetterEmbedder()
    vectors = VectorCache(embedder, folder).embed(texts)
    return np.array(vectors), embedder.asked


def test_the_second_time_nothing_is_computed_and_the_vectors_are_the_same(tmp_path: Path) -> None:
    first, asked = _embed(tmp_path / "new" / "folder", TEXTS)
    assert asked == TEXTS
    second, asked = _embed(tmp_path / "new" / "folder", TEXTS[::-1])
    assert asked == []
    np.testing.assert_array_equal(second[::-1], first)
    np.testing.assert_array_equal(_embed(None, TEXTS)[0], first)


def test_one_changed_text_is_one_computation_and_what_is_gone_leaves_the_file(tmp_path: Path) -> None:
    _embed(tmp_path, TEXTS)
    assert _embed(tmp_path, ["one", "TWO", "three"])[1] == ["TWO"]
    assert _embed(tmp_path, TEXTS)[1] == ["two"]


def test_equal_texts_are_computed_once() -> None:
    vectors, asked = _embed(None, ["a", "b", "a"])
    assert asked == ["a", "b"]
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_another_version_of_the_model_shares_nothing(tmp_path: Path) -> None:
    _embed(tmp_path, TEXTS)
    embedder = LetterEmbedder()
    embedder.version = "letters 2"
    VectorCache(embedder, tmp_path).embed(TEXTS)
    assert embedder.asked == TEXTS


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut short", b"not an archive", None])
def test_a_damaged_file_is_made_anew(
    tmp_path: Path, damage: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    first, _ = _embed(tmp_path, TEXTS)
    path = tmp_path / "vectors.npz"
    path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    again, asked = _embed(tmp_path, TEXTS)
    assert asked == TEXTS
    np.testing.assert_array_equal(again, first)
    assert _embed(tmp_path, TEXTS)[1] == []
    assert caplog.messages == [f"{path} is damaged and is made anew"]


def test_flipped_bits_are_noticed(tmp_path: Path) -> None:
    _embed(tmp_path, TEXTS)
    path = tmp_path / "vectors.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert _embed(tmp_path, TEXTS)[1] == TEXTS


def test_arrays_of_another_shape_are_not_used(tmp_path: Path) -> None:
    np.savez(
        tmp_path / "vectors.npz", keys=np.zeros((3, 32), np.uint8), vectors=np.zeros((2, 24), np.float16)
    )
    assert _embed(tmp_path, TEXTS)[1] == TEXTS


def test_a_folder_that_cannot_be_written_only_costs_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    vectors, _ = _embed(tmp_path / "file", TEXTS)
    assert len(vectors) == 3
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * len(caplog.records)
    assert "cannot be written" in caplog.messages[-1]


def test_only_whole_files_are_left_behind(tmp_path: Path) -> None:
    _embed(tmp_path, TEXTS)
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.npz"]


def test_progress_counts_up_to_what_was_missing(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    texts = [str(number) for number in range(2 * BATCH + 1)]
    VectorCache(LetterEmbedder(), tmp_path).embed(texts, lambda done, total: calls.append((done, total)))
    assert calls == [(BATCH, 2 * BATCH + 1), (2 * BATCH, 2 * BATCH + 1), (2 * BATCH + 1, 2 * BATCH + 1)]
    VectorCache(LetterEmbedder(), tmp_path).embed(texts, lambda done, total: calls.append((done, total)))
    assert len(calls) == 3


@pytest.mark.parametrize("engine", ["hybrid", "lexical"])
def test_a_warm_matcher_decides_like_a_cold_one_and_does_not_train(
    tmp_path: Path, tiny: KnowledgeBase, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = LetterEmbedder() if engine == "hybrid" else None
    cold = assemble(tiny, embedder=embedder, cache=tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("bot.matching.engine.train", None)
        warm = assemble(tiny, embedder=embedder, cache=tmp_path)
    without = assemble(tiny, embedder=embedder, cache=None)
    for text in ("rent of a room", "מס רווחים", "签证", "soup"):
        assert cold.match(text) == warm.match(text) == without.match(text)
    (tmp_path / f"trained-{engine}.npz").write_bytes(b"damaged")
    assert assemble(tiny, embedder=embedder, cache=tmp_path).match("rent") == cold.match("rent")


def test_weights_of_another_faq_are_not_read(tmp_path: Path, tiny: KnowledgeBase) -> None:
    assemble(tiny, embedder=None, cache=tmp_path)
    smaller = {name: ways for name, ways in tiny.phrasings.items() if name != "tax"}
    changed = type(tiny)(**{**{name: getattr(tiny, name) for name in tiny.__slots__}, "phrasings": smaller})
    cached = assemble(changed, embedder=None, cache=tmp_path)
    assert cached.match("rent of a room") == assemble(changed, embedder=None, cache=None).match(
        "rent of a room"
    )
