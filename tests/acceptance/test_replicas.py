"""Two bots on one PostgreSQL, one of them killed: each question has one answer or ticket, in order."""

import asyncio
from pathlib import Path
from random import Random

from tests.acceptance.processes import BotProcess, sandbox_process
from tests.soak.databases import database
from tests.soak.kills import settle
from tests.soak.ledger import account
from tests.soak.traffic import Traffic
from tests.talk import Talk

FOUNDERS, EACH = 12, 5


async def test_two_replicas_and_the_one_on_duty_is_killed(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    with database("postgresql", tmp_path) as url:
        async with sandbox_process("--no-limits") as page, Talk(page) as talk:
            others = {"DATABASE_URL": url, "MATCH_ENGINE": "lexical"}
            server = "/".join(page.split("/")[:3])
            both = [BotProcess(server=server, folder=folder, others=others) for folder in folders]
            await asyncio.gather(*(bot.start() for bot in both))  # on an empty database
            try:
                for bot in both:
                    await bot.has_logged('"joined"')
                staff = (await talk.state())["staff"][0]["user_id"]
                random = Random(1)  # noqa: S311  # the same questions each time
                traffic = Traffic(talk=talk, random=random, staff=staff)
                await traffic.ask(FOUNDERS // 2, 0, each=EACH)
                await traffic.ask(0, FOUNDERS // 2, each=EACH - 1)
                assert len(traffic.asked) == FOUNDERS * EACH

                first = traffic.asked[0].founder
                await talk.until(lambda seen: [one for one in seen if one["from_bot"]], first)
                busy, other = sorted(both, key=lambda bot: "on duty" not in bot.log.read_text("utf-8"))
                assert "on duty" not in other.log.read_text("utf-8")
                await busy.kill()
                await other.has_logged('"on duty"')
                await settle(traffic, url)
                ledger = await account(url, traffic)
                assert await other.stop() == 0
            finally:
                for bot in both:
                    await bot.stop()
    assert ledger.wrongs == []
    assert ledger.questions == {"answered": 30, "waiting": 30}
