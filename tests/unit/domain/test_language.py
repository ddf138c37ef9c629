import pytest

from bot.domain.language import Language, detect, from_code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("do I need a visa", Language.EN),
        ("האם צריך ויזה", Language.HE),
        ("需要签证吗", Language.ZH),
        ("מה זה WFOE", Language.HE),
        ("WFOE怎么注册", Language.ZH),
        ("hub 在哪里", Language.ZH),
        ("🔥🔥 123 ?!", None),
        ("", None),
        ("\ud83d", None),
    ],
)
def test_script_tells_the_language(text: str, language: Language | None) -> None:
    assert detect(text) is language


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("he", Language.HE),
        ("he-IL", Language.HE),
        ("iw", Language.HE),
        ("zh-hans", Language.ZH),
        ("zh-hant", Language.ZH),
        ("ZH_TW", Language.ZH),
        ("en-US", Language.EN),
        ("fr", None),
        ("", None),
        (None, None),
    ],
)
def test_telegrams_codes_are_cut_to_the_desks_languages(code: str | None, language: Language | None) -> None:
    assert from_code(code) is language
