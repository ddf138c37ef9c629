"""The commands. They read settings, call, and turn every error into one line and an exit code."""

import json
import logging
import sys
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer
from rich.console import Console

from bot import __version__
from bot.domain.clock import SystemClock
from bot.domain.errors import FaqError, GesherError
from bot.domain.finding import Finding
from bot.domain.match import Matcher
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.stats import coverage
from bot.learned_cli import learned
from bot.logs import HIDDEN, TOKEN, set_up_logs
from bot.matchers import ENGINES, find_strays, make_matcher, prepare
from bot.matching.evaluate import evaluate
from bot.matching.mistakes import worst
from bot.matching.questions import read_questions
from bot.plots import draw, open_folder
from bot.settings import Settings, load_settings
from bot.show import match_as_json, print_coverage, print_match, print_report, vectors_progress

T = TypeVar("T")
Engine = Literal["hybrid", "lexical"]
What = Literal["feedback", "tickets"]
EngineOption = Annotated[
    Engine | None, typer.Option(help="Words and meaning, or words only. Default: MATCH_ENGINE.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")]

app = typer.Typer(
    name="gesher",
    help="The founders' desk of the China-Israel Innovation Hub.",
    epilog="--debug with any command shows the traceback of an error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
faq = typer.Typer(help="The FAQ: check it, count it.", no_args_is_help=True)
db = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(faq, name="faq")
app.add_typer(db, name="db")
app.add_typer(learned, name="learned")

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 if all is well, 1 for findings, 2 if it was used wrongly."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    try:
        app([word for word in given if word != "--debug"])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except GesherError as error:
        if debug:
            raise
        for line in str(error).splitlines():
            sys.stderr.write(TOKEN.sub(HIDDEN, line) + "\n")
        return error.exit_code
    except BrokenPipeError:  # the reader has gone, as with `| head`
        sys.stderr.close()
    return 0


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        out.print(f"gesher {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(2)


@app.command("try")
def try_() -> None:
    """Try the desk on this machine: bot, pretend Telegram and a page. No token needed; Ctrl-C stops."""
    from bot.tryout import run_tryout  # noqa: PLC0415  # the sandbox and its web server, for this command only

    _run(run_tryout(out))


@app.command()
def run() -> None:
    """Run the bot on Telegram."""
    from bot.app import run_bot  # noqa: PLC0415  # Telegram's library and the database take long to import

    settings = load_settings()
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else ""
    webhook = settings.webhook()
    secrets = (settings.token(), proxy, webhook.secret if webhook else "")
    set_up_logs(settings.log_level, settings.log_format, secrets)
    _run(run_bot(settings))


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="The question; without it, a prompt.")] = None,
    as_json: JsonOption = False,
    engine: EngineOption = None,
) -> None:
    """Ask the FAQ one question, or, with --json and no TEXT, one a line from standard input."""
    knowledge, matcher = _ready(engine)
    if as_json:
        lines = [text] if text is not None else (line.rstrip("\r\n") for line in sys.stdin)
        for line in lines:
            sys.stdout.write(match_as_json(line, matcher.match(line)) + "\n")
            sys.stdout.flush()
        return
    if text is not None:
        print_match(out, matcher.match(text), knowledge)
        return
    for line in _prompted():
        print_match(out, matcher.match(line), knowledge)


