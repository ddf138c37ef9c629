import asyncio
import traceback
from contextlib import suppress

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StoreError
from bot.domain.ids import MessageId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.messages import SendText
from bot.store import Store, UnitOfWork

from .samples import NOW, TO_FOUNDER, TO_STAFF, ask, open_ticket, queue, receive, received, write


async def whole_update(work: UnitOfWork) -> None:
    """What handling a message does: every table is written."""
    (item,) = await work.inbox.due(NOW, 1, exclude_lanes=[])
    await work.inbox.claim(item.id, NOW)
    question = await ask(work)
    ticket = await open_ticket(work, question.id)
    written = await write(work, ticket.id, founder_message=1)
    await work.outbox.add(TO_STAFF, SendText(text="card"), NOW, ticket_message=written.id)
    await work.outbox.add(TO_FOUNDER, SendText(text="Q-0001"), NOW)
    await work.desk.set("seen", "yes")


async def stored(store: Store) -> set[str]:
    """Return which effects of `whole_update` are there."""
    async with store.reading() as work:
        found = {
            "claimed": (await work.inbox.counts())["done"] == 1,
            "ticket": bool(await work.tickets.waiting()),
            "outbox": (await work.outbox.counts())["queued"] == 2,
            "desk": await work.desk.get("seen") == "yes",
        }
    return {effect for effect, there in found.items() if there}


ALL = {"claimed", "ticket", "outbox", "desk"}


async def test_a_clean_exit_commits_everything(store: Store) -> None:
    await receive(store, received(1))
    async with store.unit_of_work() as work:
        await whole_update(work)
        assert await stored(store) == set()  # nobody sees it before
        assert not work.committed
    assert work.committed
    assert await stored(store) == ALL


async def test_an_exception_leaves_nothing_and_the_store_works_on(store: Store) -> None:
    await receive(store, received(1))
    works: list[UnitOfWork] = []

    async def fail() -> None:
        async with store.unit_of_work() as work:
            works.append(work)
            await whole_update(work)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert not works[0].committed
    assert await stored(store) == set()
    async with store.unit_of_work() as work:
        await whole_update(work)
    assert await stored(store) == ALL


async def test_an_error_that_is_swallowed_inside_still_leaves_nothing(store: Store) -> None:
    async def swallow() -> None:
        async with store.unit_of_work() as work:
            await work.desk.set("key", "value")
            with suppress(IntegrityError):
                await write(work, TicketId(404), founder_message=1)

    with pytest.raises(RuntimeError, match="a statement of this unit of work failed"):
        await swallow()
    async with store.reading() as work:
        assert await work.desk.get("key") is None


async def test_one_inside_another_is_refused_at_once(store: Store) -> None:
    async with store.unit_of_work():
        with pytest.raises(RuntimeError, match="inside a unit of work already"):
            async with store.unit_of_work():
                pass
    async with store.unit_of_work() as work:
        await work.desk.set("key", "value")


async def test_a_cancellation_between_statements_leaves_nothing(store: Store) -> None:
    await receive(store, received(1))
    reached = asyncio.Event()

    async def handle() -> None:
        async with store.unit_of_work() as work:
            await whole_update(work)
            reached.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(handle())
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await stored(store) == set()


async def test_a_cancellation_at_any_moment_leaves_all_or_nothing(store: Store) -> None:
    loop = asyncio.get_running_loop()
    outcomes = set()
    for attempt in range(100):
        await receive(store, received(attempt))
        works: list[UnitOfWork] = []

        async def handle(works: list[UnitOfWork] = works) -> None:
            async with store.unit_of_work() as work:
                works.append(work)
                await whole_update(work)

        task = asyncio.create_task(handle())
        loop.call_later(5e-5 * 1.12**attempt, task.cancel)
        await asyncio.wait([task])
        effects = await stored(store)
        committed = bool(works) and works[0].committed
        assert effects == (ALL if committed else set())
        assert committed or task.cancelled()
        outcomes.add(committed)
        if committed:
            break
    assert outcomes == {False, True}


async def test_a_cancellation_during_the_commit_waits_for_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await receive(store, received(1))
    commit = AsyncConnection.commit
    works: list[UnitOfWork] = []

    async def handle() -> None:
        async with store.unit_of_work() as work:
            works.append(work)
            await whole_update(work)

    async def cancelled_at_commit(connection: AsyncConnection) -> None:
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        await commit(connection)

    monkeypatch.setattr(AsyncConnection, "commit", cancelled_at_commit)
    task = asyncio.create_task(handle())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert works[0].committed
    assert await stored(store) == ALL


async def test_units_of_work_side_by_side_all_happen(store: Store) -> None:
    async def one(number: int) -> None:
        async with store.unit_of_work() as work:
            await work.desk.set(f"key:{number}", "value")
            await work.outbox.add(TO_STAFF, SendText(text=str(number)), NOW)

    await asyncio.gather(*(one(number) for number in range(50)))
    async with store.reading() as work:
        assert (await work.outbox.counts())["queued"] == 50
        assert await work.desk.get("key:49") == "value"


async def test_a_reader_sees_one_moment_and_waits_for_no_writer(store: Store) -> None:
    async with store.reading() as reader:
        assert await reader.desk.get("key") is None
        async with store.unit_of_work() as work:
            await work.desk.set("key", "value")
        assert await reader.desk.get("key") is None
    async with store.reading() as reader:
        assert await reader.desk.get("key") == "value"


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises((StoreError, DBAPIError), match=r"(?i)cannot be written|read.only"):
        async with store.reading() as work:
            await work.desk.set("key", "value")
    async with store.reading() as work:
        assert await work.desk.get("key") is None


async def test_what_was_committed_is_there_after_opening_again(store: Store, url: str) -> None:
    await queue(store, (TO_STAFF, "1"))
    await store.close()
    again = await Store.open(url)
    async with again.reading() as work:
        assert (await work.outbox.counts())["queued"] == 1
    await again.close()


async def test_an_error_of_the_database_never_quotes_what_people_wrote(store: Store) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with store.unit_of_work() as work:
            await work.questions.add(
                founder=UserId(404),
                message=MessageId(1),
                text="my passport number is",
                language=Language.EN,
                answered_with=None,
                candidates=(),
                asked_at=NOW,
            )
    assert "passport" not in "".join(traceback.format_exception(caught.value))
