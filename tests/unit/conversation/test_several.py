"""What a founder reads who asked several questions at once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.conversation.bidi import RLM
from bot.conversation.message import Message
from bot.conversation.replies import FounderReplies
from bot.conversation.several import MAX_WORDS, apart, still_in_faq, together, under_title, under_words
from bot.conversation.texts import Texts
from bot.domain.ids import EntryId, QuestionId, TicketId, UserId
from bot.domain.language import Language
from bot.domain.match import Answer, HandOver, Match, Part, Reason, Several, SmallTalk, Suggest
from bot.domain.messages import Entity, SendText
from bot.domain.ticket import Ticket, TicketState
from bot.knowledge.model import Entry, Handoff, Source, Stage
from bot.telegram.render import render

VOICE = FounderReplies(Texts.load())
TODAY = date(2026, 11, 22)
HALL = Entry(
    id="hall",
    topic="space",
    question={Language.EN: "How many seats?", Language.HE: "כמה מקומות באולם?", Language.ZH: "能坐多少人？"},
    answer={
        Language.EN: "*Eighty* seats.",
        Language.HE: "*שמונים* מקומות.",
        Language.ZH: "*八十* 个座位。",
    },
    handoff=Handoff.OFFER,
    stage=Stage.DECIDING,
    sources=(Source(title="Putuo", url="https://example.org", date=date(2025, 3, 1)),),
    reviewed=TODAY,
    review_every=90,
)
NAMED = replace(HALL, question=dict.fromkeys(Language, "VAT_rate: מהו *הבסיס*?"), sources=())
TICKET = Ticket(
    id=TicketId(142),
    founder=UserId(1),
    question=QuestionId(2),
    state=TicketState.WAITING,
    language=Language.EN,
    opened_at=datetime(2026, 11, 22, tzinfo=UTC),
    changed_at=datetime(2026, 11, 22, tzinfo=UTC),
)

GOLDEN = {
    Language.EN: """\
How many seats?
Eighty seats.
Source: \u2068Putuo\u2069, \u20681 Mar 2025\u2069 · checked \u206822 Nov 2026\u2069

\u2068is there *parking*?\u2069
I don't have that, so I passed it to the hub's staff as \u2068Q-0142\u2069.
You can add to it here; /mine shows where it stands.""",
    Language.HE: """\
כמה מקומות באולם?
שמונים מקומות.
מקור: \u2068Putuo\u2069, \u20681 במרץ 2025\u2069 · נבדק \u206822 בנוב׳ 2026\u2069

\u2068is there *parking*?\u2069
את זה איני יודע, ולכן העברתי לצוות המרכז כפנייה \u2068Q-0142\u2069.
אפשר להוסיף כאן פרטים; הפקודה \u2066/mine\u2069 מראה היכן זה עומד.""",
    Language.ZH: """\
能坐多少人？
八十 个座位。
来源：\u2068Putuo\u2069，\u20682025年3月1日\u2069 · 核对于 \u20682026年11月22日\u2069

\u2068is there *parking*?\u2069
这个我不知道，已转给园区工作人员，编号 \u2068Q-0142\u2069。
可以在这里补充；/mine 可以查看进展。""",
}


def _sections(language: Language, entry: Entry = HALL, asked: str = "is there *parking*?") -> list[Message]:
    answer = VOICE.answer(entry, language, QuestionId(1), TODAY, others=[])
    promise = VOICE.handed_over(replace(TICKET, language=language), name="handed-over", promise=())
    return [under_title(entry.question[language], answer), under_words([asked], promise)]


@pytest.mark.parametrize("language", list(Language))
def test_an_answer_and_what_was_passed_on_stand_in_one_message(language: Language) -> None:
    (sent,) = render(together(_sections(language)))
    assert sent.text == GOLDEN[language]
    title, words, number = _bold(sent)
    assert title == HALL.question[language]
    assert words == "\u2068is there *parking*?\u2069"
    assert "Q-0142" in number
    assert [{button.data for button in row} for row in sent.buttons] == [{"helped:1", "notit:1"}, {"staff:1"}]


def test_a_hebrew_message_is_marked_where_a_title_opens_in_latin_letters() -> None:
    (sent,) = render(together(_sections(Language.HE, NAMED)))
    assert sent.text.startswith(f"{RLM}VAT_rate: מהו *הבסיס*?\nשמונים")
    assert _bold(sent)[0] == "VAT_rate: מהו *הבסיס*?"


def test_words_in_hebrew_are_not_turned_in_an_english_message() -> None:
    (sent,) = render(together(_sections(Language.EN, asked="יש חניה?")))
    assert "\n\u2068יש חניה?\u2069\n" in sent.text


@pytest.mark.parametrize("asked", ["long " * 60, "停车" * 60, "one\ntwo  \u202ethree " * 9])
def test_long_words_are_cut_to_one_line_without_marks_of_their_own(asked: str) -> None:
    title = _bold(render(under_words([asked], VOICE.plain(Language.EN, "help")))[0])[0]
    assert title.startswith("\u2068")
    assert title.endswith("…\u2069")
    assert len(title) <= MAX_WORDS + 2
    assert "\n" not in title
    assert "\u202e" not in title


def test_apart_the_buttons_stand_under_the_last() -> None:
    sections = _sections(Language.EN)
    first, last = apart(sections)
    assert (first.parts, last.parts) == (sections[0].parts, sections[1].parts)
    assert (first.buttons, last.buttons) == ((), sections[0].buttons)


SURE = Answer(language=Language.EN, entry=EntryId("hall"), confidence=0.99)
GONE = replace(SURE, entry=EntryId("gone"))
UNSURE = Suggest(language=Language.EN, entries=(EntryId("gone"), EntryId("hall")), confidence=0.6)
UNKNOWN = HandOver(language=Language.EN, reason=Reason.UNLIKE_ANY)
THANKS = SmallTalk(language=Language.EN, topic="thanks")


def _several(*matches: Answer | Suggest | HandOver) -> Several:
    return Several(language=Language.EN, parts=tuple(Part(text="…", match=match) for match in matches))


@pytest.mark.parametrize(
    ("match", "left"),
    [
        (SURE, SURE),
        (THANKS, THANKS),
        (GONE, UNKNOWN),
        (UNSURE, replace(UNSURE, entries=(EntryId("hall"),))),
        (replace(UNSURE, entries=(EntryId("gone"),)), UNKNOWN),
        (_several(SURE, GONE), _several(SURE, UNKNOWN)),
        (_several(GONE, UNSURE), UNKNOWN),
    ],
)
def test_an_entry_that_the_faq_no_longer_has_is_for_staff(match: Match, left: Match) -> None:
    assert still_in_faq(match, {EntryId("hall")}) == left


def _bold(sent: SendText) -> list[str]:
    return [_covered(sent.text, mark) for mark in sent.entities if mark.type == "bold"]


def _covered(text: str, mark: Entity) -> str:
    units = text.encode("utf-16-le")
    return units[2 * mark.offset : 2 * (mark.offset + mark.length)].decode("utf-16-le")
