"""Each way in which the line can fail is told apart from the others."""

import socket
import ssl

import httpx
import pytest

from bot.settings import Settings
from bot.telegram.checkup.line import check_line, judge_clock, proxy_for, unreachable

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


async def test_a_proxy_that_is_down_is_told_apart_and_its_password_is_not_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # and does not listen
        port = closed.getsockname()[1]
        settings = Settings.model_validate({"telegram_proxy": f"http://user:secret@127.0.0.1:{port}"})
        (finding,) = await check_line(settings)
    assert (finding.what, finding.well) == ("proxy", False)
    assert finding.state.startswith(f"127.0.0.1:{port} cannot be reached")
    assert finding.cure == "start the proxy, or correct TELEGRAM_PROXY"
    assert "secret" not in repr(finding)


@pytest.mark.parametrize("proxy", ["nonsense", "ftp://host:1", "http://"])
async def test_what_is_no_proxy_is_a_finding(proxy: str) -> None:
    (finding,) = await check_line(Settings.model_validate({"telegram_proxy": proxy}))
    assert (finding.what, finding.well) == ("proxy", False)
    assert "http://host:port" in finding.cure


def test_a_proxy_of_the_environment_is_named_after_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings()
    assert proxy_for(settings, httpx.URL("https://api.telegram.org")) == ("", None)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    name, proxy = proxy_for(settings, httpx.URL("https://api.telegram.org"))
    assert (name, proxy) == ("HTTPS_PROXY", httpx.URL("http://proxy.example:3128"))
    assert proxy_for(settings, httpx.URL("http://127.0.0.1:8081")) == ("", None)


def test_a_clock_that_is_off_is_a_finding() -> None:
    assert [(one.well, one.warns) for one in map(judge_clock, (3.0, 30.0, 61.0))] == [
        (True, False),
        (True, True),
        (False, False),
    ]
