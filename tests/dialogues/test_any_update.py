"""What a founder does leaves exactly one of: an answer, a ticket, a word why not; of the banned, nothing."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.telegram.handlers import Brain
from tests.dialogues import acts
from tests.dialogues.conftest import stage_for
from tests.dialogues.deeds import KNOWN, UNKNOWN, Deed, deeds, names
from tests.dialogues.stage import Stage, plain, words_of
from tests.dialogues.story import Step, Telling

ANSWERED, TICKET, TOLD_WHY = "answered", "ticket", "told why"
SECRET = "SWORDFISH"
"""Stands in another founder's ticket, the first of the desk."""
WHY = ("words-please", "cannot-pass-on", "which-language", "contact-unclear")
REASONS = [plain(Texts.load().say(language, name)) for language in Language for name in WHY]


PASTS = {
    "new": (),
    "asked": (KNOWN,),
    "waits": (UNKNOWN,),
    "sent a photo": ("photo",),
    "talks with staff": (UNKNOWN, "staff: Which room?"),
    "is to write to staff": ("/start", "forges: ask"),
    "is to leave a contact": ("/contact",),
    "is banned": (UNKNOWN, "staff: /ban"),
}


@pytest.fixture
async def stage(brain: Brain, tmp_path: Path, empty_database: Path) -> AsyncIterator[Stage]:
    async with stage_for(_telling("en", "Somebody Else"), brain, tmp_path, empty_database) as stage:
        await _do(stage, "founder", f"{UNKNOWN} {SECRET}")
        assert "Q-0001" in words_of(stage.said[0])
        yield stage


@settings(
    max_examples=60,
    # One desk for all examples, each with a founder of its own; so many acts would be shrunk for minutes.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    phone=st.sampled_from(["en", "he", "zh-hans", "ru", None]),
    name=names,
    past=st.sampled_from([*PASTS]),
    deed=deeds,
)
@pytest.mark.slow
async def test_it_has_exactly_one_ending(
    stage: Stage, tmp_path: Path, phone: str | None, name: str, past: str, deed: Deed
) -> None:
    stage = Stage(_telling(phone, name), stage.talk, stage.desk)
    await stage.enter()
    await _live(stage, past, deed)
    event(f"{past}: {deed.what}")
    await _do(stage, deed.what, deed.data, **dict(deed.beside))

    said = [words_of(one) for one in stage.said]
    with closing(sqlite3.connect(tmp_path / "gesher.db")) as database:
        tickets = [_kept(database, stage.founder, message) for message in stage.wrote]
        [others] = database.execute("SELECT state FROM tickets WHERE id = 1")
        [undone] = database.execute("SELECT count(*) FROM inbox WHERE state != 'done'")
    assert (others, undone) == (("waiting",), (0,))
    assert SECRET not in " ".join(said)
    if past == "is banned" and not deed.is_a_right:
        kept = [] if deed.what == "edits" else [numbers for numbers in tickets if numbers]
        assert (said, list(stage.changed), stage.news, kept) == ([], [], [], [])
    elif deed.is_order:
        assert said or stage.changed, "no word"
    else:
        waits = past in ("waits", "sent a photo")
        assert all(_ending(said, numbers, waits=waits) for numbers in tickets)


def _ending(said: list[str], kept: list[str], *, waits: bool) -> str:
    """Return what became of a message that is kept in the tickets `kept`; `waits`: one waited before."""
    if kept:
        [number] = kept
        if all(number in text for text in said):
            return TICKET
        assert waits, f"{number} has it, and the bot says {said}"
    assert said, "neither kept nor answered"
    why = [text for text in said if any(sentence in text for sentence in REASONS)]
    assert why in ([], said), f"a word why not, and something else: {said}"
    return TOLD_WHY if why else ANSWERED


def _telling(phone: str | None, name: str) -> Telling:
    return Telling(file="", name="", language=Language.EN, phone=phone, founder=name, clock=None, steps=())


async def _live(stage: Stage, past: str, deed: Deed) -> None:
    """Go through what was before, and forget what was said of it."""
    needs_chat = deed.what in ("edits", "forges") or ("replying_to", "") in deed.beside
    for step in PASTS[past] or (("/start",) if needs_chat else ()):
        verb, _, data = step.rpartition(": ")
        await _do(stage, "sends" if step == "photo" else verb or "founder", data)
    if deed.what == "edits":
        old = await stage.message(stage.founder, stage.wrote[-1])
        assume(plain(deed.data).strip() != words_of(old))
    else:
        stage.wrote.clear()
    stage.said.clear()
    stage.changed.clear()


async def _do(stage: Stage, what: str, data: str, **beside: str | int) -> None:
    stage.news.clear()
    if what == "edits":
        await stage.talk.order("edit", **{"from": stage.founder}, message_id=stage.wrote[-1], text=data)
        del stage.wrote[:-1]
    else:
        await acts.ACTS[what](stage, Step(verb=what, what=data, details=beside, where=""))
    await stage.settle()


def _kept(database: sqlite3.Connection, founder: int, message: int) -> list[str]:
    found = database.execute(
        "SELECT tickets.id FROM ticket_messages AS messages JOIN tickets ON messages.ticket = tickets.id"
        " WHERE tickets.founder = ? AND messages.founder_message = ?",
        (founder, message),
    )
    return [f"Q-{ticket:04}" for (ticket,) in found]
