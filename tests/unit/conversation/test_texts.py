import re
from importlib.resources import files

import pytest

from bot.conversation.texts import MissingTextError, Texts, escape
from bot.domain.language import Language

LOCALES = files("bot.conversation") / "locales"


def _names_and_values(language: Language) -> dict[str, frozenset[str]]:
    source = (LOCALES / f"{language}.ftl").read_text("utf-8")
    found: dict[str, frozenset[str]] = {}
    for block in re.split(r"\n(?=[a-z-]+ = )", source):
        name = re.match(r"(?:#.*\n)*([a-z-]+) = ", block)
        if name:
            found[name[1]] = frozenset(re.findall(r"\$([a-z-]+)", block))
    return found


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_sentences_with_the_same_values(language: Language) -> None:
    english = _names_and_values(Language.EN)
    assert len(english) > 30
    assert _names_and_values(language) == english


def test_values_are_isolated() -> None:
    said = Texts.load().say(Language.HE, "added", number="Q-0001")
    assert said == "נוסף לפנייה **\u2068Q-0001\u2069**."


def test_a_missing_sentence_or_value_is_named() -> None:
    texts = Texts.load()
    with pytest.raises(MissingTextError, match=r"en\.ftl has no text nonsense"):
        texts.say(Language.EN, "nonsense")
    with pytest.raises(MissingTextError, match="added"):
        texts.say(Language.EN, "added")


def test_a_name_cannot_become_markdown() -> None:
    assert escape("*a* [b](c)") == r"\*a\* \[b\]\(c\)"
