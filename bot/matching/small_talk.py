"""Greetings, thanks and the like, recognised only as a whole message: "hi, which visa?" is a question."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.knowledge.model import SmallTalk
from bot.matching.normalise import normalise

SIMILAR = 92
"""Per cent of `fuzz.ratio`: one letter too few or too many in seven, one wrong letter in thirteen."""
LONGER = 200 / SIMILAR - 1
"""How many times as long as a phrasing a message may be that is still so similar to it."""
FORGIVING_FROM = 5
"""Letters of the shortest message in which a typing error is forgiven; in shorter ones it is another word."""

_NOT_WORDS = re.compile(r"[\W_]+")
_OPENING = re.compile(r"(?P<opening>\w+)[\s,.!:-]+(?P<rest>\w+\W+\w.*|\W*[\u4e00-\u9fff]{4}.*)", re.DOTALL)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


class SmallTalkIndex:
    """Finds the topic of a message that is small talk and nothing else."""

    def __init__(self, topics: Iterable[SmallTalk]) -> None:
        """Index every phrasing of every topic; the order of topics does not matter."""
        pairs = sorted(
            (_bare(normalise(text)), topic.id)
            for topic in topics
            for texts in topic.phrasings.values()
            for text in texts
        )
        self._topics = {text: topic for text, topic in reversed(pairs) if text}
        self._texts = sorted(self._topics)
        self._longest = max(map(len, self._texts), default=0) * LONGER

    def find(self, text: str) -> str | None:
        """Return the topic of a normalised message, or None when it says anything else."""
        start = text[: int(4 * self._longest)]
        bare = _bare(start)
        if len(bare) > self._longest:  # seen without looking at the rest of a long message
            return None
        if start != text:
            bare = _bare(text)
        if bare in self._topics or len(bare.replace(" ", "")) < FORGIVING_FROM:
            return self._topics.get(bare)
        if len(bare) > self._longest:
            return None
        nearest = process.extractOne(bare, self._texts, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        return self._topics[nearest[0]] if nearest else None

    def stripped(self, text: str) -> str:
        """Return a normalised message without the greeting or thanks that it begins with, if more follows.

        "hi, which visa do i need?" asks which visa is needed.
        """
        parts = _OPENING.match(text)
        if parts and _bare(parts["opening"]) in self._topics:
            return parts["rest"]
        return text


def _bare(text: str) -> str:
    """Leave words alone: no punctuation, no emoji, and "thaaanks" as "thanks".

    >>> _bare("heeey there!! 👋")
    'hey there'
    """
    return _DRAWN_OUT.sub(r"\1", _NOT_WORDS.sub(" ", text).strip())
