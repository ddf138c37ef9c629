from pathlib import Path

import pytest

from bot.knowledge.yaml_lines import read


def _read(tmp_path: Path, text: str | bytes) -> tuple[object, list[str]]:
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    document, problems = read(path)
    return document.data, [problem.removeprefix(f"{tmp_path}/") for problem in problems]


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "# comment\na:\n  b: [1, 2]\n  c: |\n    long\n    text\nd:\n  - x\n  - e: 1\n", encoding="utf-8"
    )
    document, problems = read(path)
    assert problems == []
    assert document.data == {"a": {"b": ["1", "2"], "c": "long\ntext\n"}, "d": ["x", {"e": "1"}]}
    lines = {
        place: document.lines[place] for place in [("a",), ("a", "b", 1), ("a", "c"), ("d", 1), ("d", 1, "e")]
    }
    assert list(lines.values()) == [2, 3, 4, 9, 9]
    assert document.where(("d", 1, "no", "such")) == f"{path}:9"


def test_words_that_yaml_would_change_stay_words(tmp_path: Path) -> None:
    data, _ = _read(tmp_path, "[no, on, 886, 1e3, 2026-13-45, ~, null, 012]")
    assert data == ["no", "on", "886", "1e3", "2026-13-45", "~", "null", "012"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", 'a.yaml:4: "c" is given twice, first in line 3 (keep one)'),
        ("a: שלום\nb: \x07\n", "a.yaml:2: holds the unreadable character U+0007 (delete it)"),
        (b"a: 1\nb: \xff\n", "a.yaml:2: not UTF-8 (save the file as UTF-8)"),
        ("a: &x [1]\nb: *x\n", "a.yaml:1: is used again by an alias (*) (write it out where it is used)"),
        ("a: &x [*x]\n", "a.yaml:1: is used again by an alias (*) (write it out where it is used)"),
    ],
)
def test_faults_have_file_and_line(tmp_path: Path, text: str | bytes, problem: str) -> None:
    assert _read(tmp_path, text)[1] == [problem]


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1\nb: 2\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: b: c\n", 1), ("a: 'x\n\n", 2)]
)
def test_syntax_errors_have_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    data, problems = _read(tmp_path, text)
    assert data is None
    assert len(problems) == 1
    assert problems[0].startswith(f"a.yaml:{line}: not YAML: ")
    assert problems[0].endswith("(correct this line or the one above)")


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    assert _read(tmp_path, "\ufeffa: 1\n") == ({"a": "1"}, [])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    document, problems = read(tmp_path)
    assert document.data is None
    assert problems == [f"{tmp_path}: cannot be read: Is a directory (check its rights)"]
