"""Reads stories. What cannot be read is refused with file, line and story before anything is played.

`stories/README.md` says how to write one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.language import Language
from bot.knowledge.yaml_lines import Document, Place, read
from tests.dialogues.story import MANY, NUMBER, ONE, PHONES, ROWS, SHAPES, VERBS, Step, Telling, Value

NAMES = {Language.EN: "Dana Cohen", Language.HE: "דנה כהן", Language.ZH: "陈丹娜"}
HEAD = {"story", "languages", "phone", "name", "clock", "staff_language", "steps"}


class StoryError(Exception):
    """A story that cannot be read; one line for each reason."""


def load(folder: Path) -> list[Telling]:
    """Read every story of a folder.

    Raises:
        StoryError: naming everything that cannot be read.
    """
    reader = _Reader()
    tellings = [telling for file in sorted(folder.glob("*.yaml")) for telling in reader.file(file)]
    if reader.problems:
        raise StoryError("\n".join(dict.fromkeys(reader.problems)))  # one for each language
    return tellings


@dataclass(slots=True)
class _Reader:
    problems: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def file(self, path: Path) -> Iterator[Telling]:
        document, problems = read(path)
        self.problems += problems
        stories = document.data
        if not isinstance(stories, list):
            self.problems.append(f"{path}: a list of stories is wanted, each beginning with `- story:`")
            return
        for number, story in enumerate(stories):
            if isinstance(story, dict):
                yield from _StoryReader(self, document, (number,), story).tellings()
            else:
                self.problems.append(f"{document.where((number,))}: a story begins with `- story:`")


@dataclass(slots=True)
class _StoryReader:
    reader: _Reader
    document: Document
    place: Place
    body: dict[str, object]

    @property
    def name(self) -> str:
        return str(self.body.get("story", "nameless"))

    def refuse(self, place: Place, what: str) -> None:
        self.reader.problems.append(f'{self.document.where(place)}: story "{self.name}": {what}')

    def tellings(self) -> Iterator[Telling]:
        self._known(self.place, self.body, HEAD)
        if "story" not in self.body or self.name in self.reader.names:
            self.refuse(self.place, "give it a name of its own, after `story:`")
        self.reader.names.add(self.name)
        steps = self.body.get("steps")
        if not isinstance(steps, list) or not steps:
            self.refuse(self.place, "it has no steps")
            return
        for language in self._languages():
            read_steps = (
                self._step((*self.place, "steps", n), step, language) for n, step in enumerate(steps)
            )
            told = tuple(step for step in read_steps if step)
            yield Telling(
                file=Path(self.document.name).name,
                name=self.name,
                language=language,
                phone=self._head("phone", language, PHONES[language]) or None,
                founder=self._head("name", language, NAMES[language]),
                clock=self._clock(language),
                staff_language=self._staff_language(language),
                steps=told,
            )

    def _languages(self) -> list[Language]:
        named = self.body.get("languages", [*Language])
        wanted = [language for language in Language if language in (named if isinstance(named, list) else ())]
        if not wanted:
            self.refuse((*self.place, "languages"), f"languages is a list out of {', '.join(Language)}")
        return wanted

    def _head(self, key: str, language: Language, default: str) -> str:
        if key not in self.body:
            return default
        return str(self._value((*self.place, key), self.body[key], language, ONE))

    def _staff_language(self, language: Language) -> Language:
        code = self._head("staff_language", language, Language.EN)
        if code in list(Language):
            return Language(code)
        self.refuse((*self.place, "staff_language"), f"staff_language is one of {', '.join(Language)}")
        return Language.EN

    def _clock(self, language: Language) -> datetime | None:
        text = self._head("clock", language, "")
        try:
            return datetime.fromisoformat(text).astimezone(UTC) if text else None
        except ValueError:
            self.refuse((*self.place, "clock"), "clock looks like 2026-10-02T14:10:00Z")
            return None

    def _step(self, place: Place, body: object, language: Language) -> Step | None:
        verbs = [key for key in body if key in VERBS] if isinstance(body, dict) else []
        if not isinstance(body, dict) or len(verbs) != 1:
            self.refuse(place, f"a step has exactly one of: {', '.join(VERBS)}")
            return None
        verb = verbs[0]
        details = VERBS[verb]
        self._known(place, body, {verb, *details})
        return Step(
            verb=verb,
            what=self._value((*place, verb), body[verb], language, SHAPES[verb]),
            details={
                key: self._value((*place, key), body[key], language, shape)
                for key, shape in details.items()
                if key in body
            },
            where=Path(self.document.where(place)).name,
        )

    def _known(self, place: Place, body: dict[str, object], known: set[str]) -> None:
        for key in body:
            if key not in known:
                self.refuse((*place, key), f'unknown key "{key}"; known here: {", ".join(sorted(known))}')

    def _value(self, place: Place, value: object, language: Language, shape: str) -> Value:
        """Return what stands there for `language`: in words that are the same in all, or under its code."""
        if isinstance(value, dict):
            if strange := value.keys() - set(Language):
                self.refuse(place, f"unknown language {', '.join(sorted(strange))}")
            value = value.get(language)
            if value is None:
                self.refuse(place, f"nothing is said in {language}")
                return ""
        if shape == NUMBER and isinstance(value, str) and value.isdecimal():
            return int(value)
        if isinstance(value, str) and shape in (ONE, MANY):
            return value
        if shape == MANY and isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        if shape == ROWS and isinstance(value, list) and all(_is_row(row) for row in value):
            return [row if isinstance(row, list) else [row] for row in value]
        self.refuse(place, f"{shape} must stand here")
        return ""


def _is_row(row: object) -> bool:
    return isinstance(row, str) or (isinstance(row, list) and all(isinstance(one, str) for one in row))
