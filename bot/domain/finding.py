"""What a check found."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at.

    Attributes:
        what: the thing, in a word or two.
        state: how it is.
        cure: what to do; empty where nothing is to be done.
    """

    what: str
    well: bool
    state: str
    cure: str = ""

    def as_json(self) -> dict[str, object]:
        """Return it as a plain object."""
        return asdict(self)
