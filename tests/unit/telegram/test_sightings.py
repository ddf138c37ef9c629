"""Which groups updates tell of."""

from typing import Any

import pytest

from bot.domain.ids import ChatId
from bot.telegram.sightings import Sighting, clean, sighted

GROUP = {"id": -5, "type": "supergroup", "title": "Hub"}


def member(number: int, status: str) -> dict[str, Any]:
    return {"update_id": number, "my_chat_member": {"chat": GROUP, "new_chat_member": {"status": status}}}


def message(number: int, **fields: object) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": GROUP, **fields}}


def test_a_group_is_as_its_newest_update_leaves_it() -> None:
    seen = [member(1, "member"), message(2, text="hello"), member(3, "administrator")]
    here = Sighting(chat=ChatId(-5), title="Hub", has_spoken=True, at=3)
    assert sighted(seen) == {here.chat: here}
    assert not sighted([*seen, member(4, "kicked")])[here.chat].is_member


def test_joining_alone_is_not_speaking() -> None:
    assert not sighted([member(1, "member"), message(2, new_chat_members=[])])[ChatId(-5)].has_spoken


def test_a_group_that_has_moved_goes_by_its_new_id() -> None:
    assert set(sighted([member(1, "member"), message(2, migrate_to_chat_id=-100)])) == {-100}


@pytest.mark.parametrize(
    "update",
    [
        None,
        {},
        {"update_id": 1},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, "text": "hello"}},
        {"update_id": 1, "message": {"chat": {"type": "group"}}},
        {"update_id": "x", "message": {"chat": GROUP}},
    ],
)
def test_what_tells_of_no_group_is_passed_over(update: object) -> None:
    assert sighted([update]) == {}


def test_a_title_cannot_move_the_cursor() -> None:
    assert clean("a\x1b[2J\n\u202eb") == "a [2J b"
