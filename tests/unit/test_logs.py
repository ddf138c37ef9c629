import json
import logging
import sys
from typing import Literal

import httpx
import pytest

from bot.domain.errors import StoreError
from bot.logs import DeskFormatter, set_up_logs

TOKEN = "123456789:" + "Secret-Part_" * 3
PROXY = "socks5://user:password@proxy.example:1080"


def _fail() -> None:
    raise OSError(f"https://api.telegram.org/bot{TOKEN}/sendMessage failed through {PROXY}")


def _record(message: str, **fields: object) -> logging.LogRecord:
    try:
        _fail()
    except OSError:
        record = logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, message, None, sys.exc_info())
    record.__dict__.update(fields)
    return record


@pytest.mark.parametrize("form", ["text", "json"])
def test_token_and_proxy_are_hidden_in_message_fields_and_traceback(form: Literal["text", "json"]) -> None:
    line = DeskFormatter(form, (TOKEN, PROXY)).format(_record(f"url {TOKEN}", url=f"/bot{TOKEN}/getMe"))
    assert "Secret-Part_" not in line
    assert "password" not in line
    assert line.count("<token>") >= 3
    assert "OSError" in line


def test_a_secret_of_a_few_letters_is_not_taken_out_of_words() -> None:
    line = DeskFormatter("json", ("e", "")).format(_record("delivery failed", delivery=7))
    assert json.loads(line)["event"] == "delivery failed"


def test_whatever_is_shaped_like_a_token_is_hidden_even_if_nobody_named_it() -> None:
    assert "Secret-Part_" not in DeskFormatter("text").format(_record(f"url {TOKEN}"))


def test_json_is_one_object_a_line_with_the_fields() -> None:
    line = DeskFormatter("json").format(_record("delivery failed", delivery=7))
    assert "\n" not in line
    found = json.loads(line)
    assert (found["event"], found["delivery"], found["level"]) == ("delivery failed", 7, "error")


def test_text_quotes_what_has_blanks() -> None:
    record = logging.LogRecord("bot.x", logging.INFO, "x.py", 1, "done", None, None)
    record.__dict__.update(error="two words", count=3)
    assert DeskFormatter("text").format(record).endswith('bot.x done error="two words" count=3')


ODD = "a\nERROR bot.x forged\r\x1b[2J\x00\x85\u2028\u202e\u2066\u200f\ud800b"


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_that_is_logged_can_end_a_line_move_the_cursor_or_turn_the_writing(
    form: Literal["text", "json"],
) -> None:
    record = logging.LogRecord("bot.x", logging.INFO, "x.py", 1, ODD, None, None)
    record.__dict__.update(error=ODD, bare="\x1b[31m")
    line = DeskFormatter(form).format(record)
    assert line.splitlines() == [line]
    assert line.isprintable()
    if form == "json":
        assert json.loads(line)["error"] == ODD


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_that_may_quote_what_a_person_wrote_is_told_by_kind_and_place(
    form: Literal["text", "json"],
) -> None:
    given = "my passport number"
    try:
        try:
            int(given)
        except ValueError as error:
            raise StoreError("gesher.db is damaged; restore a backup") from error
    except StoreError:
        record = logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, "failed", None, sys.exc_info())
    line = DeskFormatter(form).format(record)
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "StoreError: gesher.db is damaged; restore a backup" in line
    assert "passport" not in line


def test_the_http_client_is_silent_about_its_urls(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    try:
        set_up_logs("DEBUG", "text", (TOKEN,))
        with (
            httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as client,
        ):
            client.get(f"https://api.telegram.org/bot{TOKEN}/getMe")
        assert capsys.readouterr().err == ""
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
