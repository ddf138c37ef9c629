"""What is forgotten is gone from every table, what is exported is all there is, what is purged was old."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select, update

from bot.conversation.privacy import as_json
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import MessageId, OutboxId, TicketMessageId, TopicId, UserId
from bot.domain.language import Language
from bot.domain.messages import Address, AnswerPress, Place, React, SendDocument, SendText
from bot.domain.ticket import Author, Ticket, TicketState
from bot.store import Received, Store, UnitOfWork
from bot.store.engine import parse, writing_engine
from bot.store.schema import founders, metadata
from bot.telegram.chores.purge import Purger

from .samples import LI, NOW, SECOND, received

DAY = timedelta(days=1)
YEAR = 365 * DAY
WORDS = "a very particular zebra"
DANA = Founder(
    id=UserId(4_503_599_627_370_111),
    name="Dana Zebra",
    username="danazebra",
    language=Language.HE,
    contact="dana@zebra.example",
    topic=TopicId(77),
    first_seen=NOW,
    last_seen=NOW,
)
LEA = replace(
    DANA, id=UserId(888_999), name="Lea", username=None, contact="lea@lion.example", topic=TopicId(78)
)
GROUP = "chat:-1001"


@dataclass
class Clock:
    time: datetime

    def now(self) -> datetime:
        return self.time


async def live(
    work: UnitOfWork,
    founder: Founder,
    words: str,
    *,
    state: TicketState = TicketState.WAITING,
    at: datetime = NOW,
) -> Ticket:
    """Write what one founder leaves behind in every table that the desk writes."""
    await work.founders.save(replace(founder, first_seen=at, last_seen=at))
    asked = [
        await work.questions.add(
            founder=founder.id,
            message=MessageId(number),
            text=words,
            language=Language.HE,
            answered_with=None,
            candidates=(),
            asked_at=at,
        )
        for number in (5, 6)
    ]
    ticket = await work.tickets.open(founder=founder.id, question=asked[0].id, language=Language.HE, now=at)
    ticket = replace(ticket, claimed_by=LI)
    await work.tickets.save(ticket.moved(state, at) if state is not ticket.state else ticket)
    messages = [
        await work.tickets.add_message(
            ticket=ticket.id,
            author=author,
            content=Content(kind="text", text=words),
            founder_message=None if author is Author.STAFF else MessageId(5),
            staff_message=None if author is Author.FOUNDER else MessageId(9),
            now=at,
        )
        for author in Author
    ]
    await work.tickets.delivered_to_staff(messages[0].id, MessageId(10), MessageId(11))
    await queue_all(work, founder, words, messages[1].id, at)
    return ticket


async def queue_all(
    work: UnitOfWork, founder: Founder, words: str, answer: TicketMessageId, at: datetime
) -> None:
    """Queue a row for every state and place."""
    to_founder = Address(place=Place.FOUNDER, founder=founder.id)
    to_topic = Address(place=Place.TOPIC, founder=founder.id)
    for to in (to_founder, to_topic):
        rows = [await work.outbox.add(to, SendText(text=words), at, ticket_message=answer) for _ in range(4)]
        await work.outbox.sending([rows[0]], at)
        await work.outbox.sent(rows[1], MessageId(1), at)
        await work.outbox.dead(rows[2], "refused", at)
    await work.outbox.add(to_founder, AnswerPress(callback=f"press-{founder.id}"), at)
    await work.outbox.add(to_topic, React(message=MessageId(1), emoji="x"), at)
    noted = await work.outbox.add(Address(place=Place.STAFF), SendText(text=f"{founder.name}: told"), at)
    await work.outbox.sent(noted, MessageId(2), at)


async def arrive(store: Store, founder: Founder, words: str, first: int) -> None:
    """Receive three updates of a founder and one of staff that quotes the founder; all but the last wait."""
    payload = json.dumps({"from": founder.id, "text": words})
    batch = [received(number, f"chat:{founder.id}", payload) for number in range(first, first + 3)]
    async with store.unit_of_work() as work:
        await work.inbox.add([*batch, received(first + 3, GROUP, payload)], NOW)


async def handle(store: Store, *updates: int) -> None:
    async with store.unit_of_work() as work:
        for update_id in updates:
            (item,) = [
                one for one in await work.inbox.due(NOW, 99, exclude_lanes=[]) if one.update_id == update_id
            ]
            assert await work.inbox.claim(item.id, NOW)


@pytest.fixture
async def lived(store: Store) -> Store:
    """Dana and Lea have both asked; of Dana's updates one is done, one set aside, one in hand."""
    async with store.unit_of_work() as work:
        await live(work, DANA, WORDS)
        await live(work, LEA, "a lion")
        await work.desk.set("staff_chat:-1", "-1001")
    await arrive(store, LEA, "a lion", 20)
    await arrive(store, DANA, WORDS, 10)
    await handle(store, 20, 10, 23, 13)
    async with store.unit_of_work() as work:
        due = {item.update_id: item.id for item in await work.inbox.due(NOW, 99, exclude_lanes=[])}
        await work.inbox.set_aside(due[received(11).update_id], "TypeError", NOW)
    return store


