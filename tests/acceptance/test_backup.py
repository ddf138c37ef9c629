"""A backup of a busy desk, by the commands; the long run is tests/soak/backup_under_load.py."""

import asyncio
import os
import resource
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.acceptance.processes import ROOT
from tests.databases import sqlite_in
from tests.soak.backup_under_load import run


@pytest.mark.slow
async def test_no_question_is_lost_by_dying_after_a_backup() -> None:
    outcome = await run("sqlite", 3.0, pause=0.5, backups=1, into=["postgresql"])
    (backup,), restored = outcome.backups, outcome.restored["postgresql"]
    assert restored.wrongs == []
    assert restored.questions.total() == backup.asked > 0
    assert restored.questions.keys() <= {"answered", "waiting", "told"}


async def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    def almost_full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "backup", "desk.backup"),
        cwd=tmp_path,
        env={**os.environ, "DATABASE_URL": sqlite_in(tmp_path), "FAQ_DIR": str(ROOT / "faq")},
        stdout=PIPE,
        stderr=PIPE,
        preexec_fn=almost_full,  # one thread, and nothing but a limit is set
    )
    said, errors = await process.communicate()
    assert (process.returncode, said) == (2, b"")
    assert errors.decode() == (
        "desk.backup cannot be written (File too large); take a disk that holds larger files\n"
    )
    assert os.listdir(tmp_path) == ["gesher.db"]  # noqa: PTH208  # nothing hidden either
