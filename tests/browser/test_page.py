"""The sandbox page as whoever tries it sees it: the three stories in three languages, with a trouble."""

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from playwright.sync_api import Locator, Page, expect

Opener: TypeAlias = Callable[..., Page]

HEBREW, ENGLISH, CHINESE = range(3)  # the founders that are there, in their order
ATTACK = '<img src="x" onerror="alert(1)"><script>alert(2)</script> & <b>bold</b>'


def start(page: Page, founder: int) -> None:
    page.locator("#personas button").nth(founder).click()
    page.locator("#founder .start").click()
    expect(theirs(page)).to_have_count(1)


def theirs(page: Page) -> Locator:
    return page.locator("#founder .log .theirs")


def example(page: Page, kind: str) -> str:
    chip = page.locator(f'#examples [data-kind="{kind}"]')
    text = chip.locator("span").inner_text()
    chip.click()
    expect(page.locator("#founder .mine .words").last).to_have_text(text)
    return text


def station(page: Page, name: str) -> Locator:
    return page.locator(f'#stations [data-station="{name}"]')


def sure_question_is_answered(page: Page) -> None:
    example(page, "sure")
    expect(theirs(page).locator(".keyboard").last).to_contain_text("👍")
    expect(station(page, "match").locator(".verdict")).to_have_class(re.compile("good"))
    expect(station(page, "match").locator(".candidates li")).not_to_have_count(0)
    expect(station(page, "delivered")).to_have_attribute("data-state", "done")


def vague_question_is_answered_by_a_button(page: Page) -> None:
    keyboards = page.locator("#founder .keyboard")
    before = keyboards.count()
    example(page, "vague")
    expect(keyboards).to_have_count(before + 1)
    expect(station(page, "match").locator(".verdict")).to_have_class(re.compile("asked"))
    keyboards.last.locator("button").first.click()
    expect(keyboards.last).to_contain_text("👍")


def unknown_question_is_answered_by_staff(page: Page, trouble: str | None) -> None:
    if trouble:
        page.locator("#troubles-open").click()
        page.locator(f'#troubles [data-key="{trouble}"]').click()
    question = example(page, "unknown")
    if trouble:
        page.keyboard.press("Escape")
        expect(page.locator("#troubles")).to_be_hidden()

    handed_over = theirs(page).filter(has_text=re.compile(r"Q-\d{4}"))
    expect(handed_over).to_have_count(1)
    ticket = station(page, "ticket").locator("b")
    expect(ticket).to_have_text(re.compile(r"Q-\d{4}"))

    page.locator("#topics button", has_text=ticket.inner_text()).click()
    expect(page.locator("#staff .log")).to_contain_text(question)
    answer = "在前台，周三前可以来取。"
    page.locator("#staff textarea").fill(answer)
    page.locator("#staff textarea").press("Enter")
    expect(theirs(page).last).to_contain_text(answer)
    expect(page.locator("#staff .mine", has_text=answer).locator(".reaction")).to_have_text("👍")
    expect(handed_over).to_have_count(2)  # the promise and the answer, each once
    expect(page.locator('#totals [data-total="lost"]')).to_have_attribute("data-number", "0")


@pytest.mark.parametrize(
    ("locale", "founder", "direction", "trouble"),
    [("he-IL", HEBREW, "rtl", None), ("en-GB", ENGLISH, "ltr", None), ("zh-CN", CHINESE, "ltr", "kill")],
)
def test_three_stories_in_each_language(
    opened: Opener, locale: str, founder: int, direction: str, trouble: str | None
) -> None:
    page = opened(locale)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    start(page, founder)
    expect(theirs(page).locator(".words").last).to_have_css("direction", direction)
    sure_question_is_answered(page)
    vague_question_is_answered_by_a_button(page)
    unknown_question_is_answered_by_staff(page, trouble)
    if trouble:
        expect(page.locator("#bot")).to_contain_text("重启")


def test_what_people_write_is_shown_and_never_run(opened: Opener) -> None:
    page = opened("en-US")
    page.locator("#add-founder").click()
    page.locator("#add-menu button").first.click()
    expect(page.locator("#founder .start")).to_be_visible()
    page.locator("#founder .start").click()
    expect(theirs(page)).to_have_count(1)
    field = page.locator("#founder textarea")
    field.fill(ATTACK)
    field.press("Enter")
    said = page.locator("#founder .mine .words").last
    expect(said).to_have_text(ATTACK)
    assert said.locator("img, script, b").count() == 0
    assert page.locator("script").count() == 1

    field.fill("first line")
    field.press("Shift+Enter")
    field.type("second line")
    field.press("Enter")
    expect(said).to_have_text("first line\nsecond line", use_inner_text=True)
    said.dblclick()
    field.fill("changed")
    field.press("Enter")
    expect(said).to_have_text("changed")
    expect(page.locator("#founder .mine .meta").last).to_contain_text("edited")


def test_dialogue_is_copied_as_a_story(opened: Opener) -> None:
    page = opened("en-US", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#add-founder").click()
    page.locator("#add-menu button").nth(1).click()
    page.locator("#founder .start").click()
    expect(theirs(page)).to_have_count(1)
    page.locator("#copy-story").click()
    expect(page.locator("#notice")).to_contain_text("Copied")
    story = page.evaluate("navigator.clipboard.readText()")
    assert story.startswith("- story:")
    assert "founder: /start" in story

    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.locator("#copy-story").click()
    expect(page.locator("#story textarea")).to_have_value(story)


def test_narrow_screen_shows_one_pane_at_a_time(opened: Opener) -> None:
    page = opened("en-US", viewport={"width": 390, "height": 800}, color_scheme="dark")
    panes = {name: page.locator(f"#{name}") for name in ("founder", "staff", "way")}
    for chosen in panes:
        page.locator(f'#tabs [data-pane="{chosen}"]').click()
        for name, pane in panes.items():
            expect(pane).to_be_visible(visible=name == chosen)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