async def forget(work: UnitOfWork, founder: Founder) -> None:
    """Forget as the update in hand wishes, which is claimed first."""
    for item in await work.inbox.due(NOW, 99, exclude_lanes=[]):
        if item.lane == f"chat:{founder.id}":
            assert await work.inbox.claim(item.id, NOW)
    await work.retention.forget(founder.id)


async def everything(url: str) -> dict[str, list[Row[Any]]]:
    def rows(connection: Connection) -> dict[str, list[Row[Any]]]:
        return {
            table.name: list(connection.execute(select(table).order_by(*table.primary_key)).all())
            for table in metadata.sorted_tables
        }

    engine = writing_engine(parse(url))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(rows)
    finally:
        await engine.dispose()


def speaking_of(rows: dict[str, list[Row[Any]]], *words: object) -> dict[str, list[Row[Any]]]:
    """Return the rows that hold one of the words in any column."""
    found = {
        name: [row for row in table if any(str(word) in str(value) for word in words for value in row)]
        for name, table in rows.items()
    }
    return {name: table for name, table in found.items() if table}


async def test_nothing_in_any_table_speaks_of_a_founder_who_is_forgotten(lived: Store, url: str) -> None:
    traces = (DANA.id, WORDS, DANA.name, DANA.username, DANA.contact)
    before = speaking_of(await everything(url), *traces)
    assert set(before) == {"founders", "questions", "tickets", "ticket_messages", "outbox", "inbox"}
    async with lived.unit_of_work() as work:
        await forget(work, DANA)
    assert speaking_of(await everything(url), *traces) == {}


async def test_what_a_founder_looked_for_in_other_chats_is_forgotten_too(lived: Store, url: str) -> None:
    async with lived.unit_of_work() as work:
        await work.inbox.add([received(40, f"inline:{DANA.id}", f'{{"query": "{WORDS}"}}')], NOW)
    await handle(lived, 40)
    async with lived.unit_of_work() as work:
        await forget(work, DANA)
    assert speaking_of(await everything(url), DANA.id, WORDS) == {}


async def test_an_offer_below_one_founders_card_shows_no_other_founder_and_is_forgotten_with_either(
    lived: Store, url: str
) -> None:
    async with lived.unit_of_work() as work:
        offer = SendText(text=f"Q-0002 · {DANA.name} · {WORDS}, too")
        await work.outbox.add(Address(place=Place.CARD, founder=LEA.id), offer, NOW)
    async with lived.reading() as work:
        assert WORDS not in as_json(await work.retention.everything(LEA.id), NOW)
    async with lived.unit_of_work() as work:
        await forget(work, DANA)
    assert speaking_of(await everything(url), DANA.name, WORDS) == {}


async def test_rows_of_other_founders_stay_as_they_were(lived: Store, url: str) -> None:
    def of_lea(rows: dict[str, list[Row[Any]]]) -> dict[str, list[Row[Any]]]:
        whole = {name: rows[name] for name in ("questions", "tickets", "ticket_messages", "copies")}
        ids = {row.id for row in rows["tickets"] if row.founder == LEA.id}
        messages = {row.id for row in rows["ticket_messages"] if row.ticket in ids}
        return {
            "founders": [row for row in rows["founders"] if row.id == LEA.id],
            "questions": [row for row in whole["questions"] if row.founder == LEA.id],
            "tickets": [row for row in whole["tickets"] if row.founder == LEA.id],
            "ticket_messages": [row for row in whole["ticket_messages"] if row.id in messages],
            "copies": [row for row in whole["copies"] if row.ticket_message in messages],
            "outbox": [row for row in rows["outbox"] if row.founder == LEA.id],
            "inbox": [row for row in rows["inbox"] if row.lane == f"chat:{LEA.id}"],
            "desk": rows["desk"],
        }

    before = of_lea(await everything(url))
    assert all(before.values())
    async with lived.unit_of_work() as work:
        await forget(work, DANA)
    assert of_lea(await everything(url)) == before


