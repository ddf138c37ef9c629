"""`gesher try` as it is, and Debian's Chromium in front of it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # milliseconds: the bot starts twice, and the machine may have other work

Opener: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: as long as it is open its loop runs in this thread, and no other can."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("there is no Chromium: apt-get install chromium, or name one in CHROMIUM", pytrace=False)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Without its sandbox it also runs as root, as in a container; it sees nothing but this machine.
        yield playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address; the bot runs until the last test of the module has ended."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")},
        "FAQ_DIR": str(ROOT / "faq"),
        "CACHE_DIR": str(ROOT / "data" / "cache"),
        "MATCH_ENGINE": "lexical",  # starts sooner, and here the page is tested
        "METRICS_LISTEN": "",
        "COLUMNS": "200",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "try"],
        cwd=tmp_path_factory.mktemp("try"),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        found = next(filter(None, (re.search(r"http://\S+/", line) for line in process.stdout)), None)
        assert found, "it ended without an address"
        try:
            yield found[0]
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens the page; afterwards nothing must have gone wrong in it or come from elsewhere."""
    wrong: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(message.text)

    def request(asked: Request) -> None:
        if not asked.url.startswith(address.partition("/control")[0]):
            wrong.append(f"asked for {asked.url}")

    with ExitStack() as contexts:

        def opener(language: str, **options: object) -> Page:
            context = browser.new_context(locale=language, **options)  # type: ignore[arg-type]  # as playwright's own
            contexts.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("console", console)
            page.on("request", request)
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("dialog", lambda dialog: wrong.append(f"a dialog said {dialog.message}"))
            page.goto(address)
            return page

        yield opener
    assert wrong == []
