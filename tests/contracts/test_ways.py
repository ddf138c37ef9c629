"""The way of an update is on record: what was decided on it, and what went out because of it."""

import json
from datetime import timedelta

import pytest

from bot.domain.errors import StoreError
from bot.domain.ids import EntryId, InboxId, MessageId, UpdateId, UserId
from bot.domain.language import Language
from bot.domain.match import (
    Answer,
    Candidate,
    HandOver,
    Match,
    Part,
    Reason,
    Several,
    SmallTalk,
    Suggest,
)
from bot.domain.messages import DeliveryState, React, SendText
from bot.domain.ticket import TicketState
from bot.domain.way import Decided, Decision, decided
from bot.store import InboxState, Store, UnitOfWork
from bot.store.ways import Totals

from .samples import (
    FOUNDER,
    LARGE,
    NOW,
    SECOND,
    TO_FOUNDER,
    TO_STAFF,
    TO_TOPIC,
    ask,
    open_ticket,
    receive,
    received,
    write,
)

LANE = f"chat:{FOUNDER.id}"
GROUP = "chat:-100"
CANDIDATES = (
    Candidate(entry=EntryId("visa-work"), confidence=0.93),
    Candidate(entry=EntryId("visa-visit"), confidence=0.02),
)
SURE = Answer(language=Language.HE, candidates=CANDIDATES, entry=EntryId("visa-work"), confidence=0.93)
UNSURE = Suggest(
    language=Language.ZH, candidates=CANDIDATES, entries=(EntryId("visa-work"),), confidence=0.95
)
UNKNOWN = HandOver(language=None, candidates=CANDIDATES, reason=Reason.OUT_OF_SCOPE, confidence=0.1)


def wrote(message: int, text: str = "?") -> str:
    return json.dumps({"update_id": 1, "message": {"message_id": message, "text": text}})


async def claim(work: UnitOfWork, item: InboxId, update: int, match: Match | None = None) -> None:
    """Begin to handle an update, as the desk does."""
    assert await work.inbox.claim(item, NOW + SECOND, decided(match) if match else None)
    work.outbox.cause = UpdateId(update)


@pytest.mark.parametrize(
    ("match", "kept"),
    [
        (None, None),
        (
            SURE,
            Decided(
                decision=Decision.ANSWER,
                language=Language.HE,
                confidence=0.93,
                candidates=CANDIDATES,
                offered=(EntryId("visa-work"),),
            ),
        ),
        (
            UNSURE,
            Decided(
                decision=Decision.SUGGEST,
                language=Language.ZH,
                confidence=0.95,
                candidates=CANDIDATES,
                offered=(EntryId("visa-work"),),
            ),
        ),
        (
            UNKNOWN,
            Decided(
                decision=Decision.HAND_OVER,
                language=None,
                confidence=0.1,
                reason="out_of_scope",
                candidates=CANDIDATES,
            ),
        ),
        (
            SmallTalk(language=Language.EN, topic="greeting"),
            Decided(decision=Decision.SMALL_TALK, language=Language.EN, reason="greeting"),
        ),
        (
            Several(
                language=Language.EN,
                candidates=CANDIDATES,
                parts=(Part(text="a", match=SURE), Part(text="b", match=UNKNOWN)),
            ),
            Decided(
                decision=Decision.SEVERAL,
                language=Language.EN,
                candidates=CANDIDATES,
                parts=(Decision.ANSWER, Decision.HAND_OVER),
            ),
        ),
    ],
    ids=["nothing", "answer", "suggest", "hand over", "small talk", "several"],
)
async def test_what_the_matcher_decided_is_kept(
    store: Store, match: Match | None, kept: Decided | None
) -> None:
    (item,) = await receive(store, received(LARGE, LANE, wrote(7, "מה?")))
    async with store.unit_of_work() as work:
        await claim(work, item, LARGE, match)
    async with store.reading() as work:
        (way,) = await work.ways.of(FOUNDER.id, 10)
    assert way.decided == kept
    assert (way.update, way.message, way.kind, way.text) == (LARGE, 7, "text", "מה?")
    assert (way.state, way.received_at, way.handled_at) == (InboxState.DONE, NOW, NOW + SECOND)


async def test_what_went_out_is_traced_to_the_update_that_it_came_of(store: Store) -> None:
    first, second = await receive(store, received(1, LANE, wrote(1)), received(2, GROUP, wrote(9)))
    async with store.unit_of_work() as work:
        await claim(work, first, 1, UNKNOWN)
        question = await ask(work)
        ticket = await open_ticket(work, question.id)
        card = await write(work, ticket.id, founder_message=1)
        shown = await work.outbox.add(TO_TOPIC, SendText(text="card"), NOW, ticket_message=card.id)
        await work.outbox.add(TO_FOUNDER, SendText(text="Q-0001"), NOW)
    async with store.unit_of_work() as work:
        await work.outbox.sending([shown], NOW)
        await work.outbox.sent(shown, MessageId(70), NOW + 2 * SECOND)
        assert (await work.outbox.get(shown)).cause == 1
    async with store.unit_of_work() as work:
        await claim(work, second, 2)
        answer = await write(work, ticket.id, staff_message=9)
        await work.outbox.add(TO_FOUNDER, SendText(text="answer"), NOW, ticket_message=answer.id)
        await work.outbox.add(TO_STAFF, React(message=MessageId(9), emoji="x"), NOW)
    async with store.reading() as work:
        by_staff, asked = await work.ways.of(FOUNDER.id, 10)
        assert [way.update for way in await work.ways.of(FOUNDER.id, 1)] == [2]

    assert asked.by_founder
    assert asked.ticket == (ticket.id, TicketState.WAITING)
    assert [(one.kind, one.to_founder, one.state, one.sent_at) for one in asked.outbox] == [
        ("text", False, DeliveryState.SENT, NOW + 2 * SECOND),
        ("text", True, DeliveryState.QUEUED, None),
    ]
    assert not by_staff.by_founder
    assert by_staff.ticket == (ticket.id, TicketState.WAITING)
    assert [(one.kind, one.to_founder) for one in by_staff.outbox] == [("text", True), ("react", False)]


