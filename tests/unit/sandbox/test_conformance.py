"""Every method through python-telegram-bot's own classes, and every update through its parser."""

import asyncio
import json

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    CallbackQuery,
    ChatMemberUpdated,
    ForumTopic,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputMediaVideo,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButtonCommands,
    Message,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatMemberStatus
from telegram.error import Conflict

from bot.sandbox import STAFF_CHAT_ID
from bot.sandbox.content import MEDIA
from bot.sandbox.methods import METHODS
from tests.unit.sandbox.theatre import FOUNDER, STAFF, Stage

# research/telegram.md, 8.4
LISTED = """
    getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage sendPhoto sendDocument sendVoice
    sendVideo sendMediaGroup copyMessage copyMessages forwardMessage forwardMessages editMessageText
    editMessageCaption editMessageReplyMarkup deleteMessage answerCallbackQuery answerInlineQuery
    sendChatAction setMessageReaction pinChatMessage unpinChatMessage createForumTopic editForumTopic
    closeForumTopic reopenForumTopic deleteForumTopic getForumTopicIconStickers setMyCommands getMyCommands
    deleteMyCommands setMyDescription getMyDescription setMyShortDescription getMyShortDescription setMyName
    getMyName getChat getChatMember getChatAdministrators getFile sendMessageDraft
"""

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("no_unknown_fields")]

BUTTONS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Claim", callback_data="c:1"),
            InlineKeyboardButton("Map", url="https://example.com"),
        ]
    ]
)


async def test_every_listed_method_is_there() -> None:
    assert {name.lower() for name in LISTED.split()} - METHODS.keys() == set()


async def test_every_method_answers_in_a_form_that_the_library_reads(stage: Stage) -> None:
    await talk(stage)
    await send_files(stage)
    await run_topics(stage)
    await introduce(stage)
    await look_around(stage)
    assert METHODS.keys() - await stage.methods_called() == set()


