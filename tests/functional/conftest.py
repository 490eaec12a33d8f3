"""A real browser over the pages. Every page that a journey reaches is checked by axe, and no script may complain."""

import os
import re
from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests import factories

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in the test's own thread
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, or Playwright's own."""
    with sync_playwright() as playwright:
        found = which("chromium")
        started: Browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


class Desk:
    """One person at a browser, in the words of a journey."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, said: ConsoleMessage) -> None:
        refused = "status of 4" in said.text or "Status Error Code 4" in said.text  # the browser's word, and htmx's
        if said.type in {"error", "warning"} and not refused:
            self.complaints.append(said.text)

    def sign_in(self, name: str, password: str = factories.PASSWORD) -> None:
        self.page.goto(f"{self.address}/sign-in/")
        self.page.get_by_label("User name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "sign-in" not in url)

    def open(self, address: str) -> None:
        self.page.goto(f"{self.address}{address}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def act(self, does: str, about: str) -> None:
        """Uses the button or link that does this about that, as its accessible name says."""
        name = re.compile(f"^{re.escape(does)}.*{re.escape(about)}")
        self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).click()

    def choose(self, label: str, words: str) -> None:
        """Types into a list that is searched by typing, and takes what it finds first."""
        box = self.page.get_by_label(label, exact=True)
        box.fill(words)
        box.press("Enter")
        expect(box).to_have_value(words)

    def focused(self) -> str:
        """What a screen reader would say that the focus is on, once the page has put it somewhere."""
        expect(self.page.locator(":focus")).to_have_count(1, timeout=15_000)
        return str(
            self.page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        )

    def check(self) -> None:
        """The page in front of us keeps WCAG 2.2 AA as far as a program can see."""
        self.page.wait_for_load_state("networkidle")
        found = Axe().run(
            self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        broken = [f"{each['id']}: {each['nodes'][0]['target']}" for each in found.response["violations"]]
        assert broken == [], f"{self.page.url}: {broken}"

    def check_reflow(self) -> None:
        """Nothing is to be scrolled sideways but a wide table in its own frame. No program for checking pages sees this."""
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, f"{self.page.url} is {wide} wide"

    def picture(self, name: str) -> None:
        """A picture for the documentation, when it is asked for."""
        if os.environ.get("POSTROOM_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.wait_for_timeout(900)  # what glides into place has arrived
            # Hiding the caret would set a style of the camera's own, which the page's policy refuses.
            self.page.screenshot(path=PICTURES / f"{name}.png", caret="initial")


@pytest.fixture
def desk(browser, live_server):
    """A fresh browser session; whatever the page's scripts complained about fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", reduced_motion="reduce")
    at = Desk(context.new_page(), live_server.url)
    yield at
    context.close()
    assert at.complaints == []


@pytest.fixture
def plain_desk(browser, live_server):
    """The same without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    yield Desk(context.new_page(), live_server.url)
    context.close()
