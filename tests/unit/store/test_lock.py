import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.errors import StoreError
from bot.store import instance_lock

HOLD = """
import sys
from bot.store import instance_lock
with instance_lock(sys.argv[1]):
    print("held", flush=True)
    input()
"""


def test_a_second_process_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/gesher.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(StoreError) as refused, instance_lock(url):
            pass
        assert str(refused.value) == f"another gesher is running on {tmp_path}/data/gesher.db; stop it first"
        first.kill()
    with instance_lock(url):
        pass


def test_a_second_path_to_the_same_file_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with (
        instance_lock(f"sqlite:///{tmp_path}/gesher.db"),
        pytest.raises(StoreError, match="another gesher"),
        instance_lock(f"sqlite:///{tmp_path}/link/gesher.db"),
    ):
        pass


def test_other_databases_are_not_held(tmp_path: Path) -> None:
    with instance_lock(f"sqlite:///{tmp_path}/a.db"), instance_lock(f"sqlite:///{tmp_path}/b.db"):
        pass


def test_postgresql_serves_several(tmp_path: Path) -> None:
    url = f"postgresql://host/{tmp_path.name}"
    with instance_lock(url), instance_lock(url):
        pass


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreError, match=r"gesher\.db\.lock cannot be written"),
        instance_lock(f"sqlite:///{tmp_path}/file/gesher.db"),
    ):
        pass
