import asyncio

import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError, NetworkDownError, conflict
from bot.sandbox.updates import UpdateQueue


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(clock: Clock) -> UpdateQueue:
    return UpdateQueue(clock=clock, first_id=100)


def fill(queue: UpdateQueue, clock: Clock, number: int) -> None:
    for index in range(number):
        queue.push("message", {"text": str(index)}, expires=clock.now() + 60)


async def ids(queue: UpdateQueue, offset: int, *, limit: int = 100, wait: float = 0) -> list[int]:
    return [update["update_id"] for update in await queue.poll(offset=offset, limit=limit, wait=wait)]


async def until_waiting(task: asyncio.Task[list[int]]) -> None:
    """Let the poll run until it waits."""
    for _ in range(3):
        await asyncio.sleep(0)
    assert not task.done()


async def test_offset_confirms_what_lies_below(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 3)
    assert await ids(queue, 0) == [100, 101, 102]
    assert await ids(queue, 101) == [101, 102]
    assert await ids(queue, 102) == [102]
    assert await ids(queue, 103) == []
    assert len(queue) == 0


async def test_negative_offset_counts_from_the_end_and_forgets_the_rest(
    queue: UpdateQueue, clock: Clock
) -> None:
    fill(queue, clock, 5)
    assert await ids(queue, -2) == [103, 104]
    assert len(queue) == 2


async def test_offset_past_the_end_is_no_offset(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 2)
    assert await ids(queue, 5000) == [100, 101]


async def test_limit_is_kept_between_1_and_100(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 150)
    assert len(await ids(queue, 0, limit=0)) == 1
    assert len(await ids(queue, 100, limit=1000)) == 100


async def test_same_offset_again_at_once_gives_one_update(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 3)
    assert len(await ids(queue, 100)) == 3
    assert len(await ids(queue, 100)) == 1


async def test_long_poll_is_woken_by_the_first_update(queue: UpdateQueue, clock: Clock) -> None:
    poll = asyncio.create_task(ids(queue, 0, wait=50))
    await until_waiting(poll)
    fill(queue, clock, 2)
    assert await poll == [100, 101]


async def test_older_poll_gets_409(queue: UpdateQueue, clock: Clock) -> None:
    older = asyncio.create_task(ids(queue, 0, wait=50))
    await until_waiting(older)
    newer = asyncio.create_task(ids(queue, 100, wait=50))
    with pytest.raises(ApiError, match=r"^Conflict: terminated by other getUpdates request") as caught:
        await older
    assert caught.value.code == 409
    fill(queue, clock, 1)
    assert await newer == [100]


@pytest.mark.parametrize("reason", [conflict("terminated by setWebhook request"), NetworkDownError()])
async def test_waiting_poll_can_be_ended(queue: UpdateQueue, reason: ApiError | NetworkDownError) -> None:
    poll = asyncio.create_task(ids(queue, 0, wait=50))
    await until_waiting(poll)
    queue.end_poll(reason)
    with pytest.raises(type(reason)):
        await poll


async def test_old_updates_are_not_delivered(queue: UpdateQueue, clock: Clock) -> None:
    queue.push("callback_query", {}, expires=clock.now() + 150)
    queue.push("message", {}, expires=clock.now() + 24 * 3600)
    clock.advance(151)
    assert await ids(queue, 0) == [101]
    clock.advance(24 * 3600)
    assert await ids(queue, -1) == []


async def test_only_wanted_kinds_are_queued(queue: UpdateQueue, clock: Clock) -> None:
    soon = clock.now() + 60
    assert queue.push("message_reaction", {}, expires=soon) is None
    queue.subscribe(["message_reaction"])
    assert queue.push("message_reaction", {}, expires=soon) == 100
    assert queue.push("message", {}, expires=soon) is None
    queue.subscribe([])
    assert queue.push("message", {}, expires=soon) == 101


async def test_confirmed_batch_can_come_again(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 2)
    queue.disorder.repeats = 1
    assert await ids(queue, 0) == [100, 101]
    assert await ids(queue, 102) == [100, 101]
    assert await ids(queue, 102) == []


async def test_numbering_follows_an_injected_update(queue: UpdateQueue, clock: Clock) -> None:
    assert queue.inject({"update_id": 7, "message": {}}) == 7
    fill(queue, clock, 1)
    assert await ids(queue, 0) == [7, 8]
    with pytest.raises(ValueError, match="update_id must be above 8"):
        queue.inject({"update_id": 8})
    queue.clear()
    fill(queue, clock, 1)
    assert await ids(queue, 1) == [9]


async def test_numbers_can_jump_and_the_bot_still_hears(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 1)
    assert await ids(queue, 101) == []
    assert queue.jump(lambda below: below // 2**30 - 1) == 1, "nothing waits, so any number will do"
    fill(queue, clock, 2)
    assert await ids(queue, 102) == [1, 2], "the old offset counts for nothing"
    assert queue.jump(lambda _: 0) == 3, "what waits must stay confirmable"
    fill(queue, clock, 1)
    assert await ids(queue, 3) == [3]


async def test_update_can_be_confirmed_alone(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 3)
    queue.confirm(101)
    queue.confirm(101)
    assert await ids(queue, 0) == [100, 102]


async def test_listener_is_told_what_is_new(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, clock, 1)
    told: list[int] = []
    queue.listener = lambda item: told.append(item.update_id)
    fill(queue, clock, 2)
    assert told == [101, 102]
    assert [item.update_id for item in queue.waiting()] == [100, 101, 102]
