"""What became of every question and every answer, read in the database and in the sandbox."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tests.soak.stored import Stored, read
from tests.soak.traffic import Question, Traffic, base_text
from tests.talk import Sent


@dataclass(slots=True)
class Ledger:
    """The account of a run.

    Attributes:
        questions: how many ended how: answered, waiting, told (staff know that the answer may not have
            arrived), lost, doubled (in more than one of these).
        answers: of staff, how many were delivered once, again with a label, told (staff know that it is
            doubtful), lost, or doubled without a label.
        repeated: messages of any kind that were sent again with a label.
        wrongs: what breaks a promise, in words.
    """

    questions: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    wrongs: list[str] = field(default_factory=list)


async def account(url: str, traffic: Traffic) -> Ledger:
    """Check a run that has settled."""
    stored, ledger = await read(url), Ledger()
    chats = {one.founder: await _from_bot(traffic, one.founder) for one in traffic.asked}
    groups = [one for group in traffic.groups for one in await traffic.talk.messages(group)]
    staff = [one for one in groups if one["from_bot"]]
    for founder, chat in chats.items():
        queued = [one.text for one in stored.outbox if one.founder == founder and one.private]
        _no_unlabelled_repetition(ledger, str(founder), chat, Counter(queued))
        if not stored.is_told(founder):
            ledger.wrongs.append(f"given up, and staff do not know: founder {founder}")
    to_staff = Counter(one.text for one in stored.outbox if not one.private)
    _no_unlabelled_repetition(ledger, "the group", staff, to_staff)
    if stored.unhandled or stored.unsent:
        ledger.wrongs.append(f"{stored.unhandled} updates and {stored.unsent} messages are left over")
    for question in traffic.asked:
        _account_for(ledger, question, stored, chats[question.founder])
        if not question.known and not _staff_see(question, stored, staff, traffic):
            ledger.wrongs.append(f"staff do not see: {question}; {_fate(question, stored)}")
    for founder, answer in traffic.answered.items():
        end = _account_for_answer(ledger, founder, answer, stored, chats[founder])
        if end in ("lost", "doubled"):
            ledger.wrongs.append(f"{end}: {answer} {_fate_of_answer(answer, stored, groups)}")
    _in_order(ledger, stored, traffic, staff)
    return ledger


def _account_for(ledger: Ledger, question: Question, stored: Stored, chat: list[Sent]) -> None:
    key = (question.founder, question.message)
    there = {one["message_id"] for one in chat}
    caused = [one for one in stored.outbox if one.private and one.cause == question.update]
    arrived = [one for one in caused if one.state == "sent" and one.message in there]
    ends = []
    if question.known:
        ends += ["answered"] * stored.matched[key] if key in stored.answered and arrived else []
    else:
        states = stored.tickets.get(question.founder, [])
        ends += ["answered" if state in ("answered", "closed") else "waiting" for state in states]
        if stored.kept[key] != 1:
            ledger.wrongs.append(f"kept {stored.kept[key]} times: {question}")
    if not ends and any(one.state == "dead" for one in caused):
        ends.append("told")
    end = ends[0] if len(ends) == 1 else "doubled" if ends else "lost"
    ledger.questions[end] += 1
    if end in ("lost", "doubled"):
        ledger.wrongs.append(f"{end}, {len(arrived)} messages arrived: {question}")
    for gone in [one for one in caused if one.state == "sent" and one.message not in there]:
        ledger.wrongs.append(f"sent as {gone.message}, and not there: {question}")


def _staff_see(question: Question, stored: Stored, staff: list[Sent], traffic: Traffic) -> bool:
    if question.founder in traffic.bereft:  # it may have stood in the topic that they have deleted
        mine = (one for one in stored.outbox if one.founder == question.founder and not one.private)
        return any(one.state == "sent" and question.text in one.text for one in mine)
    return any(question.text in (one["text"] or "") for one in staff)


def _fate(question: Question, stored: Stored) -> str:
    """Say what became of what was to show a question to staff."""
    mine = (one for one in stored.outbox if one.founder == question.founder and not one.private)
    rows = [f"{one.state} as {one.message} {one.error}".strip() for one in mine if question.text in one.text]
    return f"queued for them: {rows}"


def _fate_of_answer(answer: str, stored: Stored, groups: list[Sent]) -> str:
    """Say what became of an answer of staff: as what it was kept and queued, and what the bot said to it."""
    rows = [f"{one.state} {one.error}".strip() for one in stored.outbox if one.text.endswith(answer)]
    written = [one["message_id"] for one in groups if one["text"] == answer]
    said = [one["text"] for one in groups if one["from_bot"] and one["reply_to"] in written]
    return f"written as {written}, kept {stored.staff[answer]} times, queued: {rows}, the bot said: {said}"


def _account_for_answer(ledger: Ledger, founder: int, answer: str, stored: Stored, chat: list[Sent]) -> str:
    labels = [label for words, label in map(base_text, chat) if words.endswith(answer)]
    if len(labels) == 1:
        end = "once"
    elif labels and all(labels[1:]):
        end = "again, labelled"
    elif not labels:
        given_up = any(one.text.endswith(answer) for one in stored.to_founder(founder, "dead"))
        end = "told" if given_up else "lost"
    else:
        end = "doubled"
    ledger.answers[end] += 1
    return end


def _no_unlabelled_repetition(ledger: Ledger, where: str, messages: list[Sent], queued: Counter[str]) -> None:
    """Nothing stands there more often than it was said, but with a label."""
    seen: Counter[str] = Counter()
    for words, label in map(base_text, messages):
        ledger.repeated += label
        seen[words] += not label
    ledger.wrongs += [
        f"twice without a label in {where}: {words[:60]}"
        for words, times in seen.items()
        if words and times > max(1, queued[words])  # without words: that a topic was made
    ]


def _in_order(ledger: Ledger, stored: Stored, traffic: Traffic, staff: list[Sent]) -> None:
    """What a founder wrote was handled, is shown to staff and was answered in its order."""
    founders = {question.founder for question in traffic.asked}
    sent = {one: [text.message or 0 for text in stored.to_founder(one, "sent")] for one in founders}
    for what, found in (("handled", stored.order), ("answered", sent)):
        ledger.wrongs += [
            f"{what} out of order: founder {founder}" for founder, ids in found.items() if ids != sorted(ids)
        ]
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for question in traffic.asked:
        if not question.known and question.founder not in traffic.bereft:
            places[question.founder] += [
                (place, (one["text"] or "").find(question.text))
                for place, one in enumerate(staff)
                if question.text in (one["text"] or "")
            ][:1]
    for founder, shown in places.items():
        if shown != sorted(shown):
            ledger.wrongs.append(f"out of order before staff: founder {founder}")


async def _from_bot(traffic: Traffic, chat: int) -> list[Sent]:
    return [one for one in await traffic.talk.messages(chat) if one["from_bot"]]
