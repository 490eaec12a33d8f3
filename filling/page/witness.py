"""A second look at what was filled or read: do the field's words belong to this control, asked another way than it was found.

First by the picture, from the controls to the words that are drawn next to them. Where the picture does not tell (words for those
who hear the page, a box that the map names by its id) by the browser library's own locators. See docs/adr on which is used when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import ElementHandle, Error, Frame, Page

from filling.map.fields import Field
from filling.page.injecting import page_script
from filling.page.looking import Match

EYES = """globalThis[Symbol.for("the robot's second eyes")]"""
LOOK = f"([number, specs]) => {EYES} ? {EYES}(number, specs) : null"
OPEN_EYES = f"""([number, specs]) => {{
{EYES} = (number, specs) => {{ {page_script("witness")}
return testify(specs, globalThis[Symbol.for("seen by the robot")]?.get(number) || []); }};
return {EYES}(number, specs); }}"""
IS_ONE_OF = "(found, elements) => elements.some((one) => one === found || found.contains(one) || one.contains(found))"
ROLES: dict[
    str, tuple[Literal["checkbox", "combobox", "listbox", "radio", "searchbox", "spinbutton", "switch", "textbox"], ...]
] = {
    "tick": ("checkbox", "switch"),
    "radio": ("radio",),
    "select": ("combobox", "listbox"),
    "multiselect": ("listbox",),
    "box": ("textbox", "combobox", "spinbutton", "searchbox"),
}
NO_CONTROL = {"shown"}  # what is written there shows as words beside its label


@dataclass(frozen=True, slots=True)
class Testimony:
    """What the second look says. `agrees`: the field's words are this control's. `instead`: the words that are nearest to it.

    `options`: of radio buttons and ticks, in their order, whether each is on and the words that the picture puts to it.
    """

    agrees: bool
    instead: str = ""
    options: tuple[tuple[bool, str], ...] = ()
    by_picture: bool = True


def testify(found: Sequence[tuple[Field, Match]]) -> list[Testimony]:
    """The second look at these fields of one look, in their order. Raises Playwright's Error when the page was replaced."""
    said: dict[int, Testimony] = {}
    for frame, number in dict.fromkeys((one.kept.frame, one.kept.number) for _, one in found if one.kept):
        here = [
            at for at, (_, one) in enumerate(found) if one.kept and (one.kept.frame, one.kept.number) == (frame, number)
        ]
        request = [number, [_spec(*found[at]) for at in here]]
        answers = frame.evaluate(LOOK, request) or frame.evaluate(OPEN_EYES, request)
        for at, answer in zip(here, answers, strict=True):
            said[at] = _testimony(*found[at], answer, frame)
    return [said.get(at, Testimony(one.kind in NO_CONTROL)) for at, (_, one) in enumerate(found)]


def _spec(field: Field, match: Match) -> dict[str, object]:
    return {"label": field.label, "within": field.within, "places": list(match.places), "kind": match.kind}


def _testimony(field: Field, match: Match, answer: dict[str, Any], frame: Frame) -> Testimony:
    options = tuple((bool(one["on"]), str(one["words"])) for one in answer["options"])
    instead = answer.get("instead") or ""
    if answer["verdict"] == "unsure":
        return Testimony(
            match.kind in NO_CONTROL or _is_located(field, match, frame), instead, options, by_picture=False
        )
    return Testimony(answer["verdict"] == "yes", instead, options)


def _is_located(field: Field, match: Match, frame: Frame) -> bool:
    """Whether the library's own locators, by label, group, placeholder, title or the map's id, lead to this control."""
    words = re.compile(rf"^[\s*•]*{_spaced(field.label)}[\s*:?.…]*(\(.*\))?[\s*:]*$", re.IGNORECASE)
    ways = [
        frame.get_by_label(words),
        frame.get_by_role("group", name=words),
        frame.get_by_role("radiogroup", name=words),
        frame.get_by_placeholder(re.compile(_spaced(field.placeholder or field.label), re.IGNORECASE)),
        frame.get_by_title(words),
        *(frame.get_by_role(role, name=words) for role in ROLES.get(match.kind, ROLES["box"])),
    ]
    if field.html_id:
        ways.append(frame.locator(f"[id={field.html_id!r}],[name={field.html_id!r}]"))
    return any(_leads_to(handle, match) for way in ways for handle in way.element_handles())


def is_called(page: Page, words: str, handle: ElementHandle) -> bool:
    """Whether the library's own locators, by the words on a button or beside it, lead to this thing to press."""
    name = re.compile(rf"^\s*{_spaced(words)}[\s*:?.…]*$", re.IGNORECASE)
    frame = handle.owner_frame() or page.main_frame
    ways = [frame.get_by_role("button", name=name), frame.get_by_role("link", name=name), frame.get_by_text(name)]
    ways += [frame.get_by_label(name), frame.get_by_title(name)]
    return any(bool(found.evaluate(IS_ONE_OF, [handle])) for way in ways for found in way.element_handles())


def _leads_to(found: ElementHandle, match: Match) -> bool:
    try:
        return bool(found.evaluate(IS_ONE_OF, list(match.parts)))
    except Error:
        return False


def _spaced(text: str) -> str:
    """The words as an expression, in any spacing and with any kind of apostrophe and hyphen."""
    escaped = r"\s+".join(re.escape(word) for word in text.rstrip("*:?. ").split())
    return re.sub(r"['’‘]", "['’‘]", re.sub(r"\\?[-‐‑–—]", "[-‐‑–—]", escaped))
