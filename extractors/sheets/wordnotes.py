"""Footnotes, endnotes and comments of a Word file: beside the text, no part of it, and about the line or table row that they stand on."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from extractors.sheets.wordxml import NOTED, pieces

KINDS = {
    "footnote": "Footnote",
    "endnote": "Endnote",
    "comment": "Comment",
}
SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
Notes = dict[tuple[str, str], str]
"""(kind, id) to "Comment: words"."""


def notes_of(part: Any) -> Notes:
    """Every note that has words."""
    found: Notes = {}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2].removesuffix("s")
        if not relation.is_external and kind in KINDS:
            root = etree.fromstring(relation.target_part.blob, PARSER)
            found |= {(kind, note.get(qn("w:id"), "")): text for note in root if (text := _text(note, kind))}
    return found


def _text(note: Any, kind: str) -> str:
    if note.get(qn("w:type")) in SEPARATORS:
        return ""
    words = " ".join("".join(piece.text for piece in pieces(paragraph)) for paragraph in note.iter(qn("w:p")))
    return f"{KINDS[kind]}: {' '.join(words.split())}" if words.strip() else ""


def place_notes(body: Any, notes: Notes) -> None:
    """Tells the row or paragraph in which a note's sign stands what the note says."""
    for kind in KINDS:
        for sign in body.iter(qn(f"w:{kind}Reference"), *([qn("w:commentRangeStart")] if kind == "comment" else [])):
            text = notes.get((kind, sign.get(qn("w:id"), "")))
            place = next(sign.iterancestors(qn("w:tr")), None)
            place = place if place is not None else next(sign.iterancestors(qn("w:p")), None)
            if place is None:
                place = next(sign.itersiblings(qn("w:p"), qn("w:tbl")), None)
            if text and place is not None and text not in (place.get(NOTED) or ""):
                place.set(NOTED, " ".join(filter(None, (place.get(NOTED), text))))
