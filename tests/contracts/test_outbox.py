import pytest

from bot.domain.ids import ChatId, MessageId, OutboxId, TicketMessageId, UserId
from bot.domain.messages import (
    Address,
    AnswerPress,
    Button,
    CopyMessage,
    Delivery,
    DeliveryState,
    EditButtons,
    EditCard,
    EditTopic,
    Entity,
    Outgoing,
    Place,
    React,
    SendText,
)
from bot.store import Store, lane_of
from bot.store.outbox_statements import Rank

from .samples import (
    FOUNDER,
    LARGE,
    NOW,
    SECOND,
    TO_CARD,
    TO_FOUNDER,
    TO_STAFF,
    TO_TOPIC,
    open_ticket,
    queue,
    write,
)

MESSAGES: list[Outgoing] = [
    SendText(text="plain"),
    SendText(
        text="שלום 你好 🙂\x00",
        entities=(
            Entity(type="bold", offset=0, length=4),
            Entity(type="text_link", offset=5, length=2, url="https://example.org"),
            Entity(type="pre", offset=5, length=2, language="python"),
        ),
        buttons=(
            (Button(label="כן", data="yes"), Button(label="不", data="no")),
            (Button(label="?", data="?"),),
        ),
        reply_to=MessageId(LARGE),
    ),
    CopyMessage(from_chat=ChatId(-(2**63)), message=MessageId(LARGE)),
    React(message=MessageId(LARGE), emoji="👍"),
    EditButtons(message=MessageId(LARGE)),
    EditCard(card=TicketMessageId(1), text=None),
    EditTopic(name="Q-0142 · דנה · ⏳", icon="❓"),
    AnswerPress(callback="4382bfdwdsb323b2d9", notice=None),
]


async def due(
    store: Store, *, at: int = 0, limit: int = 100, exclude: tuple[str, ...] = ()
) -> list[OutboxId]:
    async with store.reading() as work:
        return [row.id for row in await work.outbox.due(NOW + at * SECOND, limit, exclude_lanes=exclude)]


async def state(store: Store, row: OutboxId) -> DeliveryState:
    async with store.reading() as work:
        return (await work.outbox.get(row)).state


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
async def test_a_delivery_comes_back_as_it_was_queued(store: Store, message: Outgoing) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
        written = await write(work, ticket.id, founder_message=1)
        row = await work.outbox.add(
            TO_TOPIC, message, NOW, ticket_message=written.id, receipt_for=MessageId(LARGE)
        )
    expected = Delivery(
        id=row,
        to=TO_TOPIC,
        message=message,
        state=DeliveryState.QUEUED,
        attempts=0,
        unknown_outcomes=0,
        not_before=NOW,
        created_at=NOW,
        ticket_message=written.id,
        receipt_for=MessageId(LARGE),
    )
    async with store.reading() as work:
        assert await work.outbox.get(row) == expected
        assert await work.outbox.due(NOW, 1, exclude_lanes=[]) == [expected]


async def test_a_row_that_is_not_there_is_named(store: Store) -> None:
    async with store.reading() as work:
        with pytest.raises(LookupError, match="no row 7"):
            await work.outbox.get(OutboxId(7))


async def test_only_the_head_of_each_lane_is_due(store: Store) -> None:
    a1, _a2, b1, _b2, c1 = await queue(
        store, (TO_STAFF, "a1"), (TO_STAFF, "a2"), (TO_FOUNDER, "b1"), (TO_FOUNDER, "b2"), (TO_TOPIC, "c1")
    )
    assert await due(store) == [a1, b1, c1]
    assert await due(store, limit=2) == [a1, b1]
    assert await due(store, exclude=(TO_STAFF.lane, TO_TOPIC.lane)) == [b1]
    assert await due(store, at=-1) == []


@pytest.mark.parametrize("outcome", [DeliveryState.SENT, DeliveryState.DEAD])
async def test_the_next_of_a_lane_waits_until_its_head_is_settled(
    store: Store, outcome: DeliveryState
) -> None:
    first, second = await queue(store, (TO_FOUNDER, "1"), (TO_FOUNDER, "2"))
    async with store.unit_of_work() as work:
        assert await work.outbox.sending([first], NOW) == [first]
    assert await due(store) == []
    async with store.unit_of_work() as work:
        if outcome is DeliveryState.SENT:
            await work.outbox.sent(first, MessageId(LARGE), NOW)
        else:
            await work.outbox.dead(first, "chat not found", NOW)
    assert await state(store, first) is outcome
    assert await due(store) == [second]


