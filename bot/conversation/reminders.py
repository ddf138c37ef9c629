"""What reminds staff: of what waits too long, and each morning of what there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.conversation.message import Markdown, Message
from bot.conversation.speaker import Speaker, Value
from bot.conversation.texts import Texts, escape
from bot.domain.events import Member
from bot.domain.founder import Founder
from bot.domain.language import Language
from bot.domain.reminders import Late, is_put_aside
from bot.domain.statistics import Statistics
from bot.domain.ticket import Ticket

MOST = 15
"""Tickets that are named; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """A ticket that has waited too long.

    Attributes:
        link: the address of the founder's topic, or of the card; None without one.
    """

    late: Late
    founder: Founder
    link: str | None


class ReminderReplies(Speaker):
    """Composes it, in the staff's language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        super().__init__(texts)
        self._language = language

    def combined(self, lines: Sequence[LateLine], within: float, admins: Sequence[Member]) -> Message:
        """Name everything that has waited too long.

        Args:
            lines: in the order to show; not empty.
            within: working hours that staff mean to answer in.
            admins: who is called; nobody where it is only said.
        """
        parts = [self._line("late-head", count=len(lines), within=f"{within:g}")]
        parts += [self.line(one) for one in lines[:MOST]]
        if len(lines) > MOST:
            parts.append(self._line("late-more", count=len(lines) - MOST))
        if admins:
            parts.append(self._line("late-admins", names=" ".join(map(_mention, admins))))
        return Message(parts=tuple(parts), language=self._language)

    def morning(
        self, waiting: Sequence[LateLine], figures: Statistics, reviews: int, now: datetime, zone: tzinfo
    ) -> Message | None:
        """Say in a few lines what is open and what happened since the last morning.

        Args:
            waiting: every ticket that waits for staff.
            figures: of the days since then.
            reviews: entries of the FAQ past their review.
            now: the present.
            zone: of the staff's clock.

        Returns:
            None where there is nothing to say.
        """
        parts = []
        if waiting:
            parts.append(self._open([one.late.ticket for one in waiting], now))
        longest = max(waiting, key=lambda one: one.late.hours, default=None)
        if longest and longest.late.hours:
            parts += [self._line("summary-longest"), self.line(longest)]
        if figures.questions:
            since = figures.period.start.astimezone(zone)
            counts = {"count": figures.questions, "answered": figures.at_once}
            parts.append(self._line("summary-questions", since=since, **counts))
        if reviews:
            parts.append(self._line("summary-reviews", count=reviews))
        return Message(parts=tuple(parts), language=self._language) if parts else None

    def line(self, one: LateLine) -> Markdown:
        """Name one ticket: where it is, whose, how long it has waited, who works on it."""
        ticket = one.late.ticket
        return self._line(
            "late-line" if ticket.claimed_by else "late-line-nobody",
            number=f"[{ticket.number}]({one.link})" if one.link else f"**{ticket.number}**",
            name=self._name(one.founder.name),
            hours=f"{one.late.hours:.1f}",
            **({"by": self._name(ticket.claimed_by.name)} if ticket.claimed_by else {}),
        )

    def _open(self, tickets: Sequence[Ticket], now: datetime) -> Markdown:
        aside = sum(is_put_aside(ticket, now) for ticket in tickets)
        claimed = sum(ticket.claimed_by is not None and not is_put_aside(ticket, now) for ticket in tickets)
        nobody = len(tickets) - claimed - aside
        return self._line("summary-open", count=len(tickets), nobody=nobody, claimed=claimed, aside=aside)

    def _line(self, name: str, /, **values: Value) -> Markdown:
        return self._sentence(self._language, name, **values)

    def _name(self, name: str) -> str:
        return escape(name) or self._texts.say(self._language, "nameless")


def _mention(admin: Member) -> str:
    return f"[{escape(admin.name)}](tg://user?id={admin.id})"
