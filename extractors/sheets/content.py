"""What stands on a page of a PDF: letters, drawings and pictures, with their places.

Taken from the layout that pdfminer makes of a page, without the thirty attributes that pdfplumber then gives every letter: making those
takes as long as parsing the page, and no more than nine of them are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTPage, LTRect

from extractors.sheets.lettertables import any_lies
from extractors.sheets.marks import Drawing, brightness
from extractors.sheets.opened import OpenPage
from extractors.sheets.overprint import printed_once
from extractors.sheets.standing import Window
from postroom.contact import Box

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
    )  # pictures that nothing shines through, each with how many letters were written before it
    untrue: bool = False  # something is written that is not painted, or a font says other letters than it shows
    unseen: list[Box] = field(default_factory=list)  # letters and figures of which nothing is seen
    drawable: bool = True  # there is a picture to judge it by
    written_over: bool = False  # different letters stand in one place

    @property
    def drawn(self) -> list[Drawing]:
        return self.boxes + self.strokes + self.curves


def content_of(page: OpenPage) -> Content:
    """What a page holds, as far as a person sees it. Raises what pdfminer raises on a broken page."""
    painting = page.contents()
    found = content_in(painting.layout, page.window)
    found.untrue = painting.unpainted or any_lies(painting.fonts)
    return found


def content_in(layout: LTPage, window: Window) -> Content:
    """What a layout holds within what is shown of the page."""
    found = Content()
    for item in _leaves(layout):
        box = window.place(item.bbox)
        if isinstance(item, LTChar):
            if window.shows(box):
                found.letters.append(_letter(item, box, len(found.letters)))
            elif item.get_text().isalnum():
                found.unseen.append(box)
        elif isinstance(item, LTCurve):
            _pile(found, item).append(_drawing(item, box))
        elif isinstance(item, LTImage):
            found.pictures.append(window.shown_of(box))
            if _is_opaque(item):
                found.covers.append((len(found.letters), box))
    found.letters, found.written_over = printed_once(found.letters)
    return found


def _is_opaque(picture: LTImage) -> bool:
    return not any(key in picture.stream.attrs for key in ("SMask", "Mask", "ImageMask"))


def _leaves(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _letter(item: LTChar, box: Box, place: int) -> Letter:
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
        "place": place,
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
