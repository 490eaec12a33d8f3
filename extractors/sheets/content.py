"""What stands on a page of a PDF: letters, drawings and pictures, with their places.

Taken from the layout that pdfplumber makes of a page, without the thirty attributes that it then gives every letter: making those
takes as long as parsing the page, and no more than nine of them are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect

from extractors.sheets.marks import Drawing, brightness
from postroom.contact import Box

COVERING = 0.9  # brightness from which a filled box hides what was written before
Letter = dict[str, Any]  # what pdfplumber's word finder asks of a letter


@dataclass(slots=True)
class Content:
    """Everything on one page. `letters` are in the order in which they were written."""

    letters: list[Letter] = field(default_factory=list)
    boxes: list[Drawing] = field(default_factory=list)
    strokes: list[Drawing] = field(default_factory=list)
    curves: list[Drawing] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    covers: list[tuple[int, Box]] = field(
        default_factory=list
    )  # white boxes, each with how many letters were written before it

    @property
    def drawn(self) -> list[Drawing]:
        return self.boxes + self.strokes + self.curves


def content_of(page: Any) -> Content:
    """What a pdfplumber page holds. Raises what pdfminer raises on a broken page."""
    found = Content()
    left, top, height = page.mediabox[0], page.mediabox[1], page.height
    for item in _leaves(page.layout):
        x0, y0, x1, y1 = item.bbox
        box = (x0 + left, height - y1 + top, x1 + left, height - y0 + top)
        if isinstance(item, LTChar):
            found.letters.append(_letter(item, box))
        elif isinstance(item, LTCurve):
            drawing = _drawing(item, box)
            _pile(found, item).append(drawing)
            if drawing.filled and not drawing.curved and drawing.brightness > COVERING:
                found.covers.append((len(found.letters), box))
        elif isinstance(item, LTImage):
            found.pictures.append(box)
    return found


def _leaves(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _letter(item: LTChar, box: Box) -> Letter:
    colour = item.graphicstate.ncolor
    name: str | bytes = item.fontname
    return {
        "text": item.get_text(),
        "x0": box[0],
        "top": box[1],
        "x1": box[2],
        "bottom": box[3],
        "doctop": box[1],
        "upright": item.upright,
        "size": item.size,
        "matrix": item.matrix,
        "fontname": name if isinstance(name, str) else name.decode("latin-1"),
        "non_stroking_color": colour if isinstance(colour, tuple) else (colour,),
    }


def _pile(found: Content, item: LTCurve) -> list[Drawing]:
    if isinstance(item, LTRect):
        return found.boxes
    return found.strokes if isinstance(item, LTLine) else found.curves


def _drawing(item: LTCurve, box: Box) -> Drawing:
    straight = isinstance(item, LTRect | LTLine)
    return Drawing(box, bool(item.fill), brightness(item.non_stroking_color), not straight, isinstance(item, LTLine))
