"""Language, line, token."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import pytest

from bot.domain.language import Language
from bot.sandbox import DEFAULT_TOKEN
from bot.setup.host import Host, WrongAnswerError
from bot.setup.known import Known
from bot.setup.opening import ask_token, choose_language, find_line, guess_language, read_proxy
from tests.unit.setup.script import Script

NOBODY = "http://127.0.0.1:1"
REVOKED = "77:" + "revoked" * 5


@pytest.fixture
async def proxy(server: str) -> AsyncIterator[str]:
    """A proxy for http, by which every address leads to the sandbox."""
    port = int(server.rpartition(":")[2])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked = re.sub(r"^(\w+) http://[^/]+", r"\1 ", asked)
        there, back = await asyncio.open_connection("127.0.0.1", port)
        back.write(re.sub(r"(?i)\r\nhost: .*", "\r\nHost: 127.0.0.1\r", asked).encode())
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "he_IL.UTF-8"}, Language.HE),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({}, Language.EN),
    ],
)
def test_the_language_is_guessed_from_the_terminals(environ: Mapping[str, str], language: Language) -> None:
    assert guess_language(environ) is language


@pytest.mark.parametrize(
    ("typed", "language"), [("1", Language.ZH), ("HE", Language.HE), ("en", Language.EN), ("", Language.ZH)]
)
async def test_the_language_is_chosen_by_number_by_code_or_by_enter(
    host: Host, script: Script, typed: str, language: Language
) -> None:
    script.will("klingon", typed)
    chosen = await choose_language(host, Known(language=Language.ZH))
    assert chosen.language is language
    assert script.lines[-1] == "语言 · Language · שפה [1]: "


async def test_nothing_is_asked_where_telegram_answers_by_itself(
    host: Host, script: Script, known: Known
) -> None:
    assert await find_line(host, known) == known
    assert script.lines[1:] == ["✓ Telegram answers; no proxy is needed."]


async def test_where_telegram_does_not_answer_a_proxy_is_asked_for_and_tried(
    host: Host, script: Script, known: Known, proxy: str
) -> None:
    script.will("", "no proxy", proxy.removeprefix("http://"))
    assert (await find_line(host, replace(known, api_url=NOBODY))).proxy == proxy
    assert script.shown("✗ Telegram cannot be reached from this machine: check the network") == 2
    assert script.shown("✗ “no proxy” is no proxy's address: write http://host:port") == 1
    assert script.lines[-1] == f"✓ Telegram answers through {proxy}."


async def test_a_proxy_that_is_down_is_named_without_its_password(
    host: Host, script: Script, known: Known
) -> None:
    script.will("0")
    assert (await find_line(host, replace(known, proxy="http://me:secret@127.0.0.1:1"))).proxy == ""
    assert (
        script.shown("✗ Telegram does not answer through http://…@127.0.0.1:1: see that the proxy runs") == 1
    )
    assert "secret" not in "".join(script.lines)


async def test_the_proxy_of_the_environment_is_taken_over_since_the_client_takes_it(
    host: Host, script: Script, known: Known, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", proxy)
    assert (await find_line(host, replace(known, api_url="http://telegram.invalid"))).proxy == proxy
    assert script.lines[0].startswith(f"HTTP_PROXY of this terminal's environment names {proxy}; it is kept")
    assert script.lines[-1] == f"✓ Telegram answers through {proxy}."


async def test_a_proxy_that_does_not_answer_is_kept_by_whoever_skips(
    host: Host, script: Script, known: Known
) -> None:
    script.will("127.0.0.1:1", "-")
    assert (await find_line(host, replace(known, api_url=NOBODY))).proxy == "http://127.0.0.1:1"
    assert script.lines[-1] == "Skipped."


async def test_a_proxy_or_token_in_env_that_cannot_be_used_is_asked_for_again(
    host: Host, script: Script, known: Known
) -> None:
    script.will("0")
    assert await find_line(host, replace(known, proxy="ftp://x:1")) == known
    assert script.shown("✗ Telegram does not answer through ftp://x:1: see that the proxy runs") == 1

    script.will("-")
    assert (await ask_token(host, replace(known, proxy="ftp://x:1"))).token == DEFAULT_TOKEN
    assert script.shown("✗ Telegram cannot be reached from this machine") == 1

    script.will(DEFAULT_TOKEN)
    assert await ask_token(host, replace(known, token="no token", bot="")) == known
    assert script.shown("✗ Telegram does not know this token") == 1


async def test_what_answers_in_telegrams_place_is_not_taken_for_it(host: Host, script: Script) -> None:
    async def page(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlogin")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(page, "127.0.0.1", 0) as listening:
        portal = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        script.will("-")
        await find_line(host, Known(api_url=portal))
    assert script.shown("✗ Telegram cannot be reached") == 1


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", None),
        ("0", ""),
        ("127.0.0.1:7890", "http://127.0.0.1:7890"),
        ("socks5://proxy.example:1080", "socks5://proxy.example:1080"),
    ],
)
def test_a_proxy_is_read(typed: str, address: str | None) -> None:
    assert read_proxy(typed) == address


@pytest.mark.parametrize("typed", ["ftp://host:1", "http://host", "host", "http://host:99999", "a b:1"])
def test_what_is_no_proxy_is_refused(typed: str) -> None:
    with pytest.raises(WrongAnswerError):
        read_proxy(typed)


async def test_a_token_is_asked_for_until_telegram_knows_it(host: Host, script: Script, known: Known) -> None:
    script.will("", "12345", REVOKED, f" {DEFAULT_TOKEN} ")
    found = await ask_token(host, replace(known, token="", bot=""))
    assert (found.token, found.bot) == (DEFAULT_TOKEN, "@gesher_sandbox_bot")
    assert script.shown("✗ That is no token") == 2
    assert (
        script.shown("✗ Telegram does not know this token, or it was revoked: in Telegram open @BotFather")
        == 1
    )
    assert script.hidden == ["Token (not shown): "] * 4
    assert REVOKED not in "".join(script.lines)


async def test_a_token_that_is_set_already_is_kept_by_enter(host: Host, script: Script, known: Known) -> None:
    script.will("")
    assert await ask_token(host, replace(known, bot="")) == known
    assert script.shown("Token (not shown) [@gesher_sandbox_bot]: ") == 1


async def test_a_token_that_was_revoked_is_not_offered_again(
    host: Host, script: Script, known: Known
) -> None:
    script.will("", DEFAULT_TOKEN)
    assert (await ask_token(host, replace(known, token=REVOKED, bot=""))).token == DEFAULT_TOKEN
    assert script.shown("✗ Telegram does not know this token, or it was revoked") == 1
    assert script.hidden == ["Token (not shown): ", "Token (not shown): "]


async def test_while_telegram_is_out_of_reach_the_token_is_no_worse(
    host: Host, script: Script, known: Known
) -> None:
    unreachable = replace(known, api_url=NOBODY, bot="")
    script.will("", "-")
    assert await ask_token(host, unreachable) == unreachable
    assert script.shown("✗ Telegram cannot be reached") == 2
    assert script.hidden == ["Token (not shown) [100000001:…]: "] * 2
