"""Does the line to Telegram work? If not: the proxy, the name, the certificate, or the way itself?"""

import asyncio
import os
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.request import getproxies

import httpx

from bot.domain.finding import Finding, warning
from bot.settings import Settings

PATIENCE = 10.0
"""Seconds for each of the two steps."""
MAX_CLOCK_SKEW = 60.0
"""Seconds; enough to mislead anybody who reads "waiting since"."""
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
PORTS = {"http": 80, "https": 443}
SOCKS_PORT = 1080
NAMES = "check this machine's DNS server; in mainland China set TELEGRAM_PROXY"
WITHOUT_PROXY = "check the network and the firewall; in mainland China set TELEGRAM_PROXY"


async def check_line(settings: Settings) -> list[Finding]:
    """Check the proxy, if there is one, then the way to Telegram; with an answer from there, the clock."""
    server = httpx.URL(settings.telegram_api_url)
    name, proxy = proxy_for(settings, server)
    found = []
    if proxy is not None:
        at_proxy = await _check_proxy(name, proxy)
        found.append(at_proxy)
        if not at_proxy.well:
            return found
    try:
        client = httpx.AsyncClient(proxy=proxy, timeout=PATIENCE, trust_env=False)
        async with client, asyncio.timeout(PATIENCE):
            answer = await client.head(server)
    except (httpx.HTTPError, TimeoutError) as error:
        return [*found, unreachable(error, server.host, by_proxy=proxy is not None)]
    way = f"{server.host} answers{' by the proxy' if proxy else ''}"
    return [*found, Finding(what="Telegram", well=True, state=way), _clock(answer)]


def proxy_for(settings: Settings, server: httpx.URL) -> tuple[str, httpx.URL | None]:
    """Return the setting or variable that names the proxy, and the proxy as the client will use it.

    A server on this machine is reached by TELEGRAM_PROXY alone.
    """
    if settings.telegram_proxy:
        return "TELEGRAM_PROXY", _url(settings.telegram_proxy.get_secret_value())
    around = {} if server.host in LOCAL else getproxies()
    for scheme in (server.scheme, "all"):
        if around.get(scheme):
            return f"{scheme.upper()}_PROXY", _url(around[scheme])
    return "", None


def _url(proxy: str) -> httpx.URL | None:
    try:
        return httpx.URL(proxy)
    except httpx.InvalidURL:
        return httpx.URL("")


async def _check_proxy(name: str, proxy: httpx.URL) -> Finding:
    usual = SOCKS_PORT if proxy.scheme.startswith("socks") else PORTS.get(proxy.scheme)
    if not proxy.host or usual is None:
        cure = f"write {name} as http://host:port or socks5://host:port"
        return Finding(what="proxy", well=False, state=f"{name} is no address of a proxy", cure=cure)
    where = f"{proxy.host}:{proxy.port or usual}"
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(proxy.host, proxy.port or usual)
        writer.close()
    except TimeoutError:
        state = f"{where} does not answer within {PATIENCE:.0f} s"
    except socket.gaierror:
        state = f"the name {proxy.host} cannot be looked up"
    except OSError as error:
        state = f"{where} cannot be reached ({os.strerror(error.errno) if error.errno else error})"
    else:
        return Finding(what="proxy", well=True, state=f"{where} answers ({name})")
    return Finding(what="proxy", well=False, state=state, cure=f"start the proxy, or correct {name}")


def unreachable(error: Exception, host: str, *, by_proxy: bool) -> Finding:
    """Say why a call did not come through, and what to do about it."""
    state, cure = _why(list(_causes(error)), host, by_proxy=by_proxy)
    return Finding(what="Telegram", well=False, state=state, cure=cure)


def _why(causes: list[BaseException], host: str, *, by_proxy: bool) -> tuple[str, str]:
    def any_of(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if any_of(socket.gaierror):
        return f"the name {host} cannot be looked up", NAMES
    if any_of(ssl.SSLError):
        cure = "check this machine's clock and certificates, and who stands in between: a firewall, a proxy"
        return f"who answers for {host} has no valid certificate", cure
    if any_of(httpx.ProxyError):
        cure = "check user, password and rules of the proxy, and whether it can reach Telegram itself"
        return f"the proxy answers, but does not lead to {host} ({causes[0]})", cure
    cure = "see whether the proxy can reach Telegram itself" if by_proxy else WITHOUT_PROXY
    if any_of(httpx.TimeoutException, TimeoutError):
        return f"{host} does not answer within {PATIENCE:.0f} s", cure
    return f"{host} cannot be reached ({_words(causes[0])})", cure


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _clock(answer: httpx.Response) -> Finding:
    try:
        theirs = parsedate_to_datetime(answer.headers["Date"])
    except (KeyError, ValueError):
        return Finding(what="clock", well=True, state="not compared: the server tells no time")
    skew = abs((datetime.now(UTC) - theirs).total_seconds())
    return judge_clock(skew)


def judge_clock(skew: float) -> Finding:
    """Judge this machine's clock by how many seconds it is away from Telegram's."""
    state, cure = f"{skew:.0f} s from Telegram's", "switch time synchronisation on (timedatectl set-ntp true)"
    if skew > MAX_CLOCK_SKEW:
        return Finding(what="clock", well=False, state=state, cure=cure)
    return (
        warning("clock", state, cure)
        if skew > MAX_CLOCK_SKEW / 4
        else Finding(what="clock", well=True, state=state)
    )
