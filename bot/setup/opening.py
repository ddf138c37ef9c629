"""The first steps: which language, by which line to Telegram, with which token."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from bot.domain.language import Language, from_code
from bot.settings import TOKEN_FORM
from bot.setup.host import Host, SkippedError, WrongAnswerError
from bot.setup.known import Known, masked
from bot.telegram.first_steps import Trouble, TroubleError, meet, proxy_around, reach

ORDER = (Language.ZH, Language.EN, Language.HE)
LOCALE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")
PROXIES = ("http", "https", "socks5")
NO_PROXY = "0"


def guess_language(environ: Mapping[str, str]) -> Language:
    """Return the language that the terminal is set to, or English where that is another one."""
    named = (environ.get(name) for name in LOCALE_NAMES)
    return from_code(next(filter(None, named), None)) or Language.EN


async def choose_language(host: Host, known: Known) -> Known:
    """Ask in which language to go on; the question itself is in all three."""
    for number, language in enumerate(ORDER, 1):
        host.terminal.say(f"  {number}  {host.texts.say(language, 'setup-name')}")
    question = " · ".join(host.texts.say(language, "setup-ask-language") for language in ORDER)
    usual = str(ORDER.index(known.language) + 1)
    while True:
        typed = (await host.terminal.ask(f"{question} [{usual}]: ")).lower() or usual
        for number, language in enumerate(ORDER, 1):
            if typed in (str(number), language):
                return replace(known, language=language)


async def find_line(host: Host, known: Known) -> Known:
    """See that Telegram can be reached; ask for a proxy where it cannot."""
    while True:
        known = known if known.proxy else _with_proxy_around(host, known)
        by = {"proxy": masked("TELEGRAM_PROXY", known.proxy)} if known.proxy else {}
        host.say("reaching")
        try:
            await reach(known.settings())
        except TroubleError:
            host.say("proxy-down" if by else "trouble-unreachable", **by)
        else:
            host.say("reached-by" if by else "reached", **by)
            return known
        try:
            typed = await host.ask_for("proxy", read_proxy)
        except SkippedError:
            host.say("skipped")
            return known
        known = known if typed is None else replace(known, proxy=typed)


def _with_proxy_around(host: Host, known: Known) -> Known:
    """Return it with the proxy that the client takes from this environment; a service has another one."""
    name, proxy = proxy_around(known.settings())
    if proxy:
        host.say("proxy-around", name=name, proxy=masked("TELEGRAM_PROXY", proxy))
    return replace(known, proxy=proxy)


def read_proxy(typed: str) -> str | None:
    """Return a proxy's address, of HTTP unless it says otherwise; empty for none, None for what there is.

    Raises:
        WrongAnswerError: if it is no address of a proxy.
    """
    if typed in ("", NO_PROXY):
        return "" if typed else None
    address = typed if "://" in typed else f"http://{typed}"
    try:
        parts = urlsplit(address)
        sound = parts.scheme in PROXIES and parts.hostname and parts.port
    except ValueError:
        sound = False
    if not sound or any(char.isspace() for char in address):
        raise WrongAnswerError("wrong-proxy")
    return address


async def ask_token(host: Host, known: Known) -> Known:
    """Ask for the token until Telegram knows it; Enter keeps one that is set already."""
    known = await _checked(host, known) if known.token else known
    if not known.token:
        host.say("how-token")
    while True:
        old = known.bot or masked("TELEGRAM_BOT_TOKEN", known.token)
        try:
            typed = await host.ask("token", default=old, hidden=True)
        except SkippedError:
            host.say("skipped")
            return known
        token = known.token if typed == old else "".join(typed.split())
        if not TOKEN_FORM.fullmatch(token):
            host.say("wrong-token")
            continue
        found = await _checked(host, replace(known, token=token, bot=""))
        if found.bot:
            return found
        if token == known.token:
            known = found


async def _checked(host: Host, known: Known) -> Known:
    """Return it with the bot's name; without the token if Telegram refuses that."""
    host.say("asking-telegram")
    try:
        bot = await meet(known.settings())
    except TroubleError as error:
        host.trouble(error)
        return replace(known, bot="", token="" if error.kind is Trouble.REFUSED else known.token)
    host.say("token-good", bot=bot)
    return replace(known, bot=bot)