async def test_one_founder_sees_nothing_of_another(store: Store) -> None:
    await receive(store, received(1, "chat:5", wrote(1)), received(2, GROUP, wrote(2)))
    async with store.reading() as work:
        assert await work.ways.of(FOUNDER.id, 10) == []
        (theirs,) = await work.ways.of(UserId(5), 10)
    assert (theirs.state, theirs.handled_at, theirs.decided) == (InboxState.WAITING, None, None)


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({"message": {"message_id": 1, "text": "/start"}}, "command"),
        ({"message": {"message_id": 1, "photo": [], "caption": "x"}}, "photo"),
        ({"edited_message": {"message_id": 1, "text": "x"}}, "edit"),
        ({"callback_query": {"id": "1", "message": {"message_id": 1}}}, "press"),
        ({"my_chat_member": {}}, "other"),
        ({}, "other"),
    ],
)
async def test_a_way_says_what_began_it(store: Store, update: dict[str, object], kind: str) -> None:
    await receive(store, received(1, LANE, json.dumps({"update_id": 1, **update})))
    async with store.reading() as work:
        (way,) = await work.ways.of(FOUNDER.id, 10)
    assert way.kind == kind
    assert way.message == (1 if update and kind != "other" else None)


async def test_totals_count_what_is_on_record(store: Store) -> None:
    first, second, third, _ = await receive(store, *(received(n, f"chat:{n}") for n in range(1, 5)))
    async with store.unit_of_work() as work:
        assert await work.ways.totals() == Totals(waiting=4)
        await claim(work, first, 1)
        await claim(work, second, 2)
        await work.inbox.set_aside(third, "boom", NOW)
        question = await ask(work)
        await open_ticket(work, question.id)
        await work.questions.answered((await ask(work)).id, EntryId("visa-work"))
        sent = await work.outbox.add(TO_FOUNDER, SendText(text="1"), NOW)
        await work.outbox.add(TO_FOUNDER, SendText(text="2"), NOW)
        await work.outbox.sending([sent], NOW)
        await work.outbox.retry(sent, NOW, "", unknown_outcome=True)
        await work.outbox.sending([sent], NOW)
        await work.outbox.sent(sent, MessageId(1), NOW)
    async with store.reading() as work:
        assert await work.ways.totals() == Totals(
            waiting=1,
            handled=2,
            set_aside=1,
            answered=1,
            handed_over=1,
            tickets_open=1,
            queued=1,
            sent=1,
            unknown=1,
        )


async def test_a_dialogue_is_what_was_done_and_what_was_sent_because_of_it(store: Store) -> None:
    items = await receive(
        store,
        received(1, LANE, wrote(1)),
        received(2, GROUP, wrote(2)),
        received(3, "chat:5", wrote(3)),
        received(4, "chat:-7", wrote(4)),
    )
    async with store.unit_of_work() as work:
        for update, item in enumerate(items, 1):
            await claim(work, item, update)
            if update in (1, 4):
                row = await work.outbox.add(TO_FOUNDER, SendText(text=str(update)), NOW)
                if update == 1:
                    await work.outbox.sending([row], NOW)
                    await work.outbox.sent(row, MessageId(8), NOW)
    async with store.reading() as work:
        happened = await work.dialogues.happened(FOUNDER.id)
        sent = await work.dialogues.sent([UpdateId(1), UpdateId(4)])
    assert [(one.update, one.by_founder, one.about_founder) for one in happened] == [
        (1, True, True),
        (2, False, False),
        (3, False, False),
        (4, False, True),
    ]
    assert [(part.delivery.message, part.message) for part in sent] == [(SendText(text="1"), 8)]


async def test_who_is_forgotten_leaves_no_decision(store: Store) -> None:
    (item,) = await receive(store, received(1, LANE, wrote(1)))
    async with store.unit_of_work() as work:
        await claim(work, item, 1, SURE)
        await work.founders.save(FOUNDER)
    async with store.reading() as work:
        (row,) = (await work.retention.everything(FOUNDER.id))["inbox"]
        assert "visa-work" in str(row["matched"])
    async with store.unit_of_work() as work:
        await work.retention.forget(FOUNDER.id)
    async with store.reading() as work:
        assert await work.ways.of(FOUNDER.id, 10) == []
        assert (await work.ways.totals()).handled == 1
    async with store.unit_of_work() as work:
        assert await work.inbox.purge_done(NOW + timedelta(days=1)) == 1


async def test_who_watches_cannot_write(store: Store, url: str) -> None:
    await receive(store, received(1, LANE, wrote(1)))
    watching = await Store.watch(url)
    async with watching.reading() as work:
        assert (await work.ways.totals()).waiting == 1
    with pytest.raises(StoreError):
        async with watching.reading() as work:
            await work.desk.set("key", "value")
    await watching.close()
