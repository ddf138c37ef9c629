"""The FAQ as topics, pages of questions and answers to look through."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.conversation.callbacks import AskStaff, OpenEntry, OpenTopic, Topics, pack
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.replies import MOST_SEE_ALSO, FounderReplies
from bot.conversation.several import under_title
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.messages import Button, Rows
from bot.knowledge.model import Entry, KnowledgeBase, Stage

PAGE = 8
"""Questions on one page: more do not fit a phone's screen."""
TOPICS_IN_A_ROW = 2

Turn = Topics | OpenTopic | OpenEntry
"""What the buttons of a message to look through lead to."""


def in_reading_order(knowledge: KnowledgeBase) -> tuple[Entry, ...]:
    """Return all entries topic by topic, each topic the way that a founder goes: from deciding to settled.

    Within a stage what other entries refer to most comes first; what is equal in that goes by id.
    """
    topics = [topic.id for topic in knowledge.topics]
    stages = list(Stage)
    mentions = Counter(other for entry in knowledge.entries.values() for other in entry.see_also)

    def place(entry: Entry) -> tuple[int, int, int, str]:
        return topics.index(entry.topic), stages.index(entry.stage), -mentions[entry.id], entry.id

    return tuple(sorted(knowledge.entries.values(), key=place))


class BrowseReplies(Speaker):
    """Composes it: messages that take each other's place, and answers that stand alone."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._founder = FounderReplies(texts)

    def turn_to(
        self, turn: Turn, knowledge: KnowledgeBase, language: Language, today: date
    ) -> Message | None:
        """Return what a button leads to.

        Args:
            turn: what the button carries; a page beyond the last is taken for the last.
            knowledge: the FAQ as it is now.
            language: to write in.
            today: to tell whether an answer is overdue for review.

        Returns:
            None where the FAQ has no such topic or entry, or no longer.
        """
        match turn:
            case Topics():
                return self._topics(knowledge, language)
            case OpenTopic(topic=topic, page=page):
                return self._page(knowledge, topic, page, language)
            case OpenEntry(entry=entry) if entry in knowledge.entries:
                return self._entry(knowledge, knowledge.entries[entry], language, today)
            case _:
                return None

    def alone(self, entry: Entry, language: Language, today: date, others: Sequence[Entry]) -> Message:
        """Return an entry as a message of its own, which founders come to by a button or a link.

        Args:
            entry: to show.
            language: to write in.
            today: to tell whether the answer is overdue for review.
            others: entries to see as well.
        """
        ways = (self._button(language, "button-topics", Topics()), self._ask_staff(language))
        rows = (ways, *self._founder.see_also(language, others))
        return self._answer(entry, language, today).with_rows(*rows)

    def to_share(self, entry: Entry, language: Language, today: date, link: str) -> Message:
        """Return an entry for other chats, with a link that opens it here; arguments as for `alone`."""
        shared = self._answer(entry, language, today)
        return Message(parts=(*shared.parts, Literal(text=link)), language=language)

    def _topics(self, knowledge: KnowledgeBase, language: Language) -> Message:
        used = {entry.topic for entry in knowledge.entries.values()}
        buttons = [
            Button(label=spoken(topic.title, language), data=pack(OpenTopic(topic=topic.id, page=0)))
            for topic in knowledge.topics
            if topic.id in used
        ]
        starts = range(0, len(buttons), TOPICS_IN_A_ROW)
        rows: Rows = tuple(tuple(buttons[start : start + TOPICS_IN_A_ROW]) for start in starts)
        return self.plain(language, "browse-topics", (*rows, (self._ask_staff(language),)))

    def _page(self, knowledge: KnowledgeBase, topic: str, page: int, language: Language) -> Message | None:
        entries = _of_topic(knowledge, topic)
        if not entries:
            return None
        last = (len(entries) - 1) // PAGE
        page = min(page, last)
        rows: Rows = tuple(
            (self.entry_button(entry, language, OpenEntry(entry=EntryId(entry.id))),)
            for entry in entries[page * PAGE : (page + 1) * PAGE]
        )
        turns = {"button-previous": page - 1, "button-next": page + 1}
        beside = tuple(
            self._button(language, name, OpenTopic(topic=topic, page=other))
            for name, other in turns.items()
            if 0 <= other <= last
        )
        back = (self._button(language, "button-back", Topics()),)
        rows = (*rows, beside, back) if beside else (*rows, back)
        which = (self._sentence(language, "browse-page", page=page + 1, pages=last + 1),) if last else ()
        title = next(known.title for known in knowledge.topics if known.id == topic)
        message = Message(parts=which, language=language, buttons=rows)
        return under_title(spoken(title, language), message)

    def _entry(self, knowledge: KnowledgeBase, entry: Entry, language: Language, today: date) -> Message:
        page = _of_topic(knowledge, entry.topic).index(entry) // PAGE
        back = self._button(language, "button-back", OpenTopic(topic=entry.topic, page=page))
        others = [EntryId(other) for other in entry.see_also[:MOST_SEE_ALSO]]
        also = tuple(
            (self.entry_button(knowledge.entries[other], language, OpenEntry(entry=other)),)
            for other in others
        )
        return self._answer(entry, language, today).with_rows((back, self._ask_staff(language)), *also)

    def _answer(self, entry: Entry, language: Language, today: date) -> Message:
        parts: tuple[Markdown, ...] = self._founder.answer_parts(entry, language, today)
        return under_title(spoken(entry.question, language), Message(parts=parts, language=language))

    def _ask_staff(self, language: Language) -> Button:
        return self._button(language, "button-ask-staff", AskStaff())


def _of_topic(knowledge: KnowledgeBase, topic: str) -> list[Entry]:
    return [entry for entry in in_reading_order(knowledge) if entry.topic == topic]
