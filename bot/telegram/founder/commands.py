"""What founders can order by a word with a slash, inside one unit of work."""

from collections.abc import Awaitable, Callable

from bot.domain.founder import Founder
from bot.telegram.desk import Desk
from bot.telegram.founder.browse_desk import open_entry, topics
from bot.telegram.founder.contact_desk import contact
from bot.telegram.founder.ledger_desk import mine
from bot.telegram.founder.news_desk import news
from bot.telegram.founder.privacy_desk import ask_to_forget, export, privacy

Command = Callable[[Desk, Founder, str], Awaitable[None]]
"""Does what was ordered; the text is what stands after the command."""


async def start(desk: Desk, founder: Founder, payload: str) -> None:
    """Greet, or open the entry that a link names; ask for the language where nothing tells it."""
    opened = await open_entry(desk, founder, payload)
    voice = desk.voices.founder
    if not founder.language_known:
        await desk.tell(founder, voice.choose_language(founder.language, greet=True))
    elif not opened:
        await desk.tell(founder, voice.start(founder.language))


async def help_(desk: Desk, founder: Founder, _: str) -> None:
    """Say how it works."""
    await desk.tell(founder, desk.voices.founder.plain(founder.language, "help"))


async def language(desk: Desk, founder: Founder, _: str) -> None:
    """Ask for the language."""
    await desk.tell(founder, desk.voices.founder.choose_language(founder.language, greet=False))


COMMANDS: dict[str, Command] = {
    "start": start,
    "topics": topics,
    "mine": mine,
    "contact": contact,
    "news": news,
    "language": language,
    "privacy": privacy,
    "forget": ask_to_forget,
    "export": export,
    "help": help_,
}
"""By name; any other gets `help_`."""
