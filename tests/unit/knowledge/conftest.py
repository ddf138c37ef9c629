from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import FaqError
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase

TODAY = date(2026, 11, 22)

FILES = {
    "faq/faq.yaml": """\
languages: [en, he, zh]
topics:
  - {id: visa, title: {en: Visas, he: ויזות, zh: 签证}}
  - {id: space, title: {en: Offices, he: משרדים, zh: 办公}}
small_talk:
  - id: thanks
    phrasings: {en: [thanks], he: [תודה], zh: [谢谢, 886]}
    reply: {en: Welcome., he: בשמחה., zh: 不客气。}
""",
    "faq/visa.yaml": """\
topic: visa
entries:
  - id: visa-work
    question: {en: How do I work?, he: איך עובדים בשנגחאי?, zh: 怎样在上海工作？}
    answer:
      en: You need a permit.
      he: דרוש היתר.
      zh: 需要许可。
    handoff: offer
    stage: applying
    see_also: [space-rent]
    reviewed: 2026-11-22
    review_every: 90
""",
    "faq/space.yaml": """\
topic: space
entries:
  - id: space-rent
    question: {en: What is the rent?, he: מה שכר הדירה?, zh: 租金多少？}
    answer: {en: "It is 5 yuan.", he: "5 יואן.", zh: "5元。"}
    handoff: none
    stage: deciding
    sources: [{title: Portal, url: "https://example.org/rent", date: 2026-01-02}]
    reviewed: 2026-01-01
    review_every: 180
""",
    "faq/phrasings/visa.yaml": """\
visa-work:
  en:
    - work permit
    - how do i work
  zh: [工作许可]
""",
    "faq/out-of-scope.yaml": """\
en:
  near: [work permit for Japan]
  far: [who won the cup]
he:
  gibberish: [גדכגדכ]
""",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound FAQ in `faq`, relative to the working folder."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return Path("faq")


Change = Callable[..., list[str]]


@pytest.fixture
def problems_after(folder: Path) -> Change:
    """Replace text in one file and return the problems that loading then finds."""

    def change(name: str, old: str, new: str) -> list[str]:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(FaqError) as caught:
            load(folder, today=TODAY)
        assert str(caught.value) == "\n".join(caught.value.problems)
        return caught.value.problems

    return change


@pytest.fixture
def knowledge(folder: Path) -> KnowledgeBase:
    return load(folder, today=TODAY)
