"""Language, hours and clock of staff."""

from bot.domain.language import Language
from bot.setup.host import Host
from bot.setup.known import Known
from bot.setup.staff import ask_staff
from tests.unit.setup.script import Script


async def test_enter_takes_what_is_set(host: Host, script: Script) -> None:
    script.will("", "", "")
    assert await ask_staff(host, Known()) == Known()
    assert script.shown("[Mon-Fri 09:00-18:00]: ") == 1


async def test_each_is_asked_for_until_it_can_be_used(host: Host, script: Script) -> None:
    script.will("fr", "he", "9 to 5", "Sun-Thu 9：00－17：00，Fri 9:00-12:00", "Shanghai", "Asia/Jerusalem")
    found = await ask_staff(host, Known())
    assert found.staff_language is Language.HE
    assert found.staff_hours == "Sun-Thu 9:00-17:00,Fri 9:00-12:00"
    assert found.staff_timezone == "Asia/Jerusalem"
    for complaint in (
        "✗ “fr” is none of them",
        "✗ “9 to 5” cannot be read",
        "✗ There is no time zone “Shanghai”",
    ):
        assert script.shown(complaint) == 1
