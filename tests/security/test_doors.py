"""Who may press what, and where anybody listens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.callbacks import unpack
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order, unpack_order
from bot.sandbox.server import _listener
from bot.settings import Settings


@given(
    want=st.sampled_from(Want),
    about=st.integers(0, 10**18 - 1),
    word=st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
)
def test_what_staffs_buttons_carry_is_nothing_from_a_founder(want: Want, about: int, word: str) -> None:
    data = pack_order(StaffOrder(want=want, about=about, word=word))
    assert unpack_order(data) is not None
    assert unpack(data) is None


@pytest.mark.parametrize("data", ["cancel:1", "forget", "pick:1:0", "helped:1", "speak:he", "nocontact"])
def test_what_founders_buttons_carry_is_nothing_from_staff(data: str) -> None:
    assert unpack(data) is not None
    assert unpack_order(data) is None


def test_the_sandbox_listens_on_this_machine_only() -> None:
    with _listener(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("name", ["webhook_listen", "metrics_listen"])
def test_where_nothing_is_said_the_desk_listens_on_this_machine_only(name: str) -> None:
    assert str(Settings.model_fields[name].default).startswith("127.0.0.1:")


def test_every_secret_may_come_from_a_file() -> None:
    fields = Settings.model_fields
    assert {"telegram_bot_token", "webhook_secret", "database_url"} <= {
        name.removesuffix("_file") for name in fields if name.endswith("_file")
    }
