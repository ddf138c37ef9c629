"""The documents name what exists, and what exists is documented."""

import re
from pathlib import Path

import pytest
import typer
import yaml
from typer.core import TyperGroup

from bot.cli import app
from bot.settings import setting_names
from bot.telegram.staff.staff_commands import STAFF_COMMANDS
from tests import pictures
from tests.handbooks import DEPLOY, HANDBOOK, anchor, blocks, headings, staff_commands, text

ROOT = Path(__file__).parents[2]
HANDBOOKS = sorted(path.name for path in HANDBOOK.glob("*.md"))
PAGES = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"]
PAGES += [f"bot/handbook/{name}" for name in HANDBOOKS]
BEGINNINGS = (
    *("TELEGRAM", "STAFF", "FOUNDERS", "WEBHOOK", "METRICS", "FAQ", "DATABASE", "MATCH", "LOG", "CACHE"),
    *("RETENTION", "ANSWER", "WRONG", "SENDS", "GATE"),
)
SETTING = rf"\b(?:{'|'.join(BEGINNINGS)})_[A-Z_]*[A-Z]\b"
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def _commands() -> set[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    names = set()
    for name, command in group.commands.items():
        below = command.commands if isinstance(command, TyperGroup) else None
        names |= {f"{name} {inner}" for inner in below} if below else {name}
    return names


def test_readme_lists_every_command_and_no_other() -> None:
    table = README.split("## Commands")[1].split("Exit codes")[0]
    assert set(re.findall(r"`gesher ([a-z]+(?: [a-z]+)?)", table)) == _commands()


def test_readme_is_read_in_one_go() -> None:
    assert len(README.splitlines()) <= 160


def test_every_promise_of_the_readme_names_a_test() -> None:
    promises = README.split("## What it promises")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (?!promise|---).+$", promises, re.MULTILINE)
    named = re.findall(r"\| `(tests/[\w/]+\.py)::(\w+)` \|$", promises, re.MULTILINE)
    assert len(named) == len(rows) >= 4
    for file, function in named:
        assert re.search(rf"^(async )?def {function}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), (
            function
        )


@pytest.mark.parametrize("document", PAGES)
def test_every_link_leads_somewhere(document: str) -> None:
    page = ROOT / document
    content = page.read_text("utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", content) + re.findall(r'<img src="([^"]+)"', content)
    for link in links:
        file, _, place = link.partition("#")
        if file.startswith("http"):
            continue
        target = page.parent / file if file else page
        assert target.exists(), link
        if place:
            assert place in {anchor(one) for one in headings(target.read_text("utf-8"))}, link


@pytest.mark.parametrize("document", PAGES)
def test_every_command_that_is_named_is_there(document: str) -> None:
    known = _commands()
    for words in re.findall(r"`gesher ([a-z][^`]*)`", (ROOT / document).read_text("utf-8")):
        named = words.split()
        assert named[0] in known or " ".join(named[:2]) in known, words


@pytest.mark.parametrize("document", PAGES)
def test_every_setting_that_is_named_is_there(document: str) -> None:
    named = set(re.findall(SETTING, (ROOT / document).read_text("utf-8")))
    assert named - set(setting_names()) == set()


def test_every_setting_is_explained_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    assert sorted(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == sorted(setting_names())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_staffs_handbook_lists_every_command_of_staff(language: str) -> None:
    assert sorted(staff_commands(text(f"staff.{language}.md"))) == sorted(STAFF_COMMANDS)


def test_staffs_handbooks_say_the_same_in_both_languages() -> None:
    english, chinese = text("staff.en.md"), text("staff.zh.md")
    assert staff_commands(english) == staff_commands(chinese)
    assert [one.count("#") for one in headings(english)] == [one.count("#") for one in headings(chinese)]
    assert english.count("\n- ") == chinese.count("\n- ")


def test_each_command_of_staff_is_played_in_a_story() -> None:
    stories = "".join(path.read_text("utf-8") for path in (ROOT / "tests/dialogues/stories").glob("*.yaml"))
    played = set(re.findall(r"[\"' ]/([a-z]+)", stories))
    assert set(STAFF_COMMANDS) - played == set()


def test_operators_handbooks_say_the_same_in_both_languages() -> None:
    english, chinese = text("operators.md"), text("operators.zh.md")
    for kind in ("console", ""):
        assert blocks("operators.md", kind) == blocks("operators.zh.md", kind)
    assert [one.count("#") for one in headings(english)] == [one.count("#") for one in headings(chinese)]
    for named in (SETTING, r"\]\((deploy/[^)]+)\)", r"`(gesher [a-z][^`]*)`", r"^### (Alarm \w+)$"):
        found, other = (sorted(re.findall(named, one, re.MULTILINE)) for one in (english, chinese))
        assert found == other, named


@pytest.mark.parametrize("document", ["operators.md", "operators.zh.md"])
def test_every_alarm_has_its_place_in_the_handbook(document: str) -> None:
    rules = yaml.safe_load((DEPLOY / "prometheus-rules.yaml").read_text("utf-8"))
    alarms = [rule for group in rules["groups"] for rule in group["rules"]]
    places = {anchor(one) for one in headings(text(document)) if one.startswith("### Alarm ")}
    assert places == {rule["annotations"]["runbook"].partition("#")[2] for rule in alarms}
    assert {rule["alert"].lower() for rule in alarms} == {place.removeprefix("alarm-") for place in places}


def test_every_picture_is_small_shown_and_can_be_made_again() -> None:
    shown = "".join((ROOT / document).read_text("utf-8") for document in PAGES)
    for picture in HANDBOOK.glob("*.png"):
        assert picture.stat().st_size < pictures.MOST_BYTES, picture.name
        assert picture.name in shown, picture.name
    assert all((HANDBOOK / f"{name}.png").exists() for name in pictures.PICTURES)


def test_the_map_names_every_package() -> None:
    packages = {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    assert packages
    assert {name for name in packages if f"\n  {name}/" not in ARCHITECTURE} == set()


def test_the_words_are_used_as_the_glossary_has_them() -> None:
    words = ARCHITECTURE.split("## Words")[1].split("##")[0]
    for word in (
        "founder",
        "staff",
        "entry",
        "phrasing",
        "match",
        "ticket",
        "update",
        "inbox",
        "outbox",
        "receipt",
    ):
        assert re.search(rf"^\| .*\b{word}\b.* \|", words, re.MULTILINE), word


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-bench.lock"])
def test_a_lock_names_no_registry_and_hashes_everything(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    pinned = re.findall(r"^[a-z0-9.-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)*", lock, re.MULTILINE)
    assert len(pinned) > 5
    assert all("--hash=sha256:" in package for package in pinned)


def test_the_lock_holds_every_dependency_that_pyproject_names() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    named = re.findall(r'^\s*"([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?[=<>]=', project, re.MULTILINE)
    lock = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("requirements*.lock")))
    assert len(named) > 20
    assert [name for name in named if f"\n{re.sub(r'[._]+', '-', name.lower())}==" not in f"\n{lock}"] == []
