"""Alike by letters: weighted character n-grams find near wordings, rapidfuzz compares with the nearest."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from bot.matching.normalise import INNER_MARKS, is_han, words
from bot.matching.samples import Similarities

ALPHABET_SIZES = (2, 3, 4)
HAN_SIZES = (1, 2, 3)
"""A Han character carries about as much as three letters, and words are not parted by spaces."""

SET_WEIGHT = 0.95
"""Equal sets of words are a little less than equal texts: "visa for work" is not "work for visa"."""


def ngrams(text: str) -> list[str]:
    """Cut a normalised text into n-grams; those of alphabets keep the ends of words.

    Of the two spellings that `words` gives for one word, the second adds only what the first has not.

    >>> ngrams("hi 签证")
    [' h', 'hi', 'i ', ' hi', 'hi ', ' hi ', '签', '证', '签证']
    """
    found: list[str] = []
    last, last_grams = "", list[str]()
    for word in words(text):
        grams = _cut(word, HAN_SIZES) if is_han(word) else _cut(f" {word} ", ALPHABET_SIZES)
        respelt = len(last) > len(word) and last.translate(INNER_MARKS) == word
        found += [gram for gram in grams if gram not in last_grams] if respelt else grams
        last, last_grams = word, grams
    return found


def _cut(text: str, sizes: tuple[int, ...]) -> list[str]:
    return [text[start : start + size] for size in sizes for start in range(len(text) - size + 1)]


class LexicalIndex:
    """Cosine of a text with every sample over weighted n-grams (TF-IDF), by an inverted index."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index normalised texts."""
        self._size = len(texts)
        self._columns: dict[str, int] = {}
        counts = [Counter(ngrams(text)) for text in texts]
        columns = np.array(
            [self._columns.setdefault(gram, len(self._columns)) for count in counts for gram in count],
            np.intp,
        )
        samples = np.repeat(np.arange(self._size), [len(count) for count in counts])
        times = np.array([times for count in counts for times in count.values()], np.float64)
        found_in = np.bincount(columns, minlength=len(self._columns))
        rarity = np.log((self._size + 1) / (found_in + 1)) + 1
        self._rarest = math.log(self._size + 1) + 1
        weights = (1 + np.log(times)) * rarity[columns]
        lengths = np.sqrt(np.bincount(samples, weights**2, minlength=self._size))
        order = np.argsort(columns, kind="stable")
        self._samples = samples[order]
        self._weights = (weights / np.maximum(lengths[samples], 1e-9))[order]
        self._rarity: list[float] = rarity.tolist()
        self._starts: list[int] = np.concatenate([[0], np.cumsum(found_in)]).tolist()

    def similarities(self, text: str) -> Similarities:
        """Return float32 (samples,) in [0, 1]; n-grams that no sample holds lower all of it."""
        spans: list[slice] = []
        weights: list[float] = []
        squares = 0.0
        for gram, times in Counter(ngrams(text)).items():
            weight = 1 + math.log(times)
            column = self._columns.get(gram)
            if column is None:
                squares += (weight * self._rarest) ** 2
                continue
            weight *= self._rarity[column]
            squares += weight**2
            spans.append(slice(self._starts[column], self._starts[column + 1]))
            weights.append(weight)
        if not spans:
            return np.zeros(self._size, np.float32)
        samples = np.concatenate([self._samples[span] for span in spans])
        products = np.concatenate([self._weights[span] for span in spans])
        products *= np.repeat(weights, [span.stop - span.start for span in spans])
        cosines = np.bincount(samples, products, minlength=self._size) / math.sqrt(squares)
        return np.minimum(cosines, 1).astype(np.float32)


def likeness(text: str, other: str) -> float:
    """Compare two normalised texts in [0, 1], forgiving typing errors and the order of words."""
    return max(fuzz.ratio(text, other), SET_WEIGHT * fuzz.token_set_ratio(text, other)) / 100
