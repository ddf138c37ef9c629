import re

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.keyboards import keyboard


def one(**button: object) -> object:
    return {"inline_keyboard": [[{"text": "▢"} | button]]}


@pytest.mark.parametrize("data", ["a", "x" * 64, "ש" * 32, "签" * 21])
def test_callback_data_up_to_64_bytes_passes(data: str) -> None:
    assert keyboard(one(callback_data=data)) == [[{"text": "▢", "callback_data": data}]]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (one(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (one(callback_data="ש" * 33), "BUTTON_DATA_INVALID"),
        (one(callback_data=""), "can't parse inline keyboard button: Text buttons are unallowed"),
        (one(), "can't parse inline keyboard button: Text buttons are unallowed"),
        (one(url="not-a-url"), "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        (
            one(url="ftp://example.com"),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported",
        ),
        (one(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (
            {"inline_keyboard": [[{"callback_data": "x"}]]},
            "can't parse inline keyboard button: Can't find field",
        ),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "b"}] * 101]}, "reply markup is too long"),
    ],
)
def test_buttons_that_telegram_refuses(markup: object, words: str) -> None:
    with pytest.raises(ApiError, match=f"^Bad Request: {re.escape(words)}"):
        keyboard(markup)


@pytest.mark.parametrize(
    "markup", [None, {"remove_keyboard": True}, {"inline_keyboard": []}, {"force_reply": True}]
)
def test_everything_else_leaves_no_keyboard_on_the_message(markup: object) -> None:
    assert keyboard(markup) is None
