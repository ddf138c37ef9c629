"""The alarms look at what the bot serves, and each leads to a page that says what to do."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.vitals import Vitals
from bot.metrics import OUTCOMES, Metrics

HANDBOOK = Path(__file__).parents[3] / "bot" / "handbook"
RULES: dict[str, dict[str, Any]] = {
    rule["alert"]: rule
    for group in yaml.safe_load((HANDBOOK / "deploy" / "prometheus-rules.yaml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
}
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _served() -> dict[str, set[str]]:
    """Return what a desk serves once everything has happened: each name with its labels."""
    metrics = Metrics()
    metrics.called("getMe", None)
    text, _ = metrics.show(Vitals(at=NOW, started=NOW, workers={"inbox": True}), None)
    found: dict[str, set[str]] = {"up": set()}  # Prometheus' own
    for family in text_string_to_metric_families(text.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


SERVED = _served()


@pytest.mark.parametrize("name", sorted(RULES))
def test_an_alarm_looks_at_what_is_served(name: str) -> None:
    looked_at = re.findall(r"\b((?:gesher|process)_\w+|up)\{([^}]*)\}", RULES[name]["expr"])
    assert looked_at
    for metric, matchers in looked_at:
        labels = re.findall(r"(\w+)(?:!=|=~|!~|=)\"([^\"]*)\"", matchers)
        assert ("job", "gesher") in labels
        assert {label for label, _ in labels} - {"job"} <= SERVED[metric]
        if metric.startswith("gesher_outbox_outcomes"):
            assert {word for label, said in labels if label == "outcome" for word in said.split("|")} <= set(
                OUTCOMES
            )
    assert not re.findall(r"\bgesher_\w+\b(?!\{)", RULES[name]["expr"])


@pytest.mark.parametrize("name", sorted(RULES))
def test_an_alarm_says_what_is_wrong_and_where_the_cure_stands(name: str) -> None:
    notes = RULES[name]["annotations"]
    assert notes["summary"].endswith(".")
    assert RULES[name]["labels"]["severity"] in ("critical", "warning")
    page, _, anchor = notes["runbook"].partition("#")
    assert anchor == f"alarm-{name.lower()}"
    assert anchor in _anchors((HANDBOOK / page).read_text("utf-8"))


def _anchors(page: str) -> set[str]:
    """Return where a link into a page can lead: its headings as GitHub names them, and what has an id."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    named = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return named | set(re.findall(r'\bid="([^"]+)"', page))
