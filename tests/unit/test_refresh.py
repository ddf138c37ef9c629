"""A running bot takes up what changes in the FAQ, and stays with what it knows when that cannot be."""

import asyncio
import logging
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.match import HandOver, Match, Reason
from bot.knowledge.model import KnowledgeBase
from bot.learning import LearningError, learn_aside, run_aside
from bot.refresh import Refresh
from bot.telegram import supervise as supervising
from bot.telegram.supervise import supervise
from tests.unit.knowledge.conftest import FILES

FAQ = Path("faq")
VISA, SPACE = FAQ / "visa.yaml", FAQ / "space.yaml"
PATIENCE = 20.0


class Silent:
    """A matcher that knows nothing."""

    def match(self, text: str) -> Match:
        del text
        return HandOver(language=None, reason=Reason.UNLIKE_ANY)


@dataclass
class Learner:
    """Learns at once, unless the rent of the FAQ says otherwise."""

    started: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    fails_on: str = ""
    hangs_on: str = ""

    async def __call__(self, knowledge: KnowledgeBase) -> Silent:
        rent = rent_of(knowledge)
        self.started.append(rent)
        if rent == self.fails_on:
            raise LearningError("killed by SIGKILL")
        if rent == self.hangs_on:
            try:
                await asyncio.Event().wait()
            finally:
                self.given_up.append(rent)
        self.ended.append(rent)
        return Silent()


def rent_of(knowledge: KnowledgeBase) -> str:
    entries = {str(name): entry for name, entry in knowledge.entries.items()}
    return next(iter(entries["space-rent"].answer.values())).removeprefix("It is ")


def set_rent(rent: str) -> None:
    SPACE.write_text(FILES["faq/space.yaml"].replace("5 yuan.", rent), "utf-8")


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  # files and logs tell nobody
            await asyncio.sleep(0.02)


@pytest.fixture
def learner() -> Learner:
    return Learner()


@pytest.fixture
def refresh(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Refresh:
    """About a sound FAQ in `faq`, relative to the working folder; nothing runs yet."""
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.INFO, "bot")
    for name, text in FILES.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return Refresh(FAQ, learner)


@pytest.fixture
async def rents(refresh: Refresh) -> AsyncIterator[list[str]]:
    """What the bot says is the rent, from the first brain on, while it runs."""
    running = asyncio.create_task(refresh.run())
    try:
        async with asyncio.timeout(PATIENCE):
            known = [rent_of((await refresh.think()).knowledge)]
        refresh.exchange = lambda brain: known.append(rent_of(brain.knowledge))
        yield known
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def _write() -> None:
    set_rent("6 yuan.")


def _replace_as_editors_do() -> None:
    fresh = FAQ / "space.yaml.new"
    fresh.write_text(FILES["faq/space.yaml"].replace("5 yuan.", "6 yuan."), "utf-8")
    fresh.replace(SPACE)


def _replace_all_files() -> None:
    for name, text in FILES.items():
        Path(name).unlink()
        Path(name).write_text(text.replace("5 yuan.", "6 yuan."), "utf-8")


def _replace_the_folder() -> None:
    shutil.copytree(FAQ, "fresh")
    FAQ.rename("old")
    Path("fresh").rename(FAQ)
    set_rent("6 yuan.")


