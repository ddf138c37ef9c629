"""Finds the files of the FAQ and what stands in each; what does not fit together is for `rules` to say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar

from bot.domain.language import Language
from bot.knowledge import shapes
from bot.knowledge.model import Entry, Examples, SmallTalk, Snippet, Topic, Urgent
from bot.knowledge.shapes import Problems, name_of
from bot.knowledge.yaml_lines import Document, Place, read

T_co = TypeVar("T_co", covariant=True)

MAIN, PHRASINGS = "faq.yaml", "phrasings"
OUT_OF_SCOPE_FILE, OUT_OF_SCOPE = "out-of-scope.yaml", "out of scope"
SNIPPETS_FILE = "snippets.yaml"
EXAMPLES_FILE = "examples.yaml"
OUT_OF_SCOPE_KINDS = {"near", "personal", "far", "gibberish"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[T_co]):
    """Something read, with where it stands."""

    value: T_co
    document: Document
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A message as founders may write it.

    Attributes:
        leads_to: an entry's id, or in words what else it means.
        canonical: it is the question of an entry.
    """

    leads_to: str
    language: Language
    text: str
    canonical: bool = False


@dataclass(slots=True, kw_only=True)
class Found:
    """What the files hold.

    Attributes:
        names: ids of all entries, misshapen ones too, so that one fault is not reported as two.
        complete: every file could be read, so that an entry that is not in `names` does not exist.
        phrasings: as written, also for entries that do not exist.
    """

    languages: tuple[Language, ...] = ()
    topics: list[Placed[Topic]] = field(default_factory=list)
    small_talk: list[Placed[SmallTalk]] = field(default_factory=list)
    entries: list[Placed[Entry]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    complete: bool = True
    phrasings: list[Placed[Wording]] = field(default_factory=list)
    out_of_scope: list[Placed[Wording]] = field(default_factory=list)
    elsewhere: tuple[str, ...] = ()
    urgent: Placed[Urgent] | None = None
    snippets: list[Placed[Snippet]] = field(default_factory=list)
    examples: Placed[Mapping[Language, Examples]] | None = None


def files_of(folder: Path) -> list[Path]:
    """Return the files of a FAQ that are read; none where there is no such folder."""
    return sorted([*folder.glob("*.yaml"), *(folder / PHRASINGS).glob("*.yaml")])


def find(folder: Path, problems: Problems) -> Found:
    """Read every file under `folder`, in an order that does not matter."""
    found = Found()
    for path in sorted(folder.rglob("*.yml")):
        problems.lines.append(f"{path}: is not read (rename it to {path.stem}.yaml)")
    for path in files_of(folder):
        document, faults = read(path)
        problems.lines.extend(faults)
        if document.data is None and faults:
            found.complete = False
            continue
        data = problems.mapping(document.data, document)
        if path.parent.name == PHRASINGS and path.parent != folder:
            _find_phrasings(found, data, document, problems)
        elif path.name == MAIN:
            _find_main(found, data, document, problems)
        elif path.name == OUT_OF_SCOPE_FILE:
            _find_out_of_scope(found, data, document, problems)
        elif path.name == SNIPPETS_FILE:
            _find_snippets(found, data, document, problems)
        elif path.name == EXAMPLES_FILE:
            _find_examples(found, data, document, problems)
        else:
            _find_entries(found, data, document, problems)
    return found


def _find_main(found: Found, data: dict[str, object], document: Document, problems: Problems) -> None:
    required = {"languages", "topics", "small_talk"}
    problems.only_keys(data, required, document, optional={"elsewhere", "urgent"})
    codes = data.get("languages", [])
    found.languages = problems.shaped(shapes.LANGUAGES, codes, document, ("languages",)) or ()
    if 0 < len(set(found.languages)) < 2:
        what = f"languages: fewer than two (name two or more of {', '.join(Language)})"
        problems.add(document, ("languages",), what)
    for place, item in _each("topics", data, document, problems):
        if topic := problems.shaped(shapes.TOPIC, item, document, place):
            found.topics.append(Placed(value=topic, document=document, place=place))
    elsewhere = problems.shaped(shapes.ELSEWHERE, data.get("elsewhere", {}), document, ("elsewhere",))
    found.elsewhere = tuple(sorted(chain(*(elsewhere or {}).values())))
    if "urgent" in data and (urgent := problems.shaped(shapes.URGENT, data["urgent"], document, ("urgent",))):
        found.urgent = Placed(value=urgent, document=document, place=("urgent",))
    for place, item in _each("small_talk", data, document, problems):
        if talk := problems.shaped(shapes.SMALL_TALK, item, document, place):
            found.small_talk.append(Placed(value=talk, document=document, place=place))


def _find_entries(found: Found, data: dict[str, object], document: Document, problems: Problems) -> None:
    problems.only_keys(data, {"topic", "entries"}, document)
    for place, item in _each("entries", data, document, problems):
        found.names.add(name_of(item))
        with_topic = {**item, "topic": data.get("topic", "")} if isinstance(item, dict) else item
        if entry := problems.shaped(shapes.ENTRY, with_topic, document, place):
            found.entries.append(Placed(value=entry, document=document, place=place))


def _find_snippets(found: Found, data: dict[str, object], document: Document, problems: Problems) -> None:
    problems.only_keys(data, {"snippets"}, document)
    for place, item in _each("snippets", data, document, problems):
        if snippet := problems.shaped(shapes.SNIPPET, item, document, place):
            found.snippets.append(Placed(value=snippet, document=document, place=place))


def _find_examples(found: Found, data: dict[str, object], document: Document, problems: Problems) -> None:
    problems.only_keys(data, {"examples"}, document)
    place: Place = ("examples",)
    if examples := problems.shaped(shapes.EXAMPLES, data.get("examples", {}), document, place):
        found.examples = Placed(value=examples, document=document, place=place)


def _find_phrasings(found: Found, data: dict[str, object], document: Document, problems: Problems) -> None:
    for name, item in data.items():
        by_language = problems.shaped(shapes.PHRASINGS, item, document, (name,)) or {}
        for language, texts in by_language.items():
            found.phrasings.extend(_wordings(texts, name, language, document, (name, language)))


def _find_out_of_scope(found: Found, data: dict[str, object], document: Document, problems: Problems) -> None:
    kinds = problems.shaped(shapes.OUT_OF_SCOPE, data, document, ()) or {}
    for language, by_kind in kinds.items():
        for kind in sorted(by_kind.keys() - OUT_OF_SCOPE_KINDS):
            allowed = ", ".join(sorted(OUT_OF_SCOPE_KINDS))
            problems.add(document, (language, kind), f'unknown key "{kind}" (use one of {allowed})')
        for kind, texts in by_kind.items():
            place = (language, kind)
            found.out_of_scope.extend(_wordings(texts, OUT_OF_SCOPE, language, document, place))


def _each(
    key: str, data: Mapping[str, object], document: Document, problems: Problems
) -> Iterator[tuple[Place, object]]:
    items = problems.items(data[key], document, (key,)) if key in data else []
    yield from (((key, number), item) for number, item in enumerate(items))


def _wordings(
    texts: tuple[str, ...], leads_to: str, language: Language, document: Document, place: Place
) -> Iterator[Placed[Wording]]:
    for number, text in enumerate(texts):
        wording = Wording(leads_to=leads_to, language=language, text=text)
        yield Placed(value=wording, document=document, place=(*place, number))
