"""A run at LOG_LEVEL=DEBUG with everything going wrong: the log tells nothing of what was written, or who."""

import io
import logging
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.match import Match
from bot.logs import DeskFormatter, set_up_logs
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID, serve
from bot.telegram import client, work
from bot.telegram.outbox import outcome
from bot.telegram.outbox.limits import Budget
from tests.integration.conftest import SECRET, ScriptedMatcher, desk
from tests.talk import Talk

FOUNDERS = (
    ("en", "Testname Alpha", "username_alpha", "SURE pineapples", "is a greenhouse allowed on the roof"),
    ("he", "שם לבדיקה", "username_beta", "SURE אננס", "האם מותרת חממה על הגג"),
    ("zh-hans", "测试姓名", "username_gamma", "SURE 菠萝", "屋顶上可以建温室吗"),
)
ANSWER, NOTE, CONTACT, DEFECT = (
    "Sunflowers fit",
    "ask the gardener",
    "mailbox.alpha@example.org",
    "watermelons",
)
SAID = ("pineapples", "אננס", "菠萝", "greenhouse", "חממה", "温室", "Sunflowers", "gardener", "watermelon")
WHO = ("Testname", "שם לבדיקה", "测试姓名", "username_", "mailbox")


class _Quoting(ScriptedMatcher):
    """Fails with the founder's own words in the error, as `int("…")` does."""

    def match(self, text: str) -> Match:
        if DEFECT in text:
            raise ValueError(f"invalid literal for int() with base 10: {text!r}")
        return super().match(text)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the process logs, as text, and after each line the same as JSON."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, ours.level
    set_up_logs("DEBUG", "text", (DEFAULT_TOKEN,))
    as_json = logging.StreamHandler(written)
    as_json.setFormatter(DeskFormatter("json", (DEFAULT_TOKEN,)))
    root.addHandler(as_json)
    yield written
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


async def test_no_token_text_name_or_contact_is_in_it(
    log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "SHUT_OUT_PAUSE", timedelta(seconds=0.2))
    monkeypatch.setattr(work, "MAX_ATTEMPTS", 2)
    monkeypatch.setattr(client, "READ_TIMEOUT", 1.0)
    matcher = _Quoting()
    budget = Budget(1000, private_interval=timedelta(), group_limit=100_000)
    async with (
        serve(secret=SECRET, limits=None) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        desk(server, tmp_path, matcher, budget=budget),
    ):
        await _play(talk)
    written = log.getvalue()
    seen = {word for word in (*SAID, *WHO, DEFAULT_TOKEN, DEFAULT_TOKEN.partition(":")[2]) if word in written}
    assert seen == set()
    # It is not silent for want of events.
    for event in ("updates received", "update could not be handled", "ValueError", "update set aside"):
        assert event in written
    kept = _on_disk(tmp_path)
    assert DEFAULT_TOKEN.partition(":")[2].encode() not in kept
    assert ANSWER.encode() in kept


def _on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("gesher.db*"))


async def _play(talk: Talk) -> None:
    staff = (await talk.state())["staff"][0]["user_id"]
    founders = []
    for number, (code, name, username, known, unknown) in enumerate(FOUNDERS, start=1):
        founder = await talk.founder(first_name=name, username=username, language_code=code)
        founders.append(founder)
        await talk.say(founder, known)
        await talk.say(founder, unknown)
        await talk.hear(founder, f"Q-{number:04}")
        card = await talk.hear(STAFF_CHAT_ID, f"Q-{number:04}", unknown)
        await talk.say(staff, f"{ANSWER} {number}.\n// {NOTE}", chat=STAFF_CHAT_ID, thread=card["thread"])
        await talk.hear(founder, f"{ANSWER} {number}.")
    first = founders[0]
    await talk.say(first, f"/contact {CONTACT}")
    await talk.hear(first, CONTACT)
    other = await talk.founder(first_name="Testname Delta", username="username_delta", language_code="en")
    for kind in ("bad_gateway", "drop_before_apply", "unauthorized", "not_found_html"):
        await talk.order("faults", method="sendMessage", chat_id=other, kind=kind)
        later = await talk.say(other, f"SURE pineapples {kind}")
        await talk.hear(other, "work permit", after=later)
    await talk.order("faults", kind="network_down", seconds=0.5)
    await talk.order("faults", kind="poison")
    await talk.say(other, f"how many {DEFECT} are seven")
    await talk.hear(other, "A person will look at it")
    await talk.order("block", user=founders[1], blocked=True)
    thread = await talk.topic_of("Q-0002")
    await talk.say(staff, f"{ANSWER} again.", chat=STAFF_CHAT_ID, thread=thread)
    await talk.hear(STAFF_CHAT_ID, "Not delivered", "stopped the bot")
    await talk.say(first, "/export")
    await talk.say(first, "/forget")
    question = await talk.hear(first, "Delete everything")
    await talk.press(first, question, "Delete everything")
    await talk.hear(first, "is deleted")
