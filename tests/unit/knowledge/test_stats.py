from datetime import date

from bot.domain.language import Language
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.stats import Coverage, coverage


def test_a_row_for_each_topic_in_order(knowledge: KnowledgeBase) -> None:
    assert coverage(knowledge, date(2026, 11, 22)) == (
        Coverage(
            topic="visa",
            entries=1,
            phrasings={Language.EN: 2, Language.HE: 0, Language.ZH: 1},
            fewest=0,
            oldest_review=date(2026, 11, 22),
            overdue=0,
        ),
        Coverage(
            topic="space",
            entries=1,
            phrasings={Language.EN: 0, Language.HE: 0, Language.ZH: 0},
            fewest=0,
            oldest_review=date(2026, 1, 1),
            overdue=1,
        ),
    )
