"""What became of every question and every answer, read in the database and in the sandbox."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.sandbox import STAFF_CHAT_ID
from bot.store.engine import parse
from tests.soak.traffic import Question, Traffic, base_text
from tests.talk import Sent


@dataclass(slots=True)
class Ledger:
    """The account of a run.

    Attributes:
        questions: how many ended how: answered, waiting, told (staff know that the answer may not have
            arrived), lost, doubled (in more than one of these).
        answers: of staff, how many were delivered once, twice with a label, told (staff know that it is
            doubtful), lost, or doubled without a label.
        repeated: messages of any kind that were sent again with a label.
        wrongs: what breaks a promise, in words.
    """

    questions: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    wrongs: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds, by founder."""

    unhandled: int
    unsent: int
    order: dict[int, list[int]]
    matched: Counter[tuple[int, int]]
    answered: set[tuple[int, int]]
    kept: Counter[tuple[int, int]]
    tickets: dict[int, list[str]]
    given_up: Counter[int]
    sent: dict[int, list[int]]


async def settled(url: str) -> bool:
    """Whether nothing waits to be handled or sent."""
    found = await _rows(
        url,
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
        " + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')) AS open",
    )
    return not found[0].open


async def account(url: str, traffic: Traffic) -> Ledger:
    """Check a run that has settled."""
    stored, ledger = await _read(url), Ledger()
    chats: dict[int, list[Sent]] = {}
    for question in traffic.asked:
        if question.founder not in chats:
            chats[question.founder] = await _from_bot(traffic, question.founder)
            _no_unlabelled_repetition(ledger, str(question.founder), chats[question.founder])
    staff = await _from_bot(traffic, STAFF_CHAT_ID)
    by_topic: dict[Any, list[Sent]] = defaultdict(list)
    for one in staff:
        by_topic[one["thread"]].append(one)
    for thread, messages in by_topic.items():
        _no_unlabelled_repetition(ledger, f"topic {thread}", messages)
    if stored.unhandled or stored.unsent:
        ledger.wrongs.append(f"{stored.unhandled} updates and {stored.unsent} messages are left over")
    for question in traffic.asked:
        _account_for(ledger, question, stored, chats[question.founder], staff)
    for founder, answer in traffic.answered.items():
        _account_for_answer(ledger, founder, answer, stored, chats[founder])
    _in_order(ledger, stored, traffic, staff)
    return ledger


def _account_for(
    ledger: Ledger, question: Question, stored: Stored, chat: list[Sent], staff: list[Sent]
) -> None:
    key = (question.founder, question.message)
    arrived = set(stored.sent[question.founder]) & {one["message_id"] for one in chat}
    ends = []
    if question.known:
        if key in stored.answered and (arrived or not stored.given_up[question.founder]):
            ends.append("answered")
        if stored.matched[key] > 1:
            ends.append("answered")
    else:
        states = stored.tickets.get(question.founder, [])
        ends += ["answered" if state in ("answered", "closed") else "waiting" for state in states]
        if stored.kept[key] != 1:
            ledger.wrongs.append(f"kept {stored.kept[key]} times: {question}")
        if not any(question.text in (one["text"] or "") for one in staff):
            ledger.wrongs.append(f"staff do not see: {question}")
    if not ends and stored.given_up[question.founder]:
        ends.append("told")
    end = ends[0] if len(ends) == 1 else "doubled" if ends else "lost"
    ledger.questions[end] += 1
    if end in ("lost", "doubled") or (end == "answered" and not arrived):
        ledger.wrongs.append(f"{end}, {len(arrived)} messages arrived: {question}")


def _account_for_answer(ledger: Ledger, founder: int, answer: str, stored: Stored, chat: list[Sent]) -> None:
    labels = [label for words, label in map(base_text, chat) if words.endswith(answer)]
    if labels in ([False], [True]):
        end = "once"
    elif len(labels) == 2 and labels[1]:
        end = "twice, labelled"
    elif not labels:
        end = "told" if stored.given_up[founder] else "lost"
    else:
        end = "doubled"
    ledger.answers[end] += 1
    if end in ("lost", "doubled"):
        ledger.wrongs.append(f"{end}: {answer}")


def _no_unlabelled_repetition(ledger: Ledger, where: str, messages: list[Sent]) -> None:
    seen: set[str] = set()
    for words, label in map(base_text, messages):
        if not words:  # that a topic was made
            continue
        ledger.repeated += label
        if words in seen and not label:
            ledger.wrongs.append(f"twice without a label in {where}: {words[:60]}")
        seen.add(words)


def _in_order(ledger: Ledger, stored: Stored, traffic: Traffic, staff: list[Sent]) -> None:
    """What a founder wrote was handled, is shown to staff and was answered in its order."""
    for what, found in (("handled", stored.order), ("answered", stored.sent)):
        ledger.wrongs += [
            f"{what} out of order: founder {founder}" for founder, ids in found.items() if ids != sorted(ids)
        ]
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for question in traffic.asked:
        if not question.known:
            places[question.founder] += [
                (one["message_id"], (one["text"] or "").find(question.text))
                for one in staff
                if question.text in (one["text"] or "")
            ][:1]
    for founder, shown in places.items():
        if shown != sorted(shown):
            ledger.wrongs.append(f"out of order before staff: founder {founder}")


async def _from_bot(traffic: Traffic, chat: int) -> list[Sent]:
    return [one for one in await traffic.talk.messages(chat) if one["from_bot"]]


async def _read(url: str) -> Stored:
    left = await _rows(
        url,
        "SELECT (SELECT count(*) FROM inbox WHERE state <> 'done') AS unhandled,"
        " (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')) AS unsent",
    )
    questions = await _rows(url, "SELECT founder, message, answered_with FROM questions ORDER BY id")
    kept = await _rows(
        url,
        "SELECT tickets.founder, founder_message FROM ticket_messages"
        " JOIN tickets ON tickets.id = ticket WHERE author = 'founder'",
    )
    tickets: dict[int, list[str]] = defaultdict(list)
    for row in await _rows(url, "SELECT founder, state FROM tickets"):
        tickets[row.founder].append(row.state)
    sent: dict[int, list[int]] = defaultdict(list)
    given_up: Counter[int] = Counter()
    for row in await _rows(
        url,
        "SELECT founder, state, message FROM outbox WHERE place = 'founder' AND kind = 'text' ORDER BY id",
    ):
        if row.state == "sent":
            sent[row.founder].append(row.message)
        elif row.state == "dead":
            given_up[row.founder] += 1
    founders = {row.founder for row in questions}
    return Stored(
        unhandled=left[0].unhandled,
        unsent=left[0].unsent,
        order={one: [row.message for row in questions if row.founder == one] for one in founders},
        matched=Counter((row.founder, row.message) for row in questions),
        answered={(row.founder, row.message) for row in questions if row.answered_with},
        kept=Counter((row.founder, row.founder_message) for row in kept),
        tickets=tickets,
        given_up=given_up,
        sent=sent,
    )


async def _rows(url: str, query: str) -> list[Row[Any]]:
    engine = create_async_engine(parse(url).url)
    try:
        async with engine.connect() as connection:
            return list((await connection.execute(text(query))).all())
    finally:
        await engine.dispose()
