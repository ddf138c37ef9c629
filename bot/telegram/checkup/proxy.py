"""Which proxy does the client use, and does it answer?"""

import asyncio
import os
import socket
from collections.abc import Mapping
from urllib.request import getproxies

import httpx

from bot.domain.finding import Finding
from bot.settings import Settings
from bot.telegram.client import heeds_environment

PATIENCE = 10.0
"""Seconds."""
PORTS = {"http": 80, "https": 443}
SOCKS_PORT = 1080
PORTS_END = 2**16
GREETING = b"\x05\x02\x00\x02"
"""To a SOCKS proxy (RFC 1928): version 5, then two ways to log in, none and a password; it answers 5."""


def proxies_of(settings: Settings) -> dict[str, str]:
    """Return the proxies that the client is made with, by the setting or variable that each stands in.

    Even what it would not use must be usable: otherwise it cannot be made.
    """
    if settings.telegram_proxy:
        return {"TELEGRAM_PROXY": settings.telegram_proxy.get_secret_value()}
    around = getproxies() if heeds_environment(settings) else {}
    if "*" in _exceptions(around):
        return {}
    return {
        f"{scheme.upper()}_PROXY": around[scheme] if "://" in around[scheme] else f"http://{around[scheme]}"
        for scheme in ("http", "https", "all")
        if around.get(scheme)
    }


def unusable(proxies: Mapping[str, str]) -> Finding | None:
    """Return what is wrong with the first of them that no client can be made with; None if nothing is."""
    for name, proxy in proxies.items():
        if not _is_usable(proxy):
            cure = f"write {name} as http://host:port or socks5://host:port"
            return Finding(what="proxy", well=False, state=f"{name} names no usable proxy", cure=cure)
    return None


def chosen(proxies: Mapping[str, str], server: httpx.URL) -> str | None:
    """Return which of them the client will use; None where it goes without one, as NO_PROXY may say."""
    if "TELEGRAM_PROXY" in proxies:
        return "TELEGRAM_PROXY"
    for entry in _exceptions(getproxies()):
        if server.host == entry or server.host.endswith(f".{entry.removeprefix('.')}"):
            return None
    return next((name for name in (f"{server.scheme.upper()}_PROXY", "ALL_PROXY") if name in proxies), None)


def _exceptions(around: Mapping[str, str]) -> list[str]:
    return [entry.strip().lower() for entry in around.get("no", "").split(",") if entry.strip()]


def _is_usable(proxy: str) -> bool:
    try:
        url = httpx.Proxy(proxy).url
    except (ValueError, httpx.InvalidURL):
        return False
    return bool(url.host) and (url.port is None or 0 < url.port < PORTS_END)


async def check_proxy(name: str, proxy: httpx.URL) -> Finding:
    """See whether a proxy, named by a setting or variable, is there and speaks SOCKS where it should."""
    port = proxy.port or PORTS.get(proxy.scheme, SOCKS_PORT)
    where = f"{proxy.host}:{port}"
    try:
        async with asyncio.timeout(PATIENCE):
            answers = await _answers(proxy, port)
    except TimeoutError:
        state = f"{where} does not answer within {PATIENCE:.0f} s"
    except (socket.gaierror, UnicodeError):
        state = f"the name {proxy.host} cannot be looked up"
    except OSError as error:
        state = f"{where} cannot be reached ({os.strerror(error.errno) if error.errno else error})"
    else:
        if answers:
            return Finding(what="proxy", well=True, state=f"{where} answers ({name})")
        cure = f"correct {name}: a proxy of HTTP is written http://host:port"
        return Finding(what="proxy", well=False, state=f"{where} does not speak SOCKS", cure=cure)
    return Finding(what="proxy", well=False, state=state, cure=f"start the proxy, or correct {name}")


async def _answers(proxy: httpx.URL, port: int) -> bool:
    """Connect to a proxy; a SOCKS proxy has to greet, too."""
    reader, writer = await asyncio.open_connection(proxy.host, port)
    try:
        if not proxy.scheme.startswith("socks"):
            return True
        writer.write(GREETING)
        await writer.drain()
        return await reader.read(1) == GREETING[:1]
    finally:
        writer.close()
