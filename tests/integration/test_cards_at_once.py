"""Many founders ask at once: the answers of staff go before any change of looks, and every card arrives.

`tests/benchmarks/hundred.py` plays the same with a hundred, and says how long it takes.
"""

from pathlib import Path

from bot.conversation.looks import ANSWERED, WAITING
from tests.benchmarks.hundred import play
from tests.dialogues.stage import plain

FOUNDERS, TOLD = 24, 3
"""More than the group's minute takes."""


async def test_answers_go_before_looks_and_no_card_is_missing(tmp_path: Path) -> None:
    async with play(tmp_path) as stage:
        run = await stage.run(FOUNDERS, TOLD, step=10)
    assert run.refused == 0
    assert [len(run.cards[number]) for number in range(FOUNDERS)] == [1] * FOUNDERS
    answered = [number for number in range(FOUNDERS) if run.answers[number]]
    assert len(answered) == TOLD
    for number in answered:
        first = min(one["n"] for one in run.edits[number])
        assert run.answers[number][0]["n"] < first
    last_card = max(one["n"] for each in run.cards.values() for one in each)
    assert all(one["n"] > last_card for one in run.changes)
    assert sorted(number for number in range(FOUNDERS) if run.edits[number]) == answered
    assert 2 * TOLD <= len(run.changes) <= run.wished
    for name, topic in run.topics.items():
        look = ANSWERED if any(f"Founder {number} " in name for number in answered) else WAITING
        assert (name.endswith(look.sign), topic["icon"]) == (True, look.icon)
    shown = [plain(one["text"] or "") for one in run.group if "✓ answered" in (one["text"] or "")]
    assert len(shown) == TOLD
