"""The ports that the desk listens on, opened before anything that needs them starts."""

import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bot.addresses import Listen, read_listen
from bot.domain.errors import SettingsError
from bot.settings import Settings

log = logging.getLogger(__name__)

BACKLOG = 512
"""Connections that may wait while the loop is busy; Telegram opens at most 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Open sockets. `webhook`: None for long polling. `metrics`: None where it is off, or taken."""

    webhook: socket.socket | None = None
    metrics: socket.socket | None = None


@contextmanager
def open_ports(settings: Settings) -> Iterator[Ports]:
    """Listen where the settings say, until the block ends. Calls that come meanwhile wait to be served.

    A port for metrics that cannot be had is a warning: founders are answered without it.

    Raises:
        SettingsError: if the webhook's port cannot be had.
    """
    with ExitStack() as stack:
        webhook = metrics = None
        if settings.webhook_url:
            try:
                webhook = stack.enter_context(_listen(read_listen(settings.webhook_listen)))
            except OSError as error:
                raise SettingsError(_cannot("WEBHOOK_LISTEN", settings.webhook_listen, error)) from error
        if settings.metrics_listen:
            try:
                metrics = stack.enter_context(_listen(read_listen(settings.metrics_listen)))
            except OSError as error:
                log.warning(_cannot("METRICS_LISTEN", settings.metrics_listen, error))
        yield Ports(webhook=webhook, metrics=metrics)


def _listen(address: Listen) -> socket.socket:
    found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    # asyncio switches Nagle's delay off only where the protocol is named.
    family, kind, protocol, _, where = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # The port of a process that was killed a moment ago.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _cannot(name: str, value: str, error: OSError) -> str:
    return f"{name} {value} cannot be listened on ({error.strerror}): take another port, or stop what has it"
