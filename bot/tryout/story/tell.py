"""Puts a story together: each act, and what was there to see after it."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import yaml

from bot.conversation.bidi import without_marks
from bot.domain.founder import Founder
from bot.domain.ids import TicketId, ticket_number
from bot.domain.language import Language
from bot.domain.messages import (
    AnswerInline,
    AnswerPress,
    EditButtons,
    Place,
    React,
    SendText,
)
from bot.store.outbox import Part
from bot.tryout.story.acts import Act, Step
from bot.tryout.story.shown import Chat, Shown, apply, changed_in, new_in

TELLING = 72
"""Characters of a message that a story tells; a line is cut at a space."""
WAITING = re.compile(r" · [^·]*\d:\d\d.*")
"""How long a question waits is another time in each telling."""
NUMBER = re.compile(r"Q-\d{4,}")


def tell(
    founder: Founder,
    acts: Sequence[Act],
    sent: Sequence[Part],
    tickets: Sequence[TicketId],
    *,
    phone: str,
    begin: datetime,
    staff_language: Language,
) -> str:
    """Return a dialogue as YAML: a story in the founder's language.

    Args:
        founder: whose it is.
        acts: in order.
        sent: what went out because of them, in order.
        tickets: the founder's; in the story they are numbered from 1.
        phone: the language that the founder's phone is set to; empty where it does not tell.
        begin: when it began, which says when staff are there.
        staff_language: that the desk speaks with staff.
    """
    teller = _Teller(sent)
    steps = [step for act in acts for step in teller.steps(act)]
    head: dict[str, object] = {
        "story": f"Copied from a dialogue in {founder.language}",
        "languages": _Row([str(founder.language)]),
        "phone": phone,
        "name": founder.name,
        "clock": begin.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "staff_language": str(staff_language),
    }
    text = yaml.dump(
        [{**head, "steps": steps}],
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=110,
    )
    return _renumbered(text, tickets)


class _Teller:
    def __init__(self, sent: Sequence[Part]) -> None:
        self._sent = sent
        self._chat: Chat = {}

    def steps(self, act: Act) -> Iterable[Step]:
        sent = [part for part in self._sent if part.delivery.cause in act.updates]
        to_founder = [part for part in sent if part.delivery.to.place is Place.FOUNDER]
        to_staff = [part for part in sent if part.delivery.to.place is not Place.FOUNDER]
        before = dict(self._chat)
        for part in to_founder:
            apply(self._chat, part.delivery.message, part.message)
        yield act.step
        news = [*self._said(before), *self._changed(before)]
        yield from news
        yield from self._answered(act, before, sent)
        shown = [*_staff_steps(to_staff)]
        yield from shown
        quiet = [who for who, steps in (("founder", news), ("staff", shown)) if not steps]
        if "staff" in quiet and any(not isinstance(part.delivery.message, _SILENT) for part in to_staff):
            quiet.remove("staff")
        if quiet:
            yield {"nothing": quiet[0] if len(quiet) == 1 else _Row(quiet)}

    def _said(self, before: Chat) -> Iterable[Step]:
        for one in new_in(before, self._chat):
            yield (
                {"bot_sends": one.kind} if one.kind == "document" else {"bot": _telling(one), **_buttons(one)}
            )

    def _changed(self, before: Chat) -> Iterable[Step]:
        for one in changed_in(before, self._chat):
            yield {"bot_edits": _telling(one), **_buttons(one)}

    def _answered(self, act: Act, before: Chat, sent: Sequence[Part]) -> Iterable[Step]:
        """Tell of signs and notices, and of the buttons that are left."""
        for part in sent:
            match part.delivery.message:
                case AnswerPress(notice=str(notice)):
                    yield {"notice": without_marks(notice).splitlines()[0]}
                case AnswerInline(results=results):
                    yield {"offers": without_marks(results[0].title) if results else []}
                case React(message=message, emoji=emoji) if message == act.message and emoji:
                    yield {"bot_reacts" if act.by_founder else "receipt": emoji}
        pressed = act.pressed if "press" in act.step else None
        if pressed in before and pressed in self._chat and before[pressed] != self._chat[pressed]:
            yield {"buttons_left": _rows(self._chat[pressed].buttons)}


_SILENT = (AnswerInline, AnswerPress, EditButtons, React)
"""Calls that put no words before staff."""


def _staff_steps(sent: Sequence[Part]) -> Iterable[Step]:
    for part in sent:
        if isinstance(part.delivery.message, SendText):
            line = _line(without_marks(part.delivery.message.text))
            yield {"staff_sees": WAITING.sub("", line)}


def _telling(shown: Shown) -> str:
    return _line(shown.words or "")


def _line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= TELLING:
        return line
    head, space, _ = line[: TELLING + 1].rpartition(" ")
    return head.strip() if space else line[:TELLING]


def _buttons(shown: Shown) -> Step:
    return {"buttons": _rows(shown.buttons)} if shown.buttons else {}


def _rows(rows: Iterable[Sequence[str]]) -> list["_Row"]:
    return [_Row(row) for row in rows]


def _renumbered(text: str, tickets: Sequence[TicketId]) -> str:
    mine = {
        ticket_number(ticket): ticket_number(TicketId(place))
        for place, ticket in enumerate(sorted(tickets), 1)
    }
    return NUMBER.sub(lambda found: mine.get(found[0], found[0]), text)


class _Row(list[str]):
    """A list that stands on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002  # as PyYAML calls it
        """Indent lists, as in the stories beside it."""
        super().increase_indent(flow, False)


def _on_one_line(dumper: yaml.SafeDumper, row: _Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)


_Dumper.add_representer(_Row, _on_one_line)
