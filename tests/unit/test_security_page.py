"""Every test that SECURITY.md names is there, and every threat names one."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
THREATS = re.findall(r"^\| (.+?) \|(.*)\| `(tests/.+)` \|$", PAGE, re.MULTILINE)


def test_every_threat_names_a_test() -> None:
    section = PAGE.partition("## What stands against it")[2].partition("## Licences")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    rows = [line for line in lines if not line.startswith("| threat |")]
    assert len(THREATS) == len(rows) > 40


@pytest.mark.parametrize("test", sorted({named for _, _, named in THREATS}))
def test_it_is_there(test: str) -> None:
    file, _, function = test.partition("::")
    if function:
        found = re.search(rf"^(async )?def {function}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    else:
        file, _, title = test.partition(": ")
        found = re.search(rf"^- story: {re.escape(title)}$", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    assert found, test
