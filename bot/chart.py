"""Draws the weekly report, for a telephone held upright."""

from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from bot.conversation.week import Bar, Picture
from bot.domain.language import Language
from bot.domain.statistics import share
from bot.fonts import LATIN, families_for, has_bold, legible
from bot.palette import LANGUAGES

if TYPE_CHECKING:
    from matplotlib.text import Text

WIDTH, DPI = 7.2, 150
"""Inches and dots an inch: 1080 dots. All lengths below are inches too, sizes of letters are points. On a
telephone, as wide as its screen, `WORDS` come out as large as the small print of a message."""
MARGIN = 0.36
HEAD, TITLE, WORDS = 18.0, 15.5, 13.5
LINE, THICK, THIN = 0.315, 0.21, 0.11
APART = 0.24
"""From the end of a panel to the rule above the next one, and from there to its title."""
LABELS, NUMBERS = 2.35, 1.15
"""What labels take before bars, and numbers behind the longest one."""
SMALLEST = 0.9
"""Of the wanted size: what is too long is made smaller first, and then cut."""

INK, FAINT, GREY, RULE = "#2b2b2b", "#6a6a6a", "#9aa5b1", "#d9dde1"
OUTCOMES = ("#2f4b7c", "#7f9fc9", "#c3cfdd")


def draw_week(wanted: Picture, english: Picture) -> bytes | None:
    """Return a PNG in the wanted language, or in English where no font of this machine has its letters.

    Returns:
        None if matplotlib is not installed.
    """
    if find_spec("matplotlib") is None:
        return None
    from matplotlib import rc_context

    families = families_for(wanted.words)
    shown = wanted if families else _in_latin(english)
    with rc_context({"font.family": families or [LATIN], "axes.unicode_minus": False}):
        page = _Page(mirrored=shown.language is Language.HE, stroke=not has_bold(families or [LATIN]))
        page.draw(shown)
        return page.png()


def _in_latin(english: Picture) -> Picture:
    """Leave out letters that only what staff taught can hold, in a language of its own."""
    return replace(
        english,
        topics_title=legible(english.topics_title),
        topics=tuple(replace(bar, label=legible(bar.label)) for bar in english.topics),
        missed=tuple(replace(bar, label=legible(bar.label)) for bar in english.missed),
    )


