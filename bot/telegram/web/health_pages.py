"""`/healthz` for whoever keeps the process running, `/metrics` for Prometheus. Both can only be read."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.addresses import HEALTH_PATH
from bot.domain.vitals import Vitals, problems
from bot.metrics import Metrics
from bot.telegram.web.health import Health


def pages(health: Health, metrics: Metrics) -> Starlette:
    """Return the application for the port of METRICS_LISTEN."""
    return plain_app(health_page(health), _metrics_page(health, metrics))


def plain_app(*routes: BaseRoute) -> Starlette:
    """Return an application that answers nothing but these; all else is 404 or 405."""
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app


def health_page(health: Health) -> Route:
    """Answer 200 where all is well, 503 where a person should look; both say what was seen."""

    async def page(_: Request) -> Response:
        vitals = await health.look()
        found = problems(vitals)
        return JSONResponse(_as_json(vitals, found), 503 if found else 200, {"Cache-Control": "no-store"})

    return Route(HEALTH_PATH, page)


def _metrics_page(health: Health, metrics: Metrics) -> Route:
    async def page(request: Request) -> Response:
        vitals, queues = await health.look(), await health.queues()
        text, media_type = metrics.show(vitals, queues, request.headers.get("Accept", ""))
        return Response(text, headers={"Content-Type": media_type})

    return Route("/metrics", page)


def _as_json(vitals: Vitals, found: list[str]) -> dict[str, object]:
    return {
        "status": "failing" if found else "well",
        "problems": found,
        "receives_by": "polling" if vitals.polls else "webhook",
        "last_received_seconds": vitals.age(vitals.received),
        "inbox_oldest_seconds": vitals.age(vitals.inbox_since),
        "outbox_oldest_seconds": vitals.age(vitals.outbox_since),
        "workers": dict(vitals.workers),
        "database": vitals.database,
        "disk_free_bytes": vitals.free_bytes,
    }
