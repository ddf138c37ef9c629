"""Bot API methods by which updates are received."""

import re
from urllib.parse import urlsplit

from bot.sandbox.courier import is_loopback
from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.params import Params
from bot.sandbox.profile import Webhook
from bot.sandbox.wire import Json
from bot.sandbox.world import World

SECRET_LIMIT = 256

_SECRET = re.compile(r"[\w-]*", re.ASCII)
_PORTS = (443, 80, 88, 8443)  # tdlib/telegram-bot-api, WebhookActor.cpp


async def get_updates(world: World, params: Params) -> list[Json]:
    """Give the next updates."""
    if world.profile.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _subscribe(world, params)
    return await world.updates.poll(
        offset=params.integer("offset"), limit=params.integer("limit", 100), wait=params.integer("timeout")
    )


def set_webhook(world: World, params: Params) -> bool:
    """Deliver updates to an address from now on; only one on this machine will receive any."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    _check_address(url)
    secret = _secret(params)
    allowed = _subscribe(world, params)
    webhook = Webhook(
        url=url,
        secret_token=secret,
        max_connections=min(max(params.integer("max_connections", 40), 1), 100),
        allowed_updates=allowed,
    )
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.profile.webhook = webhook
    world.updates.end_poll(conflict("terminated by setWebhook request"))
    world.courier.start(webhook)
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Forget the webhook; updates wait for the next poll."""
    world.profile.webhook = None
    world.courier.stop()
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """Tell the webhook, how many updates wait, and the newest trouble."""
    webhook, trouble = world.profile.webhook, world.courier.trouble
    body: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if webhook is None:
        return body
    body |= {"url": webhook.url, "max_connections": webhook.max_connections}
    if trouble is not None:
        body |= {"last_error_date": int(trouble.at), "last_error_message": trouble.words}
    return body | ({"allowed_updates": webhook.allowed_updates} if webhook.allowed_updates else {})


def _check_address(url: str) -> None:
    """Refuse what Telegram refuses; on this machine http and any port will do, as for its local server."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    near = is_loopback(url)
    if parts.scheme != "https" and not (near and parts.scheme == "http"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS and not near:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _secret(params: Params) -> str:
    secret = params.text("secret_token")
    if len(secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _subscribe(world: World, params: Params) -> list[str]:
    """Take over allowed_updates; without the parameter the previous choice stays (§1.12)."""
    if "allowed_updates" not in params:
        return []
    kinds = params.value("allowed_updates")
    if not isinstance(kinds, list):
        raise bad_request("can't parse allowed_updates JSON object")
    names = [str(kind) for kind in kinds]
    world.updates.subscribe(names)
    return names
