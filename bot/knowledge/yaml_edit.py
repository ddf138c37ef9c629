"""Edits of a FAQ file line by line, so that comments, order and style of everything else stay as they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import yaml

from bot.domain.errors import FaqError
from bot.knowledge.yaml_lines import Document, Place, read

STEP = 2
"""Spaces by which what belongs to a key is indented."""


class YamlFile:
    """A file of the FAQ that is being edited; nothing is on disk before `save`.

    Attributes:
        changed: it no longer is what stands on disk.

    Raises:
        FaqError: if it is no YAML.
    """

    def __init__(self, path: Path, text: str | None = None) -> None:
        """Read the file; `text` is that of one which does not exist yet."""
        self.path = path
        self.changed = text is not None
        written = path.read_text("utf-8-sig") if text is None else text
        self._lines = written.removesuffix("\n").split("\n")
        self._document: Document | None = None

    @property
    def data(self) -> dict[str, object]:
        """What it holds: dicts, lists and strings."""
        return cast("dict[str, object]", self._read().data or {})

    def save(self) -> None:
        """Write it in one step; where nothing is left in it, remove it."""
        if self.changed and not self.data:
            self.path.unlink(missing_ok=True)
        elif self.changed:
            fresh = self.path.with_suffix(".part")
            fresh.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text("\n".join(self._lines) + "\n", "utf-8")
            fresh.replace(self.path)

    def put(self, place: Place, key: str, value: Sequence[str], *, after: str | None = None) -> None:
        """Give a mapping a key, in place of what it has under it.

        Args:
            place: of the mapping.
            key: that is set.
            value: lines as they follow the colon: the first stands beside it, the others are not indented.
            after: the key behind which a new one goes; None puts it at the end.
        """
        known = (*place, key) in self._read().lines
        column = self._column(place)
        if known:
            start = self._line((*place, key))
            end = self._end(start, column)
        else:
            start = end = self._end_of(place) if after is None else self._end_of((*place, after))
        # The first key of a list's item stands behind the dash.
        before = self._lines[start][:column] if known else " " * column
        head = f"{before}{key}: {value[0]}".rstrip()
        self._splice(start, end, [head, *(_indented(line, column + STEP) for line in value[1:])])

    def drop(self, place: Place) -> None:
        """Remove a key with all that belongs to it, or an item of a list."""
        start = self._line(place)
        column = self._dash(place) if isinstance(place[-1], int) else self._column(place[:-1])
        end = self._end(start, column, dashes=not isinstance(place[-1], int))
        if start and not self._lines[start - 1].strip():
            start -= 1
        self._splice(start, end, [])

    def append(self, place: Place, item: Sequence[str], *, gap: bool = False) -> None:
        """Add an item to a list that is written with dashes and holds one or more.

        Args:
            place: of the list.
            item: its lines, the first behind the dash.
            gap: with an empty line before it.
        """
        items = cast("list[object]", self.at(place))
        last = (*place, len(items) - 1)
        column = self._dash(last)
        end = self._end(self._line(last), column, dashes=False)
        lines = [f"{' ' * column}- {item[0]}", *(_indented(line, column + STEP) for line in item[1:])]
        self._splice(end, end, ["", *lines] if gap else lines)

    def is_block(self, place: Place) -> bool:
        """Whether a value stands below its key, and not beside it in brackets."""
        line = self._lines[self._line(place)]
        return line.partition("#")[0].rstrip().endswith(":")

    def at(self, place: Place) -> object:
        """Return the value at a place; None where there is none."""
        value: object = self.data
        for step in place:
            if isinstance(value, Mapping):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def _read(self) -> Document:
        if self._document is None:
            self._document, faults = read(self.path, "\n".join(self._lines) + "\n")
            if faults:
                raise FaqError(faults)
        return self._document

    def _line(self, place: Place) -> int:
        return self._read().lines[place] - 1

    def _column(self, place: Place) -> int:
        """Return where the keys of a mapping begin."""
        value = self.at(place)
        if not place:
            return 0
        if isinstance(place[-1], int):
            return self._dash(place) + STEP
        first = (*place, next(iter(value))) if isinstance(value, Mapping) and value else place
        line = self._lines[self._line(first)]
        return len(line) - len(line.lstrip())

    def _dash(self, place: Place) -> int:
        line = self._lines[self._line(place)]
        return len(line) - len(line.lstrip())

    def _end_of(self, place: Place) -> int:
        if not place:
            return self._end(-1, -1)
        if isinstance(place[-1], int):
            return self._end(self._line(place), self._dash(place), dashes=False)
        return self._end(self._line(place), self._column(place[:-1]))

    def _end(self, start: int, column: int, *, dashes: bool = True) -> int:
        """Return the line behind everything that belongs to the key or item that begins in `start`."""
        end = start + 1
        while end < len(self._lines) and self._belongs(self._lines[end], column, dashes=dashes):
            end += 1
        while end > start + 1 and not self._lines[end - 1].strip():
            end -= 1
        return end

    @staticmethod
    def _belongs(line: str, column: int, *, dashes: bool) -> bool:
        indent = len(line) - len(line.lstrip())
        is_item = dashes and indent == column and line.lstrip().startswith("-")
        return not line.strip() or indent > column or is_item

    def _splice(self, start: int, end: int, lines: Sequence[str]) -> None:
        self._lines[start:end] = lines
        self._document = None
        self.changed = True


def scalar(text: str) -> str:
    """Return a text as it can stand behind a colon or a dash, on one line."""
    written: str = yaml.safe_dump(text, allow_unicode=True, width=float("inf"))
    return written.removesuffix("\n").removesuffix("\n...")


def block(text: str) -> list[str]:
    """Return a text of several lines as it stands behind a colon."""
    if yaml.reader.Reader.NON_PRINTABLE.search(text):
        return [scalar(text)]
    return ["|", *text.splitlines()]


def _indented(line: str, column: int) -> str:
    return f"{' ' * column}{line}" if line else ""
