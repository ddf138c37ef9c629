"""The staff group as it is now: its id changes when it becomes a supergroup, topics come and go."""

from bot.domain.ids import ChatId
from bot.store.unit_of_work import Store, UnitOfWork

SUPERGROUPS = -1_000_000_000_000
"""The id of a supergroup is this, less its number in addresses (https://core.telegram.org/api/bots/ids)."""


class StaffGroup:
    """Which chat staff are in, and whether it has topics.

    Attributes:
        configured: the id in the settings; it may be of the time before a migration.
        chat: the id to use.
        has_topics: whether founders get a topic each.
    """

    def __init__(self, configured: ChatId) -> None:
        self.configured = configured
        self.chat = configured
        self.has_topics = False

    @property
    def desk_key(self) -> str:
        """Where the store keeps the id that the configured one has become."""
        return f"staff_chat:{self.configured}"

    @property
    def topics_key(self) -> str:
        """Where the store keeps whether it has topics."""
        return f"staff_topics:{self.configured}"

    def link(self, place: int) -> str | None:
        """Return the address of a message, or of a topic by its root; None in a basic group."""
        number = SUPERGROUPS - self.chat
        return f"https://t.me/c/{number}/{place}" if number > 0 else None

    def is_staff(self, chat: int) -> bool:
        """Whether `chat` is the staff group, under its present or its former id."""
        return chat in (self.chat, self.configured)


async def note_topics(uow: UnitOfWork, group: StaffGroup, *, has_topics: bool) -> None:
    """Remember whether the group has topics, where that is news: for this process, and for other replicas."""
    if has_topics is not group.has_topics:
        group.has_topics = has_topics
        await uow.desk.set(group.topics_key, str(int(has_topics)))


async def follow_group(store: Store, group: StaffGroup) -> None:
    """Learn whether another replica has seen the staff group move, or get or lose its topics.

    Raises:
        StoreError: if the database cannot be read.
    """
    async with store.reading() as uow:
        moved, topics = await uow.desk.get(group.desk_key), await uow.desk.get(group.topics_key)
    if moved:
        group.chat = ChatId(int(moved))
    if topics:
        group.has_topics = topics == "1"
