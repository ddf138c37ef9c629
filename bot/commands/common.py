"""What the commands share: settings, terminals, the matcher."""

from collections.abc import Coroutine
from typing import Annotated, Any, Literal, TypeVar

import typer
from rich.console import Console

from bot.domain.match import Matcher
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.logs import set_up_logs
from bot.matchers import make_matcher
from bot.settings import Settings, load_settings
from bot.show import vectors_progress

T = TypeVar("T")
Engine = Literal["hybrid", "lexical"]
EngineOption = Annotated[
    Engine | None, typer.Option(help="Words and meaning, or words only. Default: MATCH_ENGINE.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")]

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end and return what it returns."""
    import asyncio  # noqa: PLC0415  # what answers a question at the prompt does without it

    return asyncio.run(work)


def quiet_settings() -> Settings:
    """Return the settings, with logs that tell of troubles only."""
    settings = load_settings()
    set_up_logs("WARNING", settings.log_format)
    return settings


def ready(engine: Engine | None) -> tuple[KnowledgeBase, Matcher]:
    """Return the FAQ and its matcher, by the engine that the settings ask for unless one is given."""
    settings = quiet_settings()
    if engine:
        settings = settings.model_copy(update={"match_engine": engine})
    knowledge = load(settings.faq_dir, cache=settings.cache_dir)
    with vectors_progress(err) as progress:
        return knowledge, make_matcher(settings, knowledge, progress)
