"""Whether a founder is told what staff announce: only who asked for it is."""

from bot.conversation.callbacks import News
from bot.conversation.message import Message
from bot.conversation.speaker import Speaker
from bot.domain.language import Language

WORDS = {"on": True, "off": False}
"""What may stand after /news."""


class NewsReplies(Speaker):
    """Composes what the founder reads of it."""

    def show(self, language: Language, *, wanted: bool) -> Message:
        """Say how it is, with a button for the other."""
        other = "button-no-news" if wanted else "button-news"
        button = self._button(language, other, News(wanted=not wanted))
        return self.plain(language, "news-on" if wanted else "news-off", ((button,),))
