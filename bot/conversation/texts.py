"""Every sentence that the desk itself says, from `locales/LANGUAGE/*.ftl`, in three languages."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource

from bot.conversation.moments import Moments
from bot.domain.errors import GesherError
from bot.domain.language import Language

LOCALES = {Language.EN: "en-GB", Language.HE: "he", Language.ZH: "zh-Hans"}  # how dates are written


class MissingTextError(GesherError):
    """A sentence is missing or needs a value that was not given; a test looks for these."""


class Texts:
    """Sentences by name. What is put into them is isolated: a Latin name cannot turn a Hebrew line."""

    def __init__(self, sources: Mapping[Language, str]) -> None:
        self._bundles = {language: _bundle(language, source) for language, source in sources.items()}

    @classmethod
    def load(cls) -> "Texts":
        """Return the sentences that come with the package; read once a process, which takes a while."""
        return _shipped()

    def say(self, language: Language, name: str, /, **values: str | int | date) -> str:
        """Return the sentence `name` as Markdown.

        Raises:
            MissingTextError: if it does not exist in `language`, or a value is missing.
        """
        bundle = self._bundles[language]
        pattern = bundle.get_message(name).value if bundle.has_message(name) else None
        if pattern is None:
            raise MissingTextError(f"locales/{language} has no text {name}: add it")
        text, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise MissingTextError(f"locales/{language}, text {name}: {errors[0]}")
        return str(text)


@cache
def _shipped() -> Texts:
    folder = files("bot.conversation") / "locales"
    return Texts({language: _source(folder / language) for language in Language})


def _source(folder: Traversable) -> str:
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".ftl")), key=lambda file: file.name
    )
    return "\n".join(file.read_text("utf-8") for file in files)


def _bundle(language: Language, source: str) -> FluentBundle:
    locale = LOCALES[language]
    bundle = FluentBundle([locale], functions=Moments(locale).functions, use_isolating=True)
    bundle.add_resource(FluentResource(source))
    return bundle


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is; for names inside a sentence."""
    flat = text.replace("\n", " ")
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!|~<>&$" else char for char in flat)
