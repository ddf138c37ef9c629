"""Keeps the workers running: what dies is started again with growing pauses; all stop within five seconds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from datetime import timedelta

from bot.domain.errors import StoreError
from bot.telegram.outbox.outcome import backoff

log = logging.getLogger(__name__)

Worker = Callable[[], Awaitable[None]]
STOP_WITHIN = 4.0
"""Seconds for all workers together."""
LONGEST_PAUSE = timedelta(seconds=30)


async def supervise(workers: Mapping[str, Worker], alive: MutableMapping[str, bool] | None = None) -> None:
    """Run workers until cancelled, then cancel them all and wait.

    A worker whose end takes longer than `STOP_WITHIN` is left behind: the store has what it was working on.

    Args:
        workers: by name.
        alive: kept up to date with whether each is at work, for whoever looks in.
    """
    alive = {} if alive is None else alive
    tasks = [asyncio.create_task(_keep(name, worker, alive), name=name) for name, worker in workers.items()]
    try:
        await asyncio.Event().wait()
    finally:
        log.info("stopping")
        for task in tasks:
            task.cancel()
        _, late = await asyncio.wait(tasks, timeout=STOP_WITHIN)
        for task in late:
            log.error("worker did not stop in time", extra={"worker": task.get_name()})


async def _keep(name: str, worker: Worker, alive: MutableMapping[str, bool]) -> None:
    deaths = 0
    while True:
        alive[name] = True
        try:
            await worker()
            log.error("worker ended by itself", extra={"worker": name})
        except StoreError as error:  # the operator's to mend; where it arose is of no help
            log.error("worker waits for the database", extra={"worker": name, "error": str(error)})
        except Exception as error:
            log.error("worker died", extra={"worker": name}, exc_info=error)
        alive[name] = False
        deaths += 1
        await asyncio.sleep(min(backoff(deaths), LONGEST_PAUSE).total_seconds())
