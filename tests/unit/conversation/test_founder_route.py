"""Where a founder's message goes, by what is known of founder and ticket."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.founder import (
    NOT_COPIED,
    AnswerSeveral,
    AskBack,
    Chat,
    FollowUp,
    GiveAnswer,
    Route,
    Say,
    ToStaff,
    route,
)
from bot.domain.events import Content
from bot.domain.founder import Founder
from bot.domain.ids import EntryId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.match import Answer, HandOver, Match, Part, Reason, Several, SmallTalk, Suggest
from bot.domain.pace import CALM, Pace
from bot.domain.ticket import Ticket, TicketState

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FOUNDER = Founder(id=UserId(1), name="A", username=None, language=Language.EN, first_seen=NOW, last_seen=NOW)
WAITING = Ticket(
    id=TicketId(1),
    founder=FOUNDER.id,
    question=None,
    state=TicketState.WAITING,
    language=Language.EN,
    opened_at=NOW,
    changed_at=NOW,
)
TALKING = replace(WAITING, state=TicketState.ANSWERED, staff_wrote_at=NOW - timedelta(minutes=29))
TALKED = replace(WAITING, state=TicketState.ANSWERED, staff_wrote_at=NOW - timedelta(minutes=31))
CLOSED = replace(TALKING, state=TicketState.CLOSED)

SURE = Answer(language=Language.EN, entry=EntryId("visa-work"), confidence=0.99)
UNSURE = Suggest(language=Language.EN, entries=(EntryId("a"), EntryId("b")), confidence=0.6)
UNKNOWN = HandOver(language=Language.EN, reason=Reason.UNLIKE_ANY)
THANKS = SmallTalk(language=Language.EN, topic="thanks")
MIXED = Several(
    language=Language.EN,
    parts=(
        Part(text="a", match=SURE),
        Part(text="b", match=UNSURE),
        Part(text="c", match=UNKNOWN),
    ),
)
WORDS = Content(kind="text", text="…")
PHOTO = Content(kind="photo")


def _route(
    match: Match,
    *,
    ticket: Ticket | None = None,
    reply_to: Ticket | None = None,
    content: Content = WORDS,
    founder: Founder = FOUNDER,
) -> Route:
    return route(founder=founder, content=content, match=match, ticket=ticket, reply_to=reply_to, now=NOW)


@pytest.mark.parametrize("ticket", [None, TALKED, CLOSED])
def test_without_an_open_conversation_the_match_decides(ticket: Ticket | None) -> None:
    assert _route(SURE, ticket=ticket) == GiveAnswer(entry=EntryId("visa-work"), also_show=None)
    assert _route(UNSURE, ticket=ticket) == AskBack(entries=UNSURE.entries)
    assert _route(UNKNOWN, ticket=ticket) == ToStaff(asked_for=False)
    assert _route(THANKS, ticket=ticket) == Chat(topic="thanks")
    assert _route(MIXED, ticket=ticket) == AnswerSeveral(parts=MIXED.parts, also_show=None)


def test_a_waiting_ticket_takes_what_the_faq_is_not_sure_of() -> None:
    assert _route(UNSURE, ticket=WAITING) == FollowUp(ticket=WAITING)
    assert _route(UNKNOWN, ticket=WAITING) == FollowUp(ticket=WAITING)
    assert _route(THANKS, ticket=WAITING) == Chat(topic="thanks")


def test_a_sure_answer_beside_a_waiting_ticket_is_shown_to_staff_too() -> None:
    assert _route(SURE, ticket=WAITING) == GiveAnswer(entry=EntryId("visa-work"), also_show=WAITING)


def test_a_waiting_ticket_takes_what_several_questions_leave_unsure() -> None:
    unsure = Part(text="b", match=UNKNOWN)
    parts = (MIXED.parts[0], unsure, MIXED.parts[2])
    assert _route(MIXED, ticket=WAITING) == AnswerSeveral(parts=parts, also_show=WAITING)


@pytest.mark.parametrize("match", [SURE, UNSURE, UNKNOWN, THANKS, MIXED])
def test_while_staff_talk_with_the_founder_the_bot_keeps_out_of_it(match: Match) -> None:
    assert _route(match, ticket=TALKING) == FollowUp(ticket=TALKING)
    asked_again = replace(TALKING, state=TicketState.WAITING)
    assert _route(match, ticket=asked_again) == FollowUp(ticket=asked_again)


def test_a_reply_goes_to_the_ticket_that_it_replies_to() -> None:
    assert _route(SURE, ticket=WAITING, reply_to=CLOSED) == FollowUp(ticket=CLOSED)
    assert _route(MIXED, ticket=WAITING, reply_to=CLOSED) == FollowUp(ticket=CLOSED)


def test_after_ask_staff_the_next_message_is_passed_on_unmatched() -> None:
    asking = replace(FOUNDER, asking_staff=True)
    assert _route(SURE, founder=asking) == ToStaff(asked_for=True)
    assert _route(MIXED, founder=asking) == ToStaff(asked_for=True)


def test_a_photo_reaches_staff_whatever_its_caption() -> None:
    assert _route(SURE, content=PHOTO) == ToStaff(asked_for=False)
    assert _route(SURE, content=PHOTO, ticket=WAITING) == FollowUp(ticket=WAITING)


@pytest.mark.parametrize("kind", sorted(NOT_COPIED))
def test_what_telegram_does_not_copy_is_said_so_at_once(kind: str) -> None:
    content = Content(kind=kind)
    assert _route(UNKNOWN, content=content, ticket=WAITING) == Say(name="cannot-pass-on")
    assert _route(UNKNOWN, content=content, reply_to=CLOSED) == Say(name="cannot-pass-on")


@pytest.mark.parametrize("content", [Content(kind="sticker"), Content(kind="dice")])
def test_a_sticker_alone_asks_nothing_but_belongs_to_an_open_question(content: Content) -> None:
    assert _route(UNKNOWN, content=content) == Say(name="words-please")
    assert _route(UNKNOWN, content=content, ticket=WAITING) == FollowUp(ticket=WAITING)


def test_emoji_alone_are_no_question() -> None:
    nothing = HandOver(language=None, reason=Reason.NOTHING_TO_READ)
    assert _route(nothing) == Say(name="words-please")
    assert _route(nothing, ticket=WAITING) == FollowUp(ticket=WAITING)
    asking = replace(FOUNDER, asking_staff=True)
    assert _route(nothing, founder=asking) == ToStaff(asked_for=True)


@pytest.mark.parametrize("match", [SURE, UNSURE, UNKNOWN, THANKS, MIXED])
def test_a_flood_is_put_together_for_staff(match: Match) -> None:
    flooding = replace(FOUNDER, pace=Pace(since=NOW, messages=CALM + 1))
    assert _route(match, founder=flooding) == ToStaff(asked_for=False, flood=True)
    assert _route(match, founder=flooding, ticket=WAITING) == FollowUp(ticket=WAITING)
    calm = replace(FOUNDER, pace=Pace(since=NOW, messages=CALM))
    assert _route(match, founder=calm) == _route(match)


def test_the_pace_is_counted_by_the_minute() -> None:
    pace = Pace()
    for second in range(CALM + 5):
        pace = pace.after_message(NOW + timedelta(seconds=second))
    assert pace.floods
    assert not pace.after_message(NOW + timedelta(minutes=1)).floods
