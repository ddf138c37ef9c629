"""How the benchmarks of matching speak: tables on standard output, progress on standard error."""

from collections.abc import Sequence

import numpy as np
from rich.console import Console

WIDTH = 170
"""Columns that the widest table needs; a narrower terminal wraps it, a file or a pipe does not mind."""
NOTHING = "–"

err = Console(stderr=True, highlight=False)
out = Console(highlight=False, width=None if err.is_terminal else WIDTH)


def say(step: str) -> None:
    """Tell on standard error what is under way."""
    err.print(step, markup=False, soft_wrap=True)


def share(value: float | None) -> str:
    """Show a share as per cent."""
    return NOTHING if value is None else f"{value:.1%}"


def milliseconds(seconds: Sequence[float]) -> tuple[str, str]:
    """Show median and 99th percentile."""
    p50, p99 = np.percentile(seconds, (50, 99)) * 1000
    return f"{p50:.2f}", f"{p99:.2f}"
