"""WordprocessingML as pieces of text in reading order, with what python-docx leaves out.

python-docx drops content controls (w:sdt) and knows neither legacy form fields nor tick boxes nor tracked changes. Here a
content control is unwrapped wherever it stands (around blocks, rows, cells, runs, or inside another), inserted text is
read and deleted text is not, and a placeholder counts as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from extractors.page import TICKED, UNSURE, UNTICKED, FormValue
from extractors.sheets.placeholders import is_placeholder

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WRAPPERS = frozenset(
    qn(f"w:{name}") for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo")
)
GONE = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr"))
DELETED_ROW = f"{qn('w:trPr')}/{qn('w:del')}"
NOTED = "noted"  # an attribute that wordnotes sets on a row or paragraph
TICKED_GLYPHS, UNTICKED_GLYPHS = "☒☑✓✔✗✘■🗹", "☐□"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `text` may be a blank, a tab or a line end."""

    text: str
    bold: bool = False
    struck: bool = False
    noted: str = ""


def contents(element: Any) -> Iterator[Any]:
    """The children of a body, cell, table or row, with content controls and other wrappers taken off."""
    for child in element:
        if child.tag == qn("w:sdt"):
            yield from contents(_content(child))
        elif child.tag in WRAPPERS:
            yield from contents(child)
        elif child.tag not in GONE and child.find(DELETED_ROW) is None:
            yield child


def _content(control: Any) -> Any:
    found = control.find(qn("w:sdtContent"))
    return found if found is not None else ()


def pieces(paragraph: Any) -> list[Piece]:
    """What a reader sees of the paragraph; a lone placeholder sentence is nothing."""
    row = next(paragraph.iterancestors(qn("w:tr")), paragraph)
    noted = paragraph.get(NOTED) or row.get(NOTED) or ""
    found = [replace(piece, noted=noted) if noted else piece for piece in _pieces(paragraph)]
    return [] if is_placeholder("".join(piece.text for piece in found)) else found


def _pieces(element: Any) -> Iterator[Piece]:
    for child in element:
        if child.tag == qn("w:sdt"):
            yield from _control(child)
        elif child.tag == qn("w:r"):
            yield from _run(child)
        elif child.tag in WRAPPERS:
            yield from _pieces(child)


def _control(control: Any) -> Iterator[Piece]:
    properties = control.find(qn("w:sdtPr"))
    if properties is not None:
        if properties.find(qn("w:showingPlcHdr")) is not None:
            return
        box = properties.find(f"{W14}checkbox")
        if box is not None:
            yield Piece(_tick(box, "".join(piece.text for piece in _pieces(_content(control)))))
            return
    inner = list(_pieces(_content(control)))
    if not is_placeholder("".join(piece.text for piece in inner)):
        yield from inner


def _tick(box: Any, glyph: str) -> str:
    """The state is kept twice, as a property and as the glyph shown; where they disagree nobody can tell."""
    checked = box.find(f"{W14}checked")
    state = checked is not None and checked.get(f"{W14}val", "1") in {"1", "true", "on"}
    shown = True if set(glyph) & set(TICKED_GLYPHS) else False if set(glyph) & set(UNTICKED_GLYPHS) else state
    if shown != state:
        return UNSURE
    return TICKED if state else UNTICKED


def _run(run: Any) -> Iterator[Piece]:
    properties = run.find(qn("w:rPr"))
    if _is_on(properties, "vanish"):
        return
    bold = _is_on(properties, "b") or _is_heading(run)
    struck = _is_on(properties, "strike") or _is_on(properties, "dstrike")
    font = properties.find(qn("w:rFonts")) if properties is not None else None
    dings = font is not None and "dings" in (font.get(qn("w:ascii")) or "").lower()
    for child in run:
        text = _text(child)
        if text:
            yield Piece(_private(text) if dings else text, bold, struck)


def _is_heading(run: Any) -> bool:
    """Whether the run stands in a paragraph of a heading's style, which is bold without saying so."""
    paragraph = next(run.iterancestors(qn("w:p")), None)
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if paragraph is not None else None
    return style is not None and (style.get(qn("w:val")) or "").startswith(("Heading", "Title"))


def _text(child: Any) -> str:
    match child.tag.rpartition("}")[2]:
        case "t":
            return child.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _private(chr(int(child.get(qn("w:char"), "20"), 16)))
        case "fldChar":
            return _field_state(child)
        case _:
            return ""


def _private(text: str) -> str:
    """Letters of a Wingdings font at their private places, where the tick glyphs are known."""
    return "".join(chr(0xF000 + ord(letter)) if " " < letter < "\u0100" else letter for letter in text)


def _field_state(mark: Any) -> str:
    """The state of a legacy tick box or choice, which is in the field's data and nowhere in its text."""
    data = mark.find(qn("w:ffData"))
    if data is None:
        return ""
    box = data.find(qn("w:checkBox"))
    if box is not None:
        checked = box.find(qn("w:checked"))
        state = checked if checked is not None else box.find(qn("w:default"))
        on = state is not None and state.get(qn("w:val"), "1") in {"1", "true", "on"}
        return TICKED if on else UNTICKED
    choices = data.find(qn("w:ddList"))
    if choices is None:
        return ""
    entries = [entry.get(qn("w:val"), "") for entry in choices.findall(qn("w:listEntry"))]
    chosen = choices.find(qn("w:result"))
    at = int(chosen.get(qn("w:val"), "0")) if chosen is not None else 0
    text = entries[at] if at < len(entries) else ""
    return "" if is_placeholder(text) else text


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(qn(f"w:{name}")) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "1") not in {"0", "false", "off"}


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes anchored in the paragraph itself."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if next(box.iterancestors(qn("w:p"))) is paragraph:  # not one inside another box
            yield box


def choose_alternatives(body: Any) -> None:
    """Word writes newer drawings twice; of each the newer one stays, or the older one where only that has words."""
    for both in list(body.iter(f"{MC}AlternateContent")):
        if both.getparent() is None:
            continue
        choices = sorted(both, key=lambda each: (not _has_words(each), each.tag == f"{MC}Fallback"))
        for child in list(choices[0]) if choices else ():
            both.addprevious(child)
        both.getparent().remove(both)


def _has_words(element: Any) -> bool:
    return next(element.iter(qn("w:t")), None) is not None


def named_values(body: Any) -> Iterator[FormValue]:
    """Content controls that carry a name, with what is in them."""
    for control in body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        tag = properties.find(qn("w:tag")) if properties is not None else None
        if tag is None or control.find(f".//{qn('w:p')}") is not None or control.find(f".//{qn('w:tc')}") is not None:
            continue
        alias = properties.find(qn("w:alias"))
        text = "".join(piece.text for piece in _control(control)).strip()
        ticked = properties.find(f"{W14}checkbox") is not None
        label = alias.get(qn("w:val")) if alias is not None else None
        value = ("Yes" if text == TICKED else "") if ticked else text
        yield FormValue(tag.get(qn("w:val"), ""), value, None, "tick" if ticked else "text", label)
