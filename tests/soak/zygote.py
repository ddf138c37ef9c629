"""Starts bots quickly: a process that has imported everything and read the FAQ forks one for each order.

A real process with a memory of its own comes of it, for a fraction of what a start costs otherwise. Orders
and answers are lines of JSON on stdin and stdout: `{"start": {...}}` gives `{"pid": 1}`, `{"wait": 1}` gives
`{"status": -9}` once that process has ended.
"""

import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiosqlite
import asyncpg  # type: ignore[import-untyped]
import telegram.ext

from bot import app, cli, crash_points, refresh
from bot.conversation.texts import Texts
from bot.knowledge.load import load
from bot.settings import Settings
from tests.acceptance.processes import ROOT
from tests.soak import stock

PRELOADED = (aiosqlite, asyncpg, telegram.ext, app)


def main() -> None:
    """Obey until stdin ends."""
    texts, knowledge = Texts.load(), load(ROOT / "faq")
    app.make_voices(Settings.model_construct(), texts)  # reads the calendars of holidays
    with patch.object(refresh, "load", cache(lambda _: knowledge)):
        _obey()


def _obey() -> None:
    _answer({"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        if "start" in order:
            _answer({"pid": _start(**order["start"])})
        else:
            _, status = os.waitpid(order["wait"], 0)
            _answer({"status": os.waitstatus_to_exitcode(status)})


def _answer(values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def _start(program: str, folder: str, environment: dict[str, str]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.chdir(folder)
        log = os.open(Path(folder) / "bot.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for old, new in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(old, new)
        os.environ.clear()
        os.environ.update(environment)
        crash_points.arm(environment.get("GESHER_CRASH_AT", ""))
        code = cli.main(["run"]) if program == "gesher" else stock.main()
    finally:
        os._exit(code)  # what the parent has open is not this process's to close


if __name__ == "__main__":
    main()
