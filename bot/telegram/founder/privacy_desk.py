"""Explains, hands out and deletes what is kept of a founder, inside one unit of work."""

from bot.conversation.privacy import as_json
from bot.domain.founder import Founder
from bot.domain.ids import MessageId
from bot.domain.messages import Address, Place, SendDocument
from bot.telegram.desk import Desk
from bot.telegram.render import render


async def privacy(desk: Desk, founder: Founder, _: str) -> None:
    """Say what is kept, why, how long and who sees it."""
    await desk.tell(founder, desk.voices.privacy.explain(founder.language))


async def export(desk: Desk, founder: Founder, _: str) -> None:
    """Send everything that is kept of the founder, as a file."""
    kept = await desk.uow.retention.everything(founder.id)
    caption = desk.voices.privacy.plain(founder.language, "privacy-export", today=desk.now.date())
    document = SendDocument(
        name=f"gesher-{desk.now.date().isoformat()}.json",
        content=as_json(kept, desk.now),
        caption=render(caption)[0].text,
    )
    await desk.uow.outbox.add(Address(place=Place.FOUNDER, founder=founder.id), document, desk.now)


async def ask_to_forget(desk: Desk, founder: Founder, _: str) -> None:
    """Ask whether everything is really to be deleted."""
    await desk.tell(founder, desk.voices.privacy.confirm(founder.language))


async def keep(desk: Desk, founder: Founder, place: MessageId | None) -> None:
    """Delete nothing, and say so in the place of the question."""
    await desk.rewrite(founder, place, desk.voices.privacy.plain(founder.language, "privacy-kept"))


async def forget(desk: Desk, founder: Founder) -> None:
    """Delete everything, tell the founder what remains with Telegram, and staff where they know the founder.

    Of who is banned the id, the ban and the topic remain, or /forget would lift the ban; without the topic
    staff could not lift it either.
    """
    known_to_staff = founder.topic is not None or bool(await desk.uow.tickets.of(founder.id, 1))
    await desk.uow.retention.forget(founder.id)
    if founder.banned:
        await desk.uow.founders.save(_bare(desk, founder))
    await desk.tell(founder, desk.voices.privacy.forgotten(founder.language, banned=founder.banned))
    if known_to_staff:
        await _tell_staff(desk, founder)


def _bare(desk: Desk, founder: Founder) -> Founder:
    return Founder(
        id=founder.id,
        name="",
        username=None,
        language=founder.language,
        language_known=founder.language_known,
        topic=founder.topic,
        banned=True,
        first_seen=desk.now,
        last_seen=desk.now,
    )


async def _tell_staff(desk: Desk, founder: Founder) -> None:
    # `Place.TOPIC` looks the topic up by the founder, who is gone. A reply to the message that a topic began
    # with, whose id is the topic's, goes there by itself; where the topic is gone too, to the group.
    root = MessageId(founder.topic) if founder.topic else None
    for piece in render(desk.voices.staff.forgotten(founder).replying_to(root)):
        await desk.uow.outbox.add(Address(place=Place.STAFF), piece, desk.now)
