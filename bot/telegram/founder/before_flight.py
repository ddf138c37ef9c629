"""What founders should know of Telegram before they fly: said once, with the first answer on living there."""

from dataclasses import replace

from bot.domain.founder import Founder
from bot.domain.language import Language
from bot.knowledge.model import Entry
from bot.telegram.desk import Desk


async def say_before_flight(desk: Desk, founder: Founder, entry: Entry, language: Language) -> bool:
    """Say it below an entry's answer, where the entry calls for it and the founder has not read it yet.

    Returns:
        Whether it was said, which the founder's record then tells.
    """
    abroad = {topic.id for topic in desk.knowledge.topics if topic.abroad}
    if entry.topic not in abroad or founder.told_of_network:
        return False
    await desk.tell(founder, desk.voices.founder.plain(language, "before-you-fly"))
    await desk.uow.founders.save(replace(founder, told_of_network=True))
    return True
