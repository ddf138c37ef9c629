"""What a check found."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Area(StrEnum):
    """What a thing belongs to, as a heading says it; in the order in which one would mend it."""

    SETTINGS = "settings"
    TELEGRAM = "Telegram"
    GROUP = "staff group"
    DATA = "data"
    KNOWLEDGE = "knowledge"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at.

    Attributes:
        what: the thing, in a word or two.
        well: the desk can work with it as it is.
        state: how it is.
        cure: what to do; empty where nothing is to be done, or `state` says it.
        warns: it is well, but somebody should see to it before it is not.
        area: what it belongs to.
    """

    what: str
    well: bool
    state: str
    cure: str = ""
    warns: bool = False
    area: Area = Area.MACHINE

    def as_json(self) -> dict[str, object]:
        """Return it as a plain object."""
        return asdict(self)


def warning(what: str, state: str, cure: str) -> Finding:
    """Return a finding of something that works, but not as it should."""
    return Finding(what=what, well=True, state=state, cure=cure, warns=True)
