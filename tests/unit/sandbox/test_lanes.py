import pytest

from bot.sandbox.disorder import Disorder
from bot.sandbox.lanes import Lanes, retry_wait
from bot.sandbox.updates import Queued
from bot.sandbox.wire import Json


def lanes(*, most: int = 40, swaps: int = 0) -> Lanes:
    return Lanes(most=most, longest=90, disorder=Disorder(swaps=swaps))


def message(update_id: int, chat: int, kind: str = "message") -> Queued:
    return queued(update_id, {kind: {"chat": {"id": chat}}})


def queued(update_id: int, body: Json) -> Queued:
    return Queued(update_id=update_id, expires=1e12, body={"update_id": update_id} | body)


def ids(items: list[Queued]) -> list[int]:
    return [item.update_id for item in items]


def test_a_chat_moves_one_at_a_time_and_chats_side_by_side() -> None:
    road = lanes()
    first, edit, other = message(1, 7), message(2, 7, "edited_message"), message(3, 8)
    for item in (first, edit, other):
        road.add(item)
    assert ids(road.start(0)) == [1, 3]
    road.taken(other)
    assert road.start(0) == []
    road.taken(first)
    assert ids(road.start(0)) == [2]


def test_presses_move_by_person_and_do_not_wait_for_messages() -> None:
    road = lanes()
    road.add(message(1, 7))
    for number, person in ((2, 7), (3, 7), (4, 8)):
        road.add(queued(number, {"callback_query": {"from": {"id": person}}}))
    assert ids(road.start(0)) == [1, 2, 4]


def test_no_more_go_at_once_than_there_are_connections() -> None:
    road = lanes(most=2)
    items = [message(number, number) for number in range(1, 5)]
    for item in items:
        road.add(item)
    assert ids(road.start(0)) == [1, 2]
    road.taken(items[1])
    assert ids(road.start(0)) == [3]


def test_failed_update_holds_its_chat_until_the_next_attempt() -> None:
    road = lanes()
    first = message(1, 7)
    road.add(first)
    road.add(message(2, 7))
    for now, attempt in ((100.0, 100.0), (100.0, 102.0), (102.0, 106.0), (106.0, 114.0)):
        assert ids(road.start(now)) == [1]
        road.failed(first, now, None)
        assert road.next_attempt() == attempt
    assert road.start(113.9) == []
    assert ids(road.start(114)) == [1]
    road.taken(first)
    assert ids(road.start(114)) == [2]
    road.failed(message(2, 7), 114, None)
    assert road.next_attempt() == 114, "another update starts to count anew"


def test_taken_update_can_go_again() -> None:
    road = lanes()
    first = message(1, 7)
    road.add(first)
    road.start(0)
    road.again(first)
    assert ids(road.start(0)) == [1]


def test_swapped_update_goes_before_the_one_that_came_first() -> None:
    road = lanes(swaps=1)
    items = [message(number, 7) for number in (1, 2, 3)]
    for item in items:
        road.add(item)
    gone: list[int] = []
    while started := road.start(0):
        gone.extend(ids(started))
        road.taken(started[0])
    assert gone == [2, 1, 3]


def test_updates_that_nobody_can_read_go_too() -> None:
    road = lanes()
    bodies: list[Json] = [{"message": {"text": "poison"}}, {"poll": 5}, {}]
    for number, body in enumerate(bodies):
        road.add(queued(number, body))
    assert ids(road.start(0)) == [0, 1, 2]


@pytest.mark.parametrize(
    ("failures", "told", "wait"),
    [(1, None, 0), (2, None, 2), (5, None, 16), (99, None, 90), (1, 30, 30), (9, 86400, 3600)],
)
def test_waits_grow_to_a_bound(failures: int, told: float | None, wait: float) -> None:
    assert retry_wait(failures, told, 90) == wait
