"""Lets founders ask for news from staff and stop it, inside one unit of work."""

from dataclasses import replace

from bot.conversation.news import WORDS
from bot.domain.founder import Founder
from bot.domain.ids import MessageId
from bot.telegram.desk import Desk


async def news(desk: Desk, founder: Founder, word: str) -> None:
    """Say whether the founder gets news; "on" or "off" after the command changes it first."""
    wanted = WORDS.get(word.lower(), founder.wants_news)
    founder = await _changed(desk, founder, wanted=wanted)
    await desk.tell(founder, desk.voices.news.show(founder.language, wanted=wanted))


async def choose(desk: Desk, founder: Founder, place: MessageId | None, *, wanted: bool) -> None:
    """Change it, and say so in the place of the message with the button."""
    founder = await _changed(desk, founder, wanted=wanted)
    await desk.rewrite(founder, place, desk.voices.news.show(founder.language, wanted=wanted))


async def _changed(desk: Desk, founder: Founder, *, wanted: bool) -> Founder:
    if founder.wants_news is wanted:
        return founder
    founder = replace(founder, wants_news=wanted)
    await desk.uow.founders.save(founder)
    return founder