@app.command("evaluate")
def evaluate_(
    files: Annotated[list[Path], typer.Argument(help="Labelled questions, YAML.")],
    worst_count: Annotated[
        int | None, typer.Option("--worst", metavar="N", min=1, help="Show the N worst mistakes too.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw reliability.png and coverage.png there.")
    ] = None,
    as_json: JsonOption = False,
    engine: EngineOption = None,
) -> None:
    """Score labelled questions: how many are answered rightly, wrongly, asked back, handed over."""
    if plot:
        open_folder(plot)
    questions = [question for file in files for question in read_questions(file)]
    knowledge, matcher = _ready(engine)
    report = evaluate(matcher, questions, set(knowledge.entries))
    mistakes = worst(report.results, worst_count or 0)
    if as_json:
        listed = {"worst": [asdict(mistake) for mistake in mistakes]} if worst_count else {}
        sys.stdout.write(json.dumps({**report.as_json(), **listed}, ensure_ascii=False) + "\n")
    else:
        print_report(out, report, mistakes)
    if plot:
        draw(report, plot)


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Check token, proxy, group, database, FAQ and clock; each finding with its cure."""
    from bot.doctor import examine  # noqa: PLC0415  # Telegram's library and the database take long to import

    logging.disable(logging.CRITICAL)  # the findings say it
    findings = _run(examine(load_settings()))
    if as_json:
        sys.stdout.write(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False) + "\n")
    else:
        for finding in findings:
            out.print(_line(finding), markup=False)
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@faq.command()
def check() -> None:
    """Validate the FAQ; every problem with file and line."""
    settings = _settings()
    try:
        knowledge = load(settings.faq_dir)
        problems = _check_texts(settings, knowledge)
    except FaqError as error:
        problems = error.problems
    if problems:
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
        raise typer.Exit(1)
    phrasings = sum(len(ways) for entry in knowledge.phrasings.values() for ways in entry.values())
    out.print(f"{settings.faq_dir}: {len(knowledge.entries)} entries, {phrasings} phrasings, no problems")


def _check_texts(settings: Settings, knowledge: KnowledgeBase) -> list[str]:
    from bot.faq_check import check_texts  # noqa: PLC0415  # renders answers with Telegram's library

    with vectors_progress(err) as progress:
        return check_texts(settings.faq_dir, knowledge, find_strays(settings, knowledge, progress))


@faq.command()
def stats() -> None:
    """Count entries and phrasings by topic and language, and show what is due for review."""
    knowledge = load(_settings().faq_dir)
    today = SystemClock().now().date()
    print_coverage(out, coverage(knowledge, today), knowledge.overdue(today))


@faq.command("prepare")
def prepare_(
    to: Annotated[
        Path | None, typer.Option(help="Folder to leave it in. Default: prepared in FAQ_DIR.")
    ] = None,
    engine: Annotated[Engine | None, typer.Option(help="For this engine only. Default: for both.")] = None,
) -> None:
    """Compute what the matcher needs of the FAQ: a fresh checkout answers at once. Commit the result."""
    settings = _settings()
    knowledge = load(settings.faq_dir)
    with vectors_progress(err) as progress:
        folder = prepare(settings, knowledge, progress, to=to, engines=[engine] if engine else ENGINES)
    out.print(f"{folder} is up to date with {settings.faq_dir}")


@app.command("export")
def export_(
    what: Annotated[
        What, typer.Argument(help="feedback: by entry; tickets: one a line, without their texts.")
    ],
    *,
    as_json: JsonOption = False,
) -> None:
    """Write what founders said of answers, or all tickets, as CSV to standard output."""
    from bot.export import export  # noqa: PLC0415  # the database takes long to import

    _run(export(_settings().database_url, what, sys.stdout, as_json=as_json))


@app.command("report")
def report_(
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days before today.")] = 7,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw them there, as staff get it each week.")
    ] = None,
) -> None:
    """Count what was asked, what became of it and what the FAQ lacks, in the staff's language."""
    from bot.report import report  # noqa: PLC0415  # Telegram's library and the database take long to import

    out.print(_run(report(_settings(), days, to)), markup=False)


@db.command("upgrade")
def upgrade_() -> None:
    """Bring the database's schema up to this version."""
    from bot.store.migrate import upgrade  # noqa: PLC0415  # the database takes long to import

    _run(upgrade(_settings().database_url))
    out.print("the database is up to date")


def _run(work: Coroutine[Any, Any, T]) -> T:
    import asyncio  # noqa: PLC0415  # what answers a question at the prompt does without it

    return asyncio.run(work)


def _settings() -> Settings:
    settings = load_settings()
    set_up_logs("WARNING", settings.log_format)
    return settings


def _ready(engine: Engine | None) -> tuple[KnowledgeBase, Matcher]:
    settings = _settings()
    if engine:
        settings = settings.model_copy(update={"match_engine": engine})
    knowledge = load(settings.faq_dir, cache=settings.cache_dir)
    with vectors_progress(err) as progress:
        return knowledge, make_matcher(settings, knowledge, progress)


def _prompted() -> Iterator[str]:
    with suppress(EOFError):
        while True:
            yield input("? ")


def _line(finding: Finding) -> str:
    sign = "✓" if finding.well else "✗"
    cure = f"\n  → {finding.cure}" if finding.cure and not finding.well else ""
    return f"{sign} {finding.what}: {finding.state}{cure}"
