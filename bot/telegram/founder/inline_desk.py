"""Offers entries of the FAQ to share in any chat: the inline mode, "@bot visa"."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.conversation.browse import BrowseReplies, in_reading_order
from bot.conversation.founder import choose_language
from bot.conversation.replies import WORTH_OFFERING
from bot.domain.events import Person
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.match import Answer, Match, Several, Suggest
from bot.domain.messages import Address, AnswerInline, InlineResult, Place
from bot.knowledge.model import Entry, KnowledgeBase
from bot.telegram.desk import Desk
from bot.telegram.render import render

MOST_FOUND = 10
MOST_RESULTS = 50
"""Telegram takes no more (Bot API, answerInlineQuery)."""
NOTE_LENGTH = 100
LINK = "https://t.me/{bot}?start={entry}"
SENTENCE = re.compile(r".{8,}?(?:[.!?](?=\s)|[。！？]|$)", re.MULTILINE)
"""The first one; with the next behind a bare "Yes."."""
EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What is offered from.

    Attributes:
        bot: its username, for links to it.
        today: to tell which answers are overdue for review.
    """

    knowledge: KnowledgeBase
    browse: BrowseReplies
    bot: str
    today: date


def offer(shop: Shop, person: Person, text: str, match: Match) -> tuple[InlineResult, ...]:
    """Return what to offer; it takes 30 ms, so call it outside any transaction. Nothing is kept of who asks.

    Args:
        shop: what there is.
        person: who asks; tells the language of a text without letters.
        text: typed so far behind the bot's name; empty offers the first entry of each topic.
        match: of the text.
    """
    language = choose_language(text, person.language_code) or Language.EN
    found = look_up(shop.knowledge, text, match, language) if text.strip() else firsts(shop.knowledge)
    return tuple(_result(shop, entry, language) for entry in found)


async def answer(desk: Desk, person: Person, query: str, results: tuple[InlineResult, ...]) -> None:
    """Queue the answer to an inline query."""
    where = Address(place=Place.FOUNDER, founder=person.id)
    await desk.uow.outbox.add(where, AnswerInline(query=query, results=results), desk.now)


def firsts(knowledge: KnowledgeBase) -> list[Entry]:
    """Return the first entry of each topic."""
    by_topic: dict[str, Entry] = {}
    for entry in in_reading_order(knowledge):
        by_topic.setdefault(entry.topic, entry)
    return list(by_topic.values())[:MOST_RESULTS]


def look_up(knowledge: KnowledgeBase, text: str, match: Match, language: Language) -> list[Entry]:
    """Return what a text may mean: likely entries first, then those whose question has all its words."""
    words = [word for word in (EDGES.sub("", word) for word in _folded(text).split()) if word]
    holding = [
        EntryId(entry.id)
        for entry in in_reading_order(knowledge)
        if words and all(word in _folded(spoken(entry.question, language)) for word in words)
    ]
    found = dict.fromkeys([*_likely(match), *holding])
    return [knowledge.entries[entry] for entry in found if entry in knowledge.entries][:MOST_FOUND]


def _likely(match: Match) -> Iterable[EntryId]:
    match match:
        case Answer(entry=entry):
            yield entry
        case Suggest(entries=entries):
            yield from entries
        case Several(parts=parts):
            for part in parts:
                yield from _likely(part.match)
    yield from (near.entry for near in match.candidates if near.confidence >= WORTH_OFFERING)


def _result(shop: Shop, entry: Entry, language: Language) -> InlineResult:
    link = LINK.format(bot=shop.bot, entry=entry.id)
    # The limits of the FAQ keep an answer within one piece.
    piece = render(shop.browse.to_share(entry, language, shop.today, link))[0]
    question, answer = piece.text.split("\n", 1)
    first = SENTENCE.match(answer)
    return InlineResult(
        id=entry.id,
        title=question,
        note=_cut(first[0] if first else ""),
        text=piece.text,
        entities=piece.entities,
    )


def _cut(sentence: str) -> str:
    """Cut at a word; Chinese, which has no spaces, anywhere."""
    if len(sentence) <= NOTE_LENGTH:
        return sentence
    whole = sentence[: NOTE_LENGTH - 1]
    words = whole.rpartition(" ")[0]
    return f"{words if len(words) > NOTE_LENGTH // 2 else whole}…"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
