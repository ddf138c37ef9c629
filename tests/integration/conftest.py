"""The whole desk against the sandbox, in one process, with a matcher that a test scripts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.ids import EntryId
from bot.domain.language import detect
from bot.domain.match import (
    Answer,
    Candidate,
    HandOver,
    Match,
    Part,
    Reason,
    Several,
    SmallTalk,
    Suggest,
)
from bot.front import Front
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID, serve
from bot.settings import Settings
from bot.store.unit_of_work import Store
from bot.telegram.handlers import Brain
from bot.telegram.outbox.limits import Budget
from tests.databases import sqlite_in
from tests.running import running
from tests.shipped import shipped_faq
from tests.talk import Talk

FAQ = Path(__file__).parents[2] / "faq"
SECRET = "here"
ENTRIES = {
    "SURE": "visa-work",
    "ALSO": "visa-visit",
    "DATA": "ip-data",
    "HEALTH": "live-health",
    "REGISTER": "company-register",
    "GONE": "an-entry-of-last-year",
}


@dataclass
class ScriptedMatcher:
    """Answers by the first word that it knows in the text; everything else goes to staff.

    AND stands between the questions of one message.
    """

    fails_on: str = ""
    asked: list[str] = field(default_factory=list)

    def match(self, text: str) -> Match:
        self.asked.append(text)
        language = detect(text)
        if self.fails_on and self.fails_on in text:
            raise RuntimeError("scripted failure")
        if " AND " in text:
            parts = tuple(Part(text=part, match=_decide(part)) for part in text.split(" AND "))
            return Several(language=language, parts=parts)
        if "THANKS" in text:
            return SmallTalk(language=language, topic="thanks")
        return _decide(text)


def _decide(text: str) -> Answer | Suggest | HandOver:
    language = detect(text)
    for word, entry in ENTRIES.items():
        if word in text:
            return Answer(language=language, entry=EntryId(entry), confidence=0.97)
    if "VAGUE" in text:
        entries = (EntryId("visa-work"), EntryId("visa-visit"))
        candidates = tuple(Candidate(entry=entry, confidence=0.4) for entry in entries)
        return Suggest(language=language, entries=entries, confidence=0.5, candidates=candidates)
    return HandOver(language=language, reason=Reason.UNLIKE_ANY)


@dataclass
class World:
    """What a test talks to."""

    talk: Talk
    store: Store
    matcher: ScriptedMatcher
    staff_chat: int = STAFF_CHAT_ID
    server: str = ""


def settings_for(server: str, folder: Path, **others: object) -> Settings:
    values = {
        "telegram_bot_token": DEFAULT_TOKEN,
        "telegram_api_url": server,
        "staff_chat_id": STAFF_CHAT_ID,
        "staff_language": "en",
        "database_url": sqlite_in(folder),
        "cache_dir": folder / "cache",
        "faq_dir": FAQ,
        **others,
    }
    return Settings.model_validate(values)


@asynccontextmanager
async def desk(
    server: str,
    folder: Path,
    matcher: ScriptedMatcher,
    *,
    budget: Budget | None = None,
    front: Callable[[Settings], Front] = Front,
    **others: object,
) -> AsyncIterator[Store]:
    """Run the desk against a sandbox until the block ends."""
    settings = settings_for(server, folder, **others)
    brain = Brain(knowledge=shipped_faq(), matcher=matcher)
    async with running(settings, brain, front(settings), budget) as at_work:
        yield at_work.store


@pytest.fixture
def has_topics() -> bool:
    return True


@pytest.fixture
async def world(tmp_path: Path, has_topics: bool) -> AsyncIterator[World]:
    matcher = ScriptedMatcher()
    async with (
        serve(secret=SECRET, topics=has_topics) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        desk(server, tmp_path, matcher) as store,
    ):
        yield World(talk=talk, store=store, matcher=matcher, server=server)
