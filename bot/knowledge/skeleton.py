"""Tells whether two wordings are the same words."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[\W_]+")


def skeleton(text: str) -> str:
    """Words alone, without case and punctuation; what holds none stands for itself."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORDS.sub(" ", folded).strip() or folded
