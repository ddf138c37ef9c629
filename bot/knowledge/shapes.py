"""Plain data into records, and pydantic's complaints into lines that name file, line, entry and cure."""

from collections.abc import Mapping, Set
from typing import TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from bot.domain.language import Language
from bot.knowledge.model import Entry, Examples, SmallTalk, Snippet, Text, Topic, Urgent
from bot.knowledge.yaml_lines import Document, Place

T = TypeVar("T")

ENTRY = TypeAdapter(Entry)
TOPIC = TypeAdapter(Topic)
SMALL_TALK = TypeAdapter(SmallTalk)
URGENT = TypeAdapter(Urgent)
SNIPPET = TypeAdapter(Snippet)
EXAMPLES = TypeAdapter(Mapping[Language, Examples])
LANGUAGES = TypeAdapter(tuple[Language, ...])
PHRASINGS = TypeAdapter(Mapping[Language, tuple[Text, ...]])
ELSEWHERE = TypeAdapter(Mapping[Language, tuple[Text, ...]])
OUT_OF_SCOPE = TypeAdapter(Mapping[Language, Mapping[str, tuple[Text, ...]]])

Schema = TypeAdapter[T]


class Problems:
    """Collects what is wrong, so that one run shows all of it."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, document: Document, place: Place, what: str, *, subject: str = "") -> None:
        """Note a problem; `what` ends with its cure in brackets, `subject` is the entry's id."""
        self.lines.append(": ".join(part for part in (document.where(place), subject, what) if part))

    def shaped(self, schema: Schema[T], data: object, document: Document, place: Place) -> T | None:
        """Turn `data`, which stands at `place`, into a record; None, and a problem a fault, if it is none."""
        subject = name_of(data)
        try:
            return schema.validate_python(data)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                inner = tuple(step for step in fault["loc"] if step != "[key]")
                named = inner if subject else (*place, *inner)
                what = _describe(fault["type"], named, fault["msg"], fault["input"])
                self.add(document, (*place, *inner), what, subject=subject)
            return None

    def mapping(self, data: object, document: Document, place: Place = ()) -> dict[str, object]:
        """Return `data` if it is a mapping; otherwise an empty one, and a problem."""
        if isinstance(data, dict):
            return cast("dict[str, object]", data)
        self.add(document, place, f"{_path(place)} is not a mapping (write it as key: value)")
        return {}

    def items(self, data: object, document: Document, place: Place) -> list[object]:
        """Return `data` if it is a list; otherwise an empty one, and a problem."""
        if isinstance(data, list):
            return data
        self.add(document, place, f"{_path(place)} is not a list (write each item after a dash)")
        return []

    def only_keys(
        self,
        data: Mapping[str, object],
        allowed: set[str],
        document: Document,
        *,
        optional: Set[str] = frozenset(),
    ) -> None:
        """Note every key of a whole file that nothing reads, and every one that is missing."""
        for key in sorted(data.keys() - allowed - optional):
            self.add(document, (key,), _describe("unexpected_keyword_argument", (key,), "", None))
        for key in sorted(allowed - data.keys()):
            self.add(document, (), f'no "{key}" (add it)')


def name_of(data: object) -> str:
    """Return the id that unchecked data gives itself, or nothing."""
    name = data.get("id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else ""


def _path(place: Place) -> str:
    return ".".join(map(str, place)) or "the file"


def _describe(kind: str, place: Place, message: str, given: object) -> str:
    path, last = _path(place), place[-1] if place else ""
    if kind == "unexpected_keyword_argument":
        return f'unknown key "{last}" (remove it or correct its spelling)'
    if kind.startswith("missing"):
        return f'no "{path}" (add it)'
    if kind in ("string_too_short", "too_short"):
        return f"{path} is empty (fill it, or remove the key)"
    expected = message.removeprefix("Input should be ").removeprefix("String should ")
    shown = f'"{given}"' if isinstance(given, str) else "this"
    return f"{path}: {shown} should be {expected} (correct it)"
