"""What the commands print of a decision."""

import io
import json
from pathlib import Path

from rich.console import Console

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Answer, Candidate, HandOver, Match, Part, Reason, Several, SmallTalk, Suggest
from bot.knowledge.load import load
from bot.show import match_as_json, print_match

WORK = EntryId("visa-work")
NEAR = (Candidate(entry=WORK, confidence=0.971234),)
SURE = Answer(language=Language.EN, candidates=NEAR, entry=WORK, confidence=0.971234)
UNSURE = Suggest(language=Language.EN, entries=(WORK,), confidence=0.5)
UNKNOWN = HandOver(language=Language.HE, reason=Reason.UNLIKE_ANY, confidence=0.1)
BOTH = Several(
    language=Language.EN,
    candidates=NEAR,
    parts=(Part(text="יש חניה [כאן]?", match=UNKNOWN), Part(text="a work permit?", match=SURE)),
)


def test_several_decisions_are_one_answer_with_its_parts() -> None:
    record = json.loads(match_as_json("both?", BOTH))
    parts = record.pop("parts")
    assert record == {
        "question": "both?",
        "language": "en",
        "decision": "answer",
        "entry": "visa-work",
        "confidence": 0.9712,
        "candidates": [{"entry": "visa-work", "confidence": 0.9712}],
        "reason": None,
    }
    assert parts == [
        {
            "question": "יש חניה [כאן]?",
            "language": "he",
            "decision": "handover",
            "entry": None,
            "confidence": 0.1,
            "candidates": [],
            "reason": "unlike_any",
        },
        {**record, "question": "a work permit?"},
    ]


def test_a_single_decision_has_no_parts() -> None:
    matches: tuple[Match, ...] = (SURE, UNSURE, UNKNOWN, SmallTalk(language=None, topic="thanks"))
    assert all("parts" not in json.loads(match_as_json("?", match)) for match in matches)


def test_each_part_is_printed_under_its_words() -> None:
    written = io.StringIO()
    faq = load(Path(__file__).parents[2] / "faq")
    print_match(Console(file=written, width=100), BOTH, faq)
    first, second, third, *_ = written.getvalue().splitlines()
    assert [first, second, third] == ["יש חניה [כאן]?", "to staff (unlike_any)", "a work permit?"]
    assert "visa-work (97%)" in written.getvalue()
