"""Pictures of an evaluation, drawn only when asked: matplotlib is an extra."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from bot.domain.errors import UsageError
from bot.domain.language import Language
from bot.matching.curves import BINS, coverage, reliability
from bot.matching.evaluate import Figures, Report
from bot.matching.results import Result
from bot.palette import LANGUAGES as COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE, DPI = (5.6, 7.2), 150
"""Inches and dots an inch: on a telephone, as wide as its screen, letters stay as large as in a message."""
GOAL_RIGHT, GOAL_WRONG = 0.75, 0.02
WRONG_SHOWN = 0.1
"""Where the axis of wrong answers ends; nobody would run a desk beyond."""
DOT_AREA = 300
"""Square points of the dot that stands for the most messages."""
INK, FAINT, YELLOW = "#333333", "#8a8a8a", "#f0e442"
FIFTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    name: str
    colour: str
    marker: str
    width: float = 1.5


# The markers tell them apart where there is no colour.
LANGUAGES = {
    Language.EN: _Line(name="English", colour=COLOURS[Language.EN], marker="s"),
    Language.HE: _Line(name="Hebrew", colour=COLOURS[Language.HE], marker="^"),
    Language.ZH: _Line(name="Chinese", colour=COLOURS[Language.ZH], marker="D"),
}
EVERYTHING = _Line(name="All", colour=INK, marker="o", width=2.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    line: _Line
    results: tuple[Result, ...]
    figures: Figures


def open_folder(folder: Path) -> None:
    """Make the folder for pictures, before time is spent on what they show.

    Raises:
        UsageError: it cannot be written, or nothing is installed that draws.
    """
    if find_spec("matplotlib") is None:
        raise UsageError("--plot: matplotlib is not installed (pip install 'gesher[plot]')")
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass


def draw(report: Report, folder: Path) -> None:
    """Draw how true confidences are, and what other thresholds would give.

    Raises:
        UsageError: the folder cannot be written.
    """
    everything = _Group(line=EVERYTHING, results=report.results, figures=report.overall)
    languages = [
        _Group(line=LANGUAGES[Language(name)], results=report.of(name), figures=figures)
        for name, figures in report.by_language.items()
    ]
    with _style(), _writing(folder):
        _reliability(languages, everything).savefig(folder / "reliability.png")
        _coverage([*languages, everything]).savefig(folder / "coverage.png")


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"--plot: cannot write {folder}: {error.strerror} (name another folder)") from error


def _style() -> AbstractContextManager[None]:
    from matplotlib import rc_context

    return rc_context(
        {
            "font.size": 11,
            "axes.titlesize": 13,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.titlepad": 12,
            "axes.edgecolor": FAINT,
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "grid.color": "#e4e4e4",
            "legend.frameon": False,
            "figure.constrained_layout.w_pad": 0.12,
            "figure.constrained_layout.h_pad": 0.06,
        }
    )


def _reliability(languages: list[_Group], everything: _Group) -> "Figure":
    figure = _figure()
    curve, counts = figure.subplots(2, sharex=True, height_ratios=[4, 1])
    curve.plot([0, 1], [0, 1], color=FAINT, linestyle="--", linewidth=1.2, label="perfectly true")
    most = max((held.messages for held in reliability(everything.results)), default=1)
    for group in (*languages, everything):
        bins, line = reliability(group.results), group.line
        at = [held.confidence for held in bins], [held.right for held in bins]
        curve.plot(*at, color=line.colour, linewidth=line.width)
        areas = [DOT_AREA * held.messages / most for held in bins]
        curve.scatter(
            *at, s=areas, color=line.colour, marker=line.marker, alpha=0.7, linewidths=0, clip_on=False
        )
        label = f"{line.name}, {group.figures.messages} messages"
        curve.plot([], [], color=line.colour, marker=line.marker, linewidth=line.width, label=label)
    curve.set(title="Reliability: are confidences true?", ylabel="share of right ones (%)")
    curve.set(xlim=(0, 1), ylim=(0, 1), xticks=FIFTHS, yticks=FIFTHS)
    _histogram(counts, languages)
    counts.set(xlabel="confidence of the best candidate (%)", ylabel="messages")
    _finish(figure, curve, counts)
    return figure


def _histogram(axes: "Axes", languages: list[_Group]) -> None:
    heights = dict.fromkeys((number / BINS for number in range(BINS)), 0)
    for group in languages:
        for held in reliability(group.results):
            left, bottom = held.start + 0.05 / BINS, heights[held.start]
            axes.bar(left, held.messages, 0.9 / BINS, bottom, align="edge", color=group.line.colour)
            heights[held.start] += held.messages


def _coverage(groups: list[_Group]) -> "Figure":
    figure = _figure()
    axes = figure.subplots()
    axes.fill_between([0, GOAL_WRONG], GOAL_RIGHT, 1, color=YELLOW, alpha=0.35, linewidth=0)
    label = f"Goal: {GOAL_RIGHT:.0%} right, {GOAL_WRONG:.1%} wrong"
    axes.plot(GOAL_WRONG, GOAL_RIGHT, "*", color=INK, markersize=13, linestyle="none", label=label)
    for group in groups:
        points, line, now = coverage(group.results), group.line, group.figures
        steps = [0.0, *(point.wrong for point in points)], [0.0, *(point.right for point in points)]
        axes.plot(*steps, color=line.colour, linewidth=line.width)
        if now.direct is None or now.wrong is None:
            continue
        label = f"{line.name} now: {now.direct:.0%} right, {now.wrong:.1%} wrong"
        mark = axes.plot(now.wrong, now.direct, color=line.colour, linewidth=line.width, label=label)[0]
        mark.set(marker=line.marker, markersize=10, markeredgecolor="white", clip_on=now.wrong > WRONG_SHOWN)
    axes.set(title="Coverage: the price of answering more")
    axes.set(xlabel="wrong answers, of all messages (%)", ylabel="right answers, of the answerable (%)")
    axes.set(xlim=(0, WRONG_SHOWN), ylim=(0, 1), yticks=FIFTHS)
    _finish(figure, axes)
    return figure


def _figure() -> "Figure":
    from matplotlib.figure import Figure  # never pyplot: no display, no state that outlives the picture

    return Figure(figsize=SIZE, dpi=DPI, layout="constrained")


def _finish(figure: "Figure", *axes: "Axes") -> None:
    from matplotlib.ticker import PercentFormatter

    figure.legend(loc="outside lower left", fontsize=10)
    axes[0].yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=None))
    axes[-1].xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=None))
