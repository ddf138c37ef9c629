from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.doctor.machine import check_disks, check_env, check_holidays, free_disk, judge_zones, years_needed
from bot.settings import Settings

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
MEGABYTE = 2**20


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_readable_env_file_is_a_finding_with_its_cure(tmp_path: Path, mode: int) -> None:
    path = tmp_path / ".env"
    path.touch()
    path.chmod(mode)
    finding = check_env(path)
    assert not finding.well
    assert finding.cure == f"chmod 600 {path}"


def test_a_closed_env_file_and_none_are_well(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    assert check_env(path).well
    path.touch()
    path.chmod(0o600)
    assert check_env(path).well


@pytest.mark.parametrize(
    ("free", "well", "warns", "size"),
    [
        (5000 * MEGABYTE, True, False, "4.9 GB"),
        (1023 * MEGABYTE, True, True, "1023 MB"),
        (200 * MEGABYTE, True, True, "200 MB"),
        (199 * MEGABYTE, False, False, "199 MB"),
        (0, False, False, "0 MB"),
    ],
)
def test_free_disk_warns_before_it_fails(free: int, well: bool, warns: bool, size: str) -> None:
    finding = free_disk("the database", free)
    assert (finding.well, finding.warns) == (well, warns)
    assert finding.state.startswith(f"{size} free")
    assert bool(finding.cure) is (warns or not well)


def test_a_disk_is_named_once_and_a_missing_folder_is_its_parents(tmp_path: Path) -> None:
    findings = check_disks({"the database": tmp_path, "the cache": tmp_path / "not" / "yet"})
    assert [finding.state.split(" free ")[1] for finding in findings] == ["for the database and the cache"]


@pytest.mark.parametrize(
    ("rules", "warns"), [("2026a", False), ("2024b", False), ("2023c", True), ("", False), ("unknown", False)]
)
def test_old_rules_of_time_zones_are_worth_a_warning(rules: str, warns: bool) -> None:
    assert judge_zones("Asia/Shanghai 10:00", rules, NOW).warns is warns


def test_the_next_years_holidays_are_needed_from_december_on() -> None:
    assert years_needed(date(2026, 11, 30)) == (2026,)
    assert years_needed(date(2026, 12, 1)) == (2026, 2027)


def test_a_year_whose_worked_weekends_are_not_published_is_worth_a_warning() -> None:
    settings = Settings()
    assert not check_holidays(settings, datetime(2025, 11, 25, tzinfo=UTC)).warns
    finding = check_holidays(settings, datetime(2050, 11, 25, tzinfo=UTC))
    assert finding.warns
    assert "2050" in finding.state
    assert (
        check_holidays(settings.model_copy(update={"staff_holidays": "IL"}), NOW).state
        == "IL, known for 2026"
    )
    assert check_holidays(settings.model_copy(update={"staff_holidays": ""}), NOW).well
