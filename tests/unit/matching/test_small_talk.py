import pytest

from bot.domain.language import Language
from bot.knowledge.model import SmallTalk
from bot.matching.normalise import normalise
from bot.matching.small_talk import SmallTalkIndex

TOPICS = [
    SmallTalk(
        id="thanks",
        phrasings={
            Language.EN: ("thanks", "thank you very much"),
            Language.HE: ("תודה רבה",),
            Language.ZH: ("谢谢",),
        },
        reply={},
    ),
    SmallTalk(
        id="greeting", phrasings={Language.EN: ("hi", "good morning"), Language.ZH: ("886",)}, reply={}
    ),
]


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("Thanks!!", "thanks"),
        ("🙏 תּוֹדָה רבה 🙏", "thanks"),
        ("謝謝。", "thanks"),
        ("thaaaaanks", "thanks"),
        ("thank you very mich", "thanks"),
        ("thank you very muc", "thanks"),
        ("thank you very muchs", "thanks"),
        ("HI", "greeting"),
        ("886", "greeting"),
        ("ho", None),
        ("thank", None),
        ("hi, which visa do I need?", None),
        ("thank you very much, and what does it cost", None),
        ("666", None),
        ("!!", None),
    ],
)
def test_small_talk_is_a_whole_message(message: str, topic: str | None) -> None:
    assert SmallTalkIndex(TOPICS).find(normalise(message)) == topic
    assert SmallTalkIndex(TOPICS[::-1]).find(normalise(message)) == topic


def test_without_small_talk_nothing_is() -> None:
    assert SmallTalkIndex([]).find("thank you") is None
