import pytest

from bot.matching.keyboard import Keyboard
from bot.matching.normalise import normalise, words

TEXTS = ["שלום, מה המחיר של השכרה?", "צריך ויזת עבודה", "how much is the rent"]
KEYBOARD = Keyboard(word for text in TEXTS for word in words(normalise(text)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("akuo", "שלום"),
        ("akuo nv njhr vafrv?", "שלום מה מחיר השכרה?"),
        ("mrhl uhz, gcusv", "צריך ויזת עבודה"),
        ("how much is the rent", None),
        ("rent?", None),
        ("asdkjhqwe zxc", None),
        ("where is the nearest station", None),
        ("a", None),
    ],
)
def test_hebrew_on_an_english_keyboard(typed: str, meant: str | None) -> None:
    assert KEYBOARD.repaired(normalise(typed)) == meant
