"""The file of settings."""

import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import UsageError
from bot.setup.env_file import merged, read_env, write_env
from bot.setup.known import Known, as_settings

OURS = "# mine\nLOG_LEVEL=DEBUG\nSTAFF_CHAT_ID=-1\n\nexport staff_chat_id = -2  # newer\n"


def test_other_lines_and_comments_stay_and_the_line_that_counts_is_changed() -> None:
    assert merged(OURS, {"STAFF_CHAT_ID": "-3", "STAFF_LANGUAGE": "he"}) == (
        "# mine\nLOG_LEVEL=DEBUG\nSTAFF_CHAT_ID=-1\n\nSTAFF_CHAT_ID=-3\nSTAFF_LANGUAGE=he\n"
    )


def test_a_name_within_another_is_left_alone() -> None:
    assert merged("DATABASE_URL_FILE=a\n#DATABASE_URL=b\n", {"DATABASE_URL": "c"}) == (
        "DATABASE_URL_FILE=a\n#DATABASE_URL=b\nDATABASE_URL=c\n"
    )


SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40)


@given(SIGNS | SIGNS.map(lambda signs: f"http://me:${{HOME}}{signs}@127.0.0.1:1"))
@settings(max_examples=50)
def test_what_is_written_is_what_the_bot_reads(value: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / ".env"
        write_env(path, merged("", as_settings(Known(proxy=value), "")))
        _, values = read_env(path)
    assert unquote(values.get("TELEGRAM_PROXY", "")) == unquote(
        value
    )  # as whoever speaks with the proxy does
    assert values["STAFF_HOURS"] == "Mon-Fri 09:00-18:00"


def test_only_its_owner_may_read_it_whatever_it_was_before(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LOG_LEVEL=DEBUG\n", "utf-8")
    file.chmod(0o644)
    write_env(file, "LOG_LEVEL=INFO\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    link, target = tmp_path / ".env", tmp_path / "kept" / "env"
    link.symlink_to(target)
    write_env(link, "LOG_LEVEL=INFO\n")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "LOG_LEVEL=INFO\n"


def test_what_cannot_be_read_or_written_is_one_line_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"cannot be written \(No such file or directory\): check the folder"
    ):
        write_env(tmp_path / "nowhere" / ".env", "")
    with pytest.raises(UsageError, match=r"cannot be read \(Is a directory\)"):
        read_env(tmp_path)
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="is not UTF-8 text: save it as UTF-8"):
        read_env(file)


def test_a_file_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_env(tmp_path / ".env") == ("", {})
