import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.rates import Limits, Rates


def passing(rates: Rates, chat_ids: list[int], now: float) -> int:
    """How many of these messages pass."""
    passed = 0
    for chat_id in chat_ids:
        try:
            rates.charge(chat_id, now)
        except ApiError:
            break
        passed += 1
    return passed


def test_private_chat_takes_a_short_burst_then_one_a_second() -> None:
    rates = Rates(Limits())
    assert passing(rates, [7] * 10, 0.0) == 3
    with pytest.raises(ApiError, match=r"^Too Many Requests: retry after 1$") as caught:
        rates.charge(7, 0.25)
    assert caught.value.parameters == {"retry_after": 1}
    assert passing(rates, [7] * 10, 1.0) == 1
    assert passing(rates, [7] * 10, 60.0) == 3


def test_group_takes_20_a_minute() -> None:
    rates = Rates(Limits())
    assert passing(rates, [-7] * 30, 0.0) == 20
    with pytest.raises(ApiError, match=r"retry after 3$"):
        rates.charge(-7, 0.0)
    assert passing(rates, [-7] * 30, 3.0) == 1
    assert passing(rates, [-7] * 30, 100.0) == 20


def test_album_counts_as_all_its_messages() -> None:
    rates = Rates(Limits())
    rates.charge(-7, 0.0, 10)
    assert passing(rates, [-7] * 30, 0.0) == 10
    rates.charge(7, 100.0, 10)
    with pytest.raises(ApiError, match=r"retry after 8$"):
        rates.charge(7, 100.0)


def test_all_chats_together_take_30_a_second() -> None:
    rates = Rates(Limits())
    assert passing(rates, list(range(100)), 0.0) == 30
    assert passing(rates, list(range(100, 200)), 0.5) == 15


def test_waiting_as_told_is_enough() -> None:
    rates = Rates(Limits())
    now = 1_800_000_000.123
    assert passing(rates, [7] * 3, now) == 3
    for _ in range(100):
        with pytest.raises(ApiError) as caught:
            rates.charge(7, now)
        now += caught.value.parameters["retry_after"]
        rates.charge(7, now)


def test_limits_can_be_changed_or_taken_away() -> None:
    assert passing(Rates(Limits(private_burst=1)), [7] * 10, 0.0) == 1
    assert passing(Rates(None), [7] * 1000, 0.0) == 1000
