"""Founders see, take out and delete what is kept of them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.founder import Founder
from bot.domain.ids import TicketId, UserId
from tests.integration.conftest import World
from tests.talk import Sent

SECRET_WORDS = "a very particular zebra"


async def test_everything_is_deleted_after_a_confirmation_and_both_sides_are_told(
    world: World, tmp_path: Path
) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Dana Zebra", username="danazebra", language_code="en")
    await talk.say(founder, f"{SECRET_WORDS} needs parking")
    card = await talk.hear(world.staff_chat, "Q-0001", SECRET_WORDS)
    staff = int((await talk.state())["staff"][0]["user_id"])
    answer = await talk.say(staff, "No zebras.", chat=world.staff_chat, thread=card["thread"])
    await talk.see_reaction(world.staff_chat, answer, "👍")
    await talk.say(founder, "/contact dana@zebra.example")
    await talk.hear(founder, "Kept")
    await talk.say(founder, "/forget")
    question = await talk.hear(founder, "Delete everything that is kept of you?")
    await talk.press(founder, question, "Delete everything")
    await talk.hear(founder, "Everything that was kept of you is deleted", "until you delete it")
    told = await talk.hear(world.staff_chat, "Dana Zebra", "has deleted everything")
    assert told["thread"] == card["thread"]

    for trace in (SECRET_WORDS, "danazebra", "dana@zebra.example", "No zebras"):
        assert _rows_with(tmp_path, trace) == []
    # What is left bears the address of the news itself, until that is purged as sent.
    assert {table for table, _ in _rows_with(tmp_path, founder)} == {"outbox"}

    # What staff write in the old topic reaches nobody, and the founder begins anew.
    await talk.say(staff, "Are you there?", chat=world.staff_chat, thread=card["thread"])
    sent = await talk.say(founder, "parking, again")
    await talk.hear(founder, "passed it to", "Q-0002", after=sent)
    again = await talk.hear(world.staff_chat, "Q-0002")
    assert again["thread"] != card["thread"]
    assert not [one for one in await talk.messages(founder) if "Are you there?" in (one["text"] or "")]


async def test_on_second_thoughts_nothing_is_deleted(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    await talk.hear(world.staff_chat, "Q-0001")
    await talk.say(founder, "/forget")
    await talk.press(founder, await talk.hear(founder, "Delete everything"), "Keep it")
    kept = await talk.hear(founder, "Nothing is deleted")
    assert kept["buttons"] == []
    async with world.store.reading() as uow:
        assert await uow.tickets.get(TicketId(1)) is not None


async def test_a_founder_whom_staff_never_met_is_not_named_to_them(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "/forget")
    await talk.press(founder, await talk.hear(founder, "Delete everything"), "Delete everything")
    await talk.hear(founder, "is deleted")
    await talk.say(founder, "parking")
    await talk.hear(world.staff_chat, "Q-0001")
    assert not [one for one in await talk.messages(world.staff_chat) if "deleted" in (one["text"] or "")]


async def test_a_ban_outlives_the_deletion_and_can_still_be_lifted(world: World) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="Founder A", language_code="en")
    await talk.say(founder, "parking")
    card = await talk.hear(world.staff_chat, "Q-0001")
    await talk.say(founder, "/forget")
    question = await talk.hear(founder, "Delete everything")
    staff = int((await talk.state())["staff"][0]["user_id"])
    await talk.say(staff, "/ban", chat=world.staff_chat, thread=card["thread"])
    await talk.hear(founder, "have ended this conversation")
    await talk.press(founder, question, "Delete everything")
    await talk.hear(founder, "is deleted", "Only your Telegram id is kept")
    bare = await _founder(world, founder)
    assert (bare.name, bare.username, bare.contact, bare.banned) == ("", None, None, True)
    await talk.say(staff, "/unban", chat=world.staff_chat, thread=card["thread"])
    await talk.hear(world.staff_chat, "is heard again")
    await talk.say(founder, "parking again")
    await talk.hear(founder, "passed it to", "Q-0002")


async def test_the_export_is_a_file_with_what_was_asked_and_answered(world: World, tmp_path: Path) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="דנה", language_code="he")
    await talk.say(founder, "SURE שאלה")
    await talk.hear(founder, "מקור")
    await talk.say(founder, "חניה לאופני משא")
    await talk.hear(world.staff_chat, "Q-0001")
    await talk.say(founder, "/export")

    def file(seen: list[Sent]) -> Sent | None:
        return next((one for one in seen if one["kind"] == "document"), None)

    assert "כל מה שנשמר עליכם" in (await talk.until(file, founder))["caption"]
    (document,) = [json.loads(row["payload"]) for _, row in _rows_with(tmp_path, "document", "outbox")]
    assert document["name"].startswith("gesher-")
    export = json.loads(document["content"])
    assert export["founder"]["name"] == "דנה"
    assert [one["text"] for one in export["questions"]] == ["SURE שאלה", "חניה לאופני משא"]
    assert export["questions"][0]["answered_with"] == "visa-work"
    assert [one["text"] for one in export["tickets"][0]["messages"]] == ["חניה לאופני משא"]


@pytest.mark.parametrize(("code", "days"), [("en", "365 days"), ("he", "365 ימים"), ("zh-hans", "365 天")])
async def test_the_explanation_is_in_the_founders_language(world: World, code: str, days: str) -> None:
    founder = await world.talk.founder(first_name="Founder", language_code=code)
    await world.talk.say(founder, "/privacy")
    said = await world.talk.hear(founder, "/export", "/forget")
    assert days in said["text"].replace("\u2068", "").replace("\u2069", "")


def _rows_with(folder: Path, trace: object, *tables: str) -> list[tuple[str, dict[str, Any]]]:
    """Return every row of the database that holds a text in any column, with its table."""
    with closing(sqlite3.connect(folder / "gesher.db")) as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            (name, dict(row))
            for name in names
            if not tables or name in tables
            for row in database.execute(f"SELECT * FROM {name}")  # noqa: S608 (a name from the schema)
            if any(str(trace) in str(value) for value in row)
        ]


async def _founder(world: World, founder: int) -> Founder:
    async with world.store.reading() as uow:
        kept = await uow.founders.get(UserId(founder))
    assert kept is not None
    return kept
