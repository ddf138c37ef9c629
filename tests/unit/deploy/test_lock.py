"""What an operator installs is what was tested."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
PINS = re.compile(r"^[a-z0-9.-]+==.*(?:\n    --hash=.*)*", re.MULTILINE)
TESTED = (ROOT / "requirements.lock").read_text("utf-8")
INSTALLED = (ROOT / "bot" / "handbook" / "deploy" / "requirements.lock").read_text("utf-8")


def test_it_has_the_versions_and_hashes_of_the_lock_that_tests_run_with() -> None:
    pins = set(PINS.findall(INSTALLED))
    assert len(pins) > 40
    assert pins - set(PINS.findall(TESTED)) == set()


def test_it_has_all_that_the_bot_needs_and_nothing_that_only_tests_need() -> None:
    given = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = [line for lines in given["project"]["optional-dependencies"].values() for line in lines]
    needed = {_name(line) for line in (*given["project"]["dependencies"], *extras)}
    pinned = {_name(line.split("==")[0]) for line in PINS.findall(INSTALLED)}
    assert needed - pinned == set()
    assert pinned & {_name(line) for line in given["dependency-groups"]["dev"]} == set()


def test_it_names_no_registry() -> None:
    assert "://" not in INSTALLED
    assert "index-url" not in INSTALLED


def _name(line: str) -> str:
    return canonicalize_name(Requirement(line).name)
