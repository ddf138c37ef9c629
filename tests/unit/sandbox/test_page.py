"""The page's files: its words in every language, and nothing in its code that could run what people wrote."""

import json
import re
from pathlib import Path

import httpx
import pytest

import bot.sandbox

PAGE = Path(bot.sandbox.__file__).parent / "page"
LANGUAGES = ("en", "he", "zh")
SCRIPTS = sorted(PAGE.glob("*.js"))
WORDS = {language: json.loads((PAGE / "words" / f"{language}.json").read_text()) for language in LANGUAGES}

# say("key"), say(condition ? "one" : "other", { … }), and known("group", name)
SAID = re.compile(r"\bsay\((.+?)(?:, \{|\))")
GROUP = re.compile(r"\bknown\((.+?),")
CHOSEN = re.compile(r'(?:^|[?:] )"([^"]+)"')
SPOT = re.compile(r'data-(?:words|label|title|placeholder)="([^"]+)"')


def test_every_language_has_the_same_words() -> None:
    assert WORDS["en"].keys() == WORDS["he"].keys() == WORDS["zh"].keys()
    for language, words in WORDS.items():
        assert [key for key, text in words.items() if not text.strip()] == [], language


def test_words_leave_the_same_places_for_values() -> None:
    for key, text in WORDS["en"].items():
        for language in LANGUAGES:
            assert sorted(re.findall(r"\{\w+\}", WORDS[language][key])) == sorted(
                re.findall(r"\{\w+\}", text)
            ), (language, key)


def test_every_word_that_the_page_says_is_there_and_is_said() -> None:
    script = "\n".join(path.read_text() for path in SCRIPTS)
    said = set(SPOT.findall((PAGE / "index.html").read_text()))
    said |= {key for call in SAID.findall(script) for key in CHOSEN.findall(call)}
    groups = {group for call in GROUP.findall(script) for group in CHOSEN.findall(call)}
    assert said - WORDS["en"].keys() == set()
    for group in groups:
        assert any(key.startswith(f"{group}-") for key in WORDS["en"]), group
    spoken = {key for key in WORDS["en"] if any(key.startswith(f"{group}-") for group in groups)}
    assert WORDS["en"].keys() - said - spoken == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_what_people_wrote_never_becomes_markup(path: Path) -> None:
    for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "srcdoc"):
        assert danger not in path.read_text()
    assert not re.search(r"\beval\(|new Function|createContextualFragment|setHTML", path.read_text())


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in (file for file in PAGE.rglob("*") if file.is_file()):
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"[\"'(=]\s*(https?:)?//\w", text), path.name
        assert "@import" not in text, path.name


def test_markup_holds_neither_scripts_nor_styles_of_its_own() -> None:
    markup = (PAGE / "index.html").read_text()
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:", markup)
    assert re.findall(r"<script[^>]*>", markup) == ['<script type="module" src="app.js">']


async def test_every_file_is_served(control: httpx.AsyncClient) -> None:
    for path in (file for file in PAGE.rglob("*") if file.is_file() and file.name != "index.html"):
        answer = await control.get(f"http://127.0.0.1/s/{path.relative_to(PAGE).as_posix()}")
        assert (answer.status_code, answer.content) == (200, path.read_bytes())
        assert answer.headers["content-security-policy"].startswith("default-src 'none';")
        assert answer.headers["x-content-type-options"] == "nosniff"
