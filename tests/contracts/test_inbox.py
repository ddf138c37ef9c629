import asyncio

from bot.domain.ids import InboxId, UpdateId
from bot.store import InboxItem, Store

from .samples import LARGE, NOW, SECOND, receive, received


async def updates_due(
    store: Store, *, at: int = 0, limit: int = 100, exclude: tuple[str, ...] = ()
) -> list[int]:
    async with store.reading() as work:
        return [
            item.update_id for item in await work.inbox.due(NOW + at * SECOND, limit, exclude_lanes=exclude)
        ]


async def test_an_item_comes_back_as_it_was_received(store: Store) -> None:
    payload = '{"update_id": 4503599627370495, "text": "שלום 你好 🙂 \\ud83d \\u0000"}'
    async with store.unit_of_work() as work:
        assert await work.inbox.add([received(LARGE, f"chat:-{2**52}", payload)], NOW) == 1
    async with store.reading() as work:
        (item,) = await work.inbox.due(NOW, 10, exclude_lanes=[])
    assert item == InboxItem(
        id=item.id,
        update_id=UpdateId(LARGE),
        lane=f"chat:-{2**52}",
        payload=payload,
        attempts=0,
        received_at=NOW,
    )


async def test_an_update_is_stored_once_however_often_it_arrives(store: Store) -> None:
    async with store.unit_of_work() as work:
        assert await work.inbox.add([received(1), received(2), received(1)], NOW) == 2
    async with store.unit_of_work() as work:
        assert await work.inbox.add([received(2), received(3)], NOW) == 1
        assert await work.inbox.add([received(2)], NOW) == 0
        assert await work.inbox.add([], NOW) == 0
        assert (await work.inbox.counts())["waiting"] == 3


async def test_a_handled_update_that_arrives_again_is_still_refused(store: Store) -> None:
    (item,) = await receive(store, received(1))
    async with store.unit_of_work() as work:
        assert await work.inbox.claim(item, NOW)
    assert await receive(store, received(1)) == []


async def test_a_batch_of_thousands_is_stored_in_its_order(store: Store) -> None:
    async with store.unit_of_work() as work:
        assert await work.inbox.add([received(n, f"chat:{n}") for n in range(2500, 0, -1)], NOW) == 2500
    assert await updates_due(store, limit=3000) == list(range(2500, 0, -1))


async def test_only_the_oldest_of_each_lane_is_due_and_the_oldest_comes_first(store: Store) -> None:
    # Update ids may jump back after a week of silence: our own order counts.
    await receive(
        store, received(9, "b"), received(8, "a"), received(7, "b"), received(6, "a"), received(5, "c")
    )
    assert await updates_due(store) == [9, 8, 5]
    assert await updates_due(store, limit=2) == [9, 8]
    assert await updates_due(store, exclude=("b", "c")) == [8]
    assert await updates_due(store, exclude=("a", "b", "c")) == []


async def test_an_item_that_waits_for_its_retry_holds_back_its_lane_only(store: Store) -> None:
    first, other = await receive(store, received(1, "a"), received(2, "a"), received(3, "b"))
    async with store.unit_of_work() as work:
        await work.inbox.failed(first, "boom", NOW + 5 * SECOND)
    assert await updates_due(store, at=4) == [3]
    assert await updates_due(store, at=5) == [1, 3]
    async with store.unit_of_work() as work:
        (head, _) = await work.inbox.due(NOW + 5 * SECOND, 10, exclude_lanes=[])
        assert (head.id, head.attempts) == (first, 1)
        assert await work.inbox.claim(first, NOW)
        assert await work.inbox.claim(other, NOW)
    assert await updates_due(store) == [2]


async def test_of_many_who_claim_one_gets_it(store: Store, url: str) -> None:
    (item,) = await receive(store, received(1))
    second_process = await Store.open(url)

    async def claim(through: Store) -> bool:
        async with through.unit_of_work() as work:
            return await work.inbox.claim(item, NOW)

    claims = [claim(through) for through in (store, second_process) * 5]
    assert sorted(await asyncio.gather(*claims)) == [False] * 9 + [True]
    await second_process.close()


async def test_nobody_claims_what_is_not_there(store: Store) -> None:
    async with store.unit_of_work() as work:
        assert not await work.inbox.claim(InboxId(LARGE), NOW)


async def test_what_is_set_aside_lets_its_lane_move_and_can_be_replayed(store: Store) -> None:
    (first,) = await receive(store, received(1), received(2))
    async with store.unit_of_work() as work:
        await work.inbox.failed(first, "boom", NOW + SECOND)
        await work.inbox.set_aside(first, "boom again", NOW)
    assert await updates_due(store) == [2]
    async with store.unit_of_work() as work:
        assert not await work.inbox.claim(first, NOW)
        assert await work.inbox.counts() == {"waiting": 1, "done": 0, "set_aside": 1}
        assert await work.inbox.replay_set_aside() == 1
        assert await work.inbox.replay_set_aside() == 0
    async with store.reading() as work:
        (item,) = await work.inbox.due(NOW, 10, exclude_lanes=[])
    assert (item.id, item.attempts) == (first, 0)


async def test_a_late_failure_does_not_touch_an_item_that_is_done(store: Store) -> None:
    (item,) = await receive(store, received(1))
    async with store.unit_of_work() as work:
        await work.inbox.claim(item, NOW)
        await work.inbox.failed(item, "late", NOW)
        await work.inbox.set_aside(item, "late", NOW)
        assert await work.inbox.counts() == {"waiting": 0, "done": 1, "set_aside": 0}


async def test_the_oldest_waiting_item_tells_how_far_behind_we_are(store: Store) -> None:
    async with store.unit_of_work() as work:
        assert await work.inbox.oldest_waiting() is None
        await work.inbox.add([received(1, "a")], NOW)
        await work.inbox.add([received(2, "b")], NOW + SECOND)
        assert await work.inbox.oldest_waiting() == NOW
        (first, _) = await work.inbox.due(NOW + SECOND, 10, exclude_lanes=[])
        await work.inbox.claim(first.id, NOW)
        assert await work.inbox.oldest_waiting() == NOW + SECOND


async def test_only_old_done_items_are_purged_and_their_ids_never_come_again(store: Store) -> None:
    done, waiting = await receive(store, received(1, "a"), received(2, "b"))
    async with store.unit_of_work() as work:
        await work.inbox.claim(done, NOW)
        assert await work.inbox.purge_done(NOW) == 0
        assert await work.inbox.purge_done(NOW + SECOND) == 1
        await work.inbox.claim(waiting, NOW)
        assert await work.inbox.purge_done(NOW + SECOND) == 1
    (again,) = await receive(store, received(3))
    assert again > waiting
