import doctest

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching import differences as module
from bot.matching.differences import Differences, denies, numbers
from bot.matching.normalise import normalise
from bot.matching.places import Places
from bot.matching.samples import samples_of


@pytest.fixture(scope="module")
def differences(knowledge: KnowledgeBase) -> Differences:
    samples = samples_of(knowledge)
    return Differences(Places(knowledge.elsewhere, samples), samples)


def test_examples_in_docstrings_are_true() -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a desk for six, 12 months", {"6", "12"}),
        ("לשלושה אנשים ועוד 4", {"3", "4"}),
        ("三个人，十二月，一下", {"3"}),
        ("2 months", {"2"}),
        ("what is there 4 me 2 decide", set()),
        ("", set()),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers(normalise(text)) == found


@pytest.mark.parametrize(
    "text", ["I don't need it", "without a lease", "בלי משרד", "אין לנו חברה", "不需要", "没有公司"]
)
def test_denials(text: str) -> None:
    assert denies(normalise(text))


@pytest.mark.parametrize(
    "text", ["do I need it or not?", "not sure how", "צריך או לא?", "לא יודע איך", "能不能", "有没有"]
)
def test_what_only_looks_like_a_denial(text: str) -> None:
    assert not denies(normalise(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("when is the fire drill?", "When is the fire-drill"),
        ("is there parking at the hub", "parking at the hub, is there any"),
        ("can i bring my dogs to the office", "can I bring my dog to your office"),
        ("how do I register a trademrak", "how do I register a trademark"),
        ("an office for 5 people", "is there an office for people like us"),
        ("the card does not open the door any more", "my key card stopped working"),
        (
            "the card stopped working some weeks ago, what can be done",
            "门禁卡从上个星期开始就打不开门了，怎么办才好呢",
        ),
    ],
)
def test_these_differ_in_nothing_that_decides(differences: Differences, one: str, other: str) -> None:
    assert not differences.between(normalise(one), normalise(other))
