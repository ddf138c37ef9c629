import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.telegram import supervise as module
from bot.telegram.supervise import supervise


async def test_a_worker_that_dies_or_ends_is_started_again_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "backoff", lambda _: timedelta(0))
    starts: list[str] = []
    enough, others_done = asyncio.Event(), asyncio.Event()

    async def mortal() -> None:
        starts.append("mortal")
        if len(starts) == 1:
            raise RuntimeError("scripted death")
        if len(starts) == 2:
            return
        enough.set()
        await asyncio.Event().wait()

    async def steady() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            others_done.set()

    with caplog.at_level(logging.ERROR):
        running = asyncio.create_task(supervise({"mortal": mortal, "steady": steady}))
        async with asyncio.timeout(5):
            await enough.wait()
        assert not others_done.is_set()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert others_done.is_set()
    assert [record.message for record in caplog.records] == ["worker died", "worker ended by itself"]


async def test_a_worker_that_will_not_end_is_left_behind_in_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "STOP_WITHIN", 0.05)
    started, release = asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        started.set()
        try:
            await release.wait()
        finally:
            await release.wait()

    running = asyncio.create_task(supervise({"stubborn": stubborn}))
    await started.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        async with asyncio.timeout(5):
            await running
    assert "worker did not stop in time" in caplog.text
    release.set()
    await asyncio.gather(
        *(task for task in asyncio.all_tasks() if task.get_name() == "stubborn"), return_exceptions=True
    )
