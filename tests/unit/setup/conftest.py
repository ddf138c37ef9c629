"""The steps with a scripted terminal, against a sandbox over real HTTP."""

from pathlib import Path

import pytest

from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.sandbox import DEFAULT_TOKEN
from bot.setup.host import Host
from bot.setup.known import Known
from tests.unit.setup.script import Script

TEXTS = Texts.load()


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def host(script: Script, tmp_path: Path) -> Host:
    return Host(
        terminal=script,
        texts=TEXTS,
        language=Language.EN,
        file=tmp_path / ".env",
        environ={},
        pause=0.55,  # longer than the half second in which Telegram gives one update only
    )


@pytest.fixture
def known(server: str) -> Known:
    """What is known once the token is."""
    return Known(api_url=server, token=DEFAULT_TOKEN, bot="@gesher_sandbox_bot")
