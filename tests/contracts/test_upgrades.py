"""A database of each earlier schema is brought up to this code, with all that is in it, and works on."""

import pytest

from bot.domain.events import Content
from bot.domain.ids import MessageId, OutboxId, QuestionId, UpdateId, UserId
from bot.domain.language import Language
from bot.domain.messages import DeliveryState, React, SendText
from bot.domain.ticket import TicketState
from bot.store import Store

from .earlier import EARLIER, leave, rows_of
from .samples import NOW, SECOND

DANA, WEI = UserId(4503599627370495), UserId(7)


@pytest.mark.parametrize("revision", EARLIER)
async def test_nothing_is_lost_and_the_desk_goes_on_where_it_was(empty: str, revision: str) -> None:
    await leave(empty, revision)
    before = await rows_of(empty)
    store = await Store.open(empty)
    after = await rows_of(empty)
    for table, rows in before.items():
        kept = [
            {name: value for name, value in row.items() if name in old}
            for row, old in zip(after[table], rows, strict=True)
        ]
        assert kept == rows, table
    async with store.unit_of_work() as work:
        dana = await work.founders.get(DANA)
        assert dana
        assert (dana.name, dana.language) == ("דנה 李", Language.HE)
        waiting = await work.tickets.latest(DANA)
        assert waiting
        assert (waiting.number, waiting.state) == ("Q-0001", TicketState.WAITING)
        assert await work.tickets.waiting() == [waiting]
        assert await work.tickets.by_staff_message(MessageId(70)) == waiting
        (asked,) = await work.tickets.messages(waiting.id)
        assert asked.content == Content(kind="text", text="אפשר להביא כלב?")
        answered = await work.questions.get(QuestionId(1))
        assert answered
        assert answered.answered_with == "visa-work"
        assert [item.update_id for item in await work.inbox.due(NOW, 9, exclude_lanes=[])] == [UpdateId(902)]
        assert (await work.inbox.counts())["set_aside"] == 1
        assert await work.outbox.recover(NOW) == 1
        assert (await work.outbox.get(OutboxId(2))).message == SendText(text="Q-0001 · דנה 李")
        assert (await work.outbox.get(OutboxId(4))).state == DeliveryState.PARKED
        assert (await work.outbox.get(OutboxId(5))).message == React(message=MessageId(70), emoji="👀")
        assert len(await work.learned.in_force()) == (revision >= "0003")
        assert await work.desk.get("configured_group") == "-1001"
        opened = await work.tickets.open(
            founder=WEI, question=None, language=Language.ZH, now=NOW + SECOND, promised_at=None
        )
        assert opened.number == "Q-0004"
    await store.close()
