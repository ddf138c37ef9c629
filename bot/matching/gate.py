"""The gate before a lesson: what would be answered otherwise, and why it must not be taught.

It thinks for a second or so: call it outside of transactions.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from bot.domain.ids import EntryId
from bot.domain.match import Answer, Match, Several, SmallTalk, Suggest
from bot.domain.question import Feedback, Question
from bot.domain.teaching import MAX_PHRASING, NEW, Change, Origin, Proposal, Refusal, Verdict, Why
from bot.knowledge.model import MAX_ANSWER, KnowledgeBase
from bot.matching.personal import names_someone, reaches_someone
from bot.matching.questions import Labelled
from bot.matching.taught import ASK_FROM, TaughtMatcher, most_shared, pieces_of, spelling

COMPARED = 100
"""Questions that a new wording is compared with, those that share most letters with it."""


def judge(
    proposal: Proposal,
    knowledge: KnowledgeBase,
    matcher: TaughtMatcher,
    *,
    labelled: Sequence[Labelled],
    past: Sequence[Question],
) -> Verdict:
    """Try a proposal.

    Args:
        proposal: what is to be taught.
        knowledge: the FAQ with all that was taught before.
        matcher: that answers with it.
        labelled: questions whose right answers people have told.
        past: what founders asked.
    """
    refusals = list(_refused(proposal, knowledge, matcher))
    if refusals:
        return Verdict(proposal=proposal, refusals=tuple(refusals))
    after = matcher.also(proposal.text, proposal.entry or NEW)
    touched = _touched(proposal.text, matcher, labelled, past)
    decided = {text: (matcher.match(text), after.match(text)) for text in touched}
    return Verdict(
        proposal=proposal,
        refusals=tuple(_taken(proposal, decided, labelled, past)),
        changes=tuple(_changes(proposal.text, decided, matcher, labelled)),
        reaches=reaches_someone(f"{proposal.text}\n{proposal.answer or ''}"),
    )


def _refused(proposal: Proposal, knowledge: KnowledgeBase, matcher: TaughtMatcher) -> Iterator[Refusal]:
    text, spelt = proposal.text, spelling(proposal.text)
    if not spelt or (proposal.answer is not None and not proposal.answer.strip()):
        yield Refusal(why=Why.NO_WORDS)
        return
    if len(text) > MAX_PHRASING:
        yield Refusal(why=Why.TOO_LONG)
    if len(proposal.answer or "") > MAX_ANSWER:
        yield Refusal(why=Why.ANSWER_TOO_LONG)
    if names_someone(f"{text}\n{proposal.answer or ''}", proposal.names):
        yield Refusal(why=Why.PERSONAL)
    if spelt in {spelling(other) for other in chain(*knowledge.out_of_scope.values())}:
        yield Refusal(why=Why.OUT_OF_SCOPE)
        return
    holder = _holder(spelt, knowledge)
    if holder:
        own = holder == proposal.entry
        yield Refusal(why=Why.KNOWN if own else Why.BELONGS, other=holder)
        return
    match matcher.match(text):
        case Answer(entry=entry) if entry != proposal.entry:
            yield Refusal(why=Why.SURE, other=entry)
        case SmallTalk():
            yield Refusal(why=Why.SMALL_TALK)


def _holder(spelt: str, knowledge: KnowledgeBase) -> EntryId | None:
    for name, entry in knowledge.entries.items():
        for text in chain(entry.question.values(), *knowledge.phrasings.get(name, {}).values()):
            if spelling(text) == spelt:
                return name
    return None


def _touched(
    text: str, matcher: TaughtMatcher, labelled: Sequence[Labelled], past: Sequence[Question]
) -> list[str]:
    """Return the questions that the new wording may speak for."""
    asked = dict.fromkeys(chain((q.q for q in labelled), (q.text for q in past), matcher.wordings))
    pieces = pieces_of([text, *asked])
    near = most_shared(pieces[text], {other: pieces[other] for other in asked}, COMPARED)
    likely = matcher.alike(text, near) if near else ()
    return [other for other, alike in zip(near, likely, strict=True) if alike >= ASK_FROM]


def _taken(
    proposal: Proposal,
    decided: Mapping[str, tuple[Match, Match]],
    labelled: Sequence[Labelled],
    past: Sequence[Question],
) -> Iterator[Refusal]:
    for question in labelled:
        before, after = (_given(match) for match in decided.get(question.q, ()) or (None, None))
        if question.answers:
            wronged = before in question.answers and after not in question.answers
        else:  # what no entry answers may be what a new one is made for
            wronged = proposal.entry is not None and before is None and after is not None
        if wronged:
            yield Refusal(why=Why.TAKES, other=before, text=question.q)
    for asked in past:
        if asked.feedback is Feedback.HELPED and asked.answered_with and asked.text in decided:
            after = _given(decided[asked.text][1])
            if after and after != asked.answered_with:
                yield Refusal(why=Why.TAKES, other=asked.answered_with, text=asked.text)


def _changes(
    taught: str,
    decided: Mapping[str, tuple[Match, Match]],
    matcher: TaughtMatcher,
    labelled: Sequence[Labelled],
) -> Iterator[Change]:
    """Yield what changes beside the question that is taught, for which that is the very purpose."""
    from_people = {question.q for question in labelled}
    for text, (old, new) in decided.items():
        before, after = _led_to(old), _led_to(new)
        if before != after and spelling(text) != spelling(taught):
            kept = Origin.TAUGHT if text in matcher.wordings else Origin.PAST
            origin = Origin.LABELLED if text in from_people else kept
            yield Change(origin=origin, text=text, before=before, after=after)


def _given(match: Match | None) -> EntryId | None:
    return match.entry if isinstance(match, Answer) else None


def _led_to(match: Match) -> tuple[EntryId, ...]:
    match match:
        case Answer(entry=entry):
            return (entry,)
        case Suggest(entries=entries):
            return entries
        case Several(parts=parts):
            return tuple(dict.fromkeys(entry for part in parts for entry in _led_to(part.match)))
    return ()
