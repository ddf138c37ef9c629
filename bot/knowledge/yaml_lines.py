"""YAML whose every value knows its line, so that a problem can be shown where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

# libyaml reads the whole FAQ in a fifth of the time; it is missing where PyYAML was built without it.
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[str | int, ...]
"""Keys and list positions from the top of a file down to a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file, read.

    Attributes:
        name: the path as the operator gave it; problems begin with it.
        data: dicts, lists and strings only: `no`, `886` and `2026-11-22` stay the words that were written.
        lines: of every value, counted from 1; a dict's value has the line of its key.
    """

    name: str
    data: object
    lines: Mapping[Place, int]

    def where(self, place: Place) -> str:
        """Return `file:line` of a value, or of the nearest thing around it when it is not there."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.name}:{self.lines.get(place, 1)}"


def read(path: Path, content: str | None = None) -> tuple[Document, list[str]]:
    """Read one file.

    Args:
        path: of the file.
        content: what it is to hold; None reads it.

    Returns:
        The document, and what is wrong with it as YAML; after a syntax error its data is None.
    """
    building = _Building(name=str(path))
    data: object = None
    try:
        text = path.read_bytes().decode("utf-8-sig") if content is None else content
        data = building.build(yaml.compose(text, Loader=_LOADER), ())
    except UnicodeDecodeError as error:
        building.refuse(error.object[: error.start].count(b"\n"), "not UTF-8 (save the file as UTF-8)")
    except yaml.reader.ReaderError as error:
        line = text.partition(chr(error.character))[0].count("\n")
        building.refuse(line, f"holds the unreadable character U+{error.character:04X} (delete it)")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(
            mark.line if mark else 0, len(text.splitlines()) - 1
        )  # an open bracket is missed after the end
        building.refuse(line, f"not YAML: {error.problem} (correct this line or the one above)")
    except OSError as error:
        building.problems.append(f"{path}: cannot be read: {error.strerror} (check its rights)")
    return Document(name=building.name, data=data, lines=building.lines), building.problems


@dataclass(kw_only=True)
class _Building:
    name: str
    lines: dict[Place, int] = field(default_factory=lambda: {(): 1})
    problems: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def refuse(self, line: int, what: str) -> None:
        self.problems.append(f"{self.name}:{line + 1}: {what}")

    def build(self, node: yaml.Node | None, place: Place) -> object:
        """Turn a node into plain data; `place` is where it stands."""
        if node is None:
            return None
        self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self.seen:  # with aliases one line would belong to many places, and a loop never ends
            self.refuse(node.start_mark.line, "is used again by an alias (*) (write it out where it is used)")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*place, n)) for n, item in enumerate(node.value)]
        return self._build_mapping(node, place) if isinstance(node, yaml.MappingNode) else str(node.value)

    def _build_mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        built: dict[str, object] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line
            if key in built:
                self.refuse(
                    line, f'"{key}" is given twice, first in line {self.lines[*place, key]} (keep one)'
                )
                continue
            self.lines[*place, key] = line + 1
            built[key] = self.build(value_node, (*place, key))
        return built
