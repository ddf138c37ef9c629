"""`python -m tests.pictures [NAME…]`: the handbooks' pictures, taken of the sandbox page in Chromium."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "bot" / "handbook"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # milliseconds
MOST_BYTES = 150_000
COLOURS = 200
"""As many as a picture needs for its letters to stay smooth; it takes half the room."""

DESK = (1440, 900)
GROUP = "#staff .talk"
PHONE = "#founder .phone"
HEBREW, ENGLISH = 0, 1  # the founders that are there, in their order

ASKED = "our meeting room screen stays black, who can fix it"
ANSWER = "There is a switch behind the screen. A colleague comes up in ten minutes."
HEBREW_ASKED = "מי מפעיל את המרכז?"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """How a picture comes to be: in which languages, of what, how large, and what happens before."""

    staff: str
    page: str
    scene: Callable[[Page], None]
    size: tuple[int, int]
    part: str = "body"


def main(names: list[str]) -> None:
    """Take the pictures that are named; all of them where none is."""
    unknown = set(names) - set(PICTURES)
    if unknown:
        sys.exit(f"no picture is called {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("there is no Chromium: apt-get install chromium, or name one in CHROMIUM")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name in names or PICTURES:
            take(browser, PICTURES[name], HANDBOOK / f"{name}.png")
        browser.close()


def take(browser: Browser, picture: Picture, file: Path) -> None:
    """Play the scene on a desk of its own and keep what is then to be seen."""
    with desk(picture.staff) as address:
        width, height = picture.size
        context = browser.new_context(locale=picture.page, viewport={"width": width, "height": height})
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        picture.scene(page)
        page.wait_for_timeout(800)  # bubbles come in softly
        shot = Image.open(BytesIO(page.locator(picture.part).screenshot()))
        context.close()
    shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    size = file.stat().st_size
    sys.stdout.write(f"{file.relative_to(ROOT)}: {size // 1000} kB\n")
    if size > MOST_BYTES:
        sys.exit(f"{file} is larger than {MOST_BYTES // 1000} kB: make its scene smaller")


@contextmanager
def desk(staff_language: str) -> Iterator[str]:
    """`gesher try` with staff of that language; yields the page's address."""
    environment = {
        **os.environ,
        "FAQ_DIR": str(ROOT / "faq"),
        "CACHE_DIR": str(ROOT / "data" / "cache"),
        "STAFF_LANGUAGE": staff_language,
        "COLUMNS": "200",
    }
    with (
        TemporaryDirectory() as folder,
        subprocess.Popen(
            [sys.executable, "-m", "bot", "try"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            lines = (re.search(r"http://\S+/", line) for line in process.stdout)
            yield next(filter(None, lines))[0]
        finally:
            process.terminate()
            process.wait(20)


def begin(page: Page, founder: int) -> None:
    page.locator("#personas button").nth(founder).click()
    page.locator("#founder .start").click()
    expect(page.locator("#founder .log .theirs")).to_have_count(1)


def ask(page: Page, text: str) -> None:
    page.locator("#founder textarea").fill(text)
    page.locator("#founder textarea").press("Enter")
    expect(page.locator("#founder .mine .words").last).to_have_text(text)


def open_topic(page: Page) -> None:
    handed_over = page.locator("#founder .theirs", has_text=re.compile(r"Q-\d{4}"))
    expect(handed_over).to_have_count(1)
    if page.locator("#tabs").is_visible():
        page.locator('#tabs [data-pane="staff"]').click()
    page.locator("#topics button", has_text="Q-0001").click()
    expect(page.locator("#staff .log")).to_contain_text("Q-0001")


def answer(page: Page, text: str) -> None:
    page.locator("#staff textarea").fill(text)
    page.locator("#staff textarea").press("Enter")
    expect(page.locator("#staff .mine", has_text=text).locator(".reaction")).to_have_text("👍")


def card(page: Page) -> None:
    """A question waits: the card with its buttons."""
    begin(page, ENGLISH)
    ask(page, ASKED)
    open_topic(page)


def answered(page: Page) -> None:
    """Staff have answered: 👍, and the offer to teach the bot."""
    card(page)
    answer(page, ANSWER)
    expect(page.locator("#staff .theirs").last.locator(".keyboard")).to_be_visible()


def hebrew_phone(page: Page) -> None:
    """A founder's phone: a question in Hebrew and its answer."""
    page.locator("#examples").evaluate("one => { one.style.display = 'none'; }")
    begin(page, HEBREW)
    ask(page, HEBREW_ASKED)
    expect(page.locator("#founder .theirs .keyboard").last).to_contain_text("👍")


def whole_page(page: Page) -> None:
    """All of it: phone, way and staff group."""
    answered(page)
    expect(page.locator("#founder .theirs").last).to_contain_text(ANSWER)


PICTURES = {
    "page": Picture(staff="zh", page="en-GB", scene=whole_page, size=DESK),
    "card.zh": Picture(staff="zh", page="zh-CN", scene=card, size=(420, 620), part=GROUP),
    "card.en": Picture(staff="en", page="en-GB", scene=card, size=(420, 620), part=GROUP),
    "answered.zh": Picture(staff="zh", page="zh-CN", scene=answered, size=(420, 720), part=GROUP),
    "answered.en": Picture(staff="en", page="en-GB", scene=answered, size=(420, 720), part=GROUP),
    "founder.he": Picture(staff="en", page="he-IL", scene=hebrew_phone, size=(1440, 980), part=PHONE),
}
"""By file name, without its ending."""

if __name__ == "__main__":
    main(sys.argv[1:])