async def test_a_forgotten_update_still_refuses_its_duplicate(lived: Store) -> None:
    async with lived.unit_of_work() as work:
        await forget(work, DANA)
        again = [Received(update_id=received(n).update_id, lane="chat:1", payload="{}") for n in (10, 11, 12)]
        assert await work.inbox.add(again, NOW) == 0
        assert await work.inbox.replay_set_aside() == 0


async def test_what_is_written_after_the_wish_to_be_forgotten_is_kept(lived: Store) -> None:
    async with lived.unit_of_work() as work:
        await forget(work, DANA)  # claims the last of them
        await work.inbox.add([received(30, f"chat:{DANA.id}", '{"text": "new"}')], NOW)
        await work.retention.forget(DANA.id)
        due = await work.inbox.due(NOW, 99, exclude_lanes=[])
        assert [(item.lane, item.payload) for item in due if item.update_id == 30] == [
            (f"chat:{DANA.id}", '{"text": "new"}')
        ]


async def test_a_forgotten_founder_is_kept_whole_if_the_transaction_fails(lived: Store, url: str) -> None:
    before = await everything(url)

    async def fails() -> None:
        async with lived.unit_of_work() as work:
            await forget(work, DANA)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await fails()
    assert await everything(url) == before


async def test_a_delivery_that_ends_after_its_founder_was_forgotten_leaves_no_trace(
    lived: Store, url: str
) -> None:
    rows = await everything(url)
    (card,) = [row.id for row in rows["outbox"] if row.state == "sending" and row.lane == f"topic:{DANA.id}"]
    (shown, *_) = [row.id for row in rows["ticket_messages"] if row.text == WORDS]
    async with lived.unit_of_work() as work:
        await forget(work, DANA)
    before = await everything(url)
    async with lived.unit_of_work() as work:
        await work.outbox.sent(OutboxId(card), MessageId(99), NOW)
        await work.tickets.delivered_to_staff(TicketMessageId(shown), MessageId(99))
        await work.tickets.delivered_to_founder(TicketMessageId(shown), MessageId(99))
    assert await everything(url) == before


async def test_an_export_lists_every_row_of_a_founder(lived: Store, url: str) -> None:
    to_dana = Address(place=Place.FOUNDER, founder=DANA.id)
    async with lived.unit_of_work() as work:
        await work.outbox.add(to_dana, SendDocument(name="a.json", content="earlier export"), NOW)
    async with lived.reading() as work:
        kept = await work.retention.everything(DANA.id)
    assert set(kept) == set(metadata.tables) - {"desk", "learned", "broadcasts", "replicas"}
    text = as_json(kept, NOW)
    export = json.loads(text)
    for name, rows in speaking_of(await everything(url), DANA.id, WORDS).items():
        own = [row for row in rows if name not in ("inbox", "outbox") or row.lane != GROUP]
        own = [row for row in own if "earlier export" not in str(row)]
        assert len(kept[name]) == len(own), name
    assert export["founder"]["contact"] == "dana@zebra.example"
    assert export["tickets"][0]["number"] == "Q-0001"
    assert [one["text"] for one in export["tickets"][0]["messages"]] == [WORDS, WORDS]
    assert [one["staff_message"] for one in export["tickets"][0]["messages"][0]["copies"]] == [10, 11]
    assert {one["payload"]["text"] for one in export["inbox"]} == {WORDS}
    for foreign in ("lion", "Lea", "Li Wei", "earlier export"):
        assert foreign not in text


async def purge_all(store: Store, before: datetime, most: int = 2) -> dict[str, int]:
    total: dict[str, int] = {}
    while True:
        async with store.unit_of_work() as work:
            batch = await work.retention.purge(before, most)
        if not any(batch.values()):
            return total
        assert all(count <= most for count in batch.values())
        total = {name: total.get(name, 0) + count for name, count in batch.items()}


