"""The outbox against a sandbox: what follows from calls that Telegram refuses or only half grants."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Bot

from bot.conversation.cards import CardReplies
from bot.conversation.relay_replies import RelayReplies
from bot.conversation.texts import Texts
from bot.domain.clock import SystemClock
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import ChatId, MessageId, TicketMessageId, UserId
from bot.domain.language import Language
from bot.domain.messages import (
    Address,
    Button,
    CopyAlbum,
    CopyMessage,
    DeliveryState,
    LeaveChat,
    Outgoing,
    Place,
    SendText,
)
from bot.domain.ticket import Author
from bot.sandbox import STAFF_CHAT_ID
from bot.store.unit_of_work import Store
from bot.telegram.group import StaffGroup
from bot.telegram.outbox import outcome
from bot.telegram.outbox.bookkeeping import Bookkeeping
from bot.telegram.outbox.deliver import Outbox
from bot.telegram.outbox.limits import Budget
from bot.telegram.outbox.topics import Topics
from tests.databases import sqlite_in
from tests.talk import Talk

FOUNDER = UserId(5_000_000_001)
CHAT = ChatId(FOUNDER)
TOPIC = Address(place=Place.TOPIC, founder=FOUNDER)
STAFF = Address(place=Place.STAFF)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TEXTS = Texts.load()


@dataclass
class Post:
    """An outbox at work, with one founder who speaks Hebrew and has a ticket."""

    store: Store
    outbox: Outbox
    ticket_message: TicketMessageId

    async def settle(self, to: Address, message: Outgoing) -> DeliveryState:
        """Queue a message of the ticket and wait until nothing more becomes of it."""
        async with self.store.unit_of_work() as uow:
            number = await uow.outbox.add(to, message, NOW, ticket_message=self.ticket_message)
        self.outbox.wake.set()
        async with asyncio.timeout(20):
            while True:
                async with self.store.reading() as uow:
                    state = (await uow.outbox.get(number)).state
                if state not in (DeliveryState.QUEUED, DeliveryState.SENDING):
                    return state
                await asyncio.sleep(0.02)


@pytest.fixture
async def post(bot: Bot, talk: Talk, tmp_path: Path) -> AsyncIterator[Post]:
    await talk.say(FOUNDER, "/start")
    store = await Store.open(sqlite_in(tmp_path))
    group, clock, budget = StaffGroup(ChatId(STAFF_CHAT_ID)), SystemClock(), Budget(30)
    group.has_topics = True
    staff = RelayReplies(TEXTS, Language.EN)
    outbox = Outbox(
        bot=bot,
        store=store,
        group=group,
        topics=Topics(
            bot=bot,
            store=store,
            group=group,
            cards=CardReplies(TEXTS, Language.EN),
            budget=budget,
            clock=clock,
        ),
        bookkeeping=Bookkeeping(store=store, replies=staff, texts=TEXTS, staff_language=Language.EN),
        budget=budget,
        clock=clock,
        texts=TEXTS,
    )
    running = asyncio.create_task(outbox.run())
    yield Post(store=store, outbox=outbox, ticket_message=await _ticket_message(store))
    running.cancel()
    await asyncio.wait({running})
    await store.close()


async def _ticket_message(store: Store) -> TicketMessageId:
    async with store.unit_of_work() as uow:
        await uow.founders.save(
            Founder(
                id=FOUNDER,
                name="Founder A",
                username=None,
                language=Language.HE,
                first_seen=NOW,
                last_seen=NOW,
            )
        )
        ticket = await uow.tickets.open(founder=FOUNDER, question=None, language=Language.HE, now=NOW)
        message = await uow.tickets.add_message(
            ticket=ticket.id,
            author=Author.FOUNDER,
            content=Content(kind="paid_media"),
            founder_message=MessageId(1),
            staff_message=None,
            now=NOW,
        )
    return message.id


@pytest.mark.parametrize("as_album", [False, True])
async def test_what_cannot_be_copied_is_asked_for_again(post: Post, talk: Talk, *, as_album: bool) -> None:
    sent = MessageId(await talk.say(FOUNDER, paid_media=True))
    copy = (
        CopyAlbum(from_chat=CHAT, messages=(sent,)) if as_album else CopyMessage(from_chat=CHAT, message=sent)
    )
    assert await post.settle(TOPIC, copy) is DeliveryState.DEAD
    asked = await talk.hear(FOUNDER, TEXTS.say(Language.HE, "not-passed-on")[:20], after=sent)
    assert asked["reply_to"] == sent
    noted = await talk.hear(STAFF_CHAT_ID, "✗", "refused")
    assert noted["thread"] == await talk.topic_of("Founder A")


async def test_every_part_of_an_album_leads_back_to_its_ticket(post: Post, talk: Talk) -> None:
    parts = tuple([MessageId(await talk.say(FOUNDER, photo=True, media_group="7")) for _ in range(2)])
    assert await post.settle(TOPIC, CopyAlbum(from_chat=CHAT, messages=parts)) is DeliveryState.SENT
    copies = [one for one in await talk.messages(STAFF_CHAT_ID) if one["kind"] == "photo"]
    async with post.store.reading() as uow:
        tickets = [await uow.tickets.by_staff_message(MessageId(one["message_id"])) for one in copies]
    assert [ticket.founder for ticket in tickets if ticket] == [FOUNDER, FOUNDER]


async def test_a_foreign_group_is_left_and_one_that_is_gone_raises_no_alarm(
    post: Post, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    foreign = ChatId((await talk.order("foreign", **{"from": FOUNDER}))["chat_id"])
    with caplog.at_level(logging.WARNING, logger="bot"):
        for chat in (foreign, foreign, ChatId(-1009999999999)):
            assert await post.settle(STAFF, LeaveChat(chat=chat)) is DeliveryState.SENT
    assert [chat["bot"] for chat in (await talk.state())["foreign_chats"]] == ["left"]
    assert not [record for record in caplog.records if record.name.startswith("bot.")]


async def test_the_staff_group_is_never_left(post: Post, talk: Talk) -> None:
    assert await post.settle(STAFF, LeaveChat(chat=ChatId(STAFF_CHAT_ID))) is DeliveryState.SENT
    assert "leavechat" not in {call["method"] for call in await talk.calls()}


async def test_what_staff_are_to_read_goes_without_the_buttons_that_are_refused(
    post: Post, talk: Talk
) -> None:
    card = SendText(text="Q-0001", buttons=((Button(label="Solved", data="solved"),),))
    refusal = "Bad Request: BUTTON_DATA_INVALID"
    await talk.order("faults", method="sendMessage", kind="bad_request", description=refusal)
    assert await post.settle(TOPIC, card) is DeliveryState.SENT
    assert (await talk.hear(STAFF_CHAT_ID, "Q-0001"))["buttons"] == []


async def test_what_staff_are_to_read_is_tried_again_when_it_is_refused(post: Post, talk: Talk) -> None:
    await talk.order(
        "faults", method="sendMessage", kind="bad_request", description="Bad Request: NO", times=2
    )
    assert await post.settle(TOPIC, SendText(text="Q-0001")) is DeliveryState.SENT
    assert (await talk.hear(STAFF_CHAT_ID, "Q-0001"))["thread"]


async def test_of_what_stays_refused_staff_are_told_elsewhere_and_may_try_again(
    post: Post, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "MAX_REFUSALS", 2)
    await talk.order(
        "faults", method="sendMessage", kind="bad_request", description="Bad Request: NO", times=2
    )
    assert await post.settle(TOPIC, SendText(text="Q-0001")) is DeliveryState.DEAD
    told = await talk.hear(STAFF_CHAT_ID, "Founder A", "is not there")
    assert told["thread"] is None
    assert [button["text"] for row in told["buttons"] for button in row] == ["Retry"]
