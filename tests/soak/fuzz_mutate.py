"""Spoils sound data: JSON values and bytes, at random, by a generator of random numbers that is handed in."""

import copy
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

SAMPLES = Path(__file__).parents[1] / "data" / "updates"
FOUNDER, THREAD, TICKET = 4100000001, 12, 1
"""Whose chat, which topic and which ticket the samples speak of."""

ODD_VALUES: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 2**31, -(2**31) - 1, 2**53, 2**63, -(2**63) - 1, 10**30, 10**400),
    *(
        "",
        " ",
        "0",
        "\0",
        "\x1b[2J",
        "a\nb\rc",
        "\u202e\u2066",
        "../../etc/passwd",
        "=1+1",
        "'; DROP TABLE--",
    ),
    *([], {}, [None], [[]], {"id": None}, {"": ""}, ["x"] * 200),
)
ODD_LETTERS = (
    "\ud800",
    "\udfff",
    "\0",
    "\u2028",
    "\u202e",
    "\u200f",
    "😀",
    "ﷺ",
    "\ufeff",
    "*_`[",
    "</b>",
    "{$x}",
)
DEEPEST = 250

Path_ = tuple[str | int, ...]


def samples() -> dict[str, Any]:
    """Return a sound update of every kind, by the name of its file."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.json"))}


def spoilt(random: Random, sound: Any, graft: Sequence[Any] = ()) -> Any:
    """Return a copy with one to three places spoilt; now and then with none.

    Args:
        random: decides.
        sound: JSON; stays as it is.
        graft: other JSON of which parts may be put in.
    """
    value = json.loads(json.dumps(sound))
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        paths = _paths(value, ())
        if not paths:
            break
        place = random.choice(paths)
        spoil = random.choice(_WAYS)
        value = _changed(value, place, lambda old, spoil=spoil: spoil(random, old, graft))  # type: ignore[misc]
    return value


def spoilt_bytes(random: Random, sound: bytes) -> bytes:
    """Return bytes with one to four places cut, doubled, exchanged or filled with something else."""
    data = bytearray(sound)
    for _ in range(random.choice((0, 1, 1, 2, 4))):
        start = random.randint(0, len(data))
        end = min(len(data), start + random.choice((0, 1, 1, 3, 20, 200)))
        new = random.choice(
            (
                b"",
                bytes(random.choices(range(256), k=random.choice((1, 2, 9)))),
                bytes(data[start:end]) * 2,
                random.choice(ODD_LETTERS).encode("utf-8", "surrogatepass"),
                random.choice(
                    (b"\n", b"\t", b": ", b"- ", b"&a ", b"*a", b"!!python/object:x ", b"{", b"]", b"|", b'"')
                ),
                b"[" * random.choice((1, 50, 2000)),
                b"x" * 5000,
            )
        )
        data[start:end] = new
    return bytes(data)


def spoilt_text(random: Random, sound: str) -> str:
    """Return text with letters taken out, doubled, exchanged or put in."""
    for _ in range(random.choice((0, 1, 1, 2, 4))):
        start = random.randint(0, len(sound))
        end = min(len(sound), start + random.choice((0, 1, 2, 9)))
        new = random.choice(
            ("", sound[start:end] * 2, random.choice(ODD_LETTERS), ":", "9" * 18, "-", "x" * 70)
        )
        sound = sound[:start] + new + sound[end:]
    return sound


def _paths(value: Any, here: Path_) -> list[Path_]:
    found = [here] if here else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        found += _paths(below, (*here, key))
    return found


def _changed(value: Any, place: Path_, change: Callable[[Any], Any]) -> Any:
    inner = value
    for step in place[:-1]:
        inner = inner[step]
    new = change(inner[place[-1]])
    if new is _DROP:
        del inner[place[-1]]
    else:
        inner[place[-1]] = new
    return value


_DROP = object()


def _drop(_: Random, __: Any, ___: Sequence[Any]) -> Any:
    return _DROP


def _odd(random: Random, _: Any, __: Sequence[Any]) -> Any:
    return copy.deepcopy(random.choice(ODD_VALUES))


def _retyped(_: Random, old: Any, __: Sequence[Any]) -> Any:
    match old:
        case bool():
            return int(old)
        case int():
            return str(old)
        case str():
            return len(old)
        case list():
            return {str(number): item for number, item in enumerate(old)}
        case dict():
            return list(old.values())
        case _:
            return "null"


def _nested(random: Random, old: Any, __: Sequence[Any]) -> Any:
    for _ in range(random.choice((1, 2, 40, DEEPEST))):
        old = [old] if random.random() < 0.5 else {"chat": old}
    return old


def _lettered(random: Random, old: Any, __: Sequence[Any]) -> Any:
    return spoilt_text(random, old) + random.choice(ODD_LETTERS) if isinstance(old, str) else str(old)


def _long(random: Random, old: Any, __: Sequence[Any]) -> Any:
    if isinstance(old, list):
        return json.loads(json.dumps(old)) * random.choice((2, 30))
    return (str(old) + random.choice(ODD_LETTERS[2:]) + " ") * random.choice((100, 1500))


def _near(random: Random, old: Any, __: Sequence[Any]) -> Any:
    return old + random.choice((-1, 1, 2**40)) if isinstance(old, int | float) else old


def _grafted(random: Random, _: Any, graft: Sequence[Any]) -> Any:
    other = random.choice(graft) if graft else {}
    for step in random.choice(_paths(other, ()) or [()]):
        other = other[step]
    return json.loads(json.dumps(other))


_WAYS = (_drop, _odd, _retyped, _nested, _lettered, _long, _near, _grafted, _grafted)
