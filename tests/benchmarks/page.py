"""How the sandbox page bears a long chat: time to open it, and to draw one more message.

    python -m tests.benchmarks.page [--messages 5000] [--more 50]

Needs Chromium on the PATH, or its path in CHROMIUM.
"""

import argparse
import asyncio
import os
import secrets
import shutil
import statistics
import sys
import time

import httpx
from playwright.async_api import Page, async_playwright

from bot.sandbox import serve

NAMES = ("chromium", "chromium-browser", "google-chrome")
TEXTS = ("How long does a work permit take?", "כמה זמן לוקח לקבל אישור עבודה?", "办理工作许可要多久？")
LAST = "#founder .log li:last-child"


async def fill(control: httpx.AsyncClient, founder: int, messages: int) -> None:
    for number in range(messages):
        text = f"{number}: {TEXTS[number % len(TEXTS)]}\n{'words ' * (number % 40)}"
        (await control.post("send", json={"from": founder, "text": text})).raise_for_status()


async def opened(page: Page, address: str) -> float:
    """Open the page and return the seconds until the newest message is there."""
    started = time.perf_counter()
    await page.goto(address)
    await page.locator(LAST).wait_for()
    return time.perf_counter() - started


async def more(page: Page, control: httpx.AsyncClient, founder: int, number: int) -> list[float]:
    """Send messages one by one; return the milliseconds that each took from the order to the page."""
    waits = []
    for index in range(number):
        text = f"one more {index}"
        started = time.perf_counter()
        await control.post("send", json={"from": founder, "text": text})
        await page.locator(LAST, has_text=text).wait_for()
        waits.append(1000 * (time.perf_counter() - started))
    return waits


def told(name: str, values: list[float]) -> str:
    return f"{name}: median {statistics.median(values):.1f} ms, max {max(values):.1f} ms\n"


async def measured(browser: str, messages: int, number: int) -> None:
    secret = secrets.token_urlsafe(18)
    async with serve(secret=secret) as server, async_playwright() as playwright:
        address = f"{server}/{secret}/"
        async with httpx.AsyncClient(base_url=f"{address}control/", trust_env=False) as control:
            founder = (await control.get("state")).json()["founders"][0]["user_id"]
            await fill(control, founder, messages)
            chromium = await playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            page = await chromium.new_page()
            sys.stdout.write(
                f"{messages} messages in the chat, opened in {await opened(page, address):.2f} s\n"
            )
            await page.evaluate("performance.clearMeasures()")
            waits = await more(page, control, founder, number)
            drawn = await page.evaluate("performance.getEntriesByName('render').map((one) => one.duration)")
            nodes = await page.evaluate("document.querySelectorAll('#founder .log > li').length")
            sys.stdout.write(told("drawing a new one", drawn) + told("from the order to the page", waits))
            sys.stdout.write(f"messages in the page: {nodes}\n")
            await chromium.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="The sandbox page with a long chat.")
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--more", type=int, default=50)
    arguments = parser.parse_args()
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        sys.exit("there is no Chromium: apt-get install chromium, or name one in CHROMIUM")
    asyncio.run(measured(browser, arguments.messages, arguments.more))


if __name__ == "__main__":
    main()
