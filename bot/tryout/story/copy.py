"""Copies a founder's dialogue out of the bot's records."""

import json
from typing import Any

from bot.domain.ids import UserId
from bot.domain.language import Language
from bot.store.unit_of_work import UnitOfWork
from bot.tryout.story.acts import ActReader
from bot.tryout.story.tell import tell

MOST_TICKETS = 1000


async def copied(uow: UnitOfWork, founder: UserId, staff_language: Language) -> str | None:
    """Return a founder's dialogue as a file for `tests/dialogues/stories`; None where there is none yet.

    Args:
        uow: of the bot's records.
        founder: whose dialogue.
        staff_language: that the desk speaks with staff.
    """
    known = await uow.founders.get(founder)
    happened = await uow.dialogues.happened(founder)
    acts = ActReader(known.topic if known else None).read(happened)
    own = [happening for happening in happened if happening.by_founder]
    if known is None or not acts or not own:
        return None
    return tell(
        known,
        acts,
        await uow.dialogues.sent([update for act in acts for update in act.updates]),
        [ticket.id for ticket in await uow.tickets.of(founder, MOST_TICKETS)],
        phone=_phone(json.loads(own[0].payload)),
        begin=own[0].received_at,
        staff_language=staff_language,
    )


def _phone(update: dict[str, Any]) -> str:
    """Return the language of who wrote or pressed, as Telegram tells it; empty where it does not."""
    people = (body["from"] for body in update.values() if isinstance(body, dict) and "from" in body)
    return next((str(person.get("language_code", "")) for person in people), "")
