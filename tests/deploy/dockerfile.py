"""Reads a Dockerfile: its stages, and each instruction with the variables filled in that Docker fills in."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CONTINUED = re.compile(r"\\\n")
VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
NOT_FILLED_IN = {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"}
"""Docker leaves variables in these to the shell."""
KNOWN = {
    *("FROM", "ARG", "ENV", "LABEL", "RUN", "COPY", "WORKDIR", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL"),
    *NOT_FILLED_IN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction: its name, its flags such as `--from`, and the rest."""

    name: str
    flags: Mapping[str, str] = field(default_factory=dict)
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What begins with FROM.

    Attributes:
        name: what later stages call it; empty where it has no name.
        base: the image that it begins with.
    """

    name: str
    base: str
    steps: tuple[Step, ...]


def read(path: Path, given: Mapping[str, str] | None = None) -> list[Stage]:
    """Return the stages of a file.

    Args:
        path: of the Dockerfile.
        given: build arguments.

    Raises:
        ValueError: if it holds an instruction that is not known here.
    """
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    text = CONTINUED.sub(" ", "\n".join(lines))
    stages: list[Stage] = []
    globally: dict[str, str] = {}
    known: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        step = _step(line, globally if line.startswith("FROM ") or not stages else known)
        if step.name == "FROM":
            known = {}
            base, _, name = step.value.partition(" AS ")
            stages.append(Stage(name=name, base=base, steps=()))
            continue
        if step.name in ("ARG", "ENV"):
            name, _, value = step.value.partition("=")
            value = (given or {}).get(name, value) if step.name == "ARG" else value
            (known if stages else globally)[name] = value
            step = Step(name=step.name, value=f"{name}={value}")
        if stages:
            last = stages.pop()
            stages.append(Stage(name=last.name, base=last.base, steps=(*last.steps, step)))
    return stages


def words(value: str) -> list[str]:
    """Return the words of an instruction, quotes taken off."""
    return shlex.split(value)


def _step(line: str, known: Mapping[str, str]) -> Step:
    name, _, value = line.partition(" ")
    if name not in KNOWN:
        raise ValueError(f"{name} is an instruction that this reader does not know: {line}")
    if name not in NOT_FILLED_IN:
        value = VARIABLE.sub(lambda found: known.get(found[1] or found[2], ""), value)
    flags = dict(_flags(value))
    return Step(name=name, flags=flags, value=re.sub(r"^(--\S+\s+)+", "", value.strip()))


def _flags(value: str) -> Iterator[tuple[str, str]]:
    for word in value.split():
        if not word.startswith("--"):
            return
        name, _, said = word.removeprefix("--").partition("=")
        yield name, said
