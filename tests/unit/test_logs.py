import json
import logging
import sys
from typing import Literal

import httpx
import pytest

from bot.logs import DeskFormatter, set_up_logs

TOKEN = "123456789:" + "Secret-Part_" * 3
PROXY = "socks5://user:password@proxy.example:1080"


def _fail() -> None:
    raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/sendMessage failed through {PROXY}")


def _record(message: str, **fields: object) -> logging.LogRecord:
    try:
        _fail()
    except RuntimeError:
        record = logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, message, None, sys.exc_info())
    record.__dict__.update(fields)
    return record


@pytest.mark.parametrize("form", ["text", "json"])
def test_token_and_proxy_are_hidden_in_message_fields_and_traceback(form: Literal["text", "json"]) -> None:
    line = DeskFormatter(form, (TOKEN, PROXY)).format(_record(f"url {TOKEN}", url=f"/bot{TOKEN}/getMe"))
    assert "Secret-Part_" not in line
    assert "password" not in line
    assert line.count("<token>") >= 3
    assert "RuntimeError" in line


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
