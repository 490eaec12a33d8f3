"""Boxes that search as one types, and lists that open under a button: typing, waiting for what is offered, taking the one option."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Error, JSHandle

from filling.hands.entries import Entry
from filling.map.codes import choose
from filling.page.browsing import Browsing, is_closed
from filling.page.injecting import page_script
from postroom.errors import NeedsAPerson

SCRIPT = page_script("offered")
OFFERED = f"(box, before) => {{ {SCRIPT}\nreturn offered(box, before); }}"
OFFERED_IN_FRAME = f"() => {{ {SCRIPT}\nreturn offered(null, []); }}"
SAYING = f"(box, text) => {{ {SCRIPT}\nreturn saying(box, text); }}"
TEXTS = "(options) => options.map(option => (option.innerText || option.textContent).trim())"
ROLL = f"(box, {{ before, text, limit }}) => {{ {page_script('rolling')}\nreturn rollTo(box, before, text, limit); }}"
NEW = "(now, before) => { const fresh = now.filter((one) => !before.includes(one)); return fresh.length === 1 ? fresh[0] : null; }"
TAKES_KEYS = "(box) => ['INPUT', 'TEXTAREA'].includes(box.tagName) && !box.readOnly"
FOCUS_TAKES_KEYS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const isBox = Boolean(at) && ['INPUT', 'TEXTAREA'].includes(at.tagName) && !at.readOnly && !/button|checkbox|radio/.test(at.type);
  if (isBox) at.select();  // what is left of an earlier search gives way
  return isBox || Boolean(at?.isContentEditable);
}"""
# In looks of a fifth of a second by the page's own clock: a busy machine's page is as late as what it is waited for.
QUIET = 5  # since the list last changed
FIRST_REACTION = 10  # boxes wait until the typing pauses before they ask
CHOICE_WAIT_S = 10.0
STILL_MS = 40
ROLL_MS = 30_000
"""For the longest lists: some 10,000 options, drawn a dozen at a time."""

PRESSES, PRESS_MS = 3, 2000


def search_all(browsing: Browsing, entry: Entry) -> None:
    """Search for each that is wanted and not chosen yet; a list that stays open for the next is shut at the end."""
    before: Hunt | None = None
    for text in entry.wanted.several or (entry.text,):
        if not entry.wanted.several or not entry.holds(text):
            before = search(browsing, entry, text, before)
    if before and entry.wanted.several and before.stays_open():
        browsing.page.keyboard.press("Escape")


def search(browsing: Browsing, entry: Entry, text: str, before: Hunt | None = None) -> Hunt:
    """Type into a box that searches, wait for what it offers, and take the option that says exactly this."""
    hunt = Hunt(browsing, entry.match.parts[0], text)
    hunt.begin(before)
    if hunt.take():
        return hunt
    if entry.wanted.field.free_text:
        browsing.page.keyboard.press("Tab")
    else:
        browsing.page.keyboard.press("Escape")
        raise NeedsAPerson(f"{entry.name}: {hunt.why_not}")
    return hunt


def chosen(text: str, options: list[str]) -> int | None:
    """Which option says this; else the only one whose first line does, with more about it below."""
    at = choose(text, options)
    return choose(text, [option.partition("\n")[0] for option in options]) if at is None else at


