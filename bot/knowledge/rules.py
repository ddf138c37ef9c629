"""What must hold between the parts of the FAQ. Every rule yields all that breaks it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from bot.domain.language import Language
from bot.knowledge.model import MAX_ANSWER, Entry, Snippet
from bot.knowledge.reading import Found, Placed, Wording
from bot.knowledge.shapes import Problems
from bot.knowledge.skeleton import skeleton
from bot.knowledge.snippets import wrong_with
from bot.knowledge.yaml_lines import Place

Fault = tuple[Placed[object], Place, str]
"""The thing at fault, where in it, and what is wrong."""


def check(found: Found, today: date, problems: Problems) -> None:
    """Hold the files against every rule."""
    rules = [_ids(found), _translations(found), _topics(found), _answers(found), _reviews(found, today)]
    rules += [_snippets(found), _examples(found)]
    if found.complete:  # otherwise what is missing may stand in the file that could not be read
        rules.append(_links(found))
    faults = chain(*rules, _wordings(found))
    for thing, inner, what in faults:
        problems.add(thing.document, (*thing.place, *inner), what, subject=_subject(thing.value))


def _subject(value: object) -> str:
    if isinstance(value, Wording):
        return value.leads_to
    return str(getattr(value, "id", ""))


def _ids(found: Found) -> Iterator[Fault]:
    # Staff send entries and snippets by the same command.
    to_send: list[Placed[Entry] | Placed[Snippet]] = [*found.entries, *found.snippets]
    for things in (found.topics, found.small_talk, to_send):
        first: dict[str, str] = {}
        for thing in things:
            where = thing.document.where((*thing.place, "id"))
            if thing.value.id in first:
                yield thing, ("id",), f"the id is taken, first in {first[thing.value.id]} (choose another)"
            first.setdefault(thing.value.id, where)


def _translations(found: Found) -> Iterator[Fault]:
    for topic in found.topics:
        yield from _missing(topic, "title", topic.value.title, found.languages)
    if found.urgent:
        yield from _missing(found.urgent, "advice", found.urgent.value.advice, found.languages)
    for talk in found.small_talk:
        yield from _missing(talk, "reply", talk.value.reply, found.languages)
    for snippet in found.snippets:
        yield from _missing(snippet, "text", snippet.value.text, found.languages)
    for entry in found.entries:
        yield from _missing(entry, "question", entry.value.question, found.languages)
        yield from _missing(entry, "answer", entry.value.answer, found.languages)


def _missing(
    thing: Placed[object], key: str, texts: Mapping[Language, str], languages: tuple[Language, ...]
) -> Iterator[Fault]:
    for language in languages:
        if language not in texts:
            yield thing, (key,), f'{key} has no "{language}" (translate it)'


def _topics(found: Found) -> Iterator[Fault]:
    topics = {topic.value.id for topic in found.topics}
    if (
        not topics and not found.complete
    ):  # faq.yaml cannot be read: that one problem is not to be said for all
        return
    for entry in found.entries:
        if entry.value.topic not in topics:
            yield entry, (), f'unknown topic "{entry.value.topic}" (list it under topics in faq.yaml)'


def _links(found: Found) -> Iterator[Fault]:
    for entry in found.entries:
        for number, other in enumerate(entry.value.see_also):
            if other not in found.names or other == entry.value.id:
                what = f'see_also names "{other}", no other entry (remove or correct it)'
                yield entry, ("see_also", number), what
    strange: set[str] = set()
    for phrasing in found.phrasings:
        name = phrasing.value.leads_to
        if name not in found.names | strange:
            place = replace(phrasing, place=(name,))
            yield place, (), "phrasings for an entry that does not exist (write it or remove them)"
            strange.add(name)


def _answers(found: Found) -> Iterator[Fault]:
    for entry in found.entries:
        for language, answer in entry.value.answer.items():
            if len(answer) > MAX_ANSWER:
                what = f"the answer has {len(answer)} characters (shorten it to {MAX_ANSWER})"
                yield entry, ("answer", language), what
        if not entry.value.sources and any(map(str.isdigit, "".join(entry.value.answer.values()))):
            yield entry, ("answer",), "the answer holds a figure and no source (name one under sources)"


def _snippets(found: Found) -> Iterator[Fault]:
    for snippet in found.snippets:
        for language, text in snippet.value.text.items():
            for what in wrong_with(text):
                yield snippet, ("text", language), what


def _examples(found: Found) -> Iterator[Fault]:
    if found.examples is None:
        return
    yield from _missing(found.examples, "examples", dict.fromkeys(found.examples.value, ""), found.languages)
    known = {skeleton(wording.value.text) for wording in chain(_questions(found), found.phrasings)}
    for language, examples in found.examples.value.items():
        for kind, texts in examples.texts.items():
            for number, text in enumerate(texts):
                if skeleton(text) in known:
                    what = f'"{text}" is a phrasing (an example shows what was not written down: reword it)'
                    yield found.examples, (language, kind, number), what


def _reviews(found: Found, today: date) -> Iterator[Fault]:
    for entry in found.entries:
        if entry.value.is_reviewed_after(today):
            what = f"reviewed on {entry.value.reviewed}, in the future (correct the date)"
            yield entry, ("reviewed",), what


def _wordings(found: Found) -> Iterator[Fault]:
    first: dict[str, Placed[Wording]] = {}
    for wording in chain(_questions(found), found.phrasings, found.out_of_scope, _small_talk(found)):
        earlier = first.setdefault(skeleton(wording.value.text), wording)
        if earlier is wording or _may_repeat(earlier.value, wording.value):
            continue
        there = f"{earlier.value.leads_to} in {earlier.document.where(earlier.place)}"
        yield wording, (), f'"{wording.value.text}" leads to {there} (keep one)'


def _may_repeat(one: Wording, other: Wording) -> bool:
    """A wording may serve two languages (VPN?), and a canonical question may be listed as a phrasing."""
    return one.leads_to == other.leads_to and (one.language is not other.language or one.canonical)


def _questions(found: Found) -> Iterator[Placed[Wording]]:
    for entry in found.entries:
        for language, text in entry.value.question.items():
            yield _placed(entry, entry.value.id, language, text, ("question", language), canonical=True)


def _small_talk(found: Found) -> Iterator[Placed[Wording]]:
    for talk in found.small_talk:
        for language, texts in talk.value.phrasings.items():
            for number, text in enumerate(texts):
                place = ("phrasings", language, number)
                yield _placed(talk, f"small talk {talk.value.id}", language, text, place)


def _placed(
    thing: Placed[object],
    leads_to: str,
    language: Language,
    text: str,
    inner: Place,
    *,
    canonical: bool = False,
) -> Placed[Wording]:
    wording = Wording(leads_to=leads_to, language=language, text=text, canonical=canonical)
    return Placed(value=wording, document=thing.document, place=(*thing.place, *inner))
