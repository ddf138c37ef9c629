"""`gesher setup` as somebody does it at a terminal, against a sandbox in a process of its own."""

import asyncio
import stat
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import Path

from bot.domain.language import Language
from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from tests.acceptance.first_run import REVOKED, Guide, environment, first_run
from tests.acceptance.processes import sandbox_process
from tests.acceptance.typist import typing
from tests.talk import Talk

SETUP = ("setup", "--language", "en")


def processes_in(folder: Path) -> list[str]:
    """Return the ids of what runs there (Linux only)."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):  # it has ended, or is another user's
            if link.readlink() == folder:
                found.append(link.parent.name)
    return found


async def test_it_leads_from_nothing_to_the_first_relayed_answer(tmp_path: Path) -> None:
    async with sandbox_process() as page:
        typist = await first_run(page, tmp_path, Language.EN)
    assert typist.process.returncode == 0
    file = tmp_path / ".env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8").splitlines()[1:] == [
        f"TELEGRAM_BOT_TOKEN={DEFAULT_TOKEN}",
        f"STAFF_CHAT_ID={STAFF_CHAT_ID}",
        "STAFF_LANGUAGE=zh",
        "STAFF_HOURS=Mon-Fri 09:00-17:30",
        "STAFF_TIMEZONE=Asia/Shanghai",
    ]
    for secret in (DEFAULT_TOKEN, REVOKED):
        assert secret not in typist.text
    stages = [typist.text.index(f"✓ {number}/4") for number in range(1, 5)]
    assert stages == sorted(stages)


async def test_whoever_stops_in_the_middle_is_told_what_was_kept(
    tmp_path: Path,
) -> None:
    async with sandbox_process() as page, Talk(page) as talk:
        await talk.order("kick", kicked=True)
        async with typing(tmp_path, *SETUP, environment=environment(page)) as typist:
            await Guide(typist, talk, Language.EN).gives_token()
            await typist.see("Waiting for a word in the group")
            typist.interrupt()
            await typist.see("Stopped. .env holds what you entered; gesher setup goes on from there.")
            assert await typist.process.wait() == 1
    assert f"TELEGRAM_BOT_TOKEN={DEFAULT_TOKEN}\n" in (tmp_path / ".env").read_text("utf-8")


async def test_closing_the_terminal_in_the_middle_of_the_test_question_leaves_no_desk_behind(
    tmp_path: Path,
) -> None:
    known = f"TELEGRAM_BOT_TOKEN={DEFAULT_TOKEN}\nSTAFF_CHAT_ID={STAFF_CHAT_ID}\n"
    (tmp_path / ".env").write_text(known, "utf-8")
    with (tmp_path / "complaints").open("w+b") as complaints:
        async with (
            sandbox_process() as page,
            Talk(page) as talk,
            typing(tmp_path, *SETUP, environment=environment(page), complaints=complaints) as typist,
        ):
            guide = Guide(typist, talk, Language.EN)
            await guide.answers("token")
            await guide.answers("group", title="Hub staff")
            await guide.tells_of_staff()
            await guide.answers("trial")
            await guide.sees("trial-ready", user="gesher_sandbox_bot")
            assert len(processes_in(tmp_path)) > 1
            typist.hang_up()
            await typist.process.wait()
            assert processes_in(tmp_path) == []
        complaints.seek(0)
        assert complaints.read().decode().split("\n")[1:] == [
            "Stopped. .env holds what you entered; gesher setup goes on from there.",
            "",
        ]


async def test_without_a_terminal_it_says_so_in_one_line(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "setup", "--language", "zh"),
        cwd=tmp_path,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )
    said, complained = await process.communicate()
    assert process.returncode == 2
    assert said == b""
    (line,) = complained.decode().splitlines()
    assert line.startswith("gesher setup 要提问，需要在终端里直接运行")
