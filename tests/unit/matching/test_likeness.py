"""Whether two messages ask the same, mostly of matters that the FAQ does not hold."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.match import Likeness
from bot.matching.embedding import Vectors
from bot.matching.engine import HybridMatcher

PARKING = ("Is there parking at the hub?", "יש חניה במתחם?", "园区有停车位吗？")
NEARLY_THE_SAME = [
    (PARKING[0], "is ther parking at the hub??"),
    (PARKING[0], "parking at the hub, is there any?"),
    (PARKING[0], "Hi! Do you have parking at the hub"),
    (PARKING[1], "שלום, יש חנייה במתחם"),
    (PARKING[1], "יש אצלכם במתחם חניה?"),
    ("我的门禁卡刷不开门", "我的门卡刷不开门了"),
]
IN_OTHER_WORDS = [
    (PARKING[0], "where can I park my car when I come to the hub"),
    ("Can you recommend kosher catering for 40 people", "who does kosher catering for events in Shanghai"),
    ("יש הנחה לחדר כושר לחברות במרכז?", "מגיעה לנו הנחה במכון כושר?"),
    ("能帮我们找会希伯来语的实习生吗", "想招一个会说希伯来语的实习生，你们有人推荐吗"),
]
IN_ANOTHER_LANGUAGE = [
    (PARKING[0], PARKING[1]),
    (PARKING[0], PARKING[2]),
    (PARKING[1], PARKING[2]),
    ("May we fly our drone above the park for a test?", "מותר להטיס רחפן מעל הפארק לניסוי?"),
    ("can you find us an intern who speaks hebrew", "能帮我们找会希伯来语的实习生吗"),
]
OTHER = [
    (PARKING[0], "is the fire drill on Thursday mandatory?"),
    (PARKING[1], "הכרטיס לא פותח את הדלת"),
    (PARKING[2], "今天办公室的网很慢"),
    (PARKING[0], "今天办公室的网很慢"),
    ("how do I register a trademark", "how much is the rent of an office"),
]
ALL_BUT = [
    (PARKING[0], "Is there parking at your Shenzhen branch?"),
    ("Can I bring my dog to the office?", "Can I bring my wife to the office?"),
    ("Can I open the company without an office?", "Can I open the company with an office?"),
    ("an office for 5 people", "an office for 50 people"),
    ("a desk for three people", "a desk for ten people"),
    ("work visa for Shanghai", "work visa for Germany"),
    ("אשרת עבודה לסין", "אשרת עבודה ליפן"),
    ("אפשר לפתוח חברה בלי משרד?", "אפשר לפתוח חברה עם משרד?"),
    ("משרד לשלושה אנשים", "משרד ל-30 אנשים"),
    ("上海的工作签证", "深圳的工作签证"),
    ("可以不租办公室注册公司吗", "可以租办公室注册公司吗"),
    ("两个人的办公室", "50个人的办公室"),
    ("can I open a company without an office", "אפשר לפתוח חברה עם משרד?"),
]
engines = pytest.mark.parametrize("engine", ["hybrid", "lexical"])


def _alike(request: pytest.FixtureRequest, engine: str, one: str, other: str) -> float:
    matcher: Likeness = request.getfixturevalue(engine)
    ((there,), (back,)) = matcher.alike(one, [other]), matcher.alike(other, [one])
    assert there == pytest.approx(back, abs=1e-6)
    return there


@engines
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PARKING[0], "is there PARKING at the hub"),
        (PARKING[1], "יֵשׁ חֲנִיָּה במתחם"),
        (PARKING[2], "園區有停車位嗎"),
        ("🔥", " 🔥"),
        ("", ""),
    ],
)
def test_the_same_is_certain(request: pytest.FixtureRequest, engine: str, one: str, other: str) -> None:
    assert _alike(request, engine, one, other) == 1


@engines
@pytest.mark.parametrize(("one", "other"), [("", "🔥"), ("?!", PARKING[0])])
def test_what_holds_no_words_is_like_nothing_else(
    request: pytest.FixtureRequest, engine: str, one: str, other: str
) -> None:
    assert _alike(request, engine, one, other) == 0


@engines
@pytest.mark.parametrize(("one", "other"), NEARLY_THE_SAME)
def test_the_same_in_nearly_the_same_words(
    request: pytest.FixtureRequest, engine: str, one: str, other: str
) -> None:
    assert (0.85 if engine == "hybrid" else 0.5) <= _alike(request, engine, one, other) < 1


@pytest.mark.parametrize(("one", "other"), [*IN_OTHER_WORDS, *IN_ANOTHER_LANGUAGE])
def test_the_same_in_other_words(request: pytest.FixtureRequest, one: str, other: str) -> None:
    assert _alike(request, "hybrid", one, other) >= 0.5


@engines
@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_matter(request: pytest.FixtureRequest, engine: str, one: str, other: str) -> None:
    assert _alike(request, engine, one, other) < 0.1


@engines
@pytest.mark.parametrize(("one", "other"), ALL_BUT)
def test_all_but_the_word_that_decides(
    request: pytest.FixtureRequest, engine: str, one: str, other: str
) -> None:
    assert _alike(request, engine, one, other) <= 0.1


@engines
def test_each_of_the_others_has_its_figure(request: pytest.FixtureRequest, engine: str) -> None:
    matcher: Likeness = request.getfixturevalue(engine)
    others = ["office chairs", PARKING[0], "", "parking at the hub?", PARKING[0]]
    found = matcher.alike(PARKING[0], others)
    assert found[1] == found[4] == 1
    assert found == tuple(matcher.alike(PARKING[0], [other])[0] for other in others)
    assert matcher.alike(PARKING[0], []) == ()


@engines
def test_a_long_message_is_compared_by_what_it_asks(request: pytest.FixtureRequest, engine: str) -> None:
    story = (
        "My father repaired tractors all his life. The prototype caught fire and we laughed at that. " * 10
    )
    within = f"{story}{PARKING[0]} {story}"
    one, other = request.getfixturevalue(engine).alike(within, [PARKING[0], "the internet is slow today"])
    assert one > other


def test_no_text_is_embedded_twice(hybrid: HybridMatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    embedder = hybrid._reader._embedder
    assert embedder is not None
    embed = embedder.embed

    def remember(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return embed(texts)

    monkeypatch.setattr(embedder, "embed", remember)
    hybrid.match("where do we leave the cars of our guests")
    asked.clear()
    for _ in range(2):
        hybrid.alike("where do we leave the cars of our guests", ["a place for vans", "vans", "vans"])
    assert sorted(asked) == ["a place for vans", "vans"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=60))
def test_any_two_texts_have_a_probability(tiny_matcher: HybridMatcher, one: str, other: str) -> None:
    itself, likely = tiny_matcher.alike(one, [one, other])
    assert itself == 1
    assert 0 <= likely <= 1
