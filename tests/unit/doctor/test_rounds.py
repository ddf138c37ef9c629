"""The desk's token is polled with only while it is known that no desk polls with it."""

from typing import cast

import pytest

from bot.doctor import rounds
from bot.doctor.examination import Examination
from bot.domain.finding import Finding
from bot.settings import Settings
from bot.telegram.client import DeskBot

TRIED = Finding(what="receiving", well=True, state="tried")


@pytest.mark.parametrize(
    ("running", "receiving"), [(True, None), (False, TRIED.state), (None, rounds.UNTRIED.state)]
)
async def test_a_desk_that_may_run_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, running: bool | None, receiving: str | None
) -> None:
    async def well(*_: object) -> Finding:
        return Finding(what="updates", well=True, state="")

    async def tried(*_: object) -> Finding:
        return TRIED

    monkeypatch.setattr(rounds, "check_token", well)
    monkeypatch.setattr(rounds, "check_webhook", well)
    monkeypatch.setattr(rounds, "check_alone", tried)
    examination = Examination(lambda _: None)
    examination.known.running = running
    await rounds._look_at_account(examination, Settings(), cast("DeskBot", None))
    states = {finding.what: finding.state for finding in examination.findings}
    assert states.get("receiving") == receiving
