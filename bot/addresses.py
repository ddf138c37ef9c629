"""Addresses as settings write them: where to listen, and where Telegram is to call."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PLAIN_PATH = re.compile(r"/[A-Za-z0-9._~/-]*")
SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}")  # https://core.telegram.org/bots/api#setwebhook
HEALTH_PATH = "/healthz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where to listen; port 0 is any free one."""

    host: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAddress:
    """Where Telegram is to call.

    Attributes:
        path: of the address, as it reaches us behind whatever stands in between.
        secret: what Telegram shows with each call.
    """

    url: str
    path: str
    secret: str = field(repr=False)


def read_listen(text: str) -> Listen:
    """Read `host:port`, `[::1]:port` for IPv6.

    Raises:
        ValueError: if it is neither; says so with the cure.
    """
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.%]+)\]|([^:\[\]\s]+)):([0-9]{1,5})", text)
    if not found or int(found[3]) > 65535:
        raise ValueError(f'"{text}" is no address to listen on: write it as 127.0.0.1:8080')
    return Listen(host=found[1] or found[2], port=int(found[3]))


def read_webhook_path(url: str) -> str:
    """Return the path of the address that Telegram is to call.

    Raises:
        ValueError: if the address cannot be served; says why, with the cure.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("must start with https:// and name a host")
    path = parts.path or "/"
    if parts.query or parts.fragment or not PLAIN_PATH.fullmatch(path):
        raise ValueError(f'the path "{path}" must be plain, of A-Z a-z 0-9 . _ ~ / - and without ? or #')
    if path == HEALTH_PATH:
        raise ValueError(f"{HEALTH_PATH} tells how the desk is: take another path, such as /telegram")
    return path