class _Page:
    """A column of panels, from above.

    Args:
        mirrored: for who reads from the right.
        stroke: thick letters are made of usual ones, since the font has none.
    """

    def __init__(self, *, mirrored: bool, stroke: bool) -> None:
        # Never pyplot: no display, no state that outlives the picture.
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self._mirrored = mirrored
        self._stroke = stroke
        self._figure = Figure(figsize=(WIDTH, WIDTH), dpi=DPI)
        self._renderer = FigureCanvasAgg(self._figure).get_renderer()  # type: ignore[no-untyped-call]
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._y = MARGIN

    def draw(self, shown: Picture) -> None:
        self._words(shown.title, HEAD, bold=True)
        self._down(LINE + 0.02)
        asked = sum(bar.total for bar in shown.outcomes)
        if asked:
            self._panel(shown.outcomes_title)
            self._outcomes(shown.outcomes, asked)
            self._panel(shown.topics_title)
            self._key(shown)
            self._topics(shown)
        self._panel(shown.hours_title)
        self._words(shown.tickets, WORDS, colour=FAINT)
        self._down(LINE)
        if asked:
            self._panel(shown.missed_title)
            self._missed(shown.missed)

    def png(self) -> bytes:
        height = self._y + MARGIN
        self._figure.set_size_inches(WIDTH, height)
        self._axes.set(xlim=(WIDTH, 0) if self._mirrored else (0, WIDTH), ylim=(height, 0))
        png = BytesIO()
        self._figure.savefig(png, format="png", facecolor="white")
        return png.getvalue()

    def _panel(self, title: str) -> None:
        self._bar(MARGIN, WIDTH - 2 * MARGIN, RULE, thick=0.012)
        self._down(APART)
        self._words(title, TITLE, bold=True)
        self._down(LINE + 0.03)

    def _outcomes(self, bars: tuple[Bar, ...], asked: int) -> None:
        for bar, colour in zip(bars, OUTCOMES, strict=True):
            part = share(bar.total, asked)
            self._words(bar.label, WORDS, width=LABELS)
            end = self._bar(MARGIN + LABELS, part * self._room(), colour)
            self._words(f"{bar.total}  ({part:.0%})", WORDS, at=end + 0.12, bold=True)
            self._down(LINE)

    def _key(self, shown: Picture) -> None:
        at = MARGIN
        for number, (language, name) in enumerate(shown.languages.items()):
            asked_in = sum(bar.parts[number] for bar in shown.topics)
            self._bar(at, 0.16, LANGUAGES[language], thick=0.16)
            width = self._words(f"{name} {asked_in}", WORDS, at=at + 0.26, colour=LANGUAGES[language])
            at += width + 0.6
        self._down(LINE + 0.03)

    def _topics(self, shown: Picture) -> None:
        most = max(bar.total for bar in shown.topics)
        colours = [LANGUAGES[language] for language in shown.languages]
        for bar in shown.topics:
            self._words(bar.label, WORDS, width=LABELS)
            end = MARGIN + LABELS
            for count, colour in zip(bar.parts, colours, strict=True):
                end = self._bar(end, share(count, most) * self._room(), colour)
            self._words(str(bar.total), WORDS, at=end + 0.12, bold=True)
            self._down(LINE)

    def _missed(self, bars: tuple[Bar, ...]) -> None:
        most = max((bar.total for bar in bars), default=1)
        for bar in bars:
            self._words(bar.label, WORDS)
            self._down(0.23)
            end = self._bar(MARGIN, share(bar.total, most) * (self._room() + LABELS), GREY, thick=THIN)
            self._words(str(bar.total), WORDS, at=end + 0.12, bold=True)
            self._down(LINE)

    def _room(self) -> float:
        return WIDTH - 2 * MARGIN - LABELS - NUMBERS

    def _down(self, inches: float) -> None:
        self._y += inches

    def _bar(self, at: float, length: float, colour: str, *, thick: float = THICK) -> float:
        """Draw a bar in the middle of the line; return where it ends."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle((at, self._y - thick / 2), length, thick, color=colour, linewidth=0))
        return at + length

    def _words(
        self,
        words: str,
        size: float,
        *,
        at: float = MARGIN,
        width: float | None = None,
        colour: str = INK,
        bold: bool = False,
    ) -> float:
        """Write words in the middle of the line; return how wide they are.

        Args:
            words: what to write.
            size: of the letters, where that fits.
            at: where they begin.
            width: that they may take; None up to the margin.
            colour: of the letters.
            bold: thick letters.
        """
        from matplotlib.patheffects import withStroke

        text = self._axes.text(
            at,
            self._y,
            words,
            size=size,
            color=colour,
            weight="bold" if bold and not self._stroke else "normal",
            path_effects=[withStroke(linewidth=0.7, foreground=colour)] if bold and self._stroke else None,
            ha="right" if self._mirrored else "left",
            va="center_baseline",
        )
        return self._fit(text, words, size, WIDTH - MARGIN - at if width is None else width - 0.12)

    def _fit(self, text: "Text", words: str, size: float, width: float) -> float:
        wide = self._width(text)
        if wide > width:
            text.set_fontsize(size * max(SMALLEST, width / wide))
        while len(words) > 1 and self._width(text) > width:
            words = words[:-1]
            text.set_text(f"{words.rstrip()}…")
        return self._width(text)

    def _width(self, text: "Text") -> float:
        return float(text.get_window_extent(self._renderer).width) / DPI
