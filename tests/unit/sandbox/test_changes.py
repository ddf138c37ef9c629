"""What the page asks for when something happened."""

from typing import Any

import httpx
import pytest

from bot.sandbox import STAFF_CHAT_ID, acts, views
from bot.sandbox.changes import Changes
from bot.sandbox.composing import Words
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import Json
from bot.sandbox.world import World


class Watcher:
    """Somebody who looks at one chat and remembers the version of the last look."""

    def __init__(self, control: httpx.AsyncClient, chat_id: int) -> None:
        self._control = control
        self._chat_id = chat_id
        self.version = 0

    async def look(self, **query: int) -> Json:
        where = f"chats/{self._chat_id}/changes"
        reply = await self._control.get(where, params={"since": self.version} | query)
        assert reply.status_code == 200, reply.text
        answer: Json = reply.json()
        self.version = answer["version"]
        return answer


@pytest.fixture
def watcher(control: httpx.AsyncClient, founder: Person) -> Watcher:
    return Watcher(control, founder.id)


def ids(answer: Json) -> list[int]:
    return [message["message_id"] for message in answer["messages"]]


async def call(api: httpx.AsyncClient, method: str, **values: object) -> Any:
    reply = (await api.post(method, json=values)).json()
    assert reply["ok"], reply
    return reply["result"]


async def test_only_what_was_posted_or_changed_is_told(
    watcher: Watcher, api: httpx.AsyncClient, founder: Person
) -> None:
    sent = [
        (await call(api, "sendMessage", chat_id=founder.id, text=text))["message_id"] for text in ("a", "b")
    ]
    assert ids(await watcher.look()) == sent
    assert ids(await watcher.look()) == []
    where = {"chat_id": founder.id, "message_id": sent[0]}
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    await call(api, "setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    (liked,) = (await watcher.look())["messages"]
    assert (liked["message_id"], liked["reactions"], liked["edited"]) == (sent[0], ["👍"], False)
    await call(api, "editMessageReplyMarkup", **where, reply_markup=keyboard)
    (keyed,) = (await watcher.look())["messages"]
    assert (keyed["buttons"], keyed["edited"]) == ([[{"text": "x", "data": "x"}]], False)
    await call(api, "editMessageText", **where, text="A")
    (edited,) = (await watcher.look())["messages"]
    assert (edited["text"], edited["buttons"], edited["edited"]) == ("A", [], True)
    assert liked["version"] < keyed["version"] < edited["version"] <= watcher.version


async def test_removed_messages_are_named(watcher: Watcher, api: httpx.AsyncClient, founder: Person) -> None:
    sent = await call(api, "sendMessage", chat_id=founder.id, text="a")
    await watcher.look()
    await call(api, "deleteMessage", chat_id=founder.id, message_id=sent["message_id"])
    answer = await watcher.look()
    assert (answer["messages"], answer["removed"]) == ([], [sent["message_id"]])
    assert (await watcher.look())["removed"] == []


async def test_changes_keep_to_a_topic(control: httpx.AsyncClient, api: httpx.AsyncClient) -> None:
    thread = (await call(api, "createForumTopic", chat_id=STAFF_CHAT_ID, name="x"))["message_thread_id"]
    general = (await call(api, "sendMessage", chat_id=STAFF_CHAT_ID, text="a"))["message_id"]
    inside = [
        (await call(api, "sendMessage", chat_id=STAFF_CHAT_ID, text=text, message_thread_id=thread))[
            "message_id"
        ]
        for text in "bc"
    ]
    everywhere = Watcher(control, STAFF_CHAT_ID)
    assert ids(await everywhere.look(last=1)) == inside[-1:]
    for since in (0, 1):
        seen = Watcher(control, STAFF_CHAT_ID)
        seen.version = since
        assert ids(await seen.look(thread=0)) == [general]
        seen.version = since
        assert ids(await seen.look(thread=thread)) == [thread, *inside]
        seen.version = since
        assert ids(await seen.look(thread=thread, last=2)) == inside
    await call(api, "deleteForumTopic", chat_id=STAFF_CHAT_ID, message_thread_id=thread)
    assert (await everywhere.look(thread=0))["removed"] == [thread, *inside]


async def test_after_a_reset_everything_is_fresh(
    watcher: Watcher, control: httpx.AsyncClient, founder: Person
) -> None:
    await control.post("send", json={"from": founder.id, "text": "before"})
    assert (await watcher.look())["fresh"]
    assert not (await watcher.look())["fresh"]
    await control.post("reset")
    await control.post("send", json={"from": founder.id, "text": "after"})
    answer = await watcher.look()
    assert (answer["fresh"], [message["text"] for message in answer["messages"]]) == (True, ["after"])


def test_a_change_among_5000_messages_touches_no_other(world: World, founder: Person) -> None:
    chat = world.chats[founder.id]
    for number in range(5000):
        acts.write(world, founder, chat, Words(text=str(number)))
    version = world.pulse.version
    acts.edit(world, founder, chat, 17, "new")
    watched = _Watched(chat.messages)
    chat.messages = watched
    answer = views.changes(world, chat, since=version, thread=None, last=200)
    assert ids(answer) == [17]
    assert watched.read == {17}


def test_notes_are_found_by_version() -> None:
    changes = Changes()
    for version, message_id in ((3, 1), (3, 2), (5, 1), (9, 4)):
        changes.note(version, message_id)
    assert [changes.since(version) for version in (0, 3, 5, 9)] == [{1, 2, 4}, {1, 4}, {4}, set()]


async def test_older_messages_are_found_from_where_the_page_ends(
    control: httpx.AsyncClient, sandbox: Sandbox, founder: Person
) -> None:
    for number in range(6):
        acts.write(sandbox.world, founder, sandbox.world.chats[founder.id], Words(text=str(number)))

    async def texts(**query: int) -> list[str]:
        reply = await control.get(f"chats/{founder.id}/messages", params=query)
        return [message["text"] for message in reply.json()]

    assert await texts(before=5, last=2) == ["2", "3"]
    assert await texts(before=5, after=2) == ["2", "3"]
    assert await texts(before=1) == []
    assert await texts(before=99, last=1) == ["5"]


class _Watched(dict[int, Any]):
    """A dict that remembers what was read from it."""

    def __init__(self, values: dict[int, Any]) -> None:
        super().__init__(values)
        self.read: set[int] = set()

    def __getitem__(self, key: int) -> Any:
        self.read.add(key)
        return super().__getitem__(key)
