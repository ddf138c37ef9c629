import re

import pytest

from bot.sandbox import STAFF_CHAT_ID, acts, membership
from bot.sandbox.composing import Words
from bot.sandbox.errors import ApiError
from bot.sandbox.files import PHOTO_LIMIT, Upload
from bot.sandbox.looking import get_file
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.sending import (
    send_chat_action,
    send_document,
    send_message,
    send_message_draft,
    send_photo,
    send_video,
    send_voice,
)
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def send(world: World, chat_id: object, text: str = "hello", **more: object) -> Json:
    return send_message(world, Params({"chat_id": chat_id, "text": text} | more))


def refusal(words: str, code: int = 400) -> str:
    prefix = {400: "Bad Request: ", 403: "Forbidden: "}[code]
    return f"^{re.escape(prefix + words)}$"


def test_message_says_who_where_and_what(world: World, founder: Person) -> None:
    message = send(world, founder.id, "  hello ")
    assert message["text"] == "hello"
    assert message["from"]["username"] == "gesher_sandbox_bot"
    assert message["chat"] == {"id": founder.id, "type": "private", "first_name": "Founder A"}


@pytest.mark.parametrize(
    ("chat_id", "words", "code"),
    [
        ("", "chat_id is empty", 400),
        (12345, "chat not found", 400),
        ("@nobody", "chat not found", 400),
        (5_000_000_002, "bot can't initiate conversation with a user", 403),
    ],
)
def test_chats_that_cannot_be_written_to(world: World, chat_id: object, words: str, code: int) -> None:
    with pytest.raises(ApiError, match=refusal(words, code)) as caught:
        send(world, chat_id)
    assert caught.value.code == code


def test_blocked_and_kicked_bots_are_refused(world: World, founder: Person) -> None:
    membership.set_blocked(world, founder, blocked=True)
    membership.set_kicked(world, kicked=True)
    with pytest.raises(ApiError, match=refusal("bot was blocked by the user", 403)):
        send(world, founder.id)
    with pytest.raises(ApiError, match=refusal("bot was kicked from the supergroup chat", 403)):
        send(world, STAFF_CHAT_ID)


def test_migrated_group_names_its_new_id(world: World) -> None:
    new = membership.migrate(world)
    with pytest.raises(ApiError, match=refusal("group chat was upgraded to a supergroup chat")) as caught:
        send(world, STAFF_CHAT_ID)
    assert caught.value.parameters == {"migrate_to_chat_id": new.id}
    assert send(world, new.id)["chat"]["id"] == new.id


def test_reply_carries_the_message_it_answers(world: World, founder: Person) -> None:
    question, _ = acts.write(world, founder, world.chats[founder.id], Words(text="how long?"))
    answer = send(world, founder.id, reply_parameters={"message_id": question.message_id})
    assert answer["reply_to_message"]["text"] == "how long?"


@pytest.mark.parametrize("lenient", [False, True])
def test_reply_to_an_unknown_message(world: World, founder: Person, *, lenient: bool) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": lenient}
    if lenient:
        assert "reply_to_message" not in send(world, founder.id, reply_parameters=reply)
    else:
        with pytest.raises(ApiError, match=refusal("message to be replied not found")):
            send(world, founder.id, reply_parameters=reply)


def test_markup_is_refused_instead_of_shown_raw(world: World, founder: Person) -> None:
    with pytest.raises(ApiError, match="parse_mode"):
        send(world, founder.id, "<b>x</b>", parse_mode="HTML")


def test_uploaded_file_can_be_sent_again_and_fetched(world: World, founder: Person) -> None:
    upload = Upload(data=b"%PDF", name="plan.pdf", mime_type="application/pdf")
    sent = send_document(world, Params({"chat_id": founder.id}, {"document": upload}))
    assert sent["document"]["file_name"] == "plan.pdf"
    file_id = sent["document"]["file_id"]
    again = send_document(world, Params({"chat_id": founder.id, "document": file_id, "caption": "again"}))
    assert (again["document"]["file_id"], again["caption"]) == (file_id, "again")
    path = get_file(world, Params({"file_id": file_id}))["file_path"]
    assert world.files.read(path) == b"%PDF"


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (None, "there is no photo in the request"),
        ("unknown", "wrong file identifier/HTTP URL specified"),
        ("https://example.com/a.jpg", "failed to get HTTP URL content"),
    ],
)
def test_photos_that_cannot_be_sent(world: World, founder: Person, photo: str | None, words: str) -> None:
    with pytest.raises(ApiError, match=refusal(words)):
        send_photo(world, Params({"chat_id": founder.id, "photo": photo}))


def test_photo_over_10_mb_is_too_large(world: World, founder: Person) -> None:
    upload = Upload(data=bytes(PHOTO_LIMIT + 1))
    with pytest.raises(ApiError, match=r"^Request Entity Too Large$") as caught:
        send_photo(world, Params({"chat_id": founder.id}, {"photo": upload}))
    assert caught.value.code == 413


def test_voice_and_video_are_files_too(world: World, founder: Person) -> None:
    for kind, method in (("voice", send_voice), ("video", send_video)):
        sent = method(world, Params({"chat_id": founder.id, "caption": "x"}, {kind: Upload(data=b"1")}))
        assert (sent[kind]["file_size"], sent["caption"]) == (1, "x")
        again = method(world, Params({"chat_id": founder.id, kind: sent[kind]["file_id"]}))
        assert again[kind] == sent[kind]
    with pytest.raises(ApiError, match=refusal("type of file mismatch")):
        send_voice(world, Params({"chat_id": founder.id, "voice": sent["video"]["file_id"]}))


def test_draft_is_shown_until_the_message_or_half_a_minute(world: World, founder: Person) -> None:
    def drafts() -> list[str]:
        return [draft["text"] for draft in world.presence.drafts(world.clock.now())]

    def draft(text: str) -> bool:
        return send_message_draft(world, Params({"chat_id": founder.id, "draft_id": 5, "text": text}))

    assert draft("")
    assert drafts() == [""]
    assert draft("About a")
    assert drafts() == ["About a"]
    send(world, founder.id, "About a month.")
    assert drafts() == []
    draft("And")
    world.clock.advance(30)
    assert drafts() == []
    assert [message.content.text for message in world.chats[founder.id].newest()] == ["About a month."]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"chat_id": STAFF_CHAT_ID}, "TEXTDRAFT_PEER_INVALID"),
        ({"draft_id": 0}, "invalid draft_id specified"),
        ({"text": "x" * 4097}, "message is too long"),
    ],
)
def test_drafts_that_cannot_be_shown(world: World, founder: Person, values: Json, words: str) -> None:
    with pytest.raises(ApiError, match=refusal(words)):
        send_message_draft(world, Params({"chat_id": founder.id, "draft_id": 1, "text": "x"} | values))


def test_chat_action_is_checked(world: World, founder: Person) -> None:
    assert send_chat_action(world, Params({"chat_id": founder.id, "action": "typing"}))
    with pytest.raises(ApiError, match=refusal("wrong parameter action in request")):
        send_chat_action(world, Params({"chat_id": founder.id, "action": "dancing"}))
