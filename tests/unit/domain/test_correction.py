from datetime import UTC, datetime, timedelta

from bot.domain.correction import HOUR, PER_HOUR, Correction, Reached, to_offer, to_tell
from bot.domain.ids import EntryId, UserId
from bot.domain.language import Language

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _got(founder: int, language: Language, minute: int) -> Reached:
    return Reached(founder=UserId(founder), language=language, asked_at=NOW + minute * MINUTE)


def _change(name: str, offered_at: datetime | None = None, at: datetime = NOW) -> Correction:
    return Correction(entry=EntryId(name), languages=frozenset({Language.EN}), at=at, offered_at=offered_at)


def test_each_founder_is_told_once_in_a_language_whose_answer_has_changed() -> None:
    reached = [
        _got(1, Language.EN, 0),
        _got(2, Language.HE, 1),
        _got(1, Language.EN, 2),
        _got(1, Language.HE, 3),
    ]
    assert to_tell(reached, {Language.EN}) == [_got(1, Language.EN, 2)]
    assert to_tell(reached, set(Language)) == [_got(1, Language.HE, 3), _got(2, Language.HE, 1)]
    assert to_tell(reached, {Language.ZH}) == []


def test_what_has_changed_is_offered_once_the_oldest_first() -> None:
    later = _change("a", at=NOW + MINUTE)
    assert to_offer([later, _change("c"), _change("b"), _change("d", NOW)], NOW) == [
        _change("b"),
        _change("c"),
        later,
    ]


def test_a_faq_revised_as_a_whole_is_offered_bit_by_bit() -> None:
    many = [_change(f"{number:02}") for number in range(20)]
    assert len(to_offer(many, NOW)) == PER_HOUR
    offered = [_change(f"x{number}", NOW) for number in range(PER_HOUR)]
    assert to_offer([*offered, *many], NOW + HOUR - MINUTE) == []
    assert len(to_offer([*offered, *many], NOW + HOUR)) == PER_HOUR


def test_a_further_change_is_offered_anew_in_all_its_languages() -> None:
    again = _change("a", NOW).and_({Language.HE}, NOW + MINUTE)
    assert again.languages == {Language.EN, Language.HE}
    assert again.offered_at is None
    assert again.batch != _change("a").batch
