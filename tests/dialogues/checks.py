"""What a story says that there must be now; the names are the words that stories use."""

from collections.abc import Awaitable, Callable

from tests.dialogues.stage import Stage, listed, plain, words_of
from tests.dialogues.story import Step, Value
from tests.talk import Sent

Check = Callable[[Stage, Step], Awaitable[None]]
ANY = "…"


async def bot(stage: Stage, step: Step) -> None:
    for _ in range(step.number("times", 1)):
        assert stage.said, "the bot says nothing more"
        _fits("the bot's next message", stage.said.popleft(), step)


async def bot_edits(stage: Stage, step: Step) -> None:
    assert stage.changed, "the bot changes none of its messages"
    message, _ = stage.changed.popleft()
    _fits("the message that the bot changed", message, step)


async def bot_sends(stage: Stage, step: Step) -> None:
    assert stage.said, "the bot sends nothing more"
    message = stage.said.popleft()
    assert message["kind"] == step.words[0], f"what the bot sends is:{listed([words_of(message)])}"


async def bot_reacts(stage: Stage, step: Step) -> None:
    await _carries(stage, stage.founder, stage.wrote[-1], step.words[0])


async def buttons_left(stage: Stage, step: Step) -> None:
    _same_buttons(await stage.message(stage.founder, stage.pressed), step.what)


async def notice(stage: Stage, step: Step) -> None:
    answers = (await stage.talk.state())["callback_answers"]
    text = plain(answers[-1]["text"] or "") if answers else ""
    assert all(plain(words) in text for words in step.words), f'the notice says "{text}"'


async def offers(stage: Stage, step: Step) -> None:
    found = await stage.talk.offered(stage.query)
    titles = [plain(result["title"]) for result in found["results"]] if found else []
    missing = [words for words in step.words if not any(plain(words) in title for title in titles)]
    assert not missing, f"the list lacks {missing}; it offers:{listed(titles)}"
    assert step.words or not titles, f"the list offers:{listed(titles)}"


async def staff_sees(stage: Stage, step: Step) -> None:
    texts = [words_of(one) for one in stage.news]
    found = [one for one in stage.news if all(plain(words) in words_of(one) for words in step.words)]
    assert found, f"nothing that staff are shown now contains all of that; there is:{listed(texts)}"
    if "buttons" in step.details:
        _same_buttons(found[-1], step.details["buttons"])


async def staff_gets(stage: Stage, step: Step) -> None:
    there = [one for one in stage.news if one["kind"] == step.words[0]]
    wanted = step.number("album", 1)
    least, most = (1, step.number("at_most", 1)) if "at_most" in step.details else (wanted, wanted)
    assert least <= len(there) <= most, f"staff get {len(there)}, not {most}"
    albums = {one["media_group"] for one in there}
    assert wanted == 1 or (len(albums) == 1 and None not in albums), "they do not come as one album"


async def receipt(stage: Stage, step: Step) -> None:
    words = step.text("on")
    on = await stage.find(stage.group, words, lambda one: not one["from_bot"]) if words else None
    await _carries(stage, stage.group, on["message_id"] if on else stage.staff_wrote[-1], step.words[0])


async def gone(stage: Stage, step: Step) -> None:
    there = [words_of(one) for one in await stage.talk.messages(stage.founder)]
    left = [text for text in there if any(plain(words) in text for words in step.words)]
    assert not left, f"the founder still reads:{listed(left)}"


async def topic(stage: Stage, step: Step) -> None:
    topics = [(plain(one["name"]), one["icon"]) for one in (await stage.talk.state())["topics"]]
    wanted = step.text("icon")
    found = any(
        all(plain(words) in name for words in step.words) and wanted in (None, icon) for name, icon in topics
    )
    assert found, f"the topics are:{listed([f'{icon} {name}' for name, icon in topics])}"


async def nothing(stage: Stage, step: Step) -> None:
    for who in step.words:
        assert who in ("founder", "staff"), "nothing comes to: founder, staff, or both in a list"
        if who == "founder":
            stage.nothing_left()
        else:
            assert not stage.news, f"staff are told:{listed([words_of(one) for one in stage.news])}"


CHECKS: dict[str, Check] = {
    "bot": bot,
    "bot_edits": bot_edits,
    "bot_sends": bot_sends,
    "bot_reacts": bot_reacts,
    "buttons_left": buttons_left,
    "notice": notice,
    "offers": offers,
    "staff_sees": staff_sees,
    "staff_gets": staff_gets,
    "receipt": receipt,
    "gone": gone,
    "topic": topic,
    "nothing": nothing,
}


async def _carries(stage: Stage, chat: int, message: int, emoji: str) -> None:
    found = await stage.message(chat, message)
    assert emoji in found["reactions"], f'"{words_of(found)}" carries {found["reactions"] or "nothing"}'


def _fits(what: str, message: Sent, step: Step) -> None:
    text = words_of(message)
    missing = [words for words in step.words if plain(words) not in text]
    assert not missing, f"{what} lacks {missing}; it is:{listed([text])}"
    if "buttons" in step.details:
        _same_buttons(message, step.details["buttons"])


def _same_buttons(message: Sent, wanted: Value) -> None:
    """Compare rows as they are on the screen, from left to right; a row of … stands for all that follow."""
    there = [[plain(button["text"]) for button in row] for row in message["buttons"]]
    rows = [[plain(label) for label in row] for row in wanted] if isinstance(wanted, list) else []
    shown = f"the buttons are:{listed([' | '.join(row) for row in there])}"
    if rows and rows[-1] == [ANY]:
        rows, there = rows[:-1], there[: len(rows) - 1]
    assert len(rows) == len(there), shown
    assert all(map(_same_row, there, rows)), shown


def _same_row(there: list[str], wanted: list[str]) -> bool:
    return len(there) == len(wanted) and all(
        label.startswith(words.removesuffix(ANY)) if words.endswith(ANY) else label == words
        for label, words in zip(there, wanted, strict=True)
    )
