"""What `/healthz` and `/metrics` say of a real store and of workers."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.domain.ids import UpdateId
from bot.domain.messages import Address, Place, SendText
from bot.metrics import Metrics
from bot.store.inbox import Received
from bot.store.unit_of_work import Store
from bot.telegram.pulse import Pulse
from bot.telegram.web.health import Health
from bot.telegram.web.health_pages import pages
from tests.databases import sqlite_in

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(sqlite_in(tmp_path))
    yield store
    await store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pulse() -> Pulse:
    return Pulse(workers={"receive": True, "inbox": True}, received=NOW)


@pytest.fixture
async def page(store: Store, clock: Clock, pulse: Pulse) -> AsyncIterator[httpx.AsyncClient]:
    app = pages(Health(store=store, clock=clock, pulse=pulse, polls=True), Metrics())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as client:
        yield client


async def _add(store: Store, at: datetime) -> None:
    words = SendText(text="words that nobody may see")
    row = Received(update_id=UpdateId(1), lane="chat:42", payload="{}")
    async with store.unit_of_work() as uow:
        await uow.inbox.add([row], at)
        await uow.outbox.add(Address(place=Place.STAFF), words, at)


async def test_a_desk_that_is_well_says_so(page: httpx.AsyncClient, clock: Clock) -> None:
    clock.at = NOW + timedelta(seconds=30)
    answer = await page.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "well",
        "problems": [],
        "receives_by": "polling",
        "last_received_seconds": 30,
        "inbox_oldest_seconds": None,
        "outbox_oldest_seconds": None,
        "workers": {"receive": True, "inbox": True},
        "database": True,
    }


async def test_what_waits_is_told_by_its_age(page: httpx.AsyncClient, clock: Clock, store: Store) -> None:
    await _add(store, NOW)
    clock.at = NOW + timedelta(seconds=12)
    answer = await page.get("/healthz")
    assert answer.status_code == 200
    assert (answer.json()["inbox_oldest_seconds"], answer.json()["outbox_oldest_seconds"]) == (12, 12)


async def test_what_is_wrong_is_503_and_named(page: httpx.AsyncClient, clock: Clock, pulse: Pulse) -> None:
    clock.at = NOW + timedelta(minutes=3)
    pulse.workers["inbox"] = False
    answer = await page.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert answer.json()["problems"] == ["inbox is not at work", "Telegram does not answer polls"]


async def test_without_its_database_it_still_answers(
    page: httpx.AsyncClient, store: Store, tmp_path: Path
) -> None:
    await store.close()
    (tmp_path / "gesher.db").unlink()
    (tmp_path / "gesher.db").mkdir()
    answer = await page.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["the database cannot be read"]
    metrics = (await page.get("/metrics")).text
    assert "gesher_database_up 0.0" in metrics
    assert "gesher_inbox_waiting NaN" in metrics
    assert "gesher_inbox_oldest_seconds NaN" in metrics


async def test_metrics_say_how_much_waits_and_nothing_of_what(
    page: httpx.AsyncClient, store: Store, clock: Clock, pulse: Pulse
) -> None:
    await _add(store, NOW)
    clock.at = NOW + timedelta(seconds=12)
    pulse.workers["outbox"] = False
    answer = await page.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = answer.text.splitlines()
    for line in (
        "gesher_inbox_waiting 1.0",
        "gesher_inbox_oldest_seconds 12.0",
        "gesher_outbox_unsent 1.0",
        "gesher_outbox_oldest_seconds 12.0",
        "gesher_tickets_open 0.0",
        "gesher_last_received_seconds 12.0",
        "gesher_database_up 1.0",
        'gesher_worker_up{worker="inbox"} 1.0',
        'gesher_worker_up{worker="outbox"} 0.0',
    ):
        assert line in lines
    assert "words" not in answer.text
    assert "42" not in [line.partition(" ")[2] for line in lines]


async def test_nothing_else_is_served_and_nothing_can_be_changed(page: httpx.AsyncClient) -> None:
    assert (await page.get("/")).status_code == 404
    assert (await page.get("/telegram")).status_code == 404
    assert (await page.post("/healthz")).status_code == 405
    assert (await page.post("/metrics")).status_code == 405
