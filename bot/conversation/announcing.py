"""Broadcasts: what founders read of them, and what staff see of how far one is."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.conversation.ledger import in_brief
from bot.conversation.message import Literal, Markdown, Message
from bot.conversation.speaker import Speaker
from bot.conversation.staff_callbacks import StaffOrder, Want, pack_order
from bot.conversation.texts import Texts, escape
from bot.domain.broadcast import Broadcast, Progress
from bot.domain.founder import Founder
from bot.domain.language import Language
from bot.domain.messages import Button, Rows


class Announcements(Speaker):
    """Composes both; staff's part in the staff's language."""

    def __init__(self, texts: Texts, staff_language: Language) -> None:
        super().__init__(texts)
        self._language = staff_language

    def for_founder(self, broadcast: Broadcast, language: Language) -> Message:
        """Return what a founder reads: what staff wrote, and how to get no more of it."""
        parts = (
            self._sentence(language, "staff-word"),
            Literal(text=broadcast.text, entities=broadcast.entities),
            self._sentence(language, "news-how-to-stop"),
        )
        return Message(parts=parts, language=language)

    def preview(self, broadcast: Broadcast, to: Sequence[Founder]) -> Message:
        """Show what would be sent, and to how many, before anything is."""
        begin = self._staff_button("button-broadcast", Want.BROADCAST, broadcast, count=len(to))
        drop = self._staff_button("button-drop", Want.STOP, broadcast)
        head = self._sentence(
            self._language, "broadcast-preview", count=len(to), languages=self._languages(to)
        )
        words = Literal(text=broadcast.text, entities=broadcast.entities, quoted=True)
        return Message(parts=(head, words), language=self._language, buttons=((begin,), (drop,)))

    def dropped(self, broadcast: Broadcast) -> Message:
        """Say that it was never sent."""
        return self._about(broadcast, "broadcast-dropped")

    def running(self, broadcast: Broadcast, progress: Progress) -> Message:
        """Say how far it is, with a button to stop it."""
        stop = self._staff_button("button-stop", Want.STOP, broadcast)
        done = progress.sent + progress.failed
        return self._about(
            broadcast,
            "broadcast-running",
            ((stop,),),
            percent=progress.percent,
            done=done,
            count=broadcast.recipients,
        )

    def stopped(self, broadcast: Broadcast, called_off: int) -> Message:
        """Say how many were not sent any more."""
        gone = broadcast.recipients - called_off
        return self._about(broadcast, "broadcast-stopped", gone=gone, count=broadcast.recipients)

    def done(self, broadcast: Broadcast, progress: Progress) -> Message:
        """Say how many it reached."""
        return self._about(broadcast, "broadcast-done", sent=progress.sent, failed=progress.failed)

    def _about(self, broadcast: Broadcast, name: str, rows: Rows = (), /, **values: int) -> Message:
        head = self._sentence(self._language, name, **values)
        brief = Markdown(text=escape(in_brief(broadcast.text)))
        return Message(parts=(head, brief), language=self._language, buttons=rows)

    def _languages(self, founders: Iterable[Founder]) -> str:
        counted = Counter(founder.language for founder in founders)
        return " · ".join(
            f"{self.say(self._language, f'language-{one}')} {count}" for one, count in counted.most_common()
        )

    def _staff_button(self, name: str, want: Want, broadcast: Broadcast, /, **values: int) -> Button:
        data = pack_order(StaffOrder(want=want, about=broadcast.id))
        return Button(label=self.say(self._language, name, **values), data=data)
