"""What people did, read from the updates that it came in: each act is a step of a story."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.bidi import without_marks
from bot.domain.ids import MessageId, TopicId, UpdateId
from bot.store.dialogues import Happening

Json = dict[str, Any]
Step = dict[str, object]

MEDIA = (
    *("photo", "animation", "document", "video", "voice", "audio", "video_note"),
    *("sticker", "location", "venue", "contact", "poll", "dice"),
)
"""Kinds of messages without a text; an animation and a venue hold a document and a location, too."""


@dataclass(slots=True, kw_only=True)
class Act:
    """One act.

    Attributes:
        step: as a story writes it.
        updates: that told the bot of it: one, or one for each part of an album.
        album: what its parts share; None of others.
        message: that was written; None of others.
        pressed: the message whose button was pressed, or said to be; None of others.
    """

    step: Step
    by_founder: bool
    updates: list[UpdateId]
    album: str | None = None
    message: MessageId | None = None
    pressed: MessageId | None = None


class ActReader:
    """Reads the updates of one founder's dialogue, in their order.

    Args:
        topic: the founder's in the staff group; None where there is none.
    """

    def __init__(self, topic: TopicId | None) -> None:
        self._topic = topic
        self._texts: dict[tuple[int, int], str] = {}  # by chat and message, as they are now
        self._staff: list[int] = []

    def read(self, happenings: Sequence[Happening]) -> list[Act]:
        """Return what the founder did, and what staff did about it."""
        acts: list[Act] = []
        for happening in happenings:
            for act in self._acts(happening, json.loads(happening.payload)):
                if acts and act.album and acts[-1].album == act.album:
                    acts[-1].updates += act.updates
                    acts[-1].step["album"] = len(acts[-1].updates)
                else:
                    acts.append(act)
        return acts

    def _acts(self, happening: Happening, update: Json) -> Iterator[Act]:
        message: Json = update.get("message") or update.get("edited_message") or {}
        query: Json = update.get("callback_query") or {}
        place: Json = message or query.get("message") or {}
        if not (happening.by_founder or happening.about_founder or self._is_in_topic(place)):
            return
        if "edited_message" in update:
            step = self._edit(message, by_founder=happening.by_founder)
        elif message:
            step = self._written(message, by_founder=happening.by_founder)
        elif query:
            step = _press(query, by_founder=happening.by_founder)
        else:
            step = _other(update) if happening.by_founder else None
        if step is None:
            return
        if not happening.by_founder and self._is_second(message or query):
            step["by"] = "second"
        yield Act(
            step=step,
            by_founder=happening.by_founder,
            updates=[happening.update],
            album=message.get("media_group_id"),
            message=_id(message) if "message" in update else None,
            pressed=_id(query.get("message") or {}),
        )

    def _is_in_topic(self, message: Json) -> bool:
        return self._topic is not None and message.get("message_thread_id") == self._topic

    def _is_second(self, author_of: Json) -> bool:
        author = (author_of.get("sender_chat") or author_of.get("from") or {}).get("id", 0)
        if author not in self._staff:
            self._staff.append(author)
        return self._staff.index(author) > 0

    def _written(self, message: Json, *, by_founder: bool) -> Step | None:
        words = str(message.get("text") or message.get("caption") or "")
        medium = next((kind for kind in MEDIA if kind in message), None)
        if (medium is None and "text" not in message) or message.get("from", {}).get("is_bot"):
            return None  # Telegram's own notes, such as of a new topic
        self._texts[_key(message)] = words
        step: Step
        if by_founder:
            step = {"founder": words} if medium is None else {"sends": medium}
            if medium and words:
                step["caption"] = words
        else:
            step = {"staff": words}
            if medium:
                step["with"] = medium
            if not self._is_in_topic(message):
                step["in"] = "general"
        if replied := _first_line(message.get("reply_to_message") or {}):
            step["replying_to"] = replied
        if by_founder and "forward_origin" in message:
            step["forwarded"] = "yes"
        return step

    def _edit(self, message: Json, *, by_founder: bool) -> Step | None:
        before, after = self._texts.get(_key(message)), message.get("text", message.get("caption", ""))
        if not before or not after:
            return None  # without words nobody could say which one it was
        self._texts[_key(message)] = after
        return {"edits" if by_founder else "staff_edits": before, "to": after}


def _press(query: Json, *, by_founder: bool) -> Step:
    data = query.get("data")
    rows = ((query.get("message") or {}).get("reply_markup") or {}).get("inline_keyboard", [])
    labels = [button["text"] for row in rows for button in row if button.get("callback_data") == data]
    if not labels:
        return {"forges": data}
    return {"press" if by_founder else "staff_presses": without_marks(labels[0])}


def _other(update: Json) -> Step | None:
    if "inline_query" in update:
        return {"looks_for": update["inline_query"].get("query", "")}
    status = (update.get("my_chat_member") or {}).get("new_chat_member", {}).get("status")
    match status:
        case "kicked":
            return {"stops_bot": "yes"}
        case "member":
            return {"starts_bot": "yes"}
        case _:
            return None


def _first_line(message: Json) -> str:
    lines = without_marks(message.get("text") or message.get("caption") or "").splitlines()
    return next((line.strip() for line in lines if line.strip()), "")


def _key(message: Json) -> tuple[int, int]:
    return message["chat"]["id"], message["message_id"]


def _id(message: Json) -> MessageId | None:
    number = message.get("message_id")
    return None if number is None else MessageId(number)
