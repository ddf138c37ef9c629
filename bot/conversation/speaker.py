"""What every side of the desk composes with: sentences and buttons in a language."""

from datetime import date, datetime

from bot.conversation.callbacks import Callback, pack
from bot.conversation.message import Markdown, Message
from bot.conversation.texts import Texts
from bot.domain.language import Language, spoken
from bot.domain.messages import Button, Rows
from bot.knowledge.model import Entry

Value = str | int | date | datetime


class Speaker:
    """Composes from the locales; `language` is always the one to write in."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def say(self, language: Language, name: str, /, **values: Value) -> str:
        """Return a sentence from the locales as plain words, for a notice."""
        return self._texts.say(language, name, **values)

    def plain(self, language: Language, name: str, /, rows: Rows = (), **values: Value) -> Message:
        """Say one sentence from the locales."""
        return Message(parts=(self._sentence(language, name, **values),), language=language, buttons=rows)

    def entry_button(self, entry: Entry, language: Language, callback: Callback) -> Button:
        """Return a button that bears an entry's question."""
        return Button(label=spoken(entry.question, language), data=pack(callback))

    def _sentence(self, language: Language, name: str, /, **values: Value) -> Markdown:
        return Markdown(text=self._texts.say(language, name, **values))

    def _button(self, language: Language, name: str, callback: Callback, /, **values: Value) -> Button:
        return Button(label=self._texts.say(language, name, **values), data=pack(callback))
