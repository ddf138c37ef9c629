"""What staff find by words: tickets, and what they can send."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from bot.conversation.canned import Canned
from bot.conversation.ledger import in_brief
from bot.conversation.message import Markdown, Message
from bot.conversation.several import ISOLATED
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts, escape
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.ticket import Ticket
from bot.knowledge.model import Entry, KnowledgeBase, Snippet

MOST_TO_SEND = 5
ALIKE = 60.0
"""Of 100, from which a way of asking counts as that which is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTicket:
    """A ticket that was found.

    Attributes:
        founder: None where nothing is known of them any more.
        asked: the message that opened it; None if nothing of it is kept.
    """

    ticket: Ticket
    founder: Founder | None
    asked: Content | None


def to_send(knowledge: KnowledgeBase, text: str) -> list[Canned]:
    """Return the entries and snippets that words are about, best first, at most `MOST_TO_SEND`.

    First what holds every one of the words, in any language, then what is asked for in a like way.
    """
    wanted = text.casefold().split()
    scores: dict[str, tuple[float, Canned]] = {}
    everything: list[Canned] = [*knowledge.entries.values(), *knowledge.snippets.values()]
    for one in everything:
        score = _score(wanted, one, knowledge)
        if score >= ALIKE:
            scores[one.id] = (score, one)
    best = sorted(scores.values(), key=lambda found: (-found[0], found[1].id))
    return [one for _, one in best[:MOST_TO_SEND]]


def _score(wanted: Sequence[str], one: Canned, knowledge: KnowledgeBase) -> float:
    """Return how well it fits: above 100 where it holds all words, more so in its id and question."""
    if not wanted:
        return 0.0
    ways = [way.casefold() for way in _ways(one, knowledge)]
    for score, texts in ((300.0, (one.id,)), (200.0, ways), (101.0, (*ways, *_answers(one)))):
        told = "\n".join(texts)
        if all(word in told for word in wanted):
            return score
    phrase = " ".join(wanted)
    return max((fuzz.ratio(phrase, way, score_cutoff=ALIKE) for way in ways), default=0.0)


def _ways(one: Canned, knowledge: KnowledgeBase) -> Iterable[str]:
    if isinstance(one, Snippet):
        return one.text.values()
    phrasings = knowledge.phrasings.get(EntryId(one.id), {})
    return chain(one.question.values(), *phrasings.values())


def _answers(one: Canned) -> Iterator[str]:
    return (answer.casefold() for answer in one.answer.values()) if isinstance(one, Entry) else iter(())


class FindReplies(Speaker):
    """Composes what was found, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def found(self, tickets: Sequence[FoundTicket], sendable: Sequence[Canned]) -> Message:
        """List tickets, and what can be sent, each with what is needed to go on."""
        if not tickets and not sendable:
            return self.plain(self._language, "find-none")
        parts = [self._ticket(one) for one in tickets]
        if sendable:
            parts.append(self._sentence(self._language, "find-to-send"))
            parts += [self._to_send(one) for one in sendable]
        return Message(parts=tuple(parts), language=self._language)

    def _ticket(self, one: FoundTicket) -> Markdown:
        asked = one.asked.text or one.asked.kind if one.asked else ""
        name = one.founder.name if one.founder else ""
        return self._sentence(
            self._language,
            "find-ticket",
            number=one.ticket.number,
            name=escape(name) or self.say(self._language, "nameless"),
            state=self.say(self._language, f"state-{one.ticket.state}"),
            asked=escape(in_brief(asked)),
        )

    def _to_send(self, one: Canned) -> Markdown:
        words = spoken(one.question if isinstance(one, Entry) else one.text, self._language)
        return Markdown(text=f"`{one.id}` · {ISOLATED.format(escape(in_brief(words)))}")
