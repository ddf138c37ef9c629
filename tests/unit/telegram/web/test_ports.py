import logging
import socket
from collections.abc import Iterator

import pytest

from bot.domain.errors import SettingsError
from bot.settings import Settings
from bot.telegram.web.ports import open_ports


@pytest.fixture
def taken() -> Iterator[str]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield f"127.0.0.1:{other.getsockname()[1]}"


def _settings(**values: str) -> Settings:
    return Settings.model_validate({"metrics_listen": "", **values})


def test_a_taken_port_for_the_webhook_ends_the_start_with_the_cure(taken: str) -> None:
    settings = _settings(webhook_url="https://desk.example/telegram", webhook_listen=taken)
    with pytest.raises(SettingsError) as refusal, open_ports(settings):
        pass
    assert str(refusal.value) == (
        f"WEBHOOK_LISTEN {taken} cannot be listened on (Address already in use): "
        "take another port, or stop what has it"
    )


def test_a_taken_port_for_metrics_is_a_warning_with_the_cure(
    taken: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), open_ports(_settings(metrics_listen=taken)) as ports:
        assert ports.metrics is None
    (line,) = caplog.messages
    assert line.startswith(f"METRICS_LISTEN {taken} cannot be listened on")
    assert line.endswith("take another port, or stop what has it")


def test_only_what_is_asked_for_is_opened_and_it_is_closed_at_the_end() -> None:
    with open_ports(_settings()) as ports:
        assert (ports.webhook, ports.metrics) == (None, None)
    with open_ports(_settings(metrics_listen="127.0.0.1:0")) as ports:
        assert ports.webhook is None
        assert ports.metrics is not None
        where = ports.metrics.getsockname()
        with socket.create_connection(where):
            pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(where)


def test_a_host_that_is_not_known_is_told_like_a_taken_port(caplog: pytest.LogCaptureFixture) -> None:
    with open_ports(_settings(metrics_listen="nowhere.invalid:80")) as ports:
        assert ports.metrics is None
    assert "METRICS_LISTEN nowhere.invalid:80 cannot be listened on" in caplog.text
