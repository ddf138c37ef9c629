"""Every error and fault becomes the exception of python-telegram-bot that it is read as."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.sandbox import STAFF_CHAT_ID
from tests.unit.sandbox.theatre import FOUNDER, Stage

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("no_unknown_fields")]


async def test_errors_become_the_librarys_exceptions(stage: Stage) -> None:
    bot = stage.bot
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(1, "x")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(FOUNDER + 1, "x")
    topic = await bot.create_forum_topic(STAFF_CHAT_ID, "Q-0142")
    await bot.close_forum_topic(STAFF_CHAT_ID, topic.message_thread_id)
    with pytest.raises(BadRequest, match=r"^Topic_closed$"):
        await bot.send_message(STAFF_CHAT_ID, "x", message_thread_id=topic.message_thread_id)
    await stage.act("migrate")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(STAFF_CHAT_ID, "x")
    assert (await bot.send_message(moved.value.new_chat_id, "x")).chat.id == moved.value.new_chat_id


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("flood", RetryAfter),
        ("forbidden", Forbidden),
        ("bad_request", BadRequest),
        ("unauthorized", InvalidToken),
        ("not_found_html", InvalidToken),
        ("bad_gateway", NetworkError),
        ("ok_html", Exception),
        ("drop_after_apply", NetworkError),
    ],
)
async def test_faults_become_the_librarys_exceptions(stage: Stage, kind: str, error: type[Exception]) -> None:
    await stage.act("faults", kind=kind)
    with pytest.raises(error):
        await stage.bot.send_message(FOUNDER, "x")
    assert (await stage.bot.send_message(FOUNDER, "x")).text == "x"


async def test_late_answer_is_timed_out(stage: Stage) -> None:
    await stage.act("faults", kind="delay_after_apply", seconds=60)
    with pytest.raises(TimedOut):
        await stage.bot.send_message(FOUNDER, "x", read_timeout=0.05)


async def test_poison_stops_the_librarys_parser(stage: Stage) -> None:
    await stage.act("faults", kind="poison")
    with pytest.raises((KeyError, TypeError)):
        await stage.bot.get_updates(offset=-1)
