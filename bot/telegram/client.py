"""The connection to a Bot API server, as the settings describe it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.domain.errors import SettingsError
from bot.settings import Settings
from bot.telegram import errors

READ_TIMEOUT = 30.0
"""Seconds. The library's 5 s are too short through a proxy and cause the very doubt they report."""
CONNECT_TIMEOUT = 10.0
POOL_SIZE = 64


class DeskBot(Bot):
    """The library's client, with updates as raw JSON.

    The library reads a batch of updates as a whole and would stumble over one bad update for ever.
    """

    _called: Callable[[str, errors.Failure | None], None] | None = None

    def watch(self, called: Callable[[str, errors.Failure | None], None]) -> None:
        """Have each call told to `called` from now on: its method, and what went wrong or None."""
        self._called = called

    async def _post(self, endpoint: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # the library's
        try:
            answer = await super()._post(endpoint, *args, **kwargs)
        except TelegramError as error:
            errors.shorten(error)
            if self._called:
                self._called(endpoint, errors.read(error))
            raise
        if self._called:
            self._called(endpoint, None)
        return answer

    async def get_raw_updates(
        self, offset: int, *, seconds: int, patience: int, allowed: list[str]
    ) -> list[Any]:
        """Return the updates from `offset` on, undecoded; at most 100.

        Args:
            offset: updates below it are confirmed by this call.
            seconds: how long Telegram may wait for the first one.
            patience: how much longer the client waits, so that it is the server who ends a quiet poll.
            allowed: the kinds wanted. Always given: without it Telegram keeps whatever list was set before.

        Raises:
            telegram.error.TelegramError: as for any call.
        """
        parameters = {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": allowed}
        found = await self._post("getUpdates", parameters, read_timeout=seconds + patience)
        return list(found) if isinstance(found, list) else []


def make_bot(settings: Settings) -> DeskBot:
    """Return a client; nothing is sent yet.

    Raises:
        SettingsError: if the token is missing or malformed, or the proxy cannot be used.
    """
    return DeskBot(
        settings.token(),
        base_url=_base_url(settings.telegram_api_url, "bot"),
        base_file_url=_base_url(settings.telegram_api_url, "file/bot"),
        request=_request(settings),
        get_updates_request=_request(settings),
    )


def heeds_environment(settings: Settings) -> bool:
    """Whether proxies of the environment are used: a server on this machine would be sought there, too."""
    return urlsplit(settings.telegram_api_url).hostname not in {"127.0.0.1", "localhost", "::1"}


def _base_url(server: str, path: str) -> str:
    # The library puts the token right behind it: https://api.telegram.org/bot<token>/getMe
    return f"{server.removesuffix('/bot')}/{path}"


def _request(settings: Settings) -> HTTPXRequest:
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    try:
        return HTTPXRequest(
            connection_pool_size=POOL_SIZE,
            read_timeout=READ_TIMEOUT,
            write_timeout=READ_TIMEOUT,
            connect_timeout=CONNECT_TIMEOUT,
            pool_timeout=READ_TIMEOUT,
            proxy=proxy,
            httpx_kwargs={"trust_env": heeds_environment(settings)},
        )
    except (ValueError, httpx.InvalidURL, RuntimeError) as error:
        name = "TELEGRAM_PROXY" if proxy else "HTTP_PROXY, HTTPS_PROXY or ALL_PROXY"
        raise SettingsError(
            f"{name} cannot be used: write it as http://host:port or socks5://host:port"
        ) from error
