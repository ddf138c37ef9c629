"""Whole desks on one PostgreSQL: what one of them learns, and a server that is stopped and started."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.front import Front
from bot.sandbox import STAFF_CHAT_ID, serve
from bot.store import trouble
from bot.store.unit_of_work import Store
from bot.telegram import receive, work
from bot.telegram.chores import storage
from bot.telegram.group import StaffGroup
from bot.telegram.handlers import Brain
from tests.integration.conftest import SECRET, ScriptedMatcher, settings_for
from tests.running import running
from tests.shipped import shipped_faq
from tests.talk import PATIENCE, Talk

from .conftest import Server


@dataclass
class Desks:
    """Desks of one bot on one database, each with its own view of the staff group."""

    talk: Talk
    stores: list[Store] = field(default_factory=list)
    groups: list[StaffGroup] = field(default_factory=list)


@pytest.fixture
def kind() -> str:
    return "postgresql"


@pytest.fixture
async def desks(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desks]:
    monkeypatch.setattr(trouble, "CALM", 0.6)
    monkeypatch.setattr(receive, "STORE_PAUSE", timedelta(seconds=0.1))
    monkeypatch.setattr(work, "LONGEST_WAIT", timedelta(seconds=0.1))
    monkeypatch.setattr(storage, "EVERY", timedelta(seconds=0.1))
    # Read before there is a connection that would wait for it.
    brain = Brain(knowledge=shipped_faq(), matcher=ScriptedMatcher())
    async with serve(secret=SECRET, limits=None) as server, Talk(f"{server}/{SECRET}/") as talk:
        settings = settings_for(server, tmp_path, database_url=url)
        async with (
            running(settings, brain, Front(settings)) as first,
            running(settings, brain, Front(settings)) as second,
        ):
            both = (first, second)
            yield Desks(talk=talk, stores=[one.store for one in both], groups=[one.group for one in both])


async def test_each_desk_follows_what_one_has_seen_of_the_groups_topics(desks: Desks) -> None:
    talk = desks.talk
    assert [group.has_topics for group in desks.groups] == [True, True]
    await talk.order("topics", enabled=False)
    staff = (await talk.state())["staff"][0]["user_id"]
    await talk.say(staff, "no topics any more", chat=STAFF_CHAT_ID)
    async with asyncio.timeout(PATIENCE):
        while any(group.has_topics for group in desks.groups):  # noqa: ASYNC110  # memory tells nobody
            await asyncio.sleep(0.05)
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(STAFF_CHAT_ID, "Q-0001", "parking")
    assert card["thread"] is None
    assert (await talk.state())["topics"] == []


async def test_a_server_that_is_stopped_in_mid_work_costs_only_time(
    desks: Desks, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    talk = desks.talk
    before = [await talk.founder(first_name="Founder", language_code="en") for _ in range(4)]
    for founder in before:
        await talk.say(founder, "SURE before")
    server.stop()
    try:
        during = [await talk.founder(first_name="Founder", language_code="en") for _ in range(4)]
        for founder in during:
            await talk.say(founder, "SURE meanwhile")
            await talk.say(founder, "parking")
        async with asyncio.timeout(PATIENCE):
            while not any(store.trouble.why for store in desks.stores):  # noqa: ASYNC110  # likewise
                await asyncio.sleep(0.05)
        assert (await talk.state())["pending_updates"] > 0
    finally:
        server.start()
    for founder in (*before, *during):
        await talk.hear(founder, "work permit")
    for founder in during:
        await talk.hear(founder, "Q-")
        await talk.hear(STAFF_CHAT_ID, "Q-", "parking")
    for founder in (*before, *during):
        heard = [one["text"] or "" for one in await talk.messages(founder)]
        answers = [text for text in heard if "work permit" in text]
        assert all("Sent again" in text for text in answers[1:])  # of one whose call was cut off
    said = {record.getMessage() for record in caplog.records if record.exc_info}
    assert said == set()
