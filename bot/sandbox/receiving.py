"""Bot API methods by which updates are received."""

from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.params import Params
from bot.sandbox.profile import Webhook
from bot.sandbox.wire import Json
from bot.sandbox.world import World

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
    """Keep a webhook; nothing is delivered to it."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    allowed = _subscribe(world, params)
    world.profile.webhook = Webhook(
        url=url,
        secret_token=params.text("secret_token"),
        max_connections=min(max(params.integer("max_connections", 40), 1), 100),
        allowed_updates=allowed,
    )
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.end_poll(conflict("terminated by setWebhook request"))
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Forget the webhook."""
    world.profile.webhook = None
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """Tell the webhook and how many updates wait."""
    webhook = world.profile.webhook
    body: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if webhook is None:
        return body
    body |= {"url": webhook.url, "max_connections": webhook.max_connections}
    return body | ({"allowed_updates": webhook.allowed_updates} if webhook.allowed_updates else {})


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