async def test_a_retry_keeps_its_place_and_counts_what_is_unknown(store: Store) -> None:
    first, _ = await queue(store, (TO_FOUNDER, "1"), (TO_FOUNDER, "2"))
    for unknown in (False, True):
        async with store.unit_of_work() as work:
            await work.outbox.sending([first], NOW)
            await work.outbox.retry(first, NOW + 5 * SECOND, "timed out", unknown_outcome=unknown)
    assert await due(store, at=4) == []
    assert await due(store, at=5) == [first]
    async with store.reading() as work:
        row = await work.outbox.get(first)
    assert (row.attempts, row.unknown_outcomes, row.not_before) == (2, 1, NOW + 5 * SECOND)


async def test_what_somebody_else_is_sending_is_not_marked_again(store: Store) -> None:
    first, second = await queue(store, (TO_FOUNDER, "1"), (TO_STAFF, "2"))
    async with store.unit_of_work() as work:
        assert await work.outbox.sending([first], NOW) == [first]
    async with store.unit_of_work() as work:
        assert await work.outbox.sending([first, second], NOW) == [second]
        assert await work.outbox.sending([], NOW) == []
        assert (await work.outbox.get(first)).attempts == 1


async def test_presses_and_reactions_never_wait_behind_messages(store: Store) -> None:
    async with store.unit_of_work() as work:
        text = await work.outbox.add(TO_STAFF, SendText(text="long queue"), NOW)
        await work.outbox.sending([text], NOW)
        press = await work.outbox.add(TO_STAFF, AnswerPress(callback="1"), NOW)
        reaction = await work.outbox.add(TO_STAFF, React(message=MessageId(1), emoji="👀"), NOW)
        later = await work.outbox.add(TO_STAFF, React(message=MessageId(1), emoji="👍"), NOW)
        other = await work.outbox.add(TO_STAFF, React(message=MessageId(2), emoji="👍"), NOW)
    assert await due(store) == [press, reaction, other]
    async with store.unit_of_work() as work:
        await work.outbox.sent(reaction, None, NOW)
    assert await due(store) == [press, later, other]
    assert await due(store, exclude=(lane_of(TO_STAFF, AnswerPress(callback="1")),)) == [later, other]


async def test_a_group_that_is_spared_gets_no_messages_but_its_reactions(store: Store) -> None:
    await queue(store, (TO_STAFF, "1"), (TO_TOPIC, "2"))
    (answer,) = await queue(store, (TO_FOUNDER, "3"))
    async with store.unit_of_work() as work:
        reaction = await work.outbox.add(TO_TOPIC, React(message=MessageId(1), emoji="👍"), NOW)
        press = await work.outbox.add(TO_STAFF, AnswerPress(callback="1"), NOW)
    async with store.reading() as work:
        spared = await work.outbox.due(NOW, 100, spare_group=True)
    assert [row.id for row in spared] == [answer, reaction, press]


async def test_looks_and_batches_are_due_in_ranks_of_their_own(store: Store) -> None:
    async with store.unit_of_work() as work:
        look = await work.outbox.add(TO_CARD, EditTopic(name="a", icon="✅"), NOW)
        news = await work.outbox.add(TO_FOUNDER, SendText(text="1"), NOW, batch="broadcast:1")
        answer = await work.outbox.add(TO_FOUNDER, SendText(text="2"), NOW)
        card = await work.outbox.add(TO_TOPIC, SendText(text="3"), NOW)
        part = await work.outbox.add(TO_TOPIC, SendText(text="4"), NOW, batch="answer:1")
    async with store.reading() as work:
        ranks = {rank: await work.outbox.due(NOW, 100, rank=rank) for rank in Rank}
        spared = await work.outbox.due(NOW, 100, rank=Rank.LOOKS, spare_group=True)
    assert {rank: [row.id for row in rows] for rank, rows in ranks.items()} == {
        Rank.ORDINARY: [answer, card],
        Rank.ONE_OF_MANY: [news],
        Rank.LOOKS: [look],
    }
    assert spared == []
    async with store.unit_of_work() as work:
        await work.outbox.sent(card, None, NOW)
        assert await work.outbox.call_off("broadcast:1") == 1
    assert await due(store) == [answer, part]


