"""The shape in which Telegram's objects travel."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""One JSON object, with Telegram's field names."""

Keyboard: TypeAlias = list[list[Json]]
"""Rows of inline buttons."""
