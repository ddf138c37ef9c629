"""Looks at one thing after the other: none takes for ever, and none that fails hides the others."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Thread
from typing import TypeVar

from bot.domain.errors import GesherError
from bot.domain.finding import Area, Finding
from bot.domain.learned import Learned
from bot.knowledge.model import KnowledgeBase
from bot.logs import HIDDEN, TOKEN, UNSEEN

T = TypeVar("T")
PATIENCE = 20.0
"""Seconds for a check that says nothing else."""


@dataclass(slots=True)
class Known:
    """What later checks have from earlier ones.

    Attributes:
        running: a desk works on the database now; None where that is not known.
        knowledge: the FAQ of the files; None where it cannot be loaded.
        lessons: what staff taught; none where the database cannot be read.
    """

    running: bool | None = None
    knowledge: KnowledgeBase | None = None
    lessons: list[Learned] = field(default_factory=list)


class Examination:
    """Collects the findings.

    Args:
        begun: told the name of each thing before it is looked at.
    """

    def __init__(self, begun: Callable[[str], None]) -> None:
        self._begun = begun
        self.known = Known()
        self.findings: list[Finding] = []

    async def look(
        self,
        what: str,
        area: Area,
        check: Callable[[], Awaitable[Sequence[Finding]]],
        limit: float = PATIENCE,
    ) -> bool:
        """Look at one thing, for so many seconds; return whether all of it is well."""
        self._begun(what)
        found = await _carry_out(what, check, limit)
        for finding in found:
            self.tell(finding, area)
        return all(finding.well for finding in found)

    async def look_aside(
        self, what: str, area: Area, check: Callable[[], Finding], limit: float = PATIENCE
    ) -> bool:
        """Look at one thing by something that blocks."""

        async def carry_out() -> Sequence[Finding]:
            return [await aside(check)]

        return await self.look(what, area, carry_out, limit)

    def tell(self, finding: Finding, area: Area) -> None:
        """Add what is known already."""
        self.findings.append(_told(finding, area))


async def _carry_out(
    what: str, check: Callable[[], Awaitable[Sequence[Finding]]], limit: float
) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(limit):
            return await check()
    except TimeoutError:
        state, cure = f"no result within {limit:.0f} s", "look at the load of this machine, then run it again"
        return [Finding(what=what, well=False, state=state, cure=cure)]
    except GesherError as error:
        state, _, cure = str(error).partition("; ")  # as StoreError words it
        return [Finding(what=what, well=False, state=state, cure=cure)]
    except Exception as error:  # noqa: BLE001  # of one check; the others are still worth having
        state = f"cannot be looked at ({type(error).__name__}: {error})"
        return [Finding(what=what, well=False, state=state, cure="report this as a mistake of gesher's")]


def _told(finding: Finding, area: Area) -> Finding:
    return replace(finding, area=area, state=_safe(finding.state), cure=_safe(finding.cure))


def _safe(words: str) -> str:
    """Return words as one line without a token and without what a terminal would obey."""
    return TOKEN.sub(HIDDEN, " ".join(UNSEEN.sub(" ", words).split()))


async def aside(work: Callable[[], T]) -> T:
    """Do what blocks in a thread of its own; once its time is up, not even the process waits for it."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  # raised where it is waited for
            with suppress(InvalidStateError):  # nobody waits any more
                done.set_exception(error)
        else:
            with suppress(InvalidStateError):
                done.set_result(result)

    Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)
