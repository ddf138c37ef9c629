"""What staff are told when they ask how the bot is: a few lines, and the one thing to do."""

from collections.abc import Iterator
from datetime import tzinfo

from bot import __version__
from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker, Value
from bot.conversation.texts import Texts, escape
from bot.domain.condition import Concern, Condition, concerns, lasting
from bot.domain.language import Language

GIGABYTE = 2**30


class HealthReplies(Speaker):
    """Composes it, in the staff's language and by the staff's clock.

    Attributes:
        within: working hours that staff mean to answer in.
    """

    def __init__(self, texts: Texts, language: Language, zone: tzinfo, *, within: float) -> None:
        super().__init__(texts)
        self.within = within
        self._language = language
        self._zone = zone

    def show(self, condition: Condition) -> Message:
        """Say how the desk is; what to do about it stands right below the first line."""
        return Message(parts=tuple(self._lines(condition)), language=self._language)

    def _lines(self, condition: Condition) -> Iterator[Markdown]:
        vitals = condition.vitals
        found = concerns(condition)
        yield self._line("health-concern" if found else "health-well")
        if found:
            yield self._to_do(found[0], condition)
        contact = vitals.age(vitals.received)
        if contact is None:
            yield self._line("health-no-contact")
        else:
            yield self._line("health-contact", ago=self._lasting(contact))
        yield self._waiting(condition)
        yield self._unsent(condition)
        yield self._line("health-reviews", count=condition.overdue)
        if vitals.free_bytes is not None:
            yield self._line("health-disk", free=f"{vitals.free_bytes / GIGABYTE:.1f}")
        started = vitals.started.astimezone(self._zone)
        yield self._line(
            "health-running", version=escape(__version__), since=started, now=vitals.at.astimezone(self._zone)
        )

    def _to_do(self, concern: Concern, condition: Condition) -> Markdown:
        number = condition.longest.number if condition.longest else ""
        return self._line(f"health-do-{concern}", number=number, count=condition.set_aside)

    def _waiting(self, condition: Condition) -> Markdown:
        longest = condition.longest
        if longest is None:
            return self._line("health-nobody-waits")
        return self._line(
            "health-waits",
            number=longest.number,
            hours=f"{longest.hours:.1f}",
            within=f"{condition.within:g}",
        )

    def _unsent(self, condition: Condition) -> Markdown:
        since = condition.vitals.age(condition.unsent_since)
        if since is None:
            return self._line("health-all-sent")
        return self._line("health-unsent", count=condition.unsent, ago=self._lasting(since))

    def _lasting(self, seconds: float) -> str:
        count, unit = lasting(seconds)
        return self.say(self._language, f"health-{unit}", count=count)

    def _line(self, name: str, /, **values: Value) -> Markdown:
        return self._sentence(self._language, name, **values)
