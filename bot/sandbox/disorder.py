"""Disorder among updates that was ordered and is yet to come."""

from dataclasses import dataclass


@dataclass(slots=True)
class Disorder:
    """How often updates will still arrive otherwise than they should.

    Attributes:
        repeats: polls that find a confirmed batch and receive it again, or updates that a webhook took and
            receives again.
        swaps: updates that a webhook receives before the one that came first in the same chat.
    """

    repeats: int = 0
    swaps: int = 0

    def repeat(self) -> bool:
        """Use up one repetition, if any is left."""
        due = self.repeats > 0
        self.repeats -= due
        return due

    def swap(self) -> bool:
        """Use up one swap, if any is left."""
        due = self.swaps > 0
        self.swaps -= due
        return due

    def clear(self) -> None:
        """Forget what is left."""
        self.repeats = self.swaps = 0
