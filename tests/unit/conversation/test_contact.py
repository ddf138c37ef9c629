"""What counts as a way to reach a founder."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.conversation.contact import ContactReplies, is_meant_as_contact, parse_contact
from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.telegram.render import render


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("me@example.com", "me@example.com"),
        ("  Dana.Levi+hub@mail.example.co.il \n", "Dana.Levi+hub@mail.example.co.il"),
        ("\u200fme@example.com\u200f", "me@example.com"),
        ("info@xn--fiqs8s.xn--fiqz9s", "info@xn--fiqs8s.xn--fiqz9s"),
        (f"{'a' * 64}@example.com", f"{'a' * 64}@example.com"),
        ("dana_1985", "WeChat: dana_1985"),
        ("wxid-abc", "WeChat: wxid-abc"),
        ("wechat someone_1", "WeChat: someone_1"),
        ("WeChat: someone_1", "WeChat: someone_1"),
        ("WeChat ID: someone_1", "WeChat: someone_1"),
        ("weixin 138 0013 8000", "WeChat: 13800138000"),
        ("微信号：dana_1985", "WeChat: dana_1985"),
        ("微信+86 138-0013-8000", "WeChat: +8613800138000"),
        ("וויצ'אט dana_1985", "WeChat: dana_1985"),
        ("ווי צ׳אט: 972501234567", "WeChat: 972501234567"),
        ("wechat123", "WeChat: wechat123"),
    ],
)
def test_an_address_or_an_id_is_kept_as_it_will_be_shown(written: str, kept: str) -> None:
    assert parse_contact(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "me@example",
        "me@@example.com",
        "me at example.com",
        "me@exa mple.com",
        "me@example.com, other@example.com",
        ".me@example.com",
        "me..you@example.com",
        "me@-example.com",
        "me@example.c",
        "me@דוגמה.com",
        f"{'a' * 65}@example.com",
        f"me@{'a.' * 125}com",
        "dana",
        "1dana_85",
        "dana levi",
        "d" * 21,
        "13800138000",
        "wechat",
        "wechat dana",
        "微信",
        "什么时候可以办签证",
        "how long does a visa take?",
        "<b>danalevi</b>",
    ],
)
def test_anything_else_is_no_contact(written: str) -> None:
    assert parse_contact(written) is None


@pytest.mark.parametrize(
    "written", ["me@example", "wechat dana", "微信 李", "13800138000", "+972 50 123 4567"]
)
def test_a_contact_that_went_wrong_is_told_from_a_question(written: str) -> None:
    assert is_meant_as_contact(written)


@pytest.mark.parametrize("written", ["", "how long does a visa take?", "办签证要多久", "כמה זמן לוקחת ויזה"])
def test_a_question_is_not_taken_for_a_contact(written: str) -> None:
    assert not is_meant_as_contact(written)


@given(st.text() | st.from_regex(r"(wechat )?[a-z0-9@._+ -]{0,40}", fullmatch=True))
@example("WeChat: +1234567")
def test_what_is_kept_is_one_short_line_that_reads_back_as_itself(written: str) -> None:
    kept = parse_contact(written)
    if kept is not None:
        assert kept.isascii()
        assert len(kept.splitlines()) == 1
        assert parse_contact(kept) == kept


@pytest.mark.parametrize("language", list(Language))
def test_a_contact_is_shown_letter_by_letter_with_a_way_to_delete_it(language: Language) -> None:
    replies = ContactReplies(Texts.load())
    for message in (replies.show(language, "WeChat: a_b_c_d"), replies.thank(language, "WeChat: a_b_c_d")):
        (piece,) = render(message)
        assert "WeChat: a_b_c_d" in piece.text
        assert piece.entities == ()
        assert [button.data for row in piece.buttons for button in row] == ["nocontact"]


@pytest.mark.parametrize("language", list(Language))
def test_the_examples_in_the_refusal_are_themselves_accepted(language: Language) -> None:
    (piece,) = render(ContactReplies(Texts.load()).plain(language, "contact-unclear"))
    assert "me@example.com" in piece.text
    word = "微信" if language is Language.ZH else "wechat"
    assert f"{word} someone_1" in piece.text
    assert parse_contact(f"{word} someone_1") == "WeChat: someone_1"
