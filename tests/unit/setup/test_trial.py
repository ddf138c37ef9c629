"""How far a question has come."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import UsageError
from bot.domain.ids import TicketId, UpdateId
from bot.domain.messages import DeliveryState
from bot.domain.ticket import TicketState
from bot.domain.way import Decided, Decision
from bot.setup.host import Host
from bot.setup.known import Known
from bot.setup.trial import Progress, database_url, progress, try_out
from bot.store.schema import InboxState
from bot.store.ways import Going, Way
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


async def test_nothing_is_started_unless_somebody_agrees(host: Host, script: Script, known: Known) -> None:
    assert await try_out(host, known) == known
    assert script.lines == ["This needs a token and a staff group first: < goes back."]
