"""The proxy that the client will use is the one that is looked at, and what is wrong with it is told."""

import asyncio
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.settings import Settings
from bot.telegram.checkup.line import check_line
from bot.telegram.checkup.proxy import chosen, proxies_of

SERVER = httpx.URL("https://api.telegram.org")


@asynccontextmanager
async def listening(answer: bytes, address: str = "127.0.0.1") -> AsyncIterator[int]:
    """Listen on a port that gives everybody one answer."""

    async def reply(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.read(1000)
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(reply, address, 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


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


@pytest.mark.parametrize(
    "proxy",
    ["nonsense", "ftp://host:1", "http://", "socks4://127.0.0.1:1", "http://127.0.0.1:99999"],
)
async def test_what_is_no_proxy_is_a_finding(proxy: str) -> None:
    (finding,) = await check_line(Settings.model_validate({"telegram_proxy": proxy}))
    assert (finding.what, finding.well) == ("proxy", False)
    assert "http://host:port" in finding.cure


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Sets variables of an environment that names no proxy."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def test_a_proxy_of_the_environment_is_named_after_its_variable(bare: pytest.MonkeyPatch) -> None:
    assert proxies_of(Settings()) == {}
    bare.setenv("HTTPS_PROXY", "proxy.example:3128")
    bare.setenv("ALL_PROXY", "socks5://other.example:1080")
    proxies = proxies_of(Settings())
    assert proxies == {
        "HTTPS_PROXY": "http://proxy.example:3128",  # as the client reads an address without a scheme
        "ALL_PROXY": "socks5://other.example:1080",
    }
    assert chosen(proxies, SERVER) == "HTTPS_PROXY"
    assert chosen(proxies, httpx.URL("http://bot-api.example")) == "ALL_PROXY"
    assert proxies_of(Settings(telegram_api_url="http://127.0.0.1:8081")) == {}


@pytest.mark.parametrize(
    "no_proxy",
    [
        *("", "example.org", "api.telegram.org", "telegram.org", ".telegram.org", ".api.telegram.org"),
        *("gram.org", "localhost, API.Telegram.org", "*", "localhost,*", "*.telegram.org"),
    ],
)
def test_no_proxy_is_read_as_the_client_reads_it(bare: pytest.MonkeyPatch, no_proxy: str) -> None:
    bare.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    bare.setenv("NO_PROXY", no_proxy)
    client = httpx.AsyncClient()
    goes_direct = client._transport_for_url(SERVER) is client._transport
    assert (chosen(proxies_of(Settings()), SERVER) is None) is goes_direct


async def test_where_no_proxy_holds_a_proxy_that_is_down_is_in_nobodys_way(bare: pytest.MonkeyPatch) -> None:
    async with listening(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "127.0.0.2") as port:
        bare.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        settings = Settings(telegram_api_url=f"http://127.0.0.2:{port}")
        assert [one.well for one in await check_line(settings)] == [False]
        bare.setenv("NO_PROXY", "127.0.0.2")
        assert [one.what for one in await check_line(settings) if one.well] == ["Telegram", "clock"]


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_a_proxy_that_speaks_no_socks_is_told_with_its_cure(scheme: str) -> None:
    async with listening(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        settings = Settings.model_validate({"telegram_proxy": f"{scheme}://127.0.0.1:{port}"})
        (proxy,) = await check_line(settings)
    assert (proxy.what, proxy.well) == ("proxy", False)
    assert proxy.state == f"127.0.0.1:{port} does not speak SOCKS"
    assert "http://host:port" in proxy.cure
