"""Records that several contracts need. Ids are the largest that Telegram gives out."""

from datetime import UTC, datetime, timedelta

from bot.domain.events import Content, Member
from bot.domain.founder import Founder
from bot.domain.ids import InboxId, MessageId, OutboxId, QuestionId, TicketId, TopicId, UpdateId, UserId
from bot.domain.language import Language
from bot.domain.messages import Address, Place, SendText
from bot.domain.question import Question
from bot.domain.ticket import Author, Ticket, TicketMessage
from bot.store import Received, Store, UnitOfWork

NOW = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LARGE = 2**52 - 1
FOUNDER = Founder(
    id=UserId(LARGE),
    name="דנה 李",
    username="dana",
    language=Language.HE,
    topic=TopicId(LARGE),
    first_seen=NOW,
    last_seen=NOW,
)
LI = Member(id=UserId(LARGE - 1), name="Li")
TO_FOUNDER = Address(place=Place.FOUNDER, founder=FOUNDER.id)
TO_TOPIC = Address(place=Place.TOPIC, founder=FOUNDER.id)
TO_CARD = Address(place=Place.CARD, founder=FOUNDER.id)
TO_STAFF = Address(place=Place.STAFF)


def received(update: int, lane: str = "chat:1", payload: str = "{}") -> Received:
    return Received(update_id=UpdateId(update), lane=lane, payload=payload)


async def receive(store: Store, *batch: Received) -> list[InboxId]:
    """Store a batch and return the ids of its rows."""
    async with store.unit_of_work() as work:
        await work.inbox.add(batch, NOW)
    async with store.reading() as work:
        due = await work.inbox.due(NOW, 1000, exclude_lanes=[])
    return [item.id for item in due]


async def queue(store: Store, *messages: tuple[Address, str]) -> list[OutboxId]:
    """Queue texts and return the ids of their rows."""
    async with store.unit_of_work() as work:
        return [await work.outbox.add(to, SendText(text=text), NOW) for to, text in messages]


async def ask(work: UnitOfWork) -> Question:
    await work.founders.save(FOUNDER)
    return await work.questions.add(
        founder=FOUNDER.id,
        message=MessageId(LARGE),
        text="?",
        language=Language.HE,
        answered_with=None,
        candidates=(),
        asked_at=NOW,
    )


async def open_ticket(work: UnitOfWork, question: QuestionId | None = None) -> Ticket:
    await work.founders.save(FOUNDER)
    return await work.tickets.open(founder=FOUNDER.id, question=question, language=Language.HE, now=NOW)


async def write(
    work: UnitOfWork,
    ticket: TicketId,
    *,
    founder_message: int | None = None,
    staff_message: int | None = None,
) -> TicketMessage:
    return await work.tickets.add_message(
        ticket=ticket,
        author=Author.STAFF if founder_message is None else Author.FOUNDER,
        content=Content(kind="text", text="text"),
        founder_message=None if founder_message is None else MessageId(founder_message),
        staff_message=None if staff_message is None else MessageId(staff_message),
        now=NOW,
    )
