"""What a founder reads who looks through the FAQ."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.browse import PAGE, BrowseReplies, in_reading_order
from bot.conversation.callbacks import AskStaff, OpenEntry, OpenTopic, SeeAlso, Topics, unpack
from bot.conversation.message import Message
from bot.conversation.texts import Texts
from bot.domain.ids import EntryId
from bot.domain.language import Language, spoken
from bot.domain.messages import Button, SendText
from bot.knowledge.load import load
from bot.knowledge.model import Entry, Handoff, KnowledgeBase, Source, Stage, Topic
from bot.telegram.render import render

VOICE = BrowseReplies(Texts.load())
TODAY = date(2026, 11, 22)
FAQ = load(Path(__file__).parents[3] / "faq")
VISA = Topic(id="visa", title={Language.EN: "Visas", Language.HE: "ויזות", Language.ZH: "签证"}, abroad=True)
HUB = Topic(id="hub", title={Language.EN: "The hub", Language.HE: "על המרכז", Language.ZH: "园区概况"})
TAX = Topic(id="tax", title={Language.EN: "Tax", Language.HE: "מיסוי", Language.ZH: "税务"})
WORK = Entry(
    id="visa-work",
    topic="visa",
    question={
        Language.EN: "How do I get a Z visa?",
        Language.HE: "Z או M: איזו ויזה?",
        Language.ZH: "Z签证怎么办？",
    },
    answer={
        Language.EN: "In *two* steps.",
        Language.HE: "ב*שני* שלבים.",
        Language.ZH: "分*两*步。",
    },
    handoff=Handoff.NONE,
    stage=Stage.APPLYING,
    sources=(Source(title="PD iTalent", url="https://example.org", date=date(2025, 3, 1)),),
    reviewed=TODAY,
    review_every=90,
)


def _knowledge(*entries: Entry, topics: tuple[Topic, ...] = (HUB, VISA, TAX)) -> KnowledgeBase:
    return KnowledgeBase(
        languages=tuple(Language),
        topics=topics,
        entries={EntryId(entry.id): entry for entry in sorted(entries, key=lambda entry: entry.id)},
        phrasings={},
        out_of_scope={},
        small_talk=(),
        fingerprint="",
    )


def _numbered(count: int, topic: str = "visa") -> list[Entry]:
    return [
        replace(
            WORK,
            id=f"{topic}-{number:02}",
            topic=topic,
            question={
                Language.EN: f"Question {number}?",
                Language.HE: f"שאלה {number}?",
                Language.ZH: f"问题{number}？",
            },
        )
        for number in range(count)
    ]


def _turn(
    knowledge: KnowledgeBase, turn: Topics | OpenTopic | OpenEntry, language: Language = Language.EN
) -> Message:
    message = VOICE.turn_to(turn, knowledge, language, TODAY)
    assert message is not None
    return message


def _seen(message: Message) -> str:
    """Write a message as it stands on the screen, each row of buttons between bars, from left to right."""
    (sent,) = render(message)
    rows = ["| " + " | ".join(button.label for button in row) + " |" for row in sent.buttons]
    return "\n".join([sent.text, *rows])


def test_topics_stand_two_in_a_row_and_empty_ones_are_left_out() -> None:
    knowledge = _knowledge(WORK, *_numbered(1, "hub"), *_numbered(1, "tax"))
    assert _seen(_turn(knowledge, Topics())) == (
        "Choose a topic, or write your question.\n| The hub | Visas |\n| Tax |\n| Ask staff |"
    )
    assert _seen(_turn(_knowledge(WORK), Topics())) == (
        "Choose a topic, or write your question.\n| Visas |\n| Ask staff |"
    )


def test_hebrew_rows_run_from_right_to_left() -> None:
    first = replace(WORK, see_also=("visa-00",))
    many = _knowledge(first, *_numbered(17), *_numbered(1, "hub"))
    assert _seen(_turn(many, Topics(), Language.HE)) == (
        "בחרו נושא, או כתבו את השאלה.\n| ויזות | על המרכז |\n| לשאול את הצוות |"
    )
    questions = "".join(f"| שאלה {number}? |\n" for number in range(8, 16))
    assert _seen(_turn(many, OpenTopic(topic="visa", page=1), Language.HE)) == (
        f"ויזות\nעמוד \u20682\u2069 מתוך \u20683\u2069\n{questions}| לעמוד הבא | לעמוד הקודם |\n| חזרה |"
    )
    assert _seen(_turn(many, OpenEntry(entry=EntryId("visa-work")), Language.HE)) == (
        "\u200fZ או M: איזו ויזה?\n"
        "בשני שלבים.\n"
        "מקור: \u2068PD iTalent\u2069, \u20681 במרץ 2025\u2069 · נבדק \u206822 בנוב׳ 2026\u2069\n"
        "| לשאול את הצוות | חזרה |\n"
        "| שאלה 0? |"
    )


def test_chinese_page_and_answer() -> None:
    many = _knowledge(WORK, *_numbered(9))
    assert _seen(_turn(many, OpenTopic(topic="visa", page=1), Language.ZH)) == (
        "签证\n第 \u20682\u2069 页，共 \u20682\u2069 页\n| 问题8？ |\n| Z签证怎么办？ |\n| 上一页 |\n| 返回 |"
    )
    assert _seen(VOICE.alone(WORK, Language.ZH, TODAY, [_numbered(1)[0]])) == (
        "Z签证怎么办？\n分两步。\n"
        "来源：\u2068PD iTalent\u2069，\u20682025年3月1日\u2069 · 核对于 \u20682026年11月22日\u2069\n"
        "| 主题 | 问工作人员 |\n| 问题0？ |"
    )


def test_a_single_page_has_no_number_and_nowhere_to_turn() -> None:
    assert _seen(_turn(_knowledge(WORK), OpenTopic(topic="visa", page=0))) == (
        "Visas\n| How do I get a Z visa? |\n| Back |"
    )


def test_back_leads_to_the_page_that_the_entry_stands_on() -> None:
    many = _knowledge(*_numbered(17))
    for number, entry in enumerate(in_reading_order(many)):
        back = _turn(many, OpenEntry(entry=EntryId(entry.id))).buttons[0][0]
        assert unpack(back.data) == OpenTopic(topic="visa", page=number // PAGE)


def test_a_page_beyond_the_last_is_the_last() -> None:
    many = _knowledge(*_numbered(9))
    last = _turn(many, OpenTopic(topic="visa", page=1))
    assert _turn(many, OpenTopic(topic="visa", page=10**17)) == last


@pytest.mark.parametrize(
    "turn",
    [
        OpenTopic(topic="living", page=0),
        OpenTopic(topic="hub", page=0),
        OpenEntry(entry=EntryId("visa-gone")),
    ],
)
def test_what_the_faq_does_not_have_is_nothing(turn: OpenTopic | OpenEntry) -> None:
    assert VOICE.turn_to(turn, _knowledge(WORK), Language.EN, TODAY) is None


def test_entries_come_in_the_order_in_which_founders_need_them() -> None:
    settled = replace(WORK, id="a", stage=Stage.SETTLED)
    deciding = replace(WORK, id="z", stage=Stage.DECIDING, see_also=("c",))
    often, seldom = replace(WORK, id="c"), replace(WORK, id="b")
    other_topic = replace(WORK, id="y", topic="hub", stage=Stage.SETTLED)
    order = in_reading_order(_knowledge(settled, deciding, often, seldom, other_topic))
    assert [entry.id for entry in order] == ["y", "z", "c", "b", "a"]


def test_an_answer_alone_leads_to_others_by_new_messages_and_asks_for_no_judgement() -> None:
    others = _numbered(3)
    message = VOICE.alone(WORK, Language.EN, TODAY, others)
    assert [unpack(button.data) for row in message.buttons for button in row] == [
        Topics(),
        AskStaff(),
        SeeAlso(entry=EntryId("visa-00")),
        SeeAlso(entry=EntryId("visa-01")),
    ]


def test_an_answer_overdue_for_review_says_so() -> None:
    late = replace(WORK, reviewed=date(2026, 1, 1))
    assert "re-checked" in _seen(_turn(_knowledge(late), OpenEntry(entry=EntryId("visa-work"))))


def test_what_is_shared_ends_with_its_link_whatever_the_bots_name() -> None:
    link = "https://t.me/my_new_bot?start=visa-work"
    (sent,) = render(VOICE.to_share(WORK, Language.HE, TODAY, link))
    first, *_, last = sent.text.split("\n")
    assert (first, last) == ("\u200fZ או M: איזו ויזה?", link)
    assert sent.buttons == ()


@pytest.mark.parametrize("language", list(Language))
def test_every_entry_of_the_faq_can_be_reached_from_the_topics(language: Language) -> None:
    assert _reached(FAQ, language) == {spoken(entry.question, language) for entry in FAQ.entries.values()}


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.sampled_from(list(Language)))
def test_every_entry_can_be_reached_however_many_there_are(sizes: list[int], language: Language) -> None:
    topics = (HUB, VISA, TAX)
    entries = [
        entry
        for topic, size in zip(topics, sizes, strict=True)
        for entry in _entries_told_apart(topic.id, size)
    ]
    knowledge = _knowledge(*entries)
    assert _reached(knowledge, language) == {spoken(entry.question, language) for entry in entries}


def _entries_told_apart(topic: str, size: int) -> list[Entry]:
    return [
        replace(
            entry,
            id=entry.id.ljust(40, "x"),  # as long as ids may be
            question={language: f"{topic} {text}" for language, text in entry.question.items()},
        )
        for entry in _numbered(size, topic)
    ]


def _reached(knowledge: KnowledgeBase, language: Language) -> set[str]:
    """Press every button that stays in the message, and return the titles of the answers it came to hold."""
    titles: set[str] = set()
    seen: set[str] = set()
    pressing: list[Topics | OpenTopic | OpenEntry] = [Topics()]
    while pressing:
        turn = pressing.pop()
        (sent,) = render(_turn(knowledge, turn, language))
        if isinstance(turn, OpenEntry):
            titles.add(sent.text.split("\n")[0].lstrip("\u200f"))
        for button in _checked(sent):
            to = unpack(button.data)
            assert isinstance(to, Topics | OpenTopic | OpenEntry | AskStaff)
            if button.data not in seen and not isinstance(to, AskStaff):
                seen.add(button.data)
                pressing.append(to)
    return titles


def _checked(sent: SendText) -> Iterator[Button]:
    buttons = [button for row in sent.buttons for button in row]
    assert all(0 < len(button.data.encode()) <= 64 and button.label for button in buttons)
    assert sum(isinstance(unpack(button.data), OpenEntry) for button in buttons) <= PAGE
    yield from buttons