async def test_a_change_of_looks_that_was_held_up_gives_way_to_a_later_one(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.outbox.show(TO_CARD, EditTopic(name="a", icon="✅"), NOW, "topic:1")
        (first,) = await work.outbox.due(NOW, 9, rank=Rank.LOOKS)
        await work.outbox.sending([first.id], NOW)
        assert await work.outbox.is_showing("topic:1")
        await work.outbox.retry(first.id, NOW, "flood", unknown_outcome=False)
        assert (await work.outbox.get(first.id)).state is DeliveryState.QUEUED
        await work.outbox.sending([first.id], NOW)
        await work.outbox.show(TO_CARD, EditTopic(name="b", icon="✅"), NOW, "topic:1")
        await work.outbox.show(TO_CARD, EditTopic(name="c", icon="✅"), NOW, "topic:1")
        await work.outbox.show(TO_CARD, EditTopic(name="other", icon="✅"), NOW, "topic:2")
        assert await work.outbox.due(NOW, 9, rank=Rank.LOOKS) == []
        await work.outbox.retry(first.id, NOW, "flood", unknown_outcome=False)
    async with store.reading() as work:
        (left,) = await work.outbox.due(NOW, 9, rank=Rank.LOOKS)
        assert left.message == EditTopic(name="c", icon="✅")
        assert not await work.outbox.is_showing("topic:3")
    async with store.unit_of_work() as work:
        await work.outbox.sent(left.id, None, NOW)
        assert not await work.outbox.is_showing("topic:1")


async def test_changes_of_what_stayed_behind_are_dropped(store: Store) -> None:
    edit, other = EditButtons(message=MessageId(1)), React(message=MessageId(2), emoji="👍")
    async with store.unit_of_work() as work:
        for to, message in ((TO_TOPIC, edit), (TO_STAFF, other), (TO_CARD, edit)):
            await work.outbox.add(to, message, NOW)
        answer = await work.outbox.add(TO_FOUNDER, edit, NOW)
        card = await work.outbox.add(TO_TOPIC, SendText(text="card"), NOW)
        assert await work.outbox.out_of_reach() == 3
    assert await due(store) == [answer, card]


async def test_a_card_is_on_its_way_until_it_is_settled(store: Store) -> None:
    async with store.unit_of_work() as work:
        ticket = await open_ticket(work)
        written = await write(work, ticket.id, founder_message=1)
        row = await work.outbox.add(TO_TOPIC, SendText(text="card"), NOW, ticket_message=written.id)
        assert await work.outbox.is_on_its_way(written.id)
        await work.outbox.sending([row], NOW)
        assert await work.outbox.queued_card(written.id) is None
        assert await work.outbox.is_on_its_way(written.id)
        await work.outbox.dead(row, "refused", NOW)
        assert not await work.outbox.is_on_its_way(written.id)


async def test_parked_messages_hold_the_private_chat_only_and_come_back_in_order(store: Store) -> None:
    other = Address(place=Place.FOUNDER, founder=UserId(1))
    first, second, elsewhere, topic = await queue(
        store, (TO_FOUNDER, "1"), (TO_FOUNDER, "2"), (other, "x"), (TO_TOPIC, "card")
    )
    async with store.unit_of_work() as work:
        assert await work.outbox.park(FOUNDER.id, NOW) == 2
    assert await due(store) == [elsewhere, topic]
    (third,) = await queue(store, (TO_FOUNDER, "3"))
    assert await due(store) == [elsewhere, topic]
    async with store.unit_of_work() as work:
        assert await work.outbox.unpark(FOUNDER.id, NOW + SECOND) == 2
    assert await due(store, at=0) == [elsewhere, topic]
    for row in (first, second, third):
        assert await due(store, at=1) == sorted([row, elsewhere, topic])
        async with store.unit_of_work() as work:
            await work.outbox.sent(row, None, NOW)


async def test_answers_that_are_queued_are_found_among_the_bots_own_words(store: Store) -> None:
    other = Address(place=Place.FOUNDER, founder=UserId(1))
    async with store.unit_of_work() as work:
        await work.outbox.add(TO_FOUNDER, SendText(text="of the bot"), NOW)
        await work.outbox.add(other, SendText(text="to another"), NOW, receipt_for=MessageId(7))
        sent = await work.outbox.add(TO_FOUNDER, SendText(text="sent"), NOW, receipt_for=MessageId(8))
        await work.outbox.sent(sent, MessageId(1), NOW)
        queued = await work.outbox.add(TO_FOUNDER, SendText(text="answer"), NOW, receipt_for=MessageId(9))
        assert [one.id for one in await work.outbox.queued_answers(FOUNDER.id)] == [queued]
        await work.outbox.park(FOUNDER.id, NOW)
        assert await work.outbox.queued_answers(FOUNDER.id) == []


async def test_a_row_found_in_sending_at_start_is_sent_again_as_unknown(store: Store) -> None:
    first, second = await queue(store, (TO_FOUNDER, "1"), (TO_FOUNDER, "2"))
    async with store.unit_of_work() as work:
        await work.outbox.sending([first], NOW)
    async with store.unit_of_work() as work:
        assert await work.outbox.recover(NOW + SECOND) == 1
        assert await work.outbox.recover(NOW + SECOND) == 0
    assert await due(store, at=1) == [first]
    async with store.reading() as work:
        row = await work.outbox.get(first)
        assert (row.attempts, row.unknown_outcomes) == (1, 1)
        assert (await work.outbox.get(second)).unknown_outcomes == 0


async def test_a_row_found_in_sending_twice_waits_a_while(store: Store) -> None:
    (row,) = await queue(store, (TO_FOUNDER, "1"))
    for doubts in (1, 2):
        async with store.unit_of_work() as work:
            await work.outbox.sending([row], NOW)
        async with store.unit_of_work() as work:
            await work.outbox.recover(NOW)
            assert (await work.outbox.get(row)).unknown_outcomes == doubts
        assert await due(store, at=0) == ([row] if doubts == 1 else [])
    assert await due(store, at=10) == [row]


async def test_the_worker_learns_when_to_wake(store: Store) -> None:
    first, _, staff = await queue(store, (TO_FOUNDER, "1"), (TO_FOUNDER, "2"), (TO_STAFF, "3"))
    async with store.unit_of_work() as work:
        await work.outbox.retry(first, NOW + 9 * SECOND, "flood", unknown_outcome=False)
        assert await work.outbox.next_due_at() == NOW
        await work.outbox.sending([staff], NOW)
        assert await work.outbox.next_due_at() == NOW + 9 * SECOND
        await work.outbox.park(FOUNDER.id, NOW)
        assert await work.outbox.next_due_at() is None


async def test_the_oldest_unsent_row_tells_how_far_behind_we_are(store: Store) -> None:
    async with store.unit_of_work() as work:
        assert await work.outbox.oldest_unsent() is None
        await work.outbox.add(TO_FOUNDER, SendText(text="1"), NOW)
        staff = await work.outbox.add(TO_STAFF, SendText(text="2"), NOW + SECOND)
        assert await work.outbox.oldest_unsent() == NOW
        await work.outbox.park(FOUNDER.id, NOW)
        assert await work.outbox.oldest_unsent() == NOW + SECOND
        await work.outbox.sent(staff, None, NOW)
        assert await work.outbox.oldest_unsent() is None
        assert await work.outbox.counts() == {"queued": 0, "sending": 0, "sent": 1, "parked": 1, "dead": 0}


async def test_only_what_was_sent_long_ago_is_purged(store: Store) -> None:
    sent, dead, _ = await queue(store, (TO_FOUNDER, "1"), (TO_STAFF, "2"), (TO_TOPIC, "3"))
    async with store.unit_of_work() as work:
        await work.outbox.sent(sent, MessageId(1), NOW + SECOND)
        await work.outbox.dead(dead, "gone", NOW)
        assert await work.outbox.purge_sent(NOW + SECOND) == 0
        assert await work.outbox.purge_sent(NOW + 2 * SECOND) == 1
        assert await work.outbox.counts() == {"queued": 1, "sending": 0, "sent": 0, "parked": 0, "dead": 1}


async def test_a_founder_of_whom_nothing_is_stored_can_be_written_to(store: Store) -> None:
    (row,) = await queue(store, (Address(place=Place.FOUNDER, founder=UserId(2**52)), "a person will look"))
    assert await due(store) == [row]


async def test_a_copy_belongs_to_a_ticket_message_that_exists(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with store.unit_of_work() as work:
            await work.outbox.add(TO_STAFF, SendText(text="1"), NOW, ticket_message=TicketMessageId(1))
