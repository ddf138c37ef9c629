import pytest
from telegram import User

from bot.telegram import decode


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("/start", ("start", "")),
        ("/Start  visa-work ", ("start", "visa-work")),
        ("/close\nanswered by phone", ("close", "answered by phone")),
        ("/help@Desk_Bot", ("help", "")),
        ("/help@desk_bot now", ("help", "now")),
        ("/help@other_bot now", ("", "now")),
        ("", ("", "")),
    ],
)
def test_a_command_is_read_and_one_for_another_bot_is_none(text: str, read: tuple[str, str]) -> None:
    assert decode.command(text, "desk_bot") == read


def test_a_name_longer_than_telegram_allows_is_cut() -> None:
    user = User(id=1, is_bot=False, first_name="x" * 5000, last_name="\u202ey" * 5000)
    assert decode.person(user).name == decode.member(user).name == "x" * decode.LONGEST_NAME
