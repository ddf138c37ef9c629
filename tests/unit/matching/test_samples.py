from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.samples import FILE, Samples, samples_of


def _as_plain(samples: Samples) -> list[object]:
    parts = (samples.classes.tolist(), samples.asked.tolist(), samples.classes.dtype, samples.asked.dtype)
    return [samples.entries, samples.texts, samples.spellings, samples.words, *parts]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text is normalised from here on."""
    monkeypatch.setattr("bot.matching.samples.normalise", pytest.fail)


def test_samples_that_are_kept_are_the_same(
    tiny: KnowledgeBase, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    plain = _as_plain(samples_of(tiny))
    assert _as_plain(samples_of(tiny, tmp_path)) == plain
    request.getfixturevalue("refused")
    assert _as_plain(samples_of(tiny, tmp_path)) == plain


def test_those_of_another_faq_or_damaged_ones_are_collected_anew(tiny: KnowledgeBase, tmp_path: Path) -> None:
    samples_of(tiny, tmp_path)
    name = min(tiny.entries)
    fewer = {one: entry for one, entry in tiny.entries.items() if one != name}
    other = samples_of(replace(tiny, entries=fewer, fingerprint="1" * 64), tmp_path)
    assert name not in other.entries
    assert len(other.texts) < len(samples_of(tiny, tmp_path).texts)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:-9])
    assert _as_plain(samples_of(tiny, tmp_path)) == _as_plain(samples_of(tiny))
