"""Labelled questions on file: what the matcher is measured by, and never learns from."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter

from bot.domain.errors import UsageError
from bot.domain.language import Language

log = logging.getLogger(__name__)


def _null(written: object) -> object:
    return None if written in ("", "null", "~") else written


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A message and what a person says that it means.

    Attributes:
        q: the message.
        expect: the entry that answers it; None hands it to staff.
        also: entries that a person would take as well.
        kind: how it is written, or why it is for staff.
        lang: that it is asked in, whatever script it is written in.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    q: str
    expect: Annotated[str | None, BeforeValidator(_null)]
    also: tuple[str, ...] = ()
    kind: str
    lang: Language

    @property
    def answers(self) -> frozenset[str]:
        """The entries that count as right."""
        return frozenset(self.also) | ({self.expect} if self.expect else set())


class QuestionsError(UsageError):
    """A file of labelled questions cannot be read; the message holds a line for every problem."""


def read_questions(path: Path) -> list[Labelled]:
    """Read a YAML list of questions, in the file's order.

    Raises:
        QuestionsError: naming file and line of everything that does not fit.
    """
    from bot.knowledge.shapes import Problems  # noqa: PLC0415  # who only counts results reads no YAML
    from bot.knowledge.yaml_lines import read  # noqa: PLC0415  # as above

    if not path.is_file():
        raise QuestionsError(f"{path}: no such file (name a YAML file of labelled questions)")
    document, faults = read(path)
    problems = Problems()
    problems.lines.extend(faults)
    items = problems.items(document.data, document, ()) if not faults else []
    labelled = TypeAdapter(Labelled)
    shaped = [problems.shaped(labelled, item, document, (number,)) for number, item in enumerate(items)]
    if problems.lines:
        raise QuestionsError("\n".join(problems.lines))
    return [question for question in shaped if question is not None]


def labelled_in(folder: Path) -> list[Labelled]:
    """Read all files of a folder, in the order of their names; one with problems is left out, and logged."""
    found: list[Labelled] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found += read_questions(path)
        except QuestionsError as error:
            log.error("labelled questions are left out of the gate", extra={"problems": str(error)})
    return found
