import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest
from telegram.error import Conflict

from bot.sandbox import DEFAULT_TOKEN
from bot.settings import Settings
from bot.telegram.checkup.account import check_alone, check_token, token_problem
from bot.telegram.client import DeskBot, make_bot
from bot.telegram.receive import ALLOWED_UPDATES
from tests.talk import Talk

Meet = Callable[..., DeskBot]


@pytest.fixture
async def meet(server: str) -> AsyncIterator[Meet]:
    """Makes bots, and closes their connections; `shutdown` does so for those alone that were let in."""
    bots: list[DeskBot] = []

    def make(token: str = DEFAULT_TOKEN) -> DeskBot:
        bots.append(make_bot(settings_of(server, token)))
        return bots[-1]

    yield make
    for bot in bots:
        for request in bot._request:  # the library's own
            await request.shutdown()


def settings_of(server: str, token: str = DEFAULT_TOKEN) -> Settings:
    return Settings.model_validate({"telegram_bot_token": token, "telegram_api_url": server})


@pytest.mark.parametrize(("token", "state"), [("", "is not set"), ("1234", "is malformed")])
def test_a_token_that_is_none_comes_with_its_cure(token: str, state: str) -> None:
    finding = token_problem(settings_of("http://127.0.0.1:1", token))
    assert finding is not None
    assert state in finding.state
    assert "@BotFather" in finding.cure
    assert token_problem(settings_of("http://127.0.0.1:1")) is None


async def test_a_wrong_token_and_one_that_was_revoked_are_refused(meet: Meet, talk: Talk) -> None:
    wrong = meet("77:" + "other" * 7)
    finding = await check_token(wrong)
    assert (finding.well, "BotFather" in finding.cure) == (False, True)
    bot = meet()
    await talk.order("faults", kind="unauthorized", method="getMe")
    finding = await check_token(bot)
    assert "revoked" in finding.state
    assert (await check_token(bot)).state == "@gesher_sandbox_bot"


async def test_a_page_in_telegrams_place_is_not_taken_for_a_refusal(meet: Meet, talk: Talk) -> None:
    bot = meet()
    await talk.order("faults", kind="not_found_html", method="getMe")
    finding = await check_token(bot)
    assert not finding.well
    assert "page of its own" in finding.state


async def test_another_program_that_receives_is_found(meet: Meet) -> None:
    bot, other = meet(), meet()
    await check_token(bot)

    async def receive() -> None:
        while True:
            with suppress(Conflict):
                await other.get_raw_updates(0, seconds=20, patience=10, allowed=ALLOWED_UPDATES)

    receiving = asyncio.create_task(receive())
    try:
        finding = await check_alone(bot)
    finally:
        receiving.cancel()
        await asyncio.wait({receiving})
    assert not finding.well
    assert "another program" in finding.state


async def test_looking_for_another_program_takes_no_update_away(meet: Meet, talk: Talk) -> None:
    founder = await talk.founder(first_name="Dana")
    await talk.say(founder, "hello")
    bot = meet()
    await check_token(bot)
    assert (await check_alone(bot)).well
    assert (await talk.state())["pending_updates"] == 1
