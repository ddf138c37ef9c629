import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ChatId, MessageId, TicketMessageId
from bot.domain.messages import (
    AnswerInline,
    AnswerPress,
    Button,
    CopyAlbum,
    CopyMessage,
    EditButtons,
    EditCard,
    EditText,
    EditTopic,
    Entity,
    InlineResult,
    LeaveChat,
    Outgoing,
    React,
    SendDocument,
    SendText,
)
from bot.store.columns import storable
from bot.store.payload import Kind, dump, kind_of, load

text = st.text(st.characters(exclude_categories=["Cs"]))
any_text = st.text(st.characters())  # halves of surrogate pairs included
message_ids = st.integers(-(2**63), 2**63 - 1).map(MessageId)
units = st.integers(0, 4096)


def buttons(words: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[tuple[Button, ...], ...]]:
    row = st.lists(st.builds(Button, label=words, data=words), max_size=3).map(tuple)
    return st.lists(row, max_size=3).map(tuple)


def messages(words: st.SearchStrategy[str]) -> st.SearchStrategy[Outgoing]:
    entity = st.builds(
        Entity, type=words, offset=units, length=units, url=st.none() | words, language=st.none() | words
    )
    entities = st.lists(entity, max_size=3).map(tuple)
    chats = st.integers(-(2**63), 2**63 - 1).map(ChatId)
    result = st.builds(InlineResult, id=words, title=words, note=words, text=words, entities=entities)
    return st.one_of(
        st.builds(
            SendText,
            text=words,
            entities=entities,
            buttons=buttons(words),
            reply_to=st.none() | message_ids,
        ),
        st.builds(CopyMessage, from_chat=chats, message=message_ids),
        st.builds(CopyAlbum, from_chat=chats, messages=st.lists(message_ids, max_size=3).map(tuple)),
        st.builds(SendDocument, name=words, content=words, caption=words),
        st.builds(EditText, message=message_ids, text=words, entities=entities, buttons=buttons(words)),
        st.builds(
            EditCard,
            card=message_ids.map(TicketMessageId),
            text=st.none() | words,
            entities=entities,
            buttons=buttons(words),
        ),
        st.builds(EditTopic, name=words, icon=words),
        st.builds(React, message=message_ids, emoji=words),
        st.builds(EditButtons, message=message_ids, buttons=buttons(words)),
        st.builds(AnswerPress, callback=words, notice=st.none() | words),
        st.builds(AnswerInline, query=words, results=st.lists(result, max_size=2).map(tuple)),
        st.builds(LeaveChat, chat=chats),
    )


@given(messages(text))
def test_a_message_comes_back_equal(message: Outgoing) -> None:
    assert load(kind_of(message), dump(message)) == message


@given(messages(any_text))
def test_any_message_can_be_stored_and_read(message: Outgoing) -> None:
    written = dump(message)
    assert "\x00" not in written
    again = load(kind_of(message), written.encode().decode())
    assert dump(again) == written


@given(any_text)
def test_replacing_keeps_the_places_that_entities_point_to(words: str) -> None:
    kept = storable(words)
    assert len(kept.encode("utf-16-le")) == len(words.encode("utf-16-le", "surrogatepass"))
    assert storable(kept) == kept


def test_what_was_stored_by_the_first_release_can_still_be_read() -> None:
    stored = {
        "text": '{"text":"שלום","entities":[{"type":"text_link","offset":0,"length":4,"url":"https://a.il"}],'
        '"buttons":[[{"label":"כן","data":"y"}]],"reply_to":7}',
        "copy": '{"from_chat":-1001,"message":7}',
        "react": '{"message":7,"emoji":"👍"}',
        "buttons": '{"message":7,"buttons":[]}',
        "press": '{"callback":"1","notice":null}',
    }
    read = {kind: load(kind, payload) for kind, payload in stored.items()}
    assert {kind: kind_of(message) for kind, message in read.items()} == {kind: Kind(kind) for kind in stored}
    assert read["text"] == SendText(
        text="שלום",
        entities=(Entity(type="text_link", offset=0, length=4, url="https://a.il"),),
        buttons=((Button(label="כן", data="y"),),),
        reply_to=MessageId(7),
    )


def test_defaults_are_written_out_so_that_they_may_change() -> None:
    assert json.loads(dump(SendText(text="a"))) == {
        "text": "a",
        "entities": [],
        "buttons": [],
        "reply_to": None,
    }
    assert dump(replace(SendText(text="a"), text="b")) != dump(SendText(text="a"))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="video"):
        load("video", "{}")


@pytest.mark.parametrize("message", ["regular", None, [5], 1.5])
def test_what_could_not_be_read_again_is_not_stored(message: Any) -> None:
    with pytest.raises(ValueError, match="message"):
        dump(CopyMessage(from_chat=ChatId(1), message=message))
