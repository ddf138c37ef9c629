"""The main job, end to end: sandbox, bot and this client are three processes that speak HTTP."""

import asyncio
import json
from pathlib import Path

from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from tests.acceptance.processes import bot_process, sandbox_process
from tests.talk import Sent, Talk

SURE_HE = "איך מוציאים היתר עבודה לשנגחאי?"
VAGUE_ZH = "办证要多久"
UNKNOWN_EN = "my invoice of last month is wrong, please correct it"


async def test_three_founders_three_languages_and_a_kill_in_the_middle(tmp_path: Path) -> None:
    async with sandbox_process() as page, bot_process(page, tmp_path) as bot, Talk(page) as talk:
        hebrew = await talk.founder(first_name="Founder H", language_code="he")
        english = await talk.founder(first_name="Founder E", language_code="en", id=2**52 - 1)
        chinese = await talk.founder(first_name="Founder Z", language_code="zh-hans")
        staff = (await talk.state())["staff"][0]["user_id"]

        await asyncio.gather(
            talk.say(hebrew, SURE_HE), talk.say(english, UNKNOWN_EN), talk.say(chinese, VAGUE_ZH)
        )
        await talk.hear(hebrew, "נבדק")
        asked = await talk.until(_with_buttons, chinese)
        first = asked["buttons"][0][0]["text"]
        await talk.press(chinese, asked, first)
        await talk.hear(chinese, "核对于")

        await talk.hear(english, "Q-0001")
        card = await talk.hear(STAFF_CHAT_ID, "Q-0001", "my invoice")
        reply = await talk.say(staff, "It is corrected now.", chat=STAFF_CHAT_ID, thread=card["thread"])
        await talk.hear(english, "corrected now")
        await talk.see_reaction(STAFF_CHAT_ID, reply, "👍")

        await bot.kill()
        follow_ups = [f"follow-up number {number}, about the invoice" for number in range(5)]
        for text in follow_ups:
            await talk.say(english, text)
        second = await talk.say(staff, "A new one is on its way.", chat=STAFF_CHAT_ID, thread=card["thread"])
        await bot.start()

        await talk.see_reaction(STAFF_CHAT_ID, second, "👍")
        await talk.hear(english, "A new one is on its way.")
        await talk.hear(STAFF_CHAT_ID, "Q-0001", follow_ups[-1])
        _relayed_once_and_in_order(await talk.messages(STAFF_CHAT_ID, thread=card["thread"]), follow_ups)
        assert len((await talk.state())["topics"]) == 1

        assert await bot.stop() == 0
        _log_is_clean(bot.log)


async def test_killed_while_answering_nothing_is_lost_and_order_holds(tmp_path: Path) -> None:
    async with (
        sandbox_process("--no-limits") as page,
        bot_process(page, tmp_path) as bot,
        Talk(page) as talk,
    ):
        names = [f"Founder {number}" for number in range(3)]
        founders = [await talk.founder(first_name=name, language_code="en") for name in names]
        for founder in founders:
            await talk.say(founder, "/start")
        await talk.hear(founders[-1], "founders' desk")
        for number in range(4):
            for founder in founders:
                await talk.say(founder, f"piano question {number} from {founder}")
            await bot.kill()
            await bot.start()

        for founder in founders:
            await talk.until(_three_noted, founder)
            await talk.hear(STAFF_CHAT_ID, f"piano question 3 from {founder}")
        shown = await talk.messages(STAFF_CHAT_ID)
        for founder in founders:
            _relayed_once_and_in_order(
                shown, [f"piano question {number} from {founder}" for number in range(4)]
            )


async def test_it_stops_without_waiting_for_what_is_in_flight(tmp_path: Path) -> None:
    async with sandbox_process() as page, bot_process(page, tmp_path) as bot, Talk(page) as talk:
        founder = await talk.founder(first_name="Founder E", language_code="en")
        await talk.order("faults", kind="delay_after_apply", method="sendMessage", seconds=600, times=1)
        await talk.say(founder, "/start")
        await talk.hear(founder, "founders' desk")
        assert await bot.stop() == 0

        await bot.start()
        await talk.hear(founder, "founders' desk", "Sent again")


def _three_noted(seen: list[Sent]) -> bool:
    return sum("👌" in one["reactions"] for one in seen) >= 3


def _with_buttons(seen: list[Sent]) -> Sent | None:
    return next((one for one in seen if one["from_bot"] and len(one["buttons"]) > 1), None)


def _relayed_once_and_in_order(shown: list[Sent], texts: list[str]) -> None:
    """Each text is there, in order; a second time only where the outcome was unknown, and labelled so."""
    places = []
    for text in texts:
        found = [one for one in shown if one["from_bot"] and text in (one["text"] or "")]
        assert found, f"lost: {text}"
        assert all("Sent again" in one["text"] for one in found[1:]), f"doubled: {text}"
        places.append(found[0]["message_id"])
    assert places == sorted(places)


def _log_is_clean(log: Path) -> None:
    text = log.read_text("utf-8")
    assert DEFAULT_TOKEN not in text
    assert DEFAULT_TOKEN.split(":")[1] not in text
    assert "my invoice" not in text
    assert all("event" in json.loads(line) for line in text.splitlines())
