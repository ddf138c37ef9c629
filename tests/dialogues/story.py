"""What a story is made of: steps of a talk between founder, bot and staff, told in each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.language import Language

PHONES = {Language.EN: "en", Language.HE: "he", Language.ZH: "zh-hans"}
UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}

ONE, MANY, ROWS, NUMBER = "words", "words, or a list of words", "a list of rows of buttons", "a number"
BESIDE_ACTS: dict[str, dict[str, str]] = {
    "founder": {"with": ONE, "replying_to": ONE, "forwarded": ONE, "times": NUMBER, "length": NUMBER},
    "sends": {"caption": ONE, "replying_to": ONE, "forwarded": ONE, "album": NUMBER},
    "burst": {},
    "edits": {"to": ONE},
    "press": {},
    "forges": {},
    "looks_for": {},
    "somebody_else": {},
    "stops_bot": {},
    "starts_bot": {},
    "staff": {"with": ONE, "replying_to": ONE, "by": ONE, "in": ONE, "album": NUMBER},
    "staff_presses": {"by": ONE},
    "staff_edits": {"to": ONE, "by": ONE},
    "later": {},
    "slow": {},
    "refuses": {},
}
"""What people do, or what happens to them, and what may stand beside it."""
BESIDE_CHECKS: dict[str, dict[str, str]] = {
    "bot": {"buttons": ROWS, "times": NUMBER},
    "bot_edits": {"buttons": ROWS},
    "bot_sends": {},
    "bot_reacts": {},
    "buttons_left": {},
    "notice": {},
    "offers": {},
    "staff_sees": {"buttons": ROWS},
    "staff_gets": {"album": NUMBER, "at_most": NUMBER},
    "receipt": {"on": ONE},
    "gone": {},
    "topic": {"icon": ONE},
    "nothing": {},
}
"""What there must be now, and what may stand beside it."""
VERBS = BESIDE_ACTS | BESIDE_CHECKS
SHAPES = {
    verb: ROWS if verb == "buttons_left" else ONE if verb in BESIDE_ACTS and verb != "burst" else MANY
    for verb in VERBS
}

Value = str | int | list[str] | list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step in one language.

    Attributes:
        verb: one of `VERBS`.
        what: the verb's own value.
        details: what stands beside it.
        where: file and line.
    """

    verb: str
    what: Value
    details: Mapping[str, Value]
    where: str

    @property
    def words(self) -> list[str]:
        """The verb's value as a list of words."""
        return [str(self.what)] if isinstance(self.what, str | int) else [str(one) for one in self.what]

    def number(self, name: str, default: int) -> int:
        """Return a detail that is a number."""
        value = self.details.get(name, default)
        return value if isinstance(value, int) else default

    def text(self, name: str) -> str | None:
        """Return a detail that is words."""
        value = self.details.get(name)
        return None if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story in one language, ready to be played.

    Attributes:
        phone: the language that the founder's phone is set to; None where it does not tell.
        staff_language: that the desk speaks with staff.
        clock: when it begins; None for now.
    """

    file: str
    name: str
    language: Language
    phone: str | None
    staff_language: Language = Language.EN
    founder: str
    clock: datetime | None
    steps: tuple[Step, ...]

    @property
    def id(self) -> str:
        """How the test is called."""
        return f"{Path(self.file).stem}-{self.language}-{self.name}"


def span(words: str) -> timedelta:
    """Read "30 minutes".

    Raises:
        ValueError: for anything else.
    """
    found = re.fullmatch(r"(\d+) (\w+)", words.strip())
    if not found or (unit := found[2] if found[2] in UNITS else found[2] + "s") not in UNITS:
        raise ValueError(f'"{words}" is no span of time: write "30 minutes", "2 hours" or "3 days"')
    return timedelta(seconds=int(found[1]) * UNITS[unit])
