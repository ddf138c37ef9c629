"""Where a message can be cut: into sentences, into questions, at what it denies."""

import re

from bot.matching.normalise import is_han, words

LONGEST = 240
"""Characters of a sentence that are read; nobody puts a question behind so many words."""
MOST_QUESTIONS = 3
"""More in one message is a list for a person."""

# One that is too long ends with a word, or anywhere where words are not parted.
_LETTER = r"[^.!?;\n。！？；]"
_SENTENCE = re.compile(rf"(?:{_LETTER}{{1,{LONGEST}}}(?!\w)|{_LETTER}{{1,{LONGEST}}})[?？]*")
# Where one question may end and the next begin: a comma only in Chinese, or before a word that joins them.
_JOIN = re.compile(
    r"(?P<mark>\?+)\s*|[.!;\n]+\s*|[,\s]+(?=(?:and|also|plus|n also|ve gam|vegam|וגם|ובנוסף|ועוד)\b)"
    r"|,\s*(?=ו[א-ת]{2})|,(?=[^,]*[\u4e00-\u9fff])|(?=另外|还有)"
)
_ASKS = re.compile(
    r"吗|呢|么|多少|几|哪|谁|如何|多久|多长|能不能|可不可以|可以"
    r"|\b(?:what|whats|which|who|where|when|why|how|eich|kama|eifo|matai|lama|efshar|yesh"
    r"|ו?(?:איך|כמה|מה|מי|איפה|מתי|למה|האם|אפשר|איזה|איזו|אילו|לאן|מאיפה|כיצד))\b"
    r"|^(?:and |also |plus )?(?:can|could|do|does|is|are|may|must|should|will|would|any)\b"
)
# What a founder says the message is not about: "I don't need a visa, only an office". Other denials tell the
# situation: "we have no office yet" does not take the office away.
_DENIES = re.compile(
    r"\b(?:do ?n[o']?t (?:need|want|mean|ask)|not (?:about|asking|the|a)|instead of|rather than"
    r"|לא (?:על|לגבי|צריכ?[ךהים]*|רוצ[הים]+|מתכוונ?[ןתים]*|שואל[תים]*)|במקום|ולא)\b"
    r"|不是(?:问|指|说|要)|(?<!要)不要|不用|不需要|不想|而不是"
)
_CLAUSE = re.compile(r"[,;.!?\n]+|\b(?:but|only|just|אבל|אלא|רק)\b|而是|但是|只")
FEWEST_WORDS, FEWEST_HAN = 2, 4
"""Of a piece that can say anything by itself."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text as they stand, each with its question mark."""
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]


def asks(text: str) -> bool:
    """Whether a word of a normalised text asks for something, mark or no mark."""
    return _ASKS.search(text) is not None


def questions(text: str) -> list[str]:
    """Cut a normalised message into its questions; one piece, the whole, if it asks only one.

    >>> questions("how do we apply?? and how many weeks does it take")
    ['how do we apply??', 'and how many weeks does it take']
    >>> questions("we are two founders. are we too early?")
    ['we are two founders. are we too early?']
    """
    pieces: list[str] = []
    start = 0
    for cut in _JOIN.finditer(text):
        end = cut.end("mark") if cut["mark"] else cut.start()
        piece, rest = text[start:end].strip(), text[cut.end() :].strip()
        # A mark at the very end tells nothing of where in between another question begins.
        if _question(piece) and _question(rest if cut["mark"] else rest.rstrip("?")):
            pieces.append(piece)
            start = cut.end()
    pieces.append(text[start:].strip())
    return pieces if len(pieces) <= MOST_QUESTIONS else [text]


def undenied(text: str) -> str | None:
    """Return a normalised message without the clauses that deny something; None if that leaves it as it is.

    >>> undenied("i don't need a visa, i need an office")
    'i need an office'
    >>> undenied("we have no office, where can we work") is None
    True
    """
    clauses = [clause.strip() for clause in _CLAUSE.split(text)]
    kept = [clause for clause in clauses if clause and not _DENIES.search(clause)]
    if len(kept) == len([clause for clause in clauses if clause]):
        return None
    rest = ", ".join(kept)
    return rest if _says_something(rest) else None


def _question(text: str) -> bool:
    return (asks(text) or text.endswith("?")) and _says_something(text)


def _says_something(text: str) -> bool:
    found = words(text)
    han = sum(len(word) for word in found if is_han(word))
    return han >= FEWEST_HAN or len(found) >= FEWEST_WORDS
