"""The handbooks as tests see them: their commands, tables, headings."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "bot" / "handbook"
DEPLOY = HANDBOOK / "deploy"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    """Return a handbook's text."""
    return (HANDBOOK / name).read_text("utf-8")


def blocks(name: str, kind: str) -> list[str]:
    """Return a handbook's blocks of a kind, such as `yaml`."""
    return [content for found, content in FENCE.findall(text(name)) if found == kind]


def commands(name: str) -> list[str]:
    """Return what a handbook has somebody type at a terminal, in its order."""
    lines = "".join(blocks(name, "console")).splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def headings(document: str) -> list[str]:
    """Return the headings of a text in Markdown, with their signs."""
    return re.findall(r"^#+ .+$", FENCE.sub("", document), re.MULTILINE)


def anchor(heading: str) -> str:
    """Return what a link to a heading ends in, as GitHub makes it."""
    words = re.sub(r"[^\w\- ]", "", heading.lstrip("# ").lower())
    return words.strip().replace(" ", "-")


def staff_commands(document: str) -> list[str]:
    """Return staff's commands in the order of a document's table, without their slash."""
    rows = re.findall(r"^\| (`/.+?) \|", document, re.MULTILINE)
    return re.findall(r"`/([a-z]+)", " ".join(rows))
