"""Each way in which the line can fail is told apart from the others."""

import socket
import ssl

import httpx
import pytest
from socksio import ProtocolError

from bot.telegram.checkup.line import judge_clock, unreachable

HOST = "api.telegram.org"


def because(error: Exception, cause: BaseException | None = None) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "by_proxy", "state", "cure"),
    [
        (because(httpx.ConnectError("x"), socket.gaierror(-2, "unknown")), False, "looked up", "DNS"),
        (because(httpx.ConnectError("x"), ssl.SSLError("self-signed")), False, "certificate", "firewall"),
        (httpx.ProxyError("407 Proxy Authentication Required"), True, "does not lead to", "password"),
        (ProtocolError("Malformed reply"), True, "breaks off", "whether the proxy can reach"),
        (httpx.ConnectTimeout(""), False, "does not answer within 10 s", "TELEGRAM_PROXY"),
        (TimeoutError(), True, "does not answer within 10 s", "whether the proxy can reach"),
        (httpx.ConnectError("refused"), False, "cannot be reached (refused)", "TELEGRAM_PROXY"),
        (httpx.RemoteProtocolError(""), True, "(RemoteProtocolError)", "whether the proxy can reach"),
    ],
)
def test_why_telegram_is_not_reached(error: Exception, by_proxy: bool, state: str, cure: str) -> None:
    finding = unreachable(error, HOST, by_proxy=by_proxy)
    assert not finding.well
    assert state in finding.state
    assert cure in finding.cure


def test_a_clock_that_is_off_is_a_finding() -> None:
    assert [(one.well, one.warns) for one in map(judge_clock, (3.0, 30.0, 61.0))] == [
        (True, False),
        (True, True),
        (False, False),
    ]
