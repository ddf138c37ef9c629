"""What `/healthz` and `/metrics` say of a real store and of workers."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.domain.errors import StoreError
from bot.domain.founder import Founder
from bot.domain.hours import StaffHours
from bot.domain.ids import UpdateId, UserId
from bot.domain.language import Language
from bot.domain.messages import Address, Place, SendText
from bot.domain.week import read_week
from bot.metrics import Metrics
from bot.store import trouble
from bot.store.inbox import Received
from bot.store.unit_of_work import Store
from bot.telegram.pulse import Pulse
from bot.telegram.web.health import Health
from bot.telegram.web.health_pages import pages
from tests.databases import sqlite_in

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""A Monday."""
HOURS = StaffHours(week=read_week("Mon-Fri 08:00-18:00"), zone=ZoneInfo("UTC"))


FREE = 5_000_000_000


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


@pytest.fixture(autouse=True)
def _disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "free_bytes", lambda _: FREE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pulse() -> Pulse:
    return Pulse(workers={"receive": True, "inbox": True}, received=NOW)


@pytest.fixture
async def page(store: Store, clock: Clock, pulse: Pulse) -> AsyncIterator[httpx.AsyncClient]:
    health = Health(store=store, clock=clock, pulse=pulse, polls=True, hours=HOURS, answer_within=4)
    app = pages(health, Metrics())
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
        "disk_free_bytes": FREE,
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


async def test_a_second_poller_and_a_database_that_takes_nothing_are_503_and_named(
    page: httpx.AsyncClient, store: Store, pulse: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulse.rival = True
    store.trouble.failed(StoreError("/data/gesher.db cannot grow, the disk is full; free some space"))
    answer = await page.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == [
        "the database cannot be written: /data/gesher.db cannot grow, the disk is full; free some space",
        "another program receives with this token",
    ]
    lines = (await page.get("/metrics")).text.splitlines()
    for line in ("gesher_second_poller 1.0", "gesher_database_up 1.0", "gesher_database_writable 0.0"):
        assert line in lines
    monkeypatch.setattr(trouble, "CALM", 0)
    await _add(store, NOW)
    assert (await page.get("/healthz")).json()["problems"] == ["another program receives with this token"]


async def test_tickets_are_overdue_after_the_working_hours_that_staff_mean_to_take(
    page: httpx.AsyncClient, store: Store, clock: Clock
) -> None:
    founder = Founder(
        id=UserId(7), name="F", username=None, language=Language.EN, first_seen=NOW, last_seen=NOW
    )
    async with store.unit_of_work() as uow:
        await uow.founders.save(founder)
        for hours in (0, 1, 2):
            at = NOW + timedelta(hours=hours)
            opened = await uow.tickets.open(founder=founder.id, question=None, language=Language.EN, now=at)
        await uow.tickets.save(opened.put_aside(NOW + timedelta(days=9), "later"))
    for passed, overdue in ((3.9, 0), (4, 1), (5, 2), (30, 2)):
        clock.at = NOW + timedelta(hours=passed)
        lines = (await page.get("/metrics")).text.splitlines()
        assert "gesher_tickets_open 3.0" in lines
        assert f"gesher_tickets_overdue {overdue}.0" in lines


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
        "gesher_inbox_set_aside 0.0",
        "gesher_disk_free_bytes 5e+09",
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
