"""What `gesher evaluate` shows of its results: pictures and the list of mistakes."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import cli
from bot.commands import asking
from bot.domain.ids import EntryId
from bot.domain.match import Answer, Candidate, HandOver, Match, Reason

QUESTIONS = """\
- {q: right, expect: a, kind: plain, lang: en}
- {q: wrong, expect: a, kind: plain, lang: zh}
- {q: "כמה [b] עולה\\n  חדר", expect: a, kind: short, lang: he}
- {q: 'unlike', expect: null, kind: far, lang: en}
"""


class Scripted:
    def match(self, text: str) -> Match:
        confidence = {"right": 0.97, "wrong": 0.93}.get(text, 0.2)
        entry = EntryId("b" if text == "wrong" else "a")
        near = (Candidate(entry=entry, confidence=confidence),)
        if confidence < 0.9:
            return HandOver(language=None, candidates=near, reason=Reason.UNLIKE_ANY, confidence=confidence)
        return Answer(language=None, candidates=near, entry=entry, confidence=confidence)


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    knowledge = SimpleNamespace(entries={"a": None, "b": None})
    monkeypatch.setattr(asking, "ready", lambda _engine: (knowledge, Scripted()))
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    return str(path)


def test_both_pictures_are_drawn_into_a_folder_that_is_made(questions: str, tmp_path: Path) -> None:
    from matplotlib.image import imread

    folder = tmp_path / "new" / "pictures"
    assert cli.main(["evaluate", questions, "--plot", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["coverage.png", "reliability.png"]
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\x89PNG\r\n")
        picture = imread(path)
        assert picture.shape[:2] == (1080, 840)
        assert 0.02 < (picture[..., :3].min(axis=2) < 0.9).mean() < 0.5


def test_nothing_to_draw_is_no_error(questions: str, tmp_path: Path) -> None:
    Path(questions).write_text("[]", encoding="utf-8")
    assert cli.main(["evaluate", questions, "--plot", str(tmp_path)]) == 0


def test_a_folder_that_cannot_be_made_is_one_line_with_the_cure(
    questions: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", questions, "--plot", f"{questions}/pictures"]) == 2
    assert capfd.readouterr().err == (
        f"--plot: cannot write {questions}/pictures: Not a directory (name another folder)\n"
    )


def test_without_matplotlib_only_plot_is_refused(
    questions: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert cli.main(["evaluate", questions]) == 0
    assert cli.main(["evaluate", questions, "--plot", str(tmp_path / "pictures")]) == 2
    assert capfd.readouterr().err == "--plot: matplotlib is not installed (pip install 'gesher[plot]')\n"
    assert not (tmp_path / "pictures").exists()


def test_the_worst_are_listed_one_a_line_with_the_question_isolated(
    questions: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", questions, "--worst", "5"]) == 0
    report, mistakes = capfd.readouterr().out.split("fault ")
    assert "asked back" in report
    first, second = (line.rstrip() for line in mistakes.splitlines()[1:])
    assert first.split() == ["wrong", "answer", "zh", "plain", "a", "b", "93%", "\u2068wrong\u2069"]
    assert second.startswith("handed over, though an entry answers it")
    assert second.endswith("\u2068כמה [b] עולה חדר\u2069")


def test_the_worst_are_in_the_json_only_when_asked_for(
    questions: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", questions, "--json"]) == 0
    assert "worst" not in json.loads(capfd.readouterr().out)
    assert cli.main(["evaluate", questions, "--json", "--worst", "1"]) == 0
    assert json.loads(capfd.readouterr().out)["worst"] == [
        {
            "fault": "wrong answer",
            "language": "zh",
            "kind": "plain",
            "question": "wrong",
            "expected": ["a"],
            "got": [{"entry": "b", "confidence": 0.93}],
        }
    ]
