"""No check takes for ever, none that fails hides the others, and none tells a secret."""

import asyncio
import time
from collections.abc import Sequence

from bot.doctor.examination import Examination, aside
from bot.domain.errors import StoreError
from bot.domain.finding import Area, Finding

WELL = Finding(what="one", well=True, state="fine")
TOKEN = "123456789:" + "abcdefgh" * 5


async def well() -> Sequence[Finding]:
    return [WELL]


async def hangs() -> Sequence[Finding]:
    await asyncio.Event().wait()
    return []


async def breaks() -> Sequence[Finding]:
    raise ZeroDivisionError(f"https://api.telegram.org/bot{TOKEN}/getMe\nfailed")


async def refuses() -> Sequence[Finding]:
    raise StoreError("the file is damaged; restore a backup")


async def test_what_hangs_or_breaks_is_a_finding_among_the_others() -> None:
    begun: list[str] = []
    examination = Examination(begun.append)
    for name, check in (("a", hangs), ("b", breaks), ("c", refuses), ("d", well)):
        await examination.look(name, Area.DATA, check, 0.01 if check is hangs else 5)
    assert begun == ["a", "b", "c", "d"]
    hung, broken, refused, fine = examination.findings
    assert (hung.what, hung.well, hung.state) == ("a", False, "no result within 0 s")
    assert (broken.well, refused.well, fine.well) == (False, False, True)
    assert (refused.state, refused.cure) == ("the file is damaged", "restore a backup")
    assert {finding.area for finding in examination.findings} == {Area.DATA}
    assert TOKEN not in broken.state
    assert "\n" not in broken.state


async def test_whether_all_of_it_is_well_is_returned() -> None:
    examination = Examination(lambda _: None)
    assert await examination.look("d", Area.DATA, well)
    assert not await examination.look("c", Area.DATA, refuses)


async def test_what_blocks_is_left_alone_once_its_time_is_up() -> None:
    examination = Examination(lambda _: None)

    def block() -> Finding:
        time.sleep(0.2)
        return WELL

    assert not await examination.look_aside("blocks", Area.MACHINE, block, 0.01)
    assert await aside(lambda: 7) == 7
