from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation.replies import FounderReplies
from bot.conversation.texts import Texts
from bot.domain.events import Content
from bot.domain.ids import MessageId, TicketId, TicketMessageId, UserId
from bot.domain.language import Language
from bot.domain.messages import Caption, EditCaption, EditText
from bot.domain.ticket import Author, Ticket, TicketMessage, TicketState
from bot.telegram.outbox.mirror import change

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
VOICE = FounderReplies(Texts.load())
TICKET = Ticket(
    id=TicketId(1),
    founder=UserId(1),
    question=None,
    state=TicketState.ANSWERED,
    language=Language.EN,
    opened_at=NOW,
    changed_at=NOW,
)


def _message(kind: str, text: str | None) -> TicketMessage:
    return TicketMessage(
        id=TicketMessageId(1),
        ticket=TICKET.id,
        author=Author.STAFF,
        content=Content(kind=kind, text=text),
        edited=True,
        founder_message=MessageId(7),
        staff_message=MessageId(8),
        written_at=NOW,
    )


def test_new_words_stand_under_the_number_with_their_buttons() -> None:
    edit = change(VOICE, TICKET, _message("text", "At three."), 1)
    assert isinstance(edit, EditText)
    assert edit.message == 7
    assert edit.text.startswith("\u2068Q-0001\u2069, from the hub's staff:\nAt three.")
    assert len(edit.buttons) == 2


def test_a_closed_question_gets_no_buttons_again() -> None:
    edit = change(VOICE, replace(TICKET, state=TicketState.CLOSED), _message("text", "At three."), 1)
    assert isinstance(edit, EditText)
    assert edit.buttons == ()


@pytest.mark.parametrize(("length", "pieces"), [(4096, 1), (10, 2)])
def test_what_is_or_was_longer_than_a_message_cannot_be_changed(length: int, pieces: int) -> None:
    assert change(VOICE, TICKET, _message("text", "x" * length), pieces) is None


@pytest.mark.parametrize(("text", "words"), [("The plan", "The plan"), (None, ""), ("x" * 1024, "x" * 1024)])
def test_words_below_an_attachment_stand_alone(text: str | None, words: str) -> None:
    edit = change(VOICE, TICKET, _message("photo", text), 2)
    assert edit == EditCaption(message=MessageId(7), caption=Caption(text=words))


def test_words_that_do_not_fit_below_an_attachment_cannot_be_changed() -> None:
    assert change(VOICE, TICKET, _message("photo", "😀" * 513), 2) is None


def test_what_the_founder_does_not_have_cannot_be_changed() -> None:
    assert change(VOICE, TICKET, replace(_message("text", "a"), founder_message=None), 1) is None