@pytest.mark.parametrize("change", [_write, _replace_as_editors_do, _replace_all_files, _replace_the_folder])
async def test_new_content_is_taken_up_however_it_gets_there(
    rents: list[str], change: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    change()
    await until(lambda: rents == ["5 yuan.", "6 yuan."])
    assert [record.getMessage() for record in caplog.records][-1:] == ["FAQ renewed"]
    assert caplog.records[-1].__dict__["entries"] == 2


async def test_a_topic_file_that_is_moved_away_is_noticed(refresh: Refresh, rents: list[str]) -> None:
    (FAQ / "phrasings").rename("elsewhere")
    await until(lambda: len(rents) == 2)
    assert not any(any(ways.values()) for ways in (await refresh.think()).knowledge.phrasings.values())


async def test_a_broken_file_keeps_the_old_and_every_problem_is_in_the_log(
    refresh: Refresh, rents: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    sound = VISA.read_text("utf-8")
    VISA.write_text(sound.replace("handoff: offer", "handoff: perhaps").replace("90", "soon"), "utf-8")
    await until(lambda: "the old one stays" in caplog.text)
    problems = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR][:-1]
    assert [problem.split(": ")[0] for problem in problems] == ["faq/visa.yaml:9", "faq/visa.yaml:13"]
    assert rents == ["5 yuan."]
    assert (await refresh.think()).knowledge.entries

    VISA.write_text(sound, "utf-8")
    set_rent("7 yuan.")
    await until(lambda: rents == ["5 yuan.", "7 yuan."])


async def test_many_quick_changes_end_with_the_last(rents: list[str]) -> None:
    for rent in range(100, 140):
        set_rent(f"{rent} yuan.")
        await asyncio.sleep(0.01)
    await until(lambda: rents[-1] == "139 yuan.")
    assert rents[1:] == sorted(rents[1:]), "an older one came after a newer one"


async def test_a_change_while_learning_starts_over_with_the_newest(
    learner: Learner, rents: list[str]
) -> None:
    learner.hangs_on = "6 yuan."
    set_rent("6 yuan.")
    await until(lambda: learner.started[-1] == "6 yuan.")
    set_rent("7 yuan.")
    await until(lambda: rents == ["5 yuan.", "7 yuan."])
    assert learner.ended == ["5 yuan.", "7 yuan."]
    assert learner.given_up == ["6 yuan."]


async def test_taking_a_change_back_while_it_is_learnt_stays_with_what_is_known(
    refresh: Refresh, learner: Learner, rents: list[str]
) -> None:
    learner.hangs_on = "6 yuan."
    set_rent("6 yuan.")
    await until(lambda: learner.started[-1] == "6 yuan.")
    set_rent("5 yuan.")
    await until(lambda: learner.given_up == ["6 yuan."])
    assert rent_of(refresh._newest) == "5 yuan."
    assert learner.ended == rents == ["5 yuan."]


async def test_a_comment_is_no_change(refresh: Refresh) -> None:
    SPACE.write_text("# the hub's own space\n" + FILES["faq/space.yaml"], "utf-8")
    assert not await refresh._has_changed()


async def test_what_cannot_be_learnt_keeps_the_old_and_says_so_in_one_line(
    learner: Learner, rents: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    learner.fails_on = "6 yuan."
    set_rent("6 yuan.")
    await until(lambda: "the old one stays" in caplog.text)
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.__dict__["error"] == "killed by SIGKILL"
    assert record.exc_info is None
    learner.fails_on = ""
    SPACE.touch()
    await until(lambda: rents == ["5 yuan.", "6 yuan."])


async def test_a_first_faq_that_cannot_be_learnt_is_tried_again(
    learner: Learner, refresh: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "backoff", lambda _: timedelta(0))
    learner.fails_on = "5 yuan."
    running = asyncio.create_task(supervise({"refresh": refresh.run}))
    await until(lambda: len(learner.started) > 1)
    learner.fails_on = ""
    async with asyncio.timeout(PATIENCE):
        assert rent_of((await refresh.think()).knowledge) == "5 yuan."
    running.cancel()
    await asyncio.wait({running})


async def test_a_change_before_the_first_is_learnt_is_learnt_instead(
    learner: Learner, refresh: Refresh
) -> None:
    set_rent("6 yuan.")
    running = asyncio.create_task(refresh.run())
    async with asyncio.timeout(PATIENCE):
        assert rent_of((await refresh.think()).knowledge) == "6 yuan."
    assert learner.started == ["6 yuan."]
    running.cancel()
    await asyncio.wait({running})


async def test_the_child_gets_the_lowest_rank() -> None:
    script = (
        "import os, time\n"
        "end = time.monotonic() + 10\n"
        "while os.nice(0) < 19: assert time.monotonic() < end, os.nice(0)"
    )
    await run_aside(sys.executable, "-c", script, environment={})


async def test_a_child_that_fails_is_quoted_by_its_last_line() -> None:
    script = "import sys; sys.exit('Traceback:\\n  much\\nMemoryError: at step 3\\n')"
    with pytest.raises(LearningError, match=r"^ended with code 1: MemoryError: at step 3$"):
        await run_aside(sys.executable, "-c", script, environment={})
    with pytest.raises(LearningError, match=r"^killed by SIGKILL$"):
        await run_aside("/bin/sh", "-c", "kill -9 $$", environment={})


async def test_stopping_while_it_learns_leaves_no_process(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = 'sleep 600 & echo $$ $! > "$PIDS.part"; mv "$PIDS.part" "$PIDS"; wait'
    learning = asyncio.create_task(run_aside("/bin/sh", "-c", script, environment={"PIDS": str(pids)}))
    await until(pids.exists)
    child, grandchild = (int(pid) for pid in pids.read_text("utf-8").split())
    assert is_running(child)
    assert is_running(grandchild)
    learning.cancel()
    with suppress(asyncio.CancelledError):
        await learning
    assert not is_running(child)
    await until(lambda: not is_running(grandchild))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"  # dead, and only waits for its parent to look


@pytest.mark.usefixtures("refresh")
async def test_a_child_that_meets_a_broken_faq_names_the_place(tmp_path: Path) -> None:
    VISA.write_text("topic: [", "utf-8")
    with pytest.raises(LearningError, match=r"^ended with code 2: .*/faq/visa.yaml:1: not YAML"):
        await learn_aside(faq=tmp_path / "faq", to=tmp_path / "cache", engine="lexical")
