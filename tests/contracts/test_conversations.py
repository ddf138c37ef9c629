"""What later releases keep of conversations: feedback, promises, cards that show several messages, edits."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.events import Content
from bot.domain.ids import EntryId, MessageId
from bot.domain.language import Language
from bot.domain.messages import CopyAlbum, Entity, SendText
from bot.domain.question import Feedback
from bot.domain.ticket import Author, TicketMessage, TicketState
from bot.store import Store, UnitOfWork

from .samples import FOUNDER, LI, NOW, SECOND, TO_FOUNDER, TO_TOPIC, ask, open_ticket

HOUR = timedelta(hours=1)


async def write(work: UnitOfWork, text: str, **others: object) -> TicketMessage:
    ticket = await work.tickets.latest(FOUNDER.id) or await open_ticket(work)
    values: dict[str, object] = {"founder_message": MessageId(1), "staff_message": None, **others}
    return await work.tickets.add_message(
        ticket=ticket.id,
        author=Author.FOUNDER,
        content=Content(kind="text", text=text),
        now=NOW,
        **values,  # type: ignore[arg-type]  # a test names only what it is about
    )


async def test_what_a_founder_says_of_an_answer_is_kept(store: Store) -> None:
    async with store.unit_of_work() as work:
        question = await ask(work)
        assert question.feedback is None
        not_meant = (EntryId("visa-work"), EntryId("visa-visit"))
        await work.questions.judged(question.id, Feedback.NOT_IT, not_meant)
        expected = replace(question, feedback=Feedback.NOT_IT, turned_down=not_meant)
        assert await work.questions.get(question.id) == expected


async def test_every_version_of_a_message_is_found_in_order(store: Store) -> None:
    async with store.unit_of_work() as work:
        asked = [await ask(work) for _ in range(3)]
        assert await work.questions.of_message(FOUNDER.id, asked[0].message) == asked
        assert await work.questions.of_message(FOUNDER.id, MessageId(5)) == []


async def test_broken_promises_are_those_of_waiting_tickets_only(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        opened = [
            await work.tickets.open(
                founder=FOUNDER.id, question=None, language=Language.HE, now=NOW, promised_at=by
            )
            for by in (NOW, NOW + HOUR, None, NOW)
        ]
        await work.tickets.save(opened[3].moved(TicketState.ANSWERED, NOW))
        assert await work.tickets.promised_before(NOW + SECOND) == [opened[0]]
        later = replace(opened[0], promised_at=NOW + 2 * HOUR, claimed_by=LI)
        await work.tickets.save(later)
        assert await work.tickets.get(later.id) == later
        assert await work.tickets.promised_before(NOW + SECOND) == []
        assert [one.id for one in await work.tickets.of(FOUNDER.id, 2)] == [opened[3].id, opened[2].id]


async def test_messages_that_one_card_shows_share_its_id_among_staff(store: Store) -> None:
    async with store.unit_of_work() as work:
        first = await write(work, "one")
        second = await write(work, "two", shown_with=first.id, album="a")
        other = await write(work, "three", shown_with=first.id)
        await work.tickets.shown_alone(other.id)
        await work.tickets.delivered_to_staff(first.id, MessageId(70))
        await work.tickets.delivered_to_staff(first.id, MessageId(71), MessageId(72))
        shown = await work.tickets.shown_together(first.id)
        assert shown == [replace(one, staff_message=MessageId(70)) for one in (first, second)]
        ticket = await work.tickets.get(first.ticket)
        for copy in (70, 71, 72):
            assert await work.tickets.by_staff_message(MessageId(copy)) == ticket
        assert await work.tickets.by_staff_message(MessageId(73)) is None
        assert len(await work.tickets.messages(first.ticket)) == 3


async def test_in_another_group_no_id_finds_anything(store: Store) -> None:
    async with store.unit_of_work() as work:
        one = await write(work, "one")
        await work.tickets.delivered_to_staff(one.id, MessageId(70), MessageId(71))
        await work.tickets.out_of_reach()
        assert await work.tickets.message(one.id) == one
        for copy in (70, 71):
            assert await work.tickets.by_staff_message(MessageId(copy)) is None
        await work.tickets.delivered_to_staff(one.id, MessageId(5))
        assert await work.tickets.by_staff_message(MessageId(5)) == await work.tickets.get(one.ticket)


async def test_an_edit_replaces_the_words_and_is_marked(store: Store) -> None:
    async with store.unit_of_work() as work:
        first = await write(work, "one")
        content = Content(kind="text", text="new", entities=(Entity(type="bold", offset=0, length=3),))
        await work.tickets.rewritten(first.id, content)
        assert await work.tickets.message(first.id) == replace(first, content=content, edited=True)


async def test_the_last_message_of_a_place_can_be_replaced_until_it_is_sent(store: Store) -> None:
    async with store.unit_of_work() as work:
        kept = await write(work, "one")
        assert await work.outbox.tail(TO_TOPIC) is None
        await work.outbox.add(TO_TOPIC, SendText(text="a"), NOW, ticket_message=kept.id)
        card = await work.outbox.queued_card(kept.id)
        tail = await work.outbox.tail(TO_TOPIC)
        assert card is not None
        assert card == tail
        assert await work.outbox.tail(TO_FOUNDER) is None
        album = CopyAlbum(from_chat=FOUNDER.chat, messages=(MessageId(1), MessageId(2)))
        assert await work.outbox.replace(card.id, album)
        assert (await work.outbox.get(card.id)).message == album
        await work.outbox.sending([card.id], NOW)
        assert await work.outbox.tail(TO_TOPIC) is None
        assert not await work.outbox.replace(card.id, SendText(text="late"))


async def test_a_message_can_be_held_back_for_a_while(store: Store) -> None:
    async with store.unit_of_work() as work:
        await work.outbox.add(TO_TOPIC, SendText(text="a"), NOW, not_before=NOW + SECOND)
        assert await work.outbox.due(NOW, 10) == []
        assert len(await work.outbox.due(NOW + SECOND, 10)) == 1
