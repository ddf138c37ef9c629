"""What runs with the project is free software whose terms let the project be MIT."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
FAMILIES = {
    "MIT": r"\bMIT(-CMU)?\b",
    "BSD": r"\b(0?BSD|BSD-[0-9]-Clause|BSD [0-9]-Clause)\b|BSD License",
    "Apache": r"\bApache|\bAPL 2",
    "ISC": r"\bISC\b",
    "PSF": r"\bPSF|Python Software Foundation",
    "Zlib": r"\bZlib\b",
    "CC0": r"\bCC0",
    "MPL": r"\bMPL-2\.0|\bMPL 2\.0",
    "LGPL": r"\bLGPL|Lesser General Public",
}
"""MPL and LGPL bind who changes the library itself, which the project does not."""
NO_METADATA = {"pyrage": "MIT", "pyromark": "MIT"}
"""Packages that tell their licence in their repository, or a file, only."""


def _runtime() -> dict[str, Distribution]:
    """Return what the project and its extras need at run time, here, directly or through others."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    waiting = [Requirement(line) for line in (*project["dependencies"], *extras)]
    found: dict[str, Distribution] = {}
    done: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        if str(wanted) in done or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        done.add(str(wanted))
        found[canonicalize_name(wanted.name)] = package = distribution(wanted.name)
        waiting += _needed_by(package, wanted.extras)
    return found


def _needed_by(package: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in package.requires or []:
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            need.marker = None
            yield need


def _families(name: str, package: Distribution) -> set[str]:
    words = [NO_METADATA.get(name, ""), *_told(package, "License-Expression")]
    words += [line for line in _told(package, "Classifier") if line.startswith("License ::")]
    if not any(words):
        words = [text.partition("\n")[0] for text in _told(package, "License")]
    return {family for family, form in FAMILIES.items() if re.search(form, " ".join(words))}


def _told(package: Distribution, what: str) -> list[str]:
    return [str(value) for value in package.metadata.get_all(what) or []]


RUNTIME = _runtime()


@pytest.mark.parametrize("name", sorted(RUNTIME))
def test_its_licence_is_one_of_those_allowed(name: str) -> None:
    assert _families(name, RUNTIME[name]), _told(RUNTIME[name], "License")


def test_the_table_names_each_in_the_row_of_its_families() -> None:
    section = PAGE.partition("## Licences")[2]
    rows = dict(re.findall(r"^\| ([^|]+?) \| (.+) \|$", section, re.MULTILINE))
    listed = {name: family for family, names in rows.items() for name in names.split(", ")}
    found = {name: " / ".join(sorted(_families(name, package))) for name, package in RUNTIME.items()}
    assert found.items() <= listed.items(), sorted(found.items() - listed.items())
