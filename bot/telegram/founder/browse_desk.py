"""Lets founders look through the FAQ, inside one unit of work: by command, button and link."""

from bot.conversation.browse import Turn
from bot.conversation.callbacks import OpenEntry, SeeAlso, Topics
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, MessageId
from bot.telegram.desk import Desk
from bot.telegram.founder.before_flight import say_before_flight


async def topics(desk: Desk, founder: Founder, _: str) -> None:
    """Show the topics, in a message of their own."""
    await _turn(desk, founder, None, Topics())


async def browse(desk: Desk, founder: Founder, place: MessageId | None, callback: Turn | SeeAlso) -> bool:
    """Go where a button leads.

    Args:
        desk: at work on this update.
        founder: who pressed it.
        place: the message with the button, which gives way to what is shown unless it is `SeeAlso`.
        callback: what the button carries.

    Returns:
        Whether the FAQ still has what the button names.
    """
    if isinstance(callback, SeeAlso):
        return await open_entry(desk, founder, callback.entry)
    return await _turn(desk, founder, place, callback)


async def open_entry(desk: Desk, founder: Founder, name: str) -> bool:
    """Send an entry's answer in the founder's language; False where `name` is no entry's id."""
    entry = desk.knowledge.entries.get(EntryId(name))
    if entry is None:
        return False
    others = desk.see_also(entry)
    await desk.tell(
        founder, desk.voices.browse.alone(entry, founder.language, desk.now.date(), others=others)
    )
    await say_before_flight(desk, founder, entry, founder.language)
    return True


async def _turn(desk: Desk, founder: Founder, place: MessageId | None, turn: Turn) -> bool:
    message = desk.voices.browse.turn_to(turn, desk.knowledge, founder.language, desk.now.date())
    if message is None:
        return False
    await desk.rewrite(founder, place, message)
    if isinstance(turn, OpenEntry):
        await say_before_flight(desk, founder, desk.knowledge.entries[turn.entry], founder.language)
    return True
