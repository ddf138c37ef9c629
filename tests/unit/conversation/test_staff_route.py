from datetime import UTC, datetime

import pytest

from bot.conversation.staff import Deliver, Keep, Relay, Unplaced, route
from bot.domain.events import Content, Member, StaffMessage
from bot.domain.ids import ChatId, MessageId, TicketId, TopicId, UserId
from bot.domain.language import Language
from bot.domain.ticket import Ticket, TicketState

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _ticket(number: int) -> Ticket:
    return Ticket(
        id=TicketId(number),
        founder=UserId(1),
        question=None,
        state=TicketState.WAITING,
        language=Language.EN,
        opened_at=NOW,
        changed_at=NOW,
    )


HERE, ELSEWHERE = _ticket(1), _ticket(2)


def _message(text: str) -> StaffMessage:
    return StaffMessage(
        chat=ChatId(-1),
        message=MessageId(5),
        by=Member(id=UserId(1), name=""),
        content=Content(kind="text", text=text),
        topic=TopicId(3),
        reply_to=None,
        sent_at=NOW,
    )


@pytest.mark.parametrize(
    ("relay", "topic", "reply_to", "to_bot", "outcome"),
    [
        ("topic", HERE, None, False, Deliver(ticket=HERE)),
        ("topic", HERE, ELSEWHERE, True, Deliver(ticket=ELSEWHERE)),
        ("topic", None, ELSEWHERE, True, Deliver(ticket=ELSEWHERE)),
        ("topic", None, None, False, Keep()),
        ("topic", None, None, True, Unplaced()),
        ("reply", HERE, None, False, Keep()),
        ("reply", HERE, None, True, Deliver(ticket=HERE)),
        ("reply", HERE, ELSEWHERE, True, Deliver(ticket=ELSEWHERE)),
    ],
)
def test_what_staff_write_goes_to_one_place(
    relay: Relay, topic: Ticket | None, reply_to: Ticket | None, to_bot: bool, outcome: object
) -> None:
    assert route(_message("hello"), relay=relay, topic=topic, reply_to=reply_to, to_bot=to_bot) == outcome


@pytest.mark.parametrize("text", ["// call him first", "  //note", "//"])
def test_a_note_never_leaves(text: str) -> None:
    assert route(_message(text), relay="topic", topic=HERE, reply_to=HERE, to_bot=True) == Keep()
