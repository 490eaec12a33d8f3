"""The browser as the robot uses it: one window at a time on top, and waiting for what a person would wait for."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page

from filling.page.launching import give_back_driver, launch
from filling.page.traffic import Traffic

REACTED = "() => new Promise(done => setTimeout(done, 0))"
NEXT_CHANGE = """(ms) => new Promise(done => {
  const watch = new MutationObserver(() => { watch.disconnect(); done(true); });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  setTimeout(() => { watch.disconnect(); done(false); }, ms);
})"""
LEAVE_FIELD = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at && at !== document.body) at.blur();
}"""
ERROR_PAGE = "chrome-error:"
INTERRUPTED = "is interrupted by another navigation"
LOOK_AGAIN_MS = 200
PULSE_MS = 20
HANDS_MS = 10_000  # the longest that one touch of a control may take, while something lies over it
LONGEST_BACKGROUND_S = 2.0


class Browsing:
    """One browser with one context. `page` is the window on top; pop-ups that close give way to the one below."""

    def __init__(
        self, *, headed: bool = False, slow_ms: float = 0, surroundings: Mapping[str, str] = os.environ
    ) -> None:
        self._browser: Browser = launch(headed=headed, slow_ms=slow_ms, surroundings=surroundings)
        self._context: BrowserContext = self._browser.new_context(
            viewport={"width": 1280, "height": 1000}, locale="en-GB"
        )
        self._context.set_default_timeout(HANDS_MS)
        self._traffic = Traffic(self._context)
        self._pages: list[Page] = []
        self._said: list[str] = []
        self.confirms = False
        self._context.on("page", self._opened)
        self._context.on("dialog", self._spoken_to)
        self._context.new_page()

    @property
    def page(self) -> Page:
        """The window on top."""
        while len(self._pages) > 1 and self._pages[-1].is_closed():
            self._pages.pop()
        return self._pages[-1]

    @property
    def windows(self) -> int:
        return sum(not page.is_closed() for page in self._pages)

    @property
    def status(self) -> int | None:
        """The answer's number of the last whole page, None while there was none."""
        return self._traffic.status

    @status.setter
    def status(self, status: None) -> None:
        self._traffic.status = status

    @property
    def is_alive(self) -> bool:
        return self._browser.is_connected()

    @property
    def is_cut_off(self) -> bool:
        """Whether the browser shows its own page in place of an answer: no connection, or one that ended too early."""
        return self.page.url.startswith(ERROR_PAGE)

    def said(self) -> list[str]:
        """Messages that the system put up in boxes since the last call."""
        said, self._said = self._said, []
        return said

    def was_told(self, words: str) -> bool:
        """Whether a message in a box had these words; that one is then heard and gone."""
        heard = [message for message in self._said if _plain(words) in _plain(message)]
        self._said = [message for message in self._said if message not in heard]
        return bool(heard)

    def leave_field(self) -> None:
        """Take the focus away, as a person does who goes on: only then do some boxes take what was typed."""
        try:
            self.page.evaluate(LEAVE_FIELD)
        except Error:
            return  # replaced meanwhile: the focus is gone with it

    def _opened(self, page: Page) -> None:
        self._pages.append(page)

    def _spoken_to(self, dialog: Dialog) -> None:
        """Leaving a page that was given up is meant; any other question is answered no unless the map says yes."""
        if dialog.type == "beforeunload" or self.confirms:
            dialog.accept()
            return
        self._said.append(dialog.message)
        dialog.dismiss()

    def go_to(self, address: str, timeout_s: float) -> None:
        """Open an address. Raises Playwright's Error when it cannot be reached or does not answer in time."""
        self.status = None
        try:
            self._go_to(address, timeout_s)
        except Error as error:
            if INTERRUPTED not in str(error):
                raise
            self._go_to(address, timeout_s)

    def _go_to(self, address: str, timeout_s: float) -> None:
        try:
            self.page.goto(address, wait_until="domcontentloaded", timeout=timeout_s * 1000)
        except Error as error:
            if not is_closed(error) and not _is_led_on(error):
                self._take_a_new_window()
            raise

    def _take_a_new_window(self) -> None:
        """In the old one an answer, or the browser's own page of the error, may still come and break what is next."""
        old = self._pages.pop()
        self._context.new_page()
        old.close()
        self._traffic.forget()

    def settle(self, timeout_s: float) -> bool:
        """Wait until what was set off is done: the page asked for has come, its questions to the server are answered.

        Returns False when a page is still not there after `timeout_s`; background questions are not waited for as long.
        """
        began = time.monotonic()
        self._let_it_react()
        while waiting := self._traffic.open_questions():
            is_page = any(one.resource_type == "document" for one in waiting)
            if time.monotonic() - began > (timeout_s if is_page else LONGEST_BACKGROUND_S):
                return not is_page
            self.next_change(PULSE_MS)
        try:
            self.page.wait_for_load_state("domcontentloaded", timeout=timeout_s * 1000)
        except Error:
            return False
        return True

    def settle_form(self, timeout_s: float) -> None:
        """The same for a form that asked the server something while it was filled: it may be drawn anew a moment later."""
        self.settle(timeout_s)
        self.next_change()

    def is_quiet(self) -> bool:
        return not self._traffic.open_questions()

    def _let_it_react(self) -> None:
        try:
            self.page.evaluate(REACTED)
        except Error:
            return  # replaced meanwhile: it has reacted

    def next_change(self, at_most_ms: int = LOOK_AGAIN_MS) -> bool:
        """Wait for the page to change, at most so long. True when it did, also when it was replaced or closed."""
        try:
            return bool(self.page.evaluate(NEXT_CHANGE, at_most_ms))
        except Error:
            if not self._browser.is_connected():
                raise
            return True

    def close_pop_ups(self) -> None:
        """Give back windows that were opened on the way."""
        for page in self._pages[1:]:
            if not page.is_closed():
                page.close()
        del self._pages[1:]
        self._traffic.forget()

    def close(self) -> None:
        """Give back everything; a browser that is gone already is no fault."""
        try:
            self._context.close()
            self._browser.close()
        except Error:
            pass
        give_back_driver()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_led_on(error: Error) -> bool:
    """Whether a page that came before is only just leading on to its next one."""
    return INTERRUPTED in str(error) and ERROR_PAGE not in str(error)


def is_closed(error: Error) -> bool:
    """Whether the browser itself has gone, rather than one page."""
    words = ("has been closed", "Target closed", "crashed", "Connection closed", "Browser closed")
    return any(word in str(error) for word in words)
