"""What lies on top of a PDF's page and is shown: fields of a form, text that a viewer added, marks drawn by hand, notes.

PDF 32000-1, 12.5. Read from the page's own object: pdfplumber's list of annotations resolves all that they refer to, the pages
themselves among it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Rect

from extractors.sheets.opened import OpenPage
from extractors.sheets.pdfvalues import dictionary, name, numbers, text
from postroom.contact import Box

HIDDEN, NO_VIEW = 1 << 1, 1 << 5  # flags: on no screen
NEVER_DRAWN = {"Popup", "Link", "TrapNet", "PrinterMark"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation. `rect` is in the PDF's own coordinates, `box` on the page as it is shown."""

    kind: str
    rect: Rect
    box: Box
    data: dict[str, Any]
    page: OpenPage

    @property
    def contents(self) -> str:
        """What was typed into it, or into the note that belongs to it."""
        return text(self.data.get("Contents")).strip()

    def painted(self) -> LTPage | None:
        """The layout of how it looks; None where the file does not say."""
        stream = self.appearance()
        return self.page.appearance(stream, self.rect) if stream else None

    def appearance(self) -> PDFStream | None:
        """What draws its normal look, of the state that it is in where there are several; None where the file has none."""
        normal = resolve1(dictionary(self.data.get("AP")).get("N"))
        if isinstance(normal, dict):
            normal = resolve1(normal.get(name(self.data.get("AS"))))
        return normal if isinstance(normal, PDFStream) else None

    def quads(self) -> list[Box]:
        """The places on the page that it marks, as of words that are struck out."""
        points = numbers(self.data.get("QuadPoints"))
        return [self._around(points[at : at + 8]) for at in range(0, len(points) - 7, 8)]

    def strokes(self) -> list[list[tuple[float, float]]]:
        """The lines that a hand drew, each as its points on the page."""
        paths = [numbers(path) for path in self._paths()]
        return [[self._point(path[at], path[at + 1]) for at in range(0, len(path) - 1, 2)] for path in paths if path]

    def _paths(self) -> Sequence[Any]:
        found = resolve1(self.data.get("InkList"))
        if isinstance(found, list):
            return found
        return [each for each in (self.data.get("L"), self.data.get("Vertices")) if each is not None]

    def _around(self, points: Sequence[float]) -> Box:
        return self.page.place((min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        box = self.page.place((x, y, x, y))
        return box[0], box[1]


def annotations_of(page: OpenPage) -> list[Annotation]:
    """What a person sees of them, in the order in which they are drawn."""
    return list(_shown(page))


def _shown(page: OpenPage) -> Iterator[Annotation]:
    for data in page.annotations():
        kind, corners = name(data.get("Subtype")), numbers(data.get("Rect"))
        flags = resolve1(data.get("F"))
        hidden = isinstance(flags, int) and flags & (HIDDEN | NO_VIEW)
        if hidden or len(corners) != 4 or kind in NEVER_DRAWN or page.layers.is_off(data.get("OC")):
            continue
        x0, y0, x1, y1 = corners
        rect = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        box = page.place(rect)
        if page.window.shows(box):
            yield Annotation(kind, rect, box, data, page)
