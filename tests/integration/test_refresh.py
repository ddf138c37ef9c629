"""The FAQ changes while the desk is open: founders get the new answer, and nothing in between goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from bot import app
from bot.app import assemble, learn
from bot.domain.ids import ChatId, EntryId
from bot.domain.language import detect
from bot.domain.match import Answer, Candidate, HandOver, Match, Reason, Suggest
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.refresh import Refresh
from bot.sandbox import STAFF_CHAT_ID, serve
from bot.store.unit_of_work import Store
from bot.telegram.client import make_bot
from bot.telegram.group import StaffGroup
from bot.telegram.handshake import connect, find_group
from bot.telegram.supervise import supervise
from tests.integration.conftest import SECRET, settings_for
from tests.talk import Talk
from tests.unit.knowledge.conftest import FILES

RENT = EntryId("space-rent")
PARKING = FILES["faq/space.yaml"].replace("space-rent", "space-parking").replace("rent", "parking")


@dataclass
class Scripted:
    """Answers "rent?" as long as there is such an entry, and asks back on "hm?" with all there are."""

    entries: tuple[EntryId, ...]
    thinking: asyncio.Event | None = None
    loop: asyncio.AbstractEventLoop | None = None
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def match(self, text: str) -> Match:
        if self.loop and self.thinking and "slowly" in text:
            self.loop.call_soon_threadsafe(self.thinking.set)
            asyncio.run_coroutine_threadsafe(self.go_on.wait(), self.loop).result(40)
        language = detect(text)
        if "rent" in text and RENT in self.entries:
            return Answer(language=language, entry=RENT, confidence=0.97)
        if "hm" in text:
            candidates = tuple(Candidate(entry=entry, confidence=0.4) for entry in self.entries)
            return Suggest(language=language, entries=self.entries, confidence=0.5, candidates=candidates)
        return HandOver(language=language, reason=Reason.UNLIKE_ANY)


@dataclass
class Desk:
    """A desk over a FAQ of two entries in a folder of its own."""

    talk: Talk
    faq: Path
    refresh: Refresh
    matchers: list[Scripted]

    def write(self, name: str, text: str) -> None:
        fresh = self.faq / f"{name}.new"
        fresh.write_text(text, "utf-8")
        fresh.replace(self.faq / name)

    async def renewed(self, times: int) -> None:
        """Wait until the FAQ has been taken up so often, the first time included."""
        async with asyncio.timeout(40):
            while len(self.matchers) < times:  # noqa: ASYNC110  # files tell nobody
                await asyncio.sleep(0.02)


def write_faq(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "faq"


@asynccontextmanager
async def open_desk(server: str, folder: Path, refresh: Refresh) -> AsyncIterator[None]:
    settings = settings_for(server, folder, faq_dir=folder / "faq")
    bot = make_bot(settings)
    store = await Store.open(settings.database_url)
    group = StaffGroup(ChatId(STAFF_CHAT_ID))
    await connect(bot)
    await find_group(bot, store, group)
    workers = assemble(settings, refresh.think, bot, store, group, refresh)
    running = asyncio.create_task(supervise(workers))
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})
        await store.close()
        await bot.shutdown()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    matchers: list[Scripted] = []

    async def learn_scripted(knowledge: KnowledgeBase) -> Scripted:
        matchers.append(
            Scripted(
                entries=tuple(knowledge.entries),
                thinking=asyncio.Event(),
                loop=asyncio.get_running_loop(),
            )
        )
        return matchers[-1]

    faq = write_faq(tmp_path)
    refresh = Refresh(faq, learn_scripted)
    async with (
        serve(secret=SECRET) as server,
        Talk(f"{server}/{SECRET}/") as talk,
        open_desk(server, tmp_path, refresh),
    ):
        yield Desk(talk=talk, faq=faq, refresh=refresh, matchers=matchers)


async def test_a_founder_gets_the_new_answer_without_a_restart(desk: Desk) -> None:
    founder = await desk.talk.founder(language_code="en")
    await desk.talk.say(founder, "rent?")
    heard = await desk.talk.hear(founder, "5 yuan")
    desk.write("space.yaml", FILES["faq/space.yaml"].replace("5 yuan", "6 yuan"))
    await desk.renewed(2)
    await desk.talk.say(founder, "rent?")
    await desk.talk.hear(founder, "6 yuan", after=heard["message_id"])


async def test_a_broken_file_names_its_line_and_the_old_answer_goes_on_until_it_is_mended(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    founder = await desk.talk.founder(language_code="en")
    desk.write("space.yaml", FILES["faq/space.yaml"].replace("handoff: none", "handoff: maybe"))
    async with asyncio.timeout(40):
        while "space.yaml:6: " not in caplog.text:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await desk.talk.say(founder, "rent?")
    heard = await desk.talk.hear(founder, "5 yuan")
    desk.write("space.yaml", FILES["faq/space.yaml"].replace("5 yuan", "6 yuan"))
    await desk.renewed(2)
    await desk.talk.say(founder, "rent?")
    await desk.talk.hear(founder, "6 yuan", after=heard["message_id"])


async def test_what_the_old_faq_matched_is_answered_from_the_old_faq(desk: Desk) -> None:
    founder = await desk.talk.founder(language_code="en")
    await desk.refresh.think()
    [old] = desk.matchers
    assert old.thinking
    await desk.talk.say(founder, "rent? slowly")
    async with asyncio.timeout(40):
        await old.thinking.wait()
    desk.write("space.yaml", PARKING)
    desk.write("visa.yaml", FILES["faq/visa.yaml"].replace("[space-rent]", "[]"))
    await desk.renewed(2)
    old.go_on.set()
    heard = await desk.talk.hear(founder, "5 yuan")
    await desk.talk.say(founder, "rent?")
    await desk.talk.hear(founder, "staff", after=heard["message_id"])


async def test_a_button_for_an_entry_that_is_gone_gets_a_plain_word(desk: Desk) -> None:
    founder = await desk.talk.founder(language_code="en")
    await desk.talk.say(founder, "hm?")
    asked = await desk.talk.hear(founder, "Which")
    desk.write("visa.yaml", FILES["faq/visa.yaml"].replace("[space-rent]", "[]"))
    desk.write("space.yaml", PARKING)
    await desk.renewed(2)
    await desk.talk.press(founder, asked, "What is the rent?")
    await desk.talk.hear(founder, "no longer works")
    await desk.talk.press(founder, asked, "None of these")
    await desk.talk.hear(STAFF_CHAT_ID, "hm?")


async def test_a_child_process_learns_and_later_starts_find_it_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    faq = write_faq(tmp_path)
    settings = settings_for("http://localhost", tmp_path, faq_dir=faq, match_engine="lexical")
    knowledge = load(faq)
    matcher = await learn(settings, knowledge)
    assert matcher.match("work permit").candidates[0].entry == "visa-work"
    assert not (faq / "prepared").exists()

    monkeypatch.setattr(app, "learn_aside", partial(pytest.fail, "learnt twice"))
    await learn(settings, knowledge)
