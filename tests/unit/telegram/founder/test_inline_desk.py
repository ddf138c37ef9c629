"""What is offered for "@bot visa", typed in any chat."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.bidi import utf16_length
from bot.conversation.browse import BrowseReplies
from bot.conversation.texts import Texts
from bot.domain.events import Person
from bot.domain.ids import EntryId, UserId
from bot.domain.language import Language, detect
from bot.domain.match import Answer, Candidate, HandOver, Match, Part, Reason, Several, Suggest
from bot.domain.messages import InlineResult
from bot.knowledge.load import load
from bot.telegram.founder.inline_desk import MOST_FOUND, NOTE_LENGTH, Shop, look_up, offer
from bot.telegram.render import MAX_UTF16

FAQ = load(Path(__file__).parents[4] / "faq")
UNLIKE = HandOver(language=None, reason=Reason.UNLIKE_ANY)
SHOP = Shop(knowledge=FAQ, browse=BrowseReplies(Texts.load()), bot="the_desk_bot", today=date(2026, 11, 22))


def _offered(text: str, match: Match = UNLIKE, code: str | None = None) -> tuple[InlineResult, ...]:
    return offer(SHOP, Person(id=UserId(7), name="", language_code=code), text, match)


def test_a_result_shows_the_question_and_holds_answer_source_and_link() -> None:
    sure = Answer(language=Language.EN, entry=EntryId("visa-work"), confidence=0.99)
    result = (_offered("work permit", sure))[0]
    assert result.id == "visa-work"
    assert result.title.startswith("How do I get permission to work in Shanghai")
    assert result.note == (
        "To work in Shanghai you need a work permit and a work residence permit; from abroad the usual…"
    )
    lines = result.text.split("\n")
    assert lines[0] == result.title
    assert (result.entities[0].type, result.entities[0].length) == ("bold", len(result.title))
    assert lines[-2].startswith("Source: ")
    assert lines[-1] == "https://t.me/the_desk_bot?start=visa-work"


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("ויזה", "en", Language.HE),
        ("签证", "he", Language.ZH),
        ("visa", "zh-hans", Language.EN),
        ("", "iw", Language.HE),
        ("", "zh-hant", Language.ZH),
        ("", "fr", Language.EN),
        ("", None, Language.EN),
    ],
)
def test_the_script_tells_the_language_then_the_phone(
    text: str, code: str | None, language: Language
) -> None:
    titles = [result.title for result in _offered(text, code=code)]
    assert titles
    assert {detect(title) for title in titles} == {language}


def test_nothing_typed_yet_offers_one_entry_of_each_topic() -> None:
    results = _offered("  ")
    topics = [FAQ.entries[EntryId(result.id)].topic for result in results]
    assert topics == [topic.id for topic in FAQ.topics]


def test_punctuation_alone_finds_nothing_but_is_answered() -> None:
    assert _offered("?!…") == ()


def test_likely_entries_come_before_those_that_have_the_words() -> None:
    near = (
        Candidate(entry=EntryId("hub-visit"), confidence=0.4),
        Candidate(entry=EntryId("ip-data"), confidence=0.01),
    )
    match = Suggest(
        language=Language.EN,
        entries=(EntryId("tax-rd"), EntryId("an-entry-of-last-year")),
        confidence=0.5,
        candidates=near,
    )
    found = [entry.id for entry in look_up(FAQ, "VISIT, business?", match, Language.EN)]
    assert found == ["tax-rd", "hub-visit", "visa-visit"]


def test_each_question_of_a_message_is_looked_up() -> None:
    parts = tuple(
        Part(text="…", match=Answer(language=Language.EN, entry=EntryId(entry), confidence=0.9))
        for entry in ("ip-data", "tax-rd")
    )
    found = look_up(FAQ, "both of them", Several(language=Language.EN, parts=parts), Language.EN)
    assert [entry.id for entry in found] == ["ip-data", "tax-rd"]


@given(st.text(max_size=400), st.sampled_from(list(Language)), st.sampled_from(sorted(FAQ.entries)))
def test_any_text_finds_at_most_ten_entries_each_once(text: str, language: Language, entry: EntryId) -> None:
    found = look_up(FAQ, text, Answer(language=language, entry=entry, confidence=0.9), language)
    assert found[0].id == entry
    assert len({one.id for one in found}) == len(found) <= MOST_FOUND
    assert found == look_up(FAQ, text, Answer(language=language, entry=entry, confidence=0.9), language)


@pytest.mark.parametrize("unknown_word", ["zzzz", "ץץץץ", "龘龘"])
def test_every_entry_fits_telegrams_limits_and_its_note_one_line(unknown_word: str) -> None:
    for entry in FAQ.entries:
        sure = Answer(language=None, entry=entry, confidence=0.9)
        (result,) = _offered(unknown_word, sure)
        assert len(result.id.encode()) <= 64
        assert utf16_length(result.text) <= MAX_UTF16
        assert result.text.endswith(f"?start={entry}")
        assert 8 <= len(result.note) <= NOTE_LENGTH
        assert not {"\n", "*"} & set(result.note)
