"""Does the line to Telegram work? If not: the proxy, the name, the certificate, or the way itself?"""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from socksio import SOCKSError

from bot.domain.finding import Finding, warning
from bot.settings import Settings
from bot.telegram.checkup.proxy import check_proxy, chosen, proxies_of, unusable
from bot.telegram.client import heeds_environment

PATIENCE = 10.0
"""Seconds."""
MAX_CLOCK_SKEW = 60.0
"""Seconds; enough to mislead anybody who reads "waiting since"."""
NAMES = "check this machine's DNS server; in mainland China set TELEGRAM_PROXY"
WITHOUT_PROXY = "check the network and the firewall; in mainland China set TELEGRAM_PROXY"


async def check_line(settings: Settings) -> list[Finding]:
    """Check the proxy, if there is one, then the way to Telegram; with an answer from there, the clock."""
    server = httpx.URL(settings.telegram_api_url)
    proxies = proxies_of(settings)
    if wrong := unusable(proxies):
        return [wrong]
    used = chosen(proxies, server)
    found = [await check_proxy(used, httpx.URL(proxies[used]))] if used else []
    if not all(finding.well for finding in found):
        return found
    try:
        async with _client(settings) as client, asyncio.timeout(PATIENCE):
            answer = await client.head(server)
    except (httpx.HTTPError, SOCKSError, TimeoutError) as error:
        return [*found, unreachable(error, server.host, by_proxy=used is not None)]
    way = f"{server.host} answers{' by the proxy' if used else ''}"
    return [*found, Finding(what="Telegram", well=True, state=way), _clock(answer)]


def _client(settings: Settings) -> httpx.AsyncClient:
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    return httpx.AsyncClient(proxy=proxy, timeout=PATIENCE, trust_env=heeds_environment(settings))


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
    if any_of(SOCKSError):
        return "the proxy answers, but breaks off", "see whether the proxy can reach Telegram itself"
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
