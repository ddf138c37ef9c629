import re
from importlib.resources import files

import pytest

from bot.conversation.texts import MissingTextError, Texts, escape
from bot.domain.language import Language

LOCALES = files("bot.conversation") / "locales"


def _names_and_values(language: Language) -> dict[str, frozenset[str]]:
    source = "\n".join(path.read_text("utf-8") for path in (LOCALES / language).iterdir())
    found: dict[str, frozenset[str]] = {}
    for block in re.split(r"\n(?=[a-z-]+ = )", source):
        name = re.match(r"(?:#.*\n)*([a-z-]+) = ", block)
        if name:
            assert name[1] not in found, f"{name[1]} is there twice in {language}"
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
    with pytest.raises(MissingTextError, match="locales/en has no text nonsense"):
        texts.say(Language.EN, "nonsense")
    with pytest.raises(MissingTextError, match="added"):
        texts.say(Language.EN, "added")


def test_a_name_cannot_become_markdown() -> None:
    assert escape("*a* [b](c)") == r"\*a\* \[b\]\(c\)"
