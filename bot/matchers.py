"""The matcher that the settings ask for, and what it needs of the FAQ."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

from bot.domain.match import Matcher
from bot.knowledge.model import KnowledgeBase
from bot.matching.engine import Engine, build
from bot.matching.strays import Stray, strays
from bot.settings import Settings

PREPARED = "prepared"
"""The folder in the FAQ's own that holds what the matcher needs of it, computed."""
ENGINES: tuple[Engine, ...] = get_args(Engine)
Progress = Callable[[int, int], None]


def make_matcher(settings: Settings, knowledge: KnowledgeBase, progress: Progress | None = None) -> Matcher:
    """Build the matcher that the settings ask for.

    Args:
        settings: engine, cache folder and the cost of a wrong answer.
        knowledge: the FAQ.
        progress: called with how much is learnt and how much there is to learn; not when nothing is.
    """
    return build(
        knowledge,
        engine=settings.match_engine,
        cache=settings.cache_dir,
        prepared=settings.faq_dir / PREPARED,
        progress=progress,
        wrong_cost=settings.wrong_cost,
    )


def find_strays(
    settings: Settings, knowledge: KnowledgeBase, progress: Progress | None = None
) -> list[Stray]:
    """Find phrasings that the matcher would give to another entry; arguments as for `make_matcher`."""
    return strays(
        knowledge,
        engine=settings.match_engine,
        cache=settings.cache_dir,
        prepared=settings.faq_dir / PREPARED,
        progress=progress,
    )


def prepare(
    settings: Settings,
    knowledge: KnowledgeBase,
    progress: Progress | None = None,
    *,
    to: Path | None = None,
    engines: Sequence[Engine] = ENGINES,
) -> Path:
    """Compute what the matcher needs of the FAQ; with it there, the bot answers within seconds.

    Args:
        settings: folder of the FAQ.
        knowledge: the FAQ.
        progress: called with how much is learnt and how much there is to learn.
        to: where to leave it; None leaves it beside the FAQ. What is there is not left elsewhere again.
        engines: for which it is computed.

    Returns:
        The folder.
    """
    beside = settings.faq_dir / PREPARED
    folder = to or beside
    prepared = None if folder.resolve() == beside.resolve() else beside
    for engine in engines:
        build(knowledge, engine=engine, cache=folder, prepared=prepared, progress=progress)
    return folder
