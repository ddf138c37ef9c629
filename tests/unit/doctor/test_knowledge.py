from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import knowledge
from bot.domain.events import Member
from bot.domain.ids import EntryId, LearnedId, UserId
from bot.domain.language import Language
from bot.domain.learned import Learned, Lesson
from bot.knowledge.model import KnowledgeBase
from bot.settings import Settings
from tests.shipped import shipped_faq

FAQ = Path(__file__).parents[3] / "faq"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return shipped_faq()


def test_problems_are_counted_and_the_first_is_shown(base: KnowledgeBase) -> None:
    settings = Settings(faq_dir=FAQ)
    assert knowledge.check_faq(settings, base, lambda *_: []).well
    finding = knowledge.check_faq(settings, base, lambda *_: ["a.yaml:3: too long", "b.yaml:1: empty"])
    assert (finding.well, finding.state) == (False, "2 problems, the first: a.yaml:3: too long")
    assert knowledge.faq_problems(["a.yaml:3: too long"]).state == "1 problem: a.yaml:3: too long"


def test_overdue_reviews_are_counted_without_those_that_staff_have_done(base: KnowledgeBase) -> None:
    last = max(entry.review_due for entry in base.entries.values())
    assert knowledge.check_reviews(base, [], date.min).state == "none overdue"
    finding = knowledge.check_reviews(base, [], last + timedelta(days=1))
    first = base.overdue(last + timedelta(days=1))[0]
    assert finding.warns
    assert finding.state.startswith(f"{len(base.entries)} overdue, the first {first.id} since")
    done = Learned(
        id=LearnedId(1),
        lesson=Lesson.REVIEW,
        entry=EntryId(first.id),
        language=Language.EN,
        text="",
        answer=None,
        by=Member(id=UserId(9), name="Li"),
        at=datetime.combine(last, datetime.min.time(), UTC),
    )
    rest = knowledge.check_reviews(base, [done], last + timedelta(days=1))
    assert rest.state.startswith(f"{len(base.entries) - 1} overdue")


def test_what_was_learnt_fits_the_faq_or_not(base: KnowledgeBase, tmp_path: Path) -> None:
    settings = Settings(faq_dir=FAQ, cache_dir=tmp_path, match_engine="lexical")
    assert not knowledge.check_learnt(settings, base).warns
    entries = dict(list(base.entries.items())[1:])
    fewer = replace(base, entries=entries, phrasings={name: base.phrasings[name] for name in entries})
    assert knowledge.check_learnt(settings, fewer).warns
    assert list(tmp_path.iterdir()) == []
