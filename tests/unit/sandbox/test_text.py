import re

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.text import caption, message_text, tidy


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  a \n", "a"),
        ("a\tb\x00c", "a b c"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b\u202ac\u202ed", "abcd"),
        ("e\u030a", "e"),
        ("\u200f\u200f\u200eא", "\u200c\u200c\u200eא"),
        ("\u2068Acme\u2069 אבג \u200f", "\u2068Acme\u2069 אבג \u200f"),
        ("a\n\n\nb", "a\n\n\nb"),
    ],
    ids=[
        "trim",
        "controls",
        "carriage return",
        "dropped",
        "combining ring",
        "stacked marks",
        "isolates",
        "lines",
    ],
)
def test_text_is_stored_as_the_server_rewrites_it(raw: str, stored: str) -> None:
    assert tidy(raw).text == stored


def test_length_counts_code_points_after_trimming() -> None:
    assert len(message_text("\U0001f600" * 4096 + "  ").text) == 4096
    with pytest.raises(ApiError, match=r"^Bad Request: message is too long$"):
        message_text("\U0001f600" * 4097)
    assert caption("x" * 1024).text
    with pytest.raises(ApiError, match=r"^Bad Request: message caption is too long$"):
        caption("x" * 1025)


@pytest.mark.parametrize(
    ("raw", "words"),
    [("", "message text is empty"), (" \n ", "text must be non-empty"), ("\u200b", "text must be non-empty")],
)
def test_empty_text_is_refused(raw: str, words: str) -> None:
    with pytest.raises(ApiError, match=f"^Bad Request: {words}$"):
        message_text(raw)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ApiError, match="must be encoded in UTF-8"):
        message_text("a\ud83d")


def test_entities_move_with_the_text() -> None:
    raw = "\r\U0001f600\u202e \U0001f600bold \n"
    # UTF-16: CR, two units, RLE, space, two units, "bold"
    formatted = tidy(raw, [{"type": "bold", "offset": 7, "length": 6}])
    assert formatted.text == "\U0001f600 \U0001f600bold"
    assert formatted.entities == ({"type": "bold", "offset": 5, "length": 4},)


def test_leading_space_is_trimmed_up_to_the_first_entity() -> None:
    formatted = tidy(
        "  x y", [{"type": "code", "offset": 1, "length": 2}, {"type": "bold", "offset": 3, "length": 2}]
    )
    assert formatted.text == " x y"
    assert [(e["offset"], e["length"]) for e in formatted.entities] == [(0, 2), (2, 2)]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (
            {"type": "bold", "offset": 100, "length": 1},
            "entity begins after the end of the text at UTF-16 offset 100",
        ),
        (
            {"type": "bold", "offset": 0, "length": 8},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 8",
        ),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "bold", "offset": 0, "length": 6}, "entity beginning at UTF-16 offset 0 ends in a middle"),
        (
            {"type": "sparkle", "offset": 0, "length": 1},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "no-host"},
            "entity URL 'no-host' is invalid: Wrong HTTP URL",
        ),
    ],
)
def test_unsound_entities_are_refused(entity: dict[str, object], words: str) -> None:
    with pytest.raises(ApiError, match=f"^Bad Request: {re.escape(words)}"):
        tidy("hello\U0001f600", [entity])


def test_commands_links_and_addresses_are_found_in_utf16_units() -> None:
    formatted = tidy("\U0001f600 /start@gesher_bot https://example.com/a. a@example.com @gesher_bot #tag")
    assert [(e["type"], e["offset"], e["length"]) for e in formatted.entities] == [
        ("bot_command", 3, 17),
        ("url", 21, 21),
        ("email", 44, 13),
        ("mention", 58, 11),
        ("hashtag", 70, 4),
    ]


def test_nothing_is_found_inside_code_or_paths() -> None:
    assert tidy("/start", [{"type": "code", "offset": 0, "length": 6}]).entities == (
        {"type": "code", "offset": 0, "length": 6},
    )
    assert tidy("and/or 1/2").entities == ()
