"""A founder who stops the bot and comes back, while what was sent meanwhile is being refused."""

import asyncio

import pytest

from bot.app import make_voices
from bot.conversation.texts import Texts
from bot.domain.clock import SystemClock
from bot.domain.ids import ChatId, MessageId, OutboxId, UserId
from bot.domain.language import Language
from bot.domain.messages import Delivery, DeliveryState, SendText
from bot.settings import Settings
from bot.store import Store, UnitOfWork
from bot.telegram.desk import Desk
from bot.telegram.group import StaffGroup
from bot.telegram.outbox.bookkeeping import Bookkeeping
from bot.telegram.outbox.outcome import Park
from bot.telegram.presence import back, left
from tests.shipped import shipped_faq

from .samples import FOUNDER, NOW, SECOND, TO_FOUNDER, TO_TOPIC

TEXTS = Texts.load()


def _desk(work: UnitOfWork) -> Desk:
    values = {"telegram_bot_token": "1:a", "staff_chat_id": -100, "staff_language": "en"}
    voices = make_voices(Settings.model_validate(values), TEXTS)
    group = StaffGroup(ChatId(-100))
    return Desk(work, knowledge=shipped_faq(), voices=voices, group=group, clock=SystemClock())


async def _sending(store: Store) -> Delivery:
    """An answer of staff on its way to Telegram."""
    async with store.unit_of_work() as work:
        await work.founders.save(FOUNDER)
        row = await work.outbox.add(TO_FOUNDER, SendText(text="Gate 3."), NOW, receipt_for=MessageId(7))
        await work.outbox.sending([row], NOW)
        return await work.outbox.get(row)


async def _refuse(store: Store, delivery: Delivery) -> None:
    """Write down that Telegram said the founder had stopped the bot."""
    async with store.unit_of_work() as work:
        voices = _desk(work).voices
        books = Bookkeeping(store=store, replies=voices.relay, texts=TEXTS, staff_language=Language.EN)
        await books.note(work, delivery, Park(), (), NOW + SECOND)


async def _left(store: Store) -> None:
    async with store.unit_of_work() as work:
        await left(_desk(work), FOUNDER.id)


async def _back(store: Store) -> None:
    async with store.unit_of_work() as work:
        await back(_desk(work), FOUNDER.id)


async def _state(store: Store, row: OutboxId) -> tuple[DeliveryState, bool]:
    """What became of the row, and whether its founder counts as away."""
    async with store.reading() as work:
        founder = await work.founders.get(UserId(FOUNDER.id))
        assert founder
        return (await work.outbox.get(row)).state, founder.blocked


async def _told_staff(store: Store) -> list[str]:
    async with store.reading() as work:
        due = await work.outbox.due(NOW + 60 * SECOND, 100)
    return [one.message.text for one in due if one.to == TO_TOPIC and isinstance(one.message, SendText)]


async def test_a_refusal_parks_the_answer_and_staff_are_told(store: Store) -> None:
    delivery = await _sending(store)
    await _refuse(store, delivery)
    assert await _state(store, delivery.id) == (DeliveryState.PARKED, True)
    [told] = await _told_staff(store)
    assert "Not delivered" in told
    await _back(store)
    assert await _state(store, delivery.id) == (DeliveryState.QUEUED, False)


@pytest.mark.parametrize("was_known", [True, False])
async def test_a_refusal_that_is_older_than_the_return_is_tried_again(
    store: Store, *, was_known: bool
) -> None:
    delivery = await _sending(store)
    if was_known:
        await _left(store)
    await _back(store)
    await _refuse(store, delivery)
    assert await _state(store, delivery.id) == (DeliveryState.QUEUED, False)
    assert await _told_staff(store) == []


async def test_one_who_leaves_again_is_away(store: Store) -> None:
    delivery = await _sending(store)
    await _back(store)
    await _refuse(store, delivery)
    async with store.unit_of_work() as work:
        assert await work.outbox.sending([delivery.id], NOW + 2 * SECOND) == [delivery.id]
    await _refuse(store, delivery)
    assert await _state(store, delivery.id) == (DeliveryState.PARKED, True)


async def test_return_and_refusal_at_the_same_moment_never_leave_it_parked(store: Store) -> None:
    for _ in range(30):
        delivery = await _sending(store)
        await asyncio.gather(_refuse(store, delivery), _back(store))
        assert await _state(store, delivery.id) == (DeliveryState.QUEUED, False)
