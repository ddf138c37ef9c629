"""What the commands print."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from bot.conversation.bidi import without_marks
from bot.domain.language import Language, spoken
from bot.domain.match import Answer, HandOver, Match, Several, SmallTalk, Suggest
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.stats import Coverage
from bot.matching.evaluate import Report
from bot.matching.mistakes import Mistake

QUESTION = 60
"""Columns of a question in the table of mistakes."""
MEASURES = {
    "direct": "direct",
    "resolved": "resolved",
    "wrong": "wrong",
    "handed_over": "handed over",
    "asked_back": "asked back",
    "auc": "AUC",
    "rank_1": "rank 1",
    "top_3": "top 3",
    "calibration_error": "cal. error",
}


def match_as_json(question: str, match: Match) -> str:
    """Return the decision as one line of JSON, the contract that tools read."""
    # Half a surrogate pair has no place in a UTF-8 stream.
    return json.dumps(_as_record(question, match), ensure_ascii=True)


def _as_record(question: str, match: Match) -> dict[str, object]:
    decision, entry, confidence, reason = _decision(match)
    record: dict[str, object] = {
        "question": question,
        "language": match.language,
        "decision": decision,
        "entry": entry,
        "confidence": round(confidence, 4),
        "candidates": [
            {"entry": near.entry, "confidence": round(near.confidence, 4)} for near in match.candidates
        ],
        "reason": reason,
    }
    if isinstance(match, Several):
        record["parts"] = [_as_record(part.text, part.match) for part in match.parts]
    return record


def _decision(match: Match) -> tuple[str, str | None, float, str | None]:
    match match:
        case Answer(entry=entry, confidence=confidence):
            return "answer", entry, confidence, None
        case Suggest(confidence=confidence):
            return "suggest", None, confidence, None
        case HandOver(reason=reason, confidence=confidence):
            return "handover", None, confidence, reason
        case SmallTalk(topic=topic):
            return "answer", f"small-talk/{topic}", 1.0, "small_talk"
        case Several(parts=parts):
            return _decision(next(part.match for part in parts if isinstance(part.match, Answer)))
        case _:
            raise AssertionError(f"a decision that nobody knows: {type(match).__name__}")


def print_match(console: Console, match: Match, knowledge: KnowledgeBase) -> None:
    """Show a decision to a person, in the language of the question; several ones each under its words."""
    if isinstance(match, Several):
        for part in match.parts:
            console.print(part.text, style="bold", markup=False)
            print_match(console, part.match, knowledge)
        return
    language = match.language or Language.EN
    match match:
        case Answer(entry=entry, confidence=confidence):
            console.print(f"[bold]{entry}[/] ({confidence:.0%})")
            console.print(spoken(knowledge.entries[entry].answer, language).strip(), markup=False)
        case Suggest(entries=entries):
            console.print("[bold]which one?[/]")
            for entry in entries:
                title = spoken(knowledge.entries[entry].question, language)
                console.print(f"  {entry}: {title}", markup=False)
        case SmallTalk(topic=topic):
            reply = next(talk.reply for talk in knowledge.small_talk if talk.id == topic)
            console.print(spoken(reply, language), markup=False)
        case HandOver(reason=reason):
            console.print(f"[bold]to staff[/] ({reason})")
    for near in match.candidates:
        console.print(f"  [dim]{near.confidence:6.1%}  {near.entry}[/]")


@contextmanager
def vectors_progress(console: Console) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar while vectors are made; nothing appears when there are none to make."""
    with ExitStack() as shown:
        move: list[Callable[[int, int], None]] = []

        def advance(done: int, total: int) -> None:
            if not move:
                move.append(shown.enter_context(_bar(console)))
            move[0](done, total)

        yield advance


@contextmanager
def _bar(console: Console) -> Iterator[Callable[[int, int], None]]:
    # Imported where it is shown: that takes as long as ten matches, and mostly there is nothing to wait for.
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("Reading the FAQ"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=done < total)


def print_report(console: Console, report: Report, mistakes: tuple[Mistake, ...]) -> None:
    """Show how well labelled questions were matched, overall, by language and by kind; below it mistakes."""
    table = Table(box=None, pad_edge=False)
    for name in ("", "n", *MEASURES.values()):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for groups in ({"all": report.overall}, report.by_language, report.by_kind):
        if table.rows:
            table.add_row()
        for name, figures in groups.items():
            shares = [getattr(figures, measure) for measure in MEASURES]
            shown = ["" if share is None else f"{share:.1%}" for share in shares]
            table.add_row(Text(name), str(figures.messages), *shown)
    _print_whole(console, table)
    if report.overall.not_in_faq:
        console.print(f"{report.overall.not_in_faq} expect an entry that the FAQ lacks; counted as for staff")
    if mistakes:
        console.print()
        _print_mistakes(console, mistakes)


def _print_mistakes(console: Console, mistakes: tuple[Mistake, ...]) -> None:
    # The question is last, so that no column depends on how wide a terminal takes it to be.
    table = Table(box=None, pad_edge=False)
    for name in ("fault", "language", "kind", "expected", "got", "question"):
        table.add_column(name, no_wrap=True)
    for mistake in mistakes:
        expected = ", ".join(mistake.expected) or "staff"
        got = ", ".join(f"{near.entry} {near.confidence:.0%}" for near in mistake.got) or "nothing"
        cells = (mistake.fault, mistake.language, mistake.kind, expected, got, _one_line(mistake.question))
        table.add_row(*map(Text, cells))
    _print_whole(console, table)


def _one_line(question: str) -> str:
    text = Text(without_marks(" ".join(question.split())))
    text.truncate(QUESTION, overflow="ellipsis")
    return f"\u2068{text.plain}\u2069"  # isolated: Hebrew turns no other column


def print_coverage(console: Console, rows: tuple[Coverage, ...], overdue: tuple[Entry, ...]) -> None:
    """Show how much the FAQ holds by topic, and which entries are past their review.

    "fewest" is the smallest number of phrasings that an entry has in a language.
    """
    table = Table(box=None, pad_edge=False)
    languages = list(rows[0].phrasings) if rows else []
    counted = [f"phrasings {code}" for code in languages]
    for name in ("topic", "entries", *counted, "fewest", "oldest review", "overdue"):
        table.add_column(name, justify="left" if name == "topic" else "right", no_wrap=True)
    for row in rows:
        ways = [str(row.phrasings[code]) for code in languages]
        review = str(row.oldest_review or "")
        table.add_row(row.topic, str(row.entries), *ways, str(row.fewest), review, str(row.overdue))
    everything = f"all × {len(languages)} languages"
    totals = [str(sum(row.phrasings[code] for row in rows)) for code in languages]
    fewest = str(min((row.fewest for row in rows), default=0))
    entries = str(sum(row.entries for row in rows))
    table.add_row(everything, entries, *totals, fewest, "", str(len(overdue)))
    _print_whole(console, table)
    for entry in overdue:
        console.print(f"overdue: {entry.id}, reviewed {entry.reviewed}, was due {entry.review_due}")


def _print_whole(console: Console, table: Table) -> None:
    # As wide as it is: a narrower terminal wraps it, a file or a pipe does not mind.
    unbounded = console.options.update(max_width=10_000)
    width = max(console.width, Measurement.get(console, unbounded, table).maximum)
    Console(file=console.file, width=width, highlight=False).print(table)
