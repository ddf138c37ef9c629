"""The documents name what exists, and what exists is documented."""

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from bot.cli import app

ROOT = Path(__file__).parents[2]
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


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"])
def test_every_link_to_a_file_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / document).read_text("utf-8"))
    missing = [link for link in links if not link.startswith("http") and not (ROOT / link).exists()]
    assert missing == []


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
