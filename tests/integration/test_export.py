"""What an operator gets out of the desk as tables."""

import io
import json
from functools import partial
from pathlib import Path

from bot.export import export
from tests.integration.conftest import World
from tests.talk import Sent


async def test_feedback_is_counted_by_entry_and_tickets_come_one_a_line(world: World, tmp_path: Path) -> None:
    talk = world.talk
    founder = await talk.founder(first_name="=1+1", language_code="en")
    last = 0
    for turn, said in enumerate(("Not what I asked", "Helped")):
        await talk.say(founder, f"SURE permit {turn}")
        answer = await talk.hear(founder, "work permit", "checked", after=last)
        last = answer["message_id"]
        await talk.press(founder, answer, said)
        await talk.until(partial(_judged, last), founder)
    url = f"sqlite+aiosqlite:///{tmp_path / 'gesher.db'}"

    written = io.StringIO()
    await export(url, "feedback", written, as_json=False)
    assert written.getvalue() == "entry,answered,helped,turned_down\nvisa-work,2,1,1\n"
    written = io.StringIO()
    await export(url, "tickets", written, as_json=True)
    (ticket,) = json.loads(written.getvalue())
    assert (ticket["number"], ticket["state"], ticket["messages"]) == ("Q-0001", "waiting", 2)
    assert ticket["first_answer_at"] is None
    assert "=1+1" not in written.getvalue()


def _judged(message: int, seen: list[Sent]) -> bool:
    labels = [
        button["text"]
        for one in seen
        if one["message_id"] == message
        for row in one["buttons"]
        for button in row
    ]
    return "👍 Helped" not in labels
