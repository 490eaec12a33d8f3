"""The words of one paragraph of OpenDocument text, and what is anchored in it: boxes, notes, form controls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extractors.page import TICKED, UNTICKED
from extractors.sheets.odtlooks import STYLE, TEXT, Look, Looks, look
from extractors.sheets.placeholders import is_placeholder
from extractors.sheets.wordxml import Piece

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
SILENT = {
    f"{TEXT}{name}" for name in ("tracked-changes", "hidden-text", "hidden-paragraph", "bookmark", "ruby-text")
} | {
    f"{OFFICE}annotation-end",
    f"{DRAW}image",
    f"{DRAW}object",
}
MOST_BLANKS = 500

__all__ = ["OFFICE", "STYLE", "TABLE", "TEXT", "Words"]


@dataclass(slots=True)
class Words:
    """A reader of paragraphs. `notes` grow as their signs are met."""

    looks: Looks
    root: Any
    notes: list[str] = field(default_factory=list)
    _controls: dict[str, str] | None = None

    def of(self, paragraph: Any) -> tuple[list[Piece], list[Any]]:
        """The pieces of a paragraph, and the text boxes that are anchored in it."""
        pieces: list[Piece] = []
        boxes: list[Any] = []
        noted = len(self.notes)
        self._walk(paragraph, [("paragraph", paragraph.get(f"{TEXT}style-name", ""))], pieces, boxes)
        if is_placeholder("".join(piece.text for piece in pieces)):
            pieces = []
        note = " ".join(self.notes[noted:])
        return [Piece(piece.text, piece.bold, piece.struck, note) for piece in pieces], boxes

    def _walk(self, element: Any, styles: list[tuple[str, str]], pieces: list[Piece], boxes: list[Any]) -> None:
        seen = look(self.looks, styles)
        self._add(element.text, seen, pieces)
        for child in element:
            self._child(child, styles, pieces, boxes)
            self._add(child.tail, seen, pieces)

    def _child(self, child: Any, styles: list[tuple[str, str]], pieces: list[Piece], boxes: list[Any]) -> None:
        tag = child.tag
        if tag in SILENT:
            return
        if tag in (f"{TEXT}note", f"{OFFICE}annotation"):
            self._note(child)
        elif tag == f"{DRAW}text-box":
            boxes.append(child)
        elif (sign := self._sign(child)) is not None:
            self._write(sign, look(self.looks, styles), pieces)
        elif child.get(f"{LOEXT}showing-place-holder") != "true":
            style = child.get(f"{TEXT}style-name", "") if tag in (f"{TEXT}span", f"{TEXT}a") else ""
            self._walk(child, [*styles, ("text", style)] if style else styles, pieces, boxes)

    def _sign(self, child: Any) -> str | None:
        """What an element without words of its own shows; None for all others."""
        match child.tag.rpartition("}")[2]:
            case "s":
                told = child.get(f"{TEXT}c", "1")
                return " " * min(int(told) if told.isdigit() else 1, MOST_BLANKS)
            case "tab":
                return "\t"
            case "line-break":
                return "\n"
            case "control":
                return self._control(child.get(f"{DRAW}control", ""))
            case "content-control" if child.get(f"{LOEXT}checkbox") == "true":
                return TICKED if child.get(f"{LOEXT}checked") == "true" else UNTICKED
            case _:
                return None

    def _add(self, text: str | None, seen: Look, pieces: list[Piece]) -> None:
        """Blanks and line ends of the file are one blank each."""
        if text:
            folded = " ".join(text.split())
            self._write(f"{' ' * text[0].isspace()}{folded}{' ' * (text[-1].isspace() and bool(folded))}", seen, pieces)

    def _write(self, text: str, seen: Look, pieces: list[Piece]) -> None:
        if text and not seen.hidden:
            pieces.append(Piece(text, seen.bold, seen.struck))

    def _note(self, note: Any) -> None:
        paragraphs = [" ".join("".join(each.itertext()).split()) for each in note.iter(f"{TEXT}p")]
        kind = (
            "Comment"
            if note.tag == f"{OFFICE}annotation"
            else str(note.get(f"{TEXT}note-class", "footnote")).capitalize()
        )
        if text := " ".join(filter(None, paragraphs)):
            self.notes.append(f"{kind}: {text}")

    def _control(self, name: str) -> str:
        """What a form control shows, by its id."""
        if self._controls is None:
            self._controls = {
                each.get(XML_ID) or each.get(f"{FORM}id", ""): _shown(each)
                for each in self.root.iter()
                if str(each.tag).startswith(FORM)
            }
        return self._controls.get(name, "")


def _shown(control: Any) -> str:
    kind = control.tag.rpartition("}")[2]
    if kind in ("checkbox", "radio"):
        state = (
            control.get(f"{FORM}current-state") or control.get(f"{FORM}state") or control.get(f"{FORM}current-selected")
        )
        label = control.get(f"{FORM}label", "")
        return f"{TICKED if state in ('checked', 'true') else UNTICKED} {label}".strip()
    if kind in ("listbox",):
        return " ".join(
            str(each.get(f"{FORM}label", "")) for each in control if each.get(f"{FORM}current-selected") == "true"
        )
    return str(control.get(f"{FORM}current-value") or control.get(f"{FORM}value") or "")
