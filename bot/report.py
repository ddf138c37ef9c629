"""`gesher report`: the figures of the last days in words, and as the picture that staff get each week."""

from pathlib import Path

from bot.app import make_voices
from bot.chart import draw_week
from bot.conversation.texts import Texts
from bot.domain import mornings
from bot.domain.clock import SystemClock
from bot.domain.errors import UsageError
from bot.domain.statistics import statistics_of
from bot.knowledge.load import load
from bot.settings import Settings
from bot.store.migrate import check
from bot.store.unit_of_work import Store
from bot.telegram.render import render


async def report(settings: Settings, days: int, to: Path | None) -> str:
    """Return the figures of so many whole days before today, in the staff's language.

    Args:
        settings: database, FAQ, hours and language.
        days: at least 1.
        to: where to draw them; None draws nothing.

    Raises:
        StoreError: if the database cannot be read or is not up to date.
        FaqError: if the FAQ has problems.
        UsageError: if the picture cannot be drawn or written.
    """
    knowledge = load(settings.faq_dir, cache=settings.cache_dir)
    voices = make_voices(settings, Texts.load())
    hours = voices.promise.hours
    period = mornings.last_days(hours, days, SystemClock().now())
    await check(settings.database_url)
    store = await Store.open(settings.database_url, migrate=False)
    try:
        async with store.reading() as uow:
            numbers = await uow.reports.numbers(period)
    finally:
        await store.close()
    topic_of = {entry: known.topic for entry, known in knowledge.entries.items()}
    figures = statistics_of(numbers, period, topic_of, hours)
    if to:
        _write(draw_week(*voices.week.pictures(figures, knowledge)), to)
    return "\n".join(piece.text for piece in render(voices.figures.show(figures, knowledge)))


def _write(png: bytes | None, to: Path) -> None:
    if png is None:
        raise UsageError("--to: matplotlib is not installed (pip install 'gesher[plot]')")
    try:
        to.write_bytes(png)
    except OSError as error:
        raise UsageError(f"--to: cannot write {to}: {error.strerror} (name another file)") from error
