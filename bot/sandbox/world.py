"""The small Telegram itself: who is there, what was said, what the bot has yet to hear."""

from dataclasses import dataclass, field, replace

from bot.sandbox.chats import Chat, Message
from bot.sandbox.clock import Clock
from bot.sandbox.content import Content, Draft
from bot.sandbox.courier import Courier
from bot.sandbox.files import FileStore
from bot.sandbox.journal import Journal
from bot.sandbox.people import Person
from bot.sandbox.presence import Presence
from bot.sandbox.profile import Profile
from bot.sandbox.pulse import Pulse
from bot.sandbox.queries import Queries
from bot.sandbox.updates import MESSAGE_LIFETIME, UpdateQueue
from bot.sandbox.wire import Json

STAFF_CHAT_ID = -1001000000001

_FIRST_FOREIGN = -1001800000001
_FIRST_FOUNDER = 5_000_000_001  # past 32 bits, where a narrow column would show
_FIRST_STAFF = 4_000_000_001


@dataclass(slots=True, kw_only=True)
class Rules:
    """How this world behaves where Telegram itself varies.

    Attributes:
        topics: the staff group is a forum.
        admin_posts_in_closed: can_manage_topics lets the bot write into closed topics
            (seen by third parties).
    """

    topics: bool = True
    admin_posts_in_closed: bool = False


@dataclass(slots=True, kw_only=True)
class Feed:
    """What outlives a reset: time, the queue with its numbering, and those who watch."""

    clock: Clock
    updates: UpdateQueue
    courier: Courier
    pulse: Pulse = field(default_factory=Pulse)


class World:
    """Everything that a Telegram account could see, and the bot's own settings."""

    def __init__(self, *, bot: Person, feed: Feed, rules: Rules) -> None:
        self.bot = bot
        self.rules = rules
        self.clock = feed.clock
        self.updates = feed.updates
        self.courier = feed.courier
        self.pulse = feed.pulse
        self.files = FileStore()
        self.queries = Queries()
        self.profile = Profile()
        self.presence = Presence()
        self.journal = Journal()
        self.born = self.pulse.beat()
        self.people: dict[int, Person] = {bot.id: bot}
        self.founders: list[int] = []
        self.staff: list[int] = []
        self.foreign: list[int] = []
        self.staff_chat_id = STAFF_CHAT_ID
        self.chats: dict[int, Chat] = {}
        self._private_ids = 0
        self._albums = 0
        self._group_ids: dict[int, int] = {}
        self._populate()

    @property
    def staff_chat(self) -> Chat:
        """The staff group under its present id."""
        return self.chats[self.staff_chat_id]

    def now(self) -> int:
        """Unix time in whole seconds, as in message dates."""
        return int(self.clock.now())

    def add_founder(self, person: Person) -> Chat:
        """Let a founder in, who has not written to the bot yet; id 0 asks for the next free one."""
        return self._join(person, self.founders, _FIRST_FOUNDER)

    def add_staff(self, person: Person) -> Chat:
        """Let a member into the staff group; id 0 asks for the next free one."""
        return self._join(person, self.staff, _FIRST_STAFF)

    def add_group(self, chat_id: int, *, forum: bool) -> Chat:
        """Open a staff supergroup."""
        chat = Chat(id=chat_id, kind="supergroup", title="Hub staff", is_forum=forum)
        self.chats[chat_id] = chat
        return chat

    def add_foreign(self, title: str) -> Chat:
        """Open a supergroup that has nothing to do with staff; the bot is not in it yet."""
        chat = Chat(id=_FIRST_FOREIGN - len(self.foreign), kind="supergroup", title=title, bot_status="left")
        self.foreign.append(chat.id)
        self.chats[chat.id] = chat
        return chat

    def new_album(self) -> str:
        """A `media_group_id` that was not there before."""
        self._albums += 1
        return f"{self._albums:017d}"

    def post(self, chat: Chat, draft: Draft) -> Message:
        """Put a message into a chat; nobody is told yet."""
        number = self._next_message_id(chat)
        thread = number if draft.opens_topic else draft.thread
        message = Message(
            message_id=number,
            chat=chat,
            date=self.now(),
            draft=draft,
            content=draft.content,
            keyboard=draft.keyboard,
            thread=thread,
            in_topic=chat.is_forum and thread is not None,
        )
        chat.add(message)
        self.touch(message)
        if message.sender.id == self.bot.id:
            self.presence.end(chat.id, message.thread)
        return message

    def change(self, message: Message, content: Content) -> None:
        """Replace a message's words and mark it as edited."""
        message.reworded = message.reworded or content != message.content
        message.content = content
        message.edited = self.now()
        self.touch(message)

    def touch(self, message: Message) -> None:
        """Note that a message looks different now."""
        message.version = self.pulse.beat()
        message.chat.changes.note(message.version, message.message_id)

    def remove(self, message: Message) -> None:
        """Forget a message."""
        message.chat.remove(message.message_id)
        message.chat.changes.note(self.pulse.beat(), message.message_id)

    def remove_topic(self, chat: Chat, thread: int) -> None:
        """Forget a topic and everything in it."""
        gone, version = chat.remove_topic(thread), self.pulse.beat()
        for message_id in gone:
            chat.changes.note(version, message_id)

    def record(self, act: str, by: Person, chat_id: int | None, **facts: object) -> None:
        """Write what somebody did into the journal.

        Args:
            act: "send", "edit", "press", "block", "unblock", "topic", "inline", "kick", "let_in".
            by: who did it.
            chat_id: where; None outside of the known chats.
            **facts: some of thread, message_id, text, label, medium, reply_to.
        """
        known: Json = dict.fromkeys(("thread", "message_id", "text", "label", "medium", "reply_to"))
        entry: Json = {"version": self.pulse.version, "at": self.clock.now(), "act": act, "by": by.id}
        self.journal.add(entry | {"chat": chat_id} | known | facts)

    def announce(self, kind: str, message: Message) -> int | None:
        """Queue an update about a message; None when the bot does not listen to this kind."""
        return self.tell(kind, message.wire(), expires=message.date + MESSAGE_LIFETIME)

    def tell(self, kind: str, body: Json, *, expires: float) -> int | None:
        """Queue any update; see `UpdateQueue.push`."""
        self.pulse.beat()
        return self.updates.push(kind, body, expires=expires)

    def _join(self, person: Person, role: list[int], first_id: int) -> Chat:
        if not person.id:
            person = replace(person, id=max((first_id - 1, *role)) + 1)
        if person.id in self.people:
            raise ValueError(f"user {person.id} is already here")
        self.people[person.id] = person
        role.append(person.id)
        chat = Chat(id=person.id, kind="private", owner=person)
        self.chats[chat.id] = chat
        self.pulse.beat()
        return chat

    def _next_message_id(self, chat: Chat) -> int:
        # A supergroup counts its own messages; all private chats of an account share one count.
        # In a supergroup 1 is the root of General.
        if chat.kind != "private":
            self._group_ids[chat.id] = self._group_ids.get(chat.id, 1) + 1
            return self._group_ids[chat.id]
        self._private_ids += 1
        return self._private_ids

    def _populate(self) -> None:
        self.add_group(STAFF_CHAT_ID, forum=self.rules.topics)
        for name in ("Staff A", "Staff B"):
            self.add_staff(Person(id=0, first_name=name))
        for name, language in (("Founder A", "he"), ("Founder B", "en"), ("Founder C", "zh-hans")):
            self.add_founder(Person(id=0, first_name=name, language_code=language))
