from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.domain.ids import ChatId, MessageId
from bot.domain.messages import (
    AnswerInline,
    Button,
    CopyAlbum,
    EditText,
    Entity,
    InlineResult,
    LeaveChat,
    SendDocument,
    SendText,
)
from bot.sandbox import STAFF_CHAT_ID
from bot.telegram.outbox.send import send
from tests.talk import Talk

FOUNDER = ChatId(5_000_000_001)
STAFF = ChatId(STAFF_CHAT_ID)
BOLD = (Entity(type="bold", offset=0, length=5),)
ROWS = ((Button(label="Back", data="b"),),)


async def _last(talk: Talk, chat: int) -> Any:
    return (await talk.messages(chat))[-1]


async def test_album_is_copied_as_one_without_what_is_gone(bot: Bot, talk: Talk) -> None:
    parts = [await talk.say(FOUNDER, photo=True, media_group="7") for _ in range(3)]
    await bot.delete_message(FOUNDER, parts[1])
    album = CopyAlbum(from_chat=FOUNDER, messages=tuple(MessageId(part) for part in parts))
    made = await send(bot, STAFF, None, album)
    copies = await talk.messages(STAFF)
    assert [copy["message_id"] for copy in copies] == list(made)
    assert len(made) == 2
    assert len({copy["media_group"] for copy in copies} - {None}) == 1


async def test_text_is_edited_in_place_with_its_buttons(bot: Bot, talk: Talk) -> None:
    await talk.say(FOUNDER, "/topics")
    (page,) = await send(bot, FOUNDER, None, SendText(text="Topics", buttons=ROWS))
    edit = EditText(message=page, text="Visas and permits", entities=BOLD, buttons=ROWS)
    assert await send(bot, FOUNDER, None, edit) == ()
    shown = await _last(talk, FOUNDER)
    assert (shown["message_id"], shown["text"], shown["buttons"][0][0]["data"]) == (
        page,
        "Visas and permits",
        "b",
    )
    assert [(mark["type"], mark["length"]) for mark in shown["entities"]] == [("bold", 5)]
    await send(bot, FOUNDER, None, EditText(message=page, text="The end"))
    assert (await _last(talk, FOUNDER))["buttons"] == []


async def test_document_is_made_from_its_content(bot: Bot, talk: Talk) -> None:
    await talk.say(FOUNDER, "/export")
    made = await send(
        bot, FOUNDER, None, SendDocument(name="gesher.json", content='{"שם": "名"}', caption="Yours")
    )
    shown = await _last(talk, FOUNDER)
    assert (made, shown["kind"], shown["caption"]) == ((shown["message_id"],), "document", "Yours")
    document = (await bot.forward_message(FOUNDER, FOUNDER, made[0])).document
    assert document is not None
    assert document.file_name == "gesher.json"
    file = await document.get_file()
    assert bytes(await file.download_as_bytearray()).decode() == '{"שם": "名"}'


async def test_inline_query_gets_its_list(bot: Bot, talk: Talk, server: str) -> None:
    asked = await talk.order("inline", **{"from": FOUNDER}, text="visa")
    result = InlineResult(
        id="visa-work", title="Work visas", note="about a month", text="About a month.", entities=BOLD
    )
    query = asked["inline_query_id"]
    assert await send(bot, FOUNDER, None, AnswerInline(query=query, results=(result,))) == ()
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = (await client.get(f"{server}/s/control/inline/{query}")).json()
    (shown,) = answer["results"]
    assert (shown["id"], shown["title"], shown["description"], shown["text"]) == (
        "visa-work",
        "Work visas",
        "about a month",
        "About a month.",
    )
    assert (shown["entities"][0]["type"], answer["cache_time"], answer["is_personal"]) == ("bold", 300, True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await send(bot, FOUNDER, None, AnswerInline(query=query, results=()))


async def test_a_foreign_group_is_left(bot: Bot, talk: Talk) -> None:
    foreign = ChatId((await talk.order("foreign", **{"from": FOUNDER}))["chat_id"])
    assert await send(bot, foreign, None, LeaveChat(chat=foreign)) == ()
    assert [chat["bot"] for chat in (await talk.state())["foreign_chats"]] == ["left"]
    with pytest.raises(Forbidden, match="not a member"):
        await send(bot, foreign, None, LeaveChat(chat=foreign))
