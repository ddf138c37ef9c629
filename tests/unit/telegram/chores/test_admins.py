"""Who can be called, and how Telegram is told to call them."""

from telegram import Bot

from bot.domain.events import Member
from bot.domain.ids import ChatId, UserId
from bot.domain.messages import Entity, SendText
from bot.sandbox import STAFF_CHAT_ID
from bot.telegram.chores.admins import Admins
from bot.telegram.group import StaffGroup
from bot.telegram.outbox.send import send
from tests.talk import Talk

STAFF = ChatId(STAFF_CHAT_ID)
PEOPLE = (
    Member(id=UserId(4_000_000_001), name="Staff A"),
    Member(id=UserId(4_000_000_002), name="Staff B"),
)


async def test_neither_bots_nor_anonymous_administrators_can_be_mentioned(bot: Bot, talk: Talk) -> None:
    await talk.order("staff", first_name="Nobody", anonymous=True)
    assert await Admins(bot, StaffGroup(STAFF)).to_mention() == PEOPLE


async def test_where_telegram_does_not_say_the_last_answer_holds(bot: Bot, talk: Talk) -> None:
    admins = Admins(bot, StaffGroup(STAFF))
    await talk.order("faults", kind="bad_request", method="getChatAdministrators", times=1)
    assert await admins.to_mention() == ()
    await admins.to_mention()
    await talk.order("faults", kind="bad_gateway", method="getChatAdministrators", times=1)
    assert await admins.to_mention() == PEOPLE


async def test_a_link_to_a_person_goes_out_as_a_mention(bot: Bot, talk: Talk) -> None:
    link = Entity(type="text_link", offset=0, length=7, url="tg://user?id=4000000001")
    await send(bot, STAFF, None, SendText(text="Staff A", entities=(link,)))
    [mark] = (await talk.messages(STAFF))[-1]["entities"]
    assert mark["type"] == "text_mention"
    assert mark["user"]["id"] == 4_000_000_001
