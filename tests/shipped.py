"""The FAQ of this checkout, read once a process: that takes longer than most tests."""

from functools import cache
from pathlib import Path

from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase

FAQ = Path(__file__).parents[1] / "faq"


@cache
def shipped_faq() -> KnowledgeBase:
    """Return it; nobody changes it."""
    return load(FAQ)
