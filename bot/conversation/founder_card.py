"""Who a founder is, for staff: how to reach them, what they asked, and how far along they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts, escape
from bot.domain.founder import Founder
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.question import Question
from bot.domain.ticket import Ticket
from bot.knowledge.model import Entry, Stage

LATEST = 5
"""Entries that a founder got, from which the stage is read and which are named."""
STAGES = list(Stage)
"""In the order in which founders come through them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a founder.

    Attributes:
        tickets: the newest first.
        questions: how many are kept.
        answers: the entries that they got last, each once, the newest first, at most `LATEST`.
    """

    founder: Founder
    tickets: Sequence[Ticket]
    questions: int
    answers: Sequence[Entry]


def latest_answers(questions: Sequence[Question], entries: Mapping[EntryId, Entry]) -> list[Entry]:
    """Return the entries that answered `questions`, which come newest first, each once."""
    given = (one.answered_with for one in questions if one.answered_with not in one.turned_down)
    known = dict.fromkeys(name for name in given if name in entries)
    return [entries[name] for name in known if name][:LATEST]


def stage_of(answers: Sequence[Entry]) -> Stage | None:
    """Return how far along a founder is: the furthest stage of the entries that they got last.

    None where they got none: what they asked without an answer tells too little.
    """
    return max((entry.stage for entry in answers), key=STAGES.index, default=None)


class FounderCard(Speaker):
    """Composes it, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def show(self, known: Known) -> Message:
        """Show what is known of a founder."""
        return Message(parts=tuple(self._lines(known)), language=self._language)

    def _lines(self, known: Known) -> Iterator[Markdown]:
        founder = known.founder
        yield self._line(
            "who-head",
            name=escape(founder.name) or self.say(self._language, "nameless"),
            spoken=self.say(self._language, f"language-{founder.language}"),
        )
        yield self._sentence(self._language, "who-seen", since=founder.first_seen, last=founder.last_seen)
        if founder.username:
            yield self._line("who-username", username=escape(founder.username))
        if founder.contact:
            yield self._line("card-contact", contact=escape(founder.contact))
        yield self._sentence(self._language, "who-questions", count=known.questions)
        if known.answers:
            yield self._line("who-answers", titles=" · ".join(map(self._title, known.answers)))
        if stage := stage_of(known.answers):
            yield self._line("who-stage", stage=self.say(self._language, f"stage-{stage}"))
        if known.tickets:
            yield self._line("who-tickets", tickets=" · ".join(map(self._ticket, known.tickets)))
        for name in ("blocked", "banned", "wants_news"):
            if getattr(founder, name):
                yield self._line(f"who-{name.replace('_', '-')}")

    def _line(self, name: str, /, **values: str) -> Markdown:
        return self._sentence(self._language, name, **values)

    def _title(self, entry: Entry) -> str:
        return escape(spoken(entry.question, self._language))

    def _ticket(self, ticket: Ticket) -> str:
        return f"{ticket.number} {self.say(self._language, f'state-{ticket.state}')}"
