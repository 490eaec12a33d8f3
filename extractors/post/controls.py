"""Form controls of a saved page, as words: what was typed, chosen and ticked, where a browser shows it."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

CELL_ENDS = "\ue002"  # stands for a tab until blanks are folded
TICKED, UNTICKED = "☒", "☐"
SILENT = frozenset(["hidden", "submit", "button", "reset", "image", "file", "password"])


def write_out(soup: BeautifulSoup) -> None:
    """Puts in place of every control what it shows. A tab parts it from the words before it, its label."""
    for control in soup.find_all(("input", "select", "textarea", "button", "datalist")):
        shown = _shown(control)
        mark = shown in (TICKED, UNTICKED)
        if "\n" in shown:
            control.name, control.string = "pre", shown
        else:
            control.replace_with(f" {shown} " if mark else CELL_ENDS + shown if _has_words_before(control) else shown)


def _shown(control: Tag) -> str:
    match control.name:
        case "select":
            return _selected(control)
        case "textarea":
            return control.get_text().replace("\r\n", "\n").strip("\n")
        case "input":
            return _typed(control)
        case _:
            return ""


def _typed(control: Tag) -> str:
    kind = str(control.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return TICKED if control.has_attr("checked") else UNTICKED
    return "" if kind in SILENT else " ".join(str(control.get("value") or "").split())


def _selected(control: Tag) -> str:
    """The chosen entries; where none is marked a browser shows the first of a list that allows one."""
    options = control.find_all("option")
    chosen = [option for option in options if option.has_attr("selected")]
    if control.has_attr("multiple"):
        return ", ".join(_entry(option) for option in chosen)
    return _entry((chosen or options)[-1 if chosen else 0]) if options else ""


def _entry(option: Tag) -> str:
    return " ".join(str(option.get("label") or option.get_text()).split())


def _has_words_before(control: Tag) -> bool:
    """Whether words stand on the control's own line before it."""
    for before in control.previous_elements:
        if isinstance(before, Tag):
            if before.name in ("p", "div", "td", "th", "li", "br", "tr", "body", "form", "fieldset", "dd", "dt", "hr"):
                return False
        elif str(before).strip():
            return True
    return False