@dataclass(slots=True)
class Hunt:
    """One search in one box. `said` and `open`: what said these words, and what other lists offered, before anything was typed."""

    browsing: Browsing
    box: ElementHandle
    text: str
    said: JSHandle | None = None
    open: JSHandle | None = None
    typed: bool = False
    rolled: str = ""  # found, whole, part or none, once the list was gone through

    @property
    def why_not(self) -> str:
        """What may be said of a list that did not have the option: that it lacks it only where all of it was seen."""
        if self.rolled == "part":
            return "the list is so long that not all of its options could be seen, and the value was not among those that were."
        return "the search of this field does not offer the value."

    def take(self) -> bool:
        """Press the option; one whose list was drawn anew under the hands is waited for again."""
        for attempt in range(PRESSES):
            option = self._awaited() or self._opened_again()
            if option is None:
                return False
            try:
                option.click(timeout=PRESS_MS)
            except Error as error:
                if is_closed(error) or attempt == PRESSES - 1:
                    raise
                continue
            return True
        return False

    def _opened_again(self) -> ElementHandle | None:
        """A list that was shut under the hands, as by the field before that closes its own a moment late."""
        if self.typed or self.box.evaluate_handle(OFFERED, self.open).evaluate("options => options.length"):
            return None
        self.box.click()
        return self._awaited()

    def _awaited(self) -> ElementHandle | None:
        """The option, waited for while the box still asks its server or the list still changes."""
        began, still, patience = time.monotonic(), 0, FIRST_REACTION
        while still < patience and time.monotonic() - began < CHOICE_WAIT_S:
            found = self._offered()
            if found is not None and self._is_still():
                return found
            if self._type_where_the_focus_went() or self.browsing.next_change() or not self.browsing.is_quiet():
                still, patience = 0, QUIET
            elif self._roll():
                began, still = time.monotonic(), 0
            else:
                still += 1
        return None

    def _roll(self) -> bool:
        """Long lists draw only the part that is in view: once through all of it, until the option comes."""
        if self.rolled:
            return False
        told = {"before": self.open, "text": self.text, "limit": ROLL_MS}
        self.rolled = str(self.box.evaluate(ROLL, told))
        return self.rolled == "found"

    def _is_still(self) -> bool:
        """A list that is about to be drawn anew would lose the press."""
        return self.browsing.is_quiet() and not self.browsing.next_change(STILL_MS)

    def stays_open(self) -> bool:
        """A list of which several may be chosen, and that no box to type in belongs to."""
        return not self.typed and bool(
            self.box.evaluate_handle(OFFERED, self.open).evaluate("options => options.length")
        )

    def begin(self, before: Hunt | None = None) -> None:
        """All but the last letter at once, the last by its key: boxes that listen for keys hear one, and ask the server once."""
        if before and before.stays_open():
            self.said, self.open = self.box.evaluate_handle(SAYING, self.text), before.open
            return
        self.browsing.leave_field()
        self.said = self.box.evaluate_handle(SAYING, self.text)
        self.open = self.box.evaluate_handle(OFFERED, [])
        if self.box.evaluate(TAKES_KEYS):
            self.box.fill(self.text[:-1])
            self.browsing.page.keyboard.type(self.text[-1])
            self.typed = True
            return
        self.box.click()
        self._type_where_the_focus_went()

    def _type_where_the_focus_went(self) -> bool:
        """What is no box itself may open one, at once or a little later; a mere list takes no letters. True when typed now."""
        frame = None if self.typed else self.box.owner_frame()
        if frame is None or not frame.evaluate(FOCUS_TAKES_KEYS):
            return False
        keyboard = self.browsing.page.keyboard
        if self.text[:-1]:
            keyboard.insert_text(self.text[:-1])
        keyboard.type(self.text[-1])
        self.typed = True
        return True

    def _offered(self) -> ElementHandle | None:
        own = self.box.owner_frame()
        for frame in self.browsing.page.frames:
            try:
                options = (
                    self.box.evaluate_handle(OFFERED, self.open)
                    if frame == own
                    else frame.evaluate_handle(OFFERED_IN_FRAME)
                )
                at = chosen(self.text, options.evaluate(TEXTS))
            except Error:
                continue
            if at is not None:
                return options.get_property(str(at)).as_element()
        return self._newly_said()

    def _newly_said(self) -> ElementHandle | None:
        """Lists that do not say that they are lists: the one thing that came up and says exactly this."""
        now = self.box.evaluate_handle(SAYING, self.text)
        return now.evaluate_handle(NEW, self.said).as_element()
