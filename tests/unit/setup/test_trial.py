"""How far a question has come."""

import os
import pty
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import UsageError
from bot.domain.ids import ChatId, TicketId, UpdateId
from bot.domain.messages import DeliveryState
from bot.domain.ticket import TicketState
from bot.domain.way import Decided, Decision
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from bot.setup.host import Host
from bot.setup.known import Known
from bot.setup.terminal import EndOfInputError, RealTerminal
from bot.setup.trial import Progress, database_url, progress, try_out
from bot.store.schema import InboxState
from bot.store.ways import Going, Way
from bot.telegram.client import DeskBot
from tests.unit.setup.script import Script

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def way(minute: int, *going: Going, by_founder: bool = True, ticket: bool = True) -> Way:
    return Way(
        update=UpdateId(minute),
        message=None,
        by_founder=by_founder,
        kind="text",
        text=None,
        received_at=START + timedelta(minutes=minute),
        state=InboxState.DONE,
        attempts=1,
        handled_at=START,
        decided=Decided(decision=Decision.HAND_OVER if ticket else Decision.ANSWER, language=None),
        ticket=(TicketId(7), TicketState.WAITING) if ticket else None,
        outbox=going,
    )


def going(state: DeliveryState, *, to_founder: bool) -> Going:
    return Going(kind="text", to_founder=to_founder, state=state, attempts=1, created_at=START, sent_at=None)


CARD = going(DeliveryState.SENT, to_founder=False)
QUEUED_REPLY = going(DeliveryState.QUEUED, to_founder=True)
REPLY = going(DeliveryState.SENT, to_founder=True)


def test_it_is_read_stage_by_stage() -> None:
    assert progress([]) == Progress()
    assert progress([way(1)]) == Progress(arrived=True, number="Q-0007")
    assert progress([way(1, CARD, REPLY)]) == Progress(arrived=True, carded=True, number="Q-0007")
    answered = progress([way(2, QUEUED_REPLY, by_founder=False), way(1, CARD)])
    assert answered == Progress(arrived=True, carded=True, answered=True, number="Q-0007")
    assert progress([way(2, REPLY, by_founder=False), way(1, CARD)]).delivered


def test_an_answer_of_before_is_none_of_it() -> None:
    assert not progress([way(3, CARD), way(2, REPLY, by_founder=False), way(1, CARD)]).answered


def test_what_the_faq_answers_goes_no_further_until_staff_are_asked() -> None:
    assert progress([way(1, REPLY, ticket=False)]) == Progress(arrived=True, by_faq=True)
    assert progress([way(2, CARD), way(1, REPLY, ticket=False)]).carded


def test_the_database_is_the_one_of_the_settings(host: Host) -> None:
    assert database_url({}) == "sqlite+aiosqlite:///data/gesher.db"
    file = host.file.with_name("url")
    file.write_text("postgresql://somewhere\n", "utf-8")
    assert database_url({"DATABASE_URL_FILE": str(file)}) == "postgresql://somewhere"
    with pytest.raises(UsageError, match="cannot be read: check the path"):
        database_url({"DATABASE_URL_FILE": str(host.file.with_name("nowhere"))})


class Desk:
    """The desk's process, which only notes what is done to it."""

    def __init__(self, *, is_alive: bool = False, started: Callable[[], None] = lambda: None) -> None:
        self.is_alive = is_alive
        self.is_stopped = False
        self.environment: Mapping[str, str] = {}
        self._started = started

    def give(self, environment: Mapping[str, str]) -> None:
        self.environment = environment

    async def start(self) -> None:
        self._started()

    async def stop(self, within: float) -> None:
        assert within
        self.is_stopped = True


@pytest.fixture
def grouped(known: Known) -> Known:
    return replace(known, group=ChatId(STAFF_CHAT_ID), title="Hub staff")


async def test_a_terminal_that_is_closed_in_the_middle_leaves_no_desk_behind(
    host: Host, grouped: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pty.openpty()
    desk = Desk(is_alive=True, started=lambda: os.close(ours))
    monkeypatch.setattr("bot.setup.trial.BotProcess", lambda: desk)
    nowhere = {"DATABASE_URL": f"sqlite+aiosqlite:///{host.file.with_name('nowhere.db')}"}
    os.write(ours, b"y\n")
    with (
        os.fdopen(theirs, "rb") as source,
        os.fdopen(os.dup(theirs), "w", encoding="utf-8") as out,
        RealTerminal(source.fileno(), out) as terminal,
        pytest.raises(EndOfInputError),
    ):
        await try_out(replace(host, terminal=terminal, environ=nowhere), grouped)
    assert desk.is_stopped


@pytest.mark.parametrize("takes_away", [True, False])
async def test_a_webhook_is_taken_away_for_it_only_if_somebody_agrees(
    host: Host,
    script: Script,
    server: str,
    grouped: Known,
    monkeypatch: pytest.MonkeyPatch,
    takes_away: bool,
) -> None:
    url = "https://desk.example/telegram"
    started: list[str] = []
    monkeypatch.setattr("bot.setup.trial.BotProcess", lambda: Desk(started=lambda: started.append("desk")))
    script.will("y", "y" if takes_away else "n")
    async with DeskBot(DEFAULT_TOKEN, f"{server}/bot") as bot:
        await bot.set_webhook(url)
        await try_out(replace(host, environ={"WEBHOOK_URL": url}), grouped)
        assert (await bot.get_webhook_info()).url == ("" if takes_away else url)
    assert started == (["desk"] if takes_away else [])
    again = f"The test did without {url}. The desk sets that address again at its next start."
    assert script.shown(again) == len(started)


async def test_while_telegram_is_out_of_reach_it_is_left_out(
    host: Host, script: Script, grouped: Known
) -> None:
    script.will("y")
    unreachable = replace(grouped, api_url="http://127.0.0.1:1")
    assert await try_out(host, unreachable) == unreachable
    assert script.lines[-1].startswith("✗ Telegram cannot be reached")


async def test_nothing_is_started_unless_somebody_agrees(host: Host, script: Script, known: Known) -> None:
    assert await try_out(host, known) == known
    assert script.lines == ["This needs a token and a staff group first: < goes back."]
