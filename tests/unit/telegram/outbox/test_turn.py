"""What goes in one turn, and what has to wait: pure, by a budget and a clock that the test holds."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import ChatId, MessageId, OutboxId, UserId
from bot.domain.messages import (
    Address,
    CopyAlbum,
    Delivery,
    DeliveryState,
    EditTopic,
    Outgoing,
    Place,
    React,
    SendText,
)
from bot.telegram.outbox.limits import RESERVE, Budget
from bot.telegram.outbox.turn import choose, leaves_room_for_looks

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
GROUP = ChatId(-1001)
TEXT = SendText(text="x")
LOOK = EditTopic(name="x", icon="✅")


def delivery(place: Place, message: Outgoing = TEXT, founder: int = 1) -> Delivery:
    return Delivery(
        id=OutboxId(1),
        to=Address(place=place, founder=None if place is Place.STAFF else UserId(founder)),
        message=message,
        state=DeliveryState.QUEUED,
        attempts=0,
        unknown_outcomes=0,
        not_before=NOW,
        created_at=NOW,
    )


def chat_of(one: Delivery) -> ChatId:
    return ChatId(one.to.founder or 0) if one.to.place is Place.FOUNDER else GROUP


def goes(due: list[Delivery], budget: Budget, *, room: int = 60, reserve: int = 0) -> list[Delivery]:
    return choose(due, NOW, room, budget=budget, chat_of=chat_of, reserve=reserve)[0]


def test_what_exceeds_the_limits_waits_and_says_until_when() -> None:
    budget = Budget(30)
    due = [delivery(Place.TOPIC) for _ in range(25)]
    chosen, at = choose(due, NOW, 60, budget=budget, chat_of=chat_of)
    assert (len(chosen), at) == (20, NOW + timedelta(seconds=61))
    assert choose([], NOW, 60, budget=budget, chat_of=chat_of) == ([], None)


def test_answers_go_whatever_the_group_has_used_up() -> None:
    budget = Budget(30)
    goes([delivery(Place.TOPIC)] * 20, budget)
    answer, receipt = delivery(Place.FOUNDER), delivery(Place.STAFF, React(message=MessageId(1), emoji="👍"))
    assert goes([delivery(Place.TOPIC), answer, receipt], budget) == [answer, receipt]


def test_looks_leave_a_reserve_to_what_staff_must_read() -> None:
    budget = Budget(30)
    looks = [delivery(Place.CARD, LOOK) for _ in range(30)]
    assert len(goes(looks, budget, reserve=RESERVE)) == 20 - RESERVE
    assert len(goes([delivery(Place.TOPIC)] * 30, budget)) == RESERVE


def test_there_is_room_only_for_so_many_at_once() -> None:
    assert (
        len(goes([delivery(Place.FOUNDER, founder=number) for number in range(9)], Budget(30), room=4)) == 4
    )


def test_an_album_is_spent_whole() -> None:
    budget = Budget(30)
    album = CopyAlbum(from_chat=ChatId(1), messages=tuple(MessageId(number) for number in range(18)))
    assert len(goes([delivery(Place.TOPIC, album), *[delivery(Place.TOPIC)] * 5], budget)) == 3


@pytest.mark.parametrize(
    ("due", "chosen", "room"),
    [
        ([], [], True),
        ([delivery(Place.FOUNDER)], [], True),
        ([delivery(Place.FOUNDER)], [delivery(Place.FOUNDER)], False),
        ([delivery(Place.TOPIC)], [], False),
        ([delivery(Place.STAFF)], [delivery(Place.STAFF)], False),
    ],
)
def test_looks_change_only_when_nothing_else_is_to_go(
    due: list[Delivery], chosen: list[Delivery], *, room: bool
) -> None:
    assert leaves_room_for_looks(due, chosen) is room