@pytest.mark.parametrize("state", [TicketState.ANSWERED, TicketState.CLOSED])
async def test_what_nobody_touched_for_long_is_purged_with_all_that_hangs_on_it(
    store: Store, url: str, state: TicketState
) -> None:
    async with store.unit_of_work() as work:
        for number in range(5):
            founder = replace(DANA, id=UserId(DANA.id + number), topic=None)
            await live(work, founder, WORDS, state=state, at=NOW - YEAR - DAY)
        await live(work, LEA, "a lion", state=state, at=NOW - YEAR + DAY)
    purged = await purge_all(store, NOW - YEAR)
    assert (purged["tickets"], purged["questions"], purged["founders"]) == (5, 10, 5)
    rows = await everything(url)
    assert {row.founder for row in [*rows["questions"], *rows["tickets"]]} == {LEA.id}
    assert [row.id for row in rows["founders"]] == [LEA.id]
    assert {row.text for row in rows["ticket_messages"]} == {"a lion"}
    assert len(rows["copies"]) == 2


async def test_what_waits_and_who_is_banned_is_never_purged(store: Store, url: str) -> None:
    async with store.unit_of_work() as work:
        await live(work, DANA, WORDS, at=NOW - 3 * YEAR)
        banned = replace(LEA, banned=True, first_seen=NOW - 3 * YEAR, last_seen=NOW - 3 * YEAR)
        await work.founders.save(banned)
    purged = await purge_all(store, NOW)
    assert {name: count for name, count in purged.items() if count} == {"questions": 1}  # not the ticket's
    rows = await everything(url)
    assert len(rows["ticket_messages"]) == 2
    assert [row.id for row in rows["founders"]] == [LEA.id, DANA.id]


async def test_updates_set_aside_and_parked_messages_are_purged_when_they_are_old(lived: Store) -> None:
    async with lived.unit_of_work() as work:
        await work.outbox.park(DANA.id, NOW)
    async with lived.unit_of_work() as work:
        assert await work.retention.purge_stuck(NOW) == {"inbox": 0, "outbox": 0}
        purged = await work.retention.purge_stuck(NOW + SECOND)
        assert (await work.outbox.counts())["parked"] == 0
        assert (await work.inbox.counts())["set_aside"] == 0
    assert purged == {"inbox": 1, "outbox": 2}


async def test_the_purger_deletes_working_copies_after_a_week_whatever_the_setting(
    lived: Store, url: str
) -> None:
    purger = Purger(lived, Clock(NOW + 7 * DAY), days=3650)
    assert await purger.purge() == {}
    purger = Purger(lived, Clock(NOW + 7 * DAY + SECOND), days=3650)
    assert set(await purger.purge()) == {"inbox", "outbox"}
    rows = await everything(url)
    assert {row.state for row in rows["inbox"]} == {"waiting", "set_aside"}
    assert {row.state for row in rows["outbox"]} == {"queued", "sending"}
    assert len(rows["tickets"]) == 2


async def test_the_purger_empties_what_is_older_than_the_setting(store: Store, url: str) -> None:
    async with store.unit_of_work() as work:
        await live(work, DANA, WORDS, state=TicketState.CLOSED)
    assert not {"tickets", "questions", "founders"} & set(
        await Purger(store, Clock(NOW + 30 * DAY), 30).purge()
    )
    purged = await Purger(store, Clock(NOW + 30 * DAY + SECOND), days=30).purge()
    assert (purged["tickets"], purged["questions"], purged["founders"]) == (1, 2, 1)
    rows = await everything(url)
    assert not any(rows[name] for name in ("founders", "questions", "tickets", "ticket_messages", "copies"))


async def test_a_founder_of_an_older_release_is_taken_as_last_seen_at_first(store: Store, url: str) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(replace(DANA, first_seen=NOW, last_seen=NOW))
    await _change(url, [update(founders).values(last_seen=None)])
    assert (await purge_all(store, NOW)).get("founders", 0) == 0
    assert (await purge_all(store, NOW + SECOND))["founders"] == 1


async def _change(url: str, statements: Iterable[Any]) -> None:
    engine = writing_engine(parse(url))
    try:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(statement)
    finally:
        await engine.dispose()
