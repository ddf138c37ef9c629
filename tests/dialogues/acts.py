"""What people do in a story; the names are the words that stories use."""

from collections.abc import Awaitable, Callable

from tests.dialogues.stage import Stage, plain
from tests.dialogues.story import PHONES, Step, span
from tests.talk import Sent

Act = Callable[[Stage, Step], Awaitable[None]]
SLOW = 0.4
"""Seconds that the next message to a slow chat takes."""


async def founder(stage: Stage, step: Step) -> None:
    words = step.words[0]
    length = step.number("length", len(words))
    words = (words * (length // max(1, len(words)) + 1))[:length]
    medium = step.text("with")
    for _ in range(step.number("times", 1)):
        await (
            _write(stage, step, None, **{medium: True, "caption": words})
            if medium
            else _write(stage, step, words)
        )


async def sends(stage: Stage, step: Step) -> None:
    parts = step.number("album", 0)
    album = {"media_group": "1"} if parts else {}
    for number in range(parts or 1):
        caption = {"caption": step.text("caption")} if number == 0 and "caption" in step.details else {}
        await _write(stage, step, None, **{step.words[0]: True}, **caption, **album)


async def burst(stage: Stage, step: Step) -> None:
    for words in step.words:
        await _write(stage, step, words)


async def edits(stage: Stage, step: Step) -> None:
    old = await stage.find(stage.founder, step.words[0], lambda one: not one["from_bot"])
    values = {"message_id": old["message_id"], "text": step.text("to")}
    await stage.talk.order("edit", **{"from": stage.founder}, **values)


async def press(stage: Stage, step: Step) -> None:
    label = plain(step.words[0])
    message = await stage.find(stage.founder, "", lambda one: any(label in name for name in _labels(one)))
    buttons = [button for row in message["buttons"] for button in row]
    data = next(button["data"] for button in buttons if label in plain(button["text"]))
    stage.pressed = message["message_id"]
    await stage.talk.order("press", **{"from": stage.founder}, message_id=stage.pressed, data=data)


async def forges(stage: Stage, step: Step) -> None:
    """Press a button that is not there, as on an old message or in a strange program."""
    told = [one["message_id"] for one in await stage.talk.messages(stage.founder) if one["from_bot"]]
    chat = {"id": stage.founder, "type": "private"}
    await stage.talk.order(
        "updates",
        callback_query={
            "id": "1",
            "from": {"id": stage.founder, "is_bot": False, "first_name": stage.telling.founder},
            "message": {"message_id": told[-1] if told else 1, "date": 0, "chat": chat},
            "chat_instance": "1",
            "data": step.words[0],
        },
    )


async def looks_for(stage: Stage, step: Step) -> None:
    asked = await stage.talk.order("inline", **{"from": stage.founder}, text=step.words[0])
    stage.query = asked["inline_query_id"]


async def somebody_else(stage: Stage, step: Step) -> None:
    phone = PHONES[stage.telling.language]
    other = await stage.talk.founder(first_name="Somebody Else", language_code=phone)
    await stage.talk.say(other, step.words[0])


async def stops_bot(stage: Stage, _: Step) -> None:
    await stage.talk.order("block", user=stage.founder, blocked=True)


async def starts_bot(stage: Stage, _: Step) -> None:
    await stage.talk.order("block", user=stage.founder, blocked=False)


async def staff(stage: Stage, step: Step) -> None:
    reply, medium = step.text("replying_to"), step.text("with")
    text = None if medium else step.words[0]
    values: dict[str, object] = {medium: True, "caption": step.words[0]} if medium else {}
    if reply or step.text("in") != "general":
        found = await stage.find(stage.group, reply or "", lambda one: bool(reply or one["thread"]))
        values |= {"thread": found["thread"]} if found["thread"] else {}
        values |= {"reply_to": found["message_id"]} if reply else {}
    who = await stage.member(step.text("by"))
    parts = step.number("album", 0)
    album = {"media_group": "1"} if parts else {}
    for _ in range(parts or 1):
        written = await stage.talk.say(who, text, chat=stage.group, **values, **album)
        stage.staff_wrote.append(written)
        values.pop("caption", None)


async def staff_presses(stage: Stage, step: Step) -> None:
    label = plain(step.words[0])
    message = await stage.find(stage.group, "", lambda one: any(label in name for name in _labels(one)))
    buttons = [button for row in message["buttons"] for button in row]
    data = next(button["data"] for button in buttons if label in plain(button["text"]))
    who = await stage.member(step.text("by"))
    place = {"chat": stage.group, "message_id": message["message_id"]}
    await stage.talk.order("press", **{"from": who}, **place, data=data)


async def staff_edits(stage: Stage, step: Step) -> None:
    old = await stage.find(stage.group, step.words[0], lambda one: not one["from_bot"])
    values = {"chat": stage.group, "message_id": old["message_id"], "text": step.text("to")}
    who = await stage.member(step.text("by"))
    await stage.talk.order("edit", **{"from": who}, **values)


async def later(stage: Stage, step: Step) -> None:
    passed = span(step.words[0])
    stage.desk.clock.ahead += passed
    await stage.talk.order("clock", advance=passed.total_seconds())
    for chore in stage.desk.chores:
        await chore()
    await stage.talk.order("updates", nothing={})  # the desk looks at its clock when something comes


async def slow(stage: Stage, step: Step) -> None:
    chat = {"founder": stage.founder, "staff": stage.group}[step.words[0]]
    fault = {"kind": "delay_after_apply", "method": "sendMessage", "seconds": SLOW}
    await stage.talk.order("faults", chat_id=chat, **fault)


async def refuses(stage: Stage, step: Step) -> None:
    stage.expected.add("Telegram refuses a message")
    await stage.talk.order("faults", kind="bad_request", method=step.words[0])


ACTS: dict[str, Act] = {
    "founder": founder,
    "sends": sends,
    "burst": burst,
    "edits": edits,
    "press": press,
    "forges": forges,
    "looks_for": looks_for,
    "somebody_else": somebody_else,
    "stops_bot": stops_bot,
    "starts_bot": starts_bot,
    "staff": staff,
    "staff_presses": staff_presses,
    "staff_edits": staff_edits,
    "later": later,
    "slow": slow,
    "refuses": refuses,
}


async def _write(stage: Stage, step: Step, text: str | None, **values: object) -> None:
    reply = step.text("replying_to")
    if reply is not None:
        values["reply_to"] = (await stage.find(stage.founder, reply))["message_id"]
    if "forwarded" in step.details:
        values["forwarded"] = True
    stage.wrote.append(await stage.talk.say(stage.founder, text, **values))


def _labels(message: Sent) -> list[str]:
    return [plain(button["text"]) for row in message["buttons"] for button in row]
