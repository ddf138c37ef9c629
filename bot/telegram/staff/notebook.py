"""Small things that the desk has to remember between updates, as JSON under a key."""

import json
from collections.abc import Mapping
from typing import Any

from bot.store.unit_of_work import UnitOfWork


async def take_turn(uow: UnitOfWork, key: str) -> None:
    """Have other replicas wait here until this transaction ends; read after it, then write.

    Writing a row takes hold of it, and what others have committed meanwhile is seen from then on.
    """
    await uow.desk.set(f"{key}-turn", "")


async def read(uow: UnitOfWork, key: str) -> dict[Any, Any]:
    """Return what is noted under a key; nothing if nothing was."""
    value = await uow.desk.get(key)
    noted: dict[Any, Any] = json.loads(value) if value else {}
    return noted


async def write(uow: UnitOfWork, key: str, noted: Mapping[Any, Any], *, most: int | None = None) -> None:
    """Note it all anew.

    Args:
        uow: the open one.
        key: what it is noted under.
        noted: what can be written as JSON.
        most: how many are kept, the last ones; None keeps all.
    """
    kept = list(noted.items())[-most:] if most else noted.items()
    await uow.desk.set(key, json.dumps(dict(kept)))
