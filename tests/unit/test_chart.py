"""The picture of the weekly report: the width of a telephone, and never a letter that no font has."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot import chart, fonts
from bot.chart import draw_week
from bot.conversation.week import Bar, Picture
from bot.domain.language import Language

EN = Picture(
    language=Language.EN,
    title="16 November to 22 November: 12 questions",
    outcomes_title="75% were answered at once, 25% went to staff",
    outcomes=(
        Bar(label="answered at once", parts=(9,)),
        Bar(label="asked back", parts=(0,)),
        Bar(label="passed to staff", parts=(3,)),
    ),
    topics_title="Asked about most: Visas",
    languages={Language.HE: "Hebrew", Language.ZH: "Chinese"},
    topics=(
        Bar(label="Visas", parts=(6, 2)),
        Bar(label="A topic with a name beyond all bounds" * 2, parts=(0, 4)),
    ),
    hours_title="Staff's first answer took 3.5 working hours (median)",
    tickets="3 went to staff · 2 answered · 1 waiting now",
    missed_title="Asked most without an answer from the FAQ",
    missed=(Bar(label="A question that goes on and on " * 5, parts=(2,)),),
)
ZH = replace(EN, language=Language.ZH, title="11月16日至11月22日：共 12 个问题")
HE = replace(EN, language=Language.HE, title="מ־16 בנובמבר עד 22 בנובמבר: 12 שאלות")
NOTHING = replace(EN, outcomes=tuple(replace(bar, parts=(0,)) for bar in EN.outcomes), topics=(), missed=())


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written into pictures."""
    found: list[str] = []
    write = chart._Page._words

    def note(page: chart._Page, words: str, size: float, **others: object) -> float:
        found.append(words)
        return write(page, words, size, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(chart._Page, "_words", note)
    return found


@pytest.fixture
def no_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {family: path for family, path in fonts._installed().items() if family not in fonts.CHINESE}
    monkeypatch.setattr(fonts, "_installed", lambda: here)


@pytest.mark.parametrize("picture", [EN, HE, NOTHING])
def test_it_is_as_wide_as_a_telephone_and_neither_blank_nor_full(picture: Picture, tmp_path: Path) -> None:
    from matplotlib.image import imread

    png = draw_week(picture, EN)
    assert png
    (tmp_path / "week.png").write_bytes(png)
    dots = imread(tmp_path / "week.png")
    height, width = dots.shape[:2]
    assert width == 1080
    assert 250 < height < 1500
    assert 0.01 < (dots[..., :3].min(axis=2) < 0.9).mean() < 0.5
    edge = dots[:, -20:, :3] if picture.language is not Language.HE else dots[:, :20, :3]
    assert edge.min() == 1, "what is long is cut before the edge"


def test_it_is_in_the_wanted_language_where_there_are_letters(written: list[str]) -> None:
    draw_week(HE, EN)
    assert written[0] == HE.title


@pytest.mark.usefixtures("no_chinese")
def test_without_a_chinese_font_it_is_in_english(written: list[str]) -> None:
    draw_week(ZH, EN)
    assert written[0] == EN.title


@pytest.mark.usefixtures("no_chinese")
def test_what_only_staff_taught_in_chinese_is_dots_then(written: list[str]) -> None:
    draw_week(ZH, replace(EN, missed=(Bar(label="园区 Wi-Fi 密码?", parts=(2,)),)))
    assert "… Wi-Fi …?" in written


def test_the_first_font_with_all_letters_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = {"latin": "ab ש", "some": "签", "all": "签证"}
    monkeypatch.setattr(fonts, "_letters", lambda path: frozenset(map(ord, letters[path.name])))
    here = {
        "DejaVu Sans": Path("latin"),
        "Noto Sans CJK SC": Path("some"),
        "Microsoft YaHei": Path("all"),
        "SimHei": Path("all"),
        "Unheard Of": Path("all"),
    }
    assert fonts.choose("a b ש", here) == ["DejaVu Sans"]
    assert fonts.choose("a签", here) == ["Noto Sans CJK SC", "DejaVu Sans"]
    assert fonts.choose("a签证", here) == ["Microsoft YaHei", "DejaVu Sans"]
    assert fonts.choose("a签证c", here) is None


def test_without_matplotlib_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert draw_week(EN, EN) is None
