from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ChatId
from bot.telegram.outbox.limits import Budget

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FOUNDER, OTHER, STAFF = ChatId(2**52 - 1), ChatId(5), ChatId(-1001234567890)


def _after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_private_chat_gets_one_message_a_second() -> None:
    budget = Budget(30)
    assert budget.next_at(FOUNDER, NOW) <= NOW
    budget.spend(FOUNDER, NOW)
    assert budget.next_at(FOUNDER, NOW) == _after(1.05)
    assert budget.next_at(OTHER, NOW) <= NOW


def test_the_group_gets_twenty_a_minute_whatever_the_topic() -> None:
    budget = Budget(30)
    for second in range(20):
        assert budget.next_at(STAFF, _after(second)) <= _after(second)
        budget.spend(STAFF, _after(second))
    assert budget.next_at(STAFF, _after(20)) == _after(61)
    assert budget.next_at(FOUNDER, _after(20)) <= _after(20)


def test_an_album_goes_in_one_call_and_counts_as_all_its_messages() -> None:
    budget = Budget(30)
    budget.spend(FOUNDER, NOW, 10)
    assert budget.next_at(FOUNDER, NOW) == _after(10.5)
    budget.spend(STAFF, NOW, 10)
    for _ in range(10):
        assert budget.next_at(STAFF, _after(2)) <= _after(2)
        budget.spend(STAFF, _after(2))
    assert budget.next_at(STAFF, _after(2)) == _after(61)
    assert budget.next_at(OTHER, _after(2)) <= _after(2)


def test_what_was_long_on_its_way_counts_from_when_it_went() -> None:
    budget = Budget(30)
    for _ in range(20):
        budget.spend(STAFF, NOW)
    budget.went(STAFF, NOW, _after(5))
    budget.went(STAFF, _after(1), _after(9))  # nothing was spent for that time
    assert budget.next_at(STAFF, _after(30)) == _after(61)
    for _ in range(19):
        budget.spend(STAFF, _after(61))
    assert budget.next_at(STAFF, _after(61)) == _after(66)


def test_a_reserve_of_the_group_is_kept_whatever_is_asked_for() -> None:
    budget = Budget(30)
    for second in range(15):
        assert budget.next_at(STAFF, _after(second), 5) <= _after(second)
        budget.spend(STAFF, _after(second))
    assert budget.next_at(STAFF, _after(15), 5) == _after(61)
    assert budget.next_at(STAFF, _after(15)) <= _after(15)
    assert budget.next_at(FOUNDER, _after(15), 5) <= _after(15)
    assert Budget(30, group_limit=3).next_at(STAFF, NOW, 5) <= NOW


def test_a_flood_wait_holds_its_chat_alone() -> None:
    budget = Budget(30)
    budget.pause(STAFF, _after(40))
    budget.pause(STAFF, _after(10))
    assert budget.next_at(STAFF, NOW) == _after(40)
    assert budget.next_at(FOUNDER, NOW) <= NOW


@given(st.lists(st.tuples(st.integers(1, 50), st.floats(0, 0.3)), max_size=200), st.sampled_from([5, 30]))
def test_no_second_ever_holds_more_than_the_limit(wishes: list[tuple[int, float]], limit: int) -> None:
    budget, now, sent = Budget(limit), NOW, []
    for chat, pause in wishes:
        now = max(now + timedelta(seconds=pause), budget.next_at(ChatId(chat), now))
        assert budget.next_at(ChatId(chat), now) <= now
        budget.spend(ChatId(chat), now)
        sent.append(now)
    assert all(
        later - first >= timedelta(seconds=1) for first, later in zip(sent, sent[limit:], strict=False)
    )