async def talk(stage: Stage) -> None:
    bot = stage.bot
    question = await stage.send(FOUNDER, text="how long?")
    answer = await bot.send_message(
        FOUNDER,
        "About a month.",
        entities=[MessageEntity(MessageEntity.BOLD, 0, 5)],
        reply_parameters=ReplyParameters(question, allow_sending_without_reply=True),
        reply_markup=BUTTONS,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert answer.reply_to_message is not None
    assert (answer.reply_to_message.message_id, answer.reply_markup) == (question, BUTTONS)
    assert answer.parse_entities() == {answer.entities[0]: "About"}
    edited = await bot.edit_message_text("A month.", FOUNDER, answer.message_id)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    assert isinstance(
        await bot.edit_message_reply_markup(FOUNDER, answer.message_id, reply_markup=BUTTONS), Message
    )
    card = await bot.copy_message(STAFF_CHAT_ID, FOUNDER, question)
    assert (await bot.forward_message(STAFF_CHAT_ID, FOUNDER, question)).forward_origin is not None
    album = [await stage.send(FOUNDER, photo=True, media_group="7") for _ in range(2)]
    assert len(await bot.copy_messages(STAFF_CHAT_ID, FOUNDER, [question, *album])) == 3
    assert len(await bot.forward_messages(STAFF_CHAT_ID, FOUNDER, [question, *album])) == 3
    assert await bot.pin_chat_message(STAFF_CHAT_ID, card.message_id)
    pinned = (await bot.get_chat(STAFF_CHAT_ID)).pinned_message
    assert pinned is not None
    assert pinned.message_id == card.message_id
    assert await bot.unpin_chat_message(STAFF_CHAT_ID, card.message_id)
    assert await bot.set_message_reaction(FOUNDER, question, "👍")
    assert await bot.send_chat_action(FOUNDER, "typing")
    assert await bot.send_message_draft(
        FOUNDER, 1, "About", entities=[MessageEntity(MessageEntity.BOLD, 0, 5)]
    )
    pressed = await stage.act("press", **{"from": FOUNDER, "message_id": answer.message_id, "data": "c:1"})
    assert await bot.answer_callback_query(pressed["callback_query_id"], "Done")
    assert await bot.delete_message(FOUNDER, answer.message_id)
    asked = await stage.act("inline", **{"from": FOUNDER, "text": "visa"})
    words = InputTextMessageContent("About a month.", entities=[MessageEntity(MessageEntity.BOLD, 0, 5)])
    article = InlineQueryResultArticle("visa-work", "Visas", words, description="Work visas")
    assert await bot.answer_inline_query(asked["inline_query_id"], [article], is_personal=True)


async def send_files(stage: Stage) -> None:
    photo = await stage.bot.send_photo(FOUNDER, b"not really a picture", caption="plan")
    assert isinstance(
        await stage.bot.edit_message_caption(FOUNDER, photo.message_id, caption="floor plan"), Message
    )
    document = await stage.bot.send_document(FOUNDER, b"%PDF", filename="תכנית.pdf")
    assert document.document is not None
    again = await stage.bot.send_document(FOUNDER, document.document.file_id)
    assert again.document == document.document
    voice = await stage.bot.send_voice(FOUNDER, b"OggS", caption="listen")
    assert voice.voice is not None
    video = await stage.bot.send_video(FOUNDER, b"ftyp", supports_streaming=True)
    assert video.video is not None
    album = await stage.bot.send_media_group(
        FOUNDER,
        [
            InputMediaPhoto(
                b"one", caption="plan", caption_entities=[MessageEntity(MessageEntity.BOLD, 0, 4)]
            ),
            InputMediaVideo(video.video.file_id),
        ],
    )
    assert [message.effective_attachment is not None for message in album] == [True, True]
    assert album[0].media_group_id == album[1].media_group_id is not None
    assert album[1].video == video.video
    file = await stage.bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF"


async def run_topics(stage: Stage) -> None:
    bot = stage.bot
    topic = await bot.create_forum_topic(STAFF_CHAT_ID, "Q-0142", icon_color=0x6FB9F0)
    assert isinstance(topic, ForumTopic)
    thread = topic.message_thread_id
    card = await bot.send_message(STAFF_CHAT_ID, "card", message_thread_id=thread)
    assert (card.message_thread_id, card.is_topic_message) == (thread, True)
    icons = await bot.get_forum_topic_icon_stickers()
    assert await bot.edit_forum_topic(STAFF_CHAT_ID, thread, "Q-0142 ✓", icons[0].custom_emoji_id)
    assert await bot.close_forum_topic(STAFF_CHAT_ID, thread)
    assert await bot.reopen_forum_topic(STAFF_CHAT_ID, thread)
    assert await bot.delete_forum_topic(STAFF_CHAT_ID, thread)


async def introduce(stage: Stage) -> None:
    bot = stage.bot
    commands = [BotCommand("start", "התחלה")]
    scope = BotCommandScopeChat(FOUNDER)
    assert await bot.set_my_commands(commands, scope, "he")
    assert list(await bot.get_my_commands(scope, "he")) == commands
    assert await bot.delete_my_commands(scope, "he")
    assert await bot.set_my_description("Ask about Shanghai.", "en")
    assert (await bot.get_my_description("en")).description == "Ask about Shanghai."
    assert await bot.set_my_short_description("The hub's desk")
    assert (await bot.get_my_short_description()).short_description == "The hub's desk"
    assert await bot.set_my_name("הדלפק", "he")
    assert (await bot.get_my_name("he")).name == "הדלפק"
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert await bot.set_webhook("https://example.com/hook", allowed_updates=["message"], secret_token="x")
    told = await bot.get_webhook_info()
    assert (told.url, told.allowed_updates) == ("https://example.com/hook", ("message",))
    assert told.last_error_date is not None
    with pytest.raises(Conflict):
        await bot.get_updates()
    assert await bot.delete_webhook(drop_pending_updates=True)


async def look_around(stage: Stage) -> None:
    bot = stage.bot
    me = await bot.get_me()
    assert (me.username, me.can_read_all_group_messages) == ("gesher_sandbox_bot", False)
    assert (await bot.get_chat(STAFF_CHAT_ID)).is_forum
    assert (await bot.get_chat(FOUNDER)).first_name == "Founder A"
    own = await bot.get_chat_member(STAFF_CHAT_ID, me.id)
    assert (own.status, own.can_manage_topics) == (ChatMemberStatus.ADMINISTRATOR, True)  # type: ignore[attr-defined]
    assert (await bot.get_chat_member(STAFF_CHAT_ID, FOUNDER)).status == ChatMemberStatus.LEFT
    assert len(await bot.get_chat_administrators(STAFF_CHAT_ID)) == 3
    assert await bot.leave_chat(STAFF_CHAT_ID)


async def test_every_update_parses(stage: Stage) -> None:
    bot = stage.bot
    text = await stage.send(FOUNDER, text="a question about 🏢 https://example.com")
    for medium in sorted(MEDIA):
        await stage.send(FOUNDER, **{medium: True})
    await stage.send(FOUNDER, text="heard elsewhere", forwarded=True)
    await stage.send(FOUNDER, photo=True, caption="one", media_group="7")
    await stage.act("edit", **{"from": FOUNDER, "message_id": text, "text": "a better question"})
    await stage.act("edit", **{"from": FOUNDER, "message_id": text})
    await stage.act("inline", **{"from": FOUNDER, "text": "visa"})
    await stage.act("foreign", **{"from": FOUNDER})
    await stage.act("block", user=FOUNDER, blocked=True)
    await stage.act("block", user=FOUNDER, blocked=False)
    topic = await bot.create_forum_topic(STAFF_CHAT_ID, "Q-0142")
    await bot.edit_forum_topic(STAFF_CHAT_ID, topic.message_thread_id, "Q-0143")
    card = await bot.send_message(
        STAFF_CHAT_ID, "card", message_thread_id=topic.message_thread_id, reply_markup=BUTTONS
    )
    await stage.send(STAFF, text="note", thread=topic.message_thread_id)
    await stage.send(STAFF, text="answer", reply_to=card.message_id)
    await bot.pin_chat_message(STAFF_CHAT_ID, card.message_id)
    await stage.act("press", **{"from": STAFF, "message_id": card.message_id, "label": "Claim"})
    await stage.act("topic", thread=topic.message_thread_id, action="close")
    await stage.act("topic", thread=topic.message_thread_id, action="reopen")
    anonymous = (await stage.act("staff", first_name="Staff C", anonymous=True))["user_id"]
    await stage.send(anonymous, text="official")
    await stage.act("kick", kicked=True)
    await stage.act("kick", kicked=False)
    await stage.act("migrate")
    updates = await stage.updates()
    assert len(updates) == 22 + len(MEDIA) - 4 + 5
    parsed = [
        type(part)
        for update in updates
        for part in (update.callback_query, update.inline_query, update.my_chat_member)
        if part
    ]
    assert parsed == [
        InlineQuery,
        ChatMemberUpdated,
        ChatMemberUpdated,
        ChatMemberUpdated,
        CallbackQuery,
        ChatMemberUpdated,
        ChatMemberUpdated,
    ]
    note, answer = (update.effective_message for update in updates[-11:-9])
    assert note is not None
    assert note.reply_to_message is not None
    assert note.reply_to_message.message_id == note.message_thread_id
    assert answer is not None
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.message_id == card.message_id
    pin = updates[-9].effective_message
    assert pin is not None
    assert pin.pinned_message is not None
    assert pin.pinned_message.message_id == card.message_id


async def test_what_a_webhook_receives_parses(stage: Stage) -> None:
    received: asyncio.Queue[Update | None] = asyncio.Queue()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = json.loads(await reader.readexactly(length))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()
        await received.put(Update.de_json(body, stage.bot))

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as server:
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        assert await stage.bot.set_webhook(address, secret_token="s", drop_pending_updates=True)
        await stage.send(FOUNDER, text="through the door")
        async with asyncio.timeout(10):
            update = await received.get()
        assert await stage.bot.delete_webhook()
    assert update is not None
    assert update.effective_message is not None
    assert update.effective_message.text == "through the door"
