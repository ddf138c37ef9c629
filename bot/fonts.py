"""Fonts for pictures: those of this machine that have all letters of a text. matplotlib brings no Chinese."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
)
"""Families that Linux, macOS and Windows have for it, the preferred first."""
LATIN = "DejaVu Sans"
"""Comes with matplotlib; it has Hebrew."""


def families_for(text: str) -> list[str] | None:
    """Return families that together have all letters of a text, for `font.family`; None without such.

    Raises:
        ModuleNotFoundError: if matplotlib is not installed.
    """
    return choose(text, _installed())


def choose(text: str, fonts: dict[str, Path]) -> list[str] | None:
    """Return the same of the fonts given, by family."""
    missing = _not_in(fonts[LATIN], text)
    if not missing:
        return [LATIN]
    for family in CHINESE:
        if family in fonts and not _not_in(fonts[family], missing):
            return [family, LATIN]
    return None


def has_bold(families: list[str]) -> bool:
    """Whether the first of the families has thick letters."""
    from matplotlib.font_manager import fontManager

    return any(font.name == families[0] and font.weight in ("bold", 700) for font in fontManager.ttflist)


def legible(text: str) -> str:
    """Put dots in the place of letters that `LATIN` lacks."""
    missing = _not_in(_installed()[LATIN], text)
    return re.sub("…+", "…", "".join("…" if letter in missing else letter for letter in text))


def _not_in(font: Path, text: Iterable[str]) -> set[str]:
    return {letter for letter in text if not letter.isspace() and ord(letter) not in _letters(font)}


@cache
def _letters(font: Path) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(str(font)).get_charmap())


def _installed() -> dict[str, Path]:
    """Return what matplotlib knows, and has missed: it looks once, and not again when a font comes."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    known = {font.fname for font in fontManager.ttflist}
    for path in set(findSystemFonts()) - known:
        try:
            fontManager.addfont(path)
        except (OSError, RuntimeError, ValueError):  # of a kind that it cannot read
            continue
    return {font.name: Path(font.fname) for font in fontManager.ttflist if font.style == "normal"}
