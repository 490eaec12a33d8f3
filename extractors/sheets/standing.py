"""How a PDF's page stands before the reader: turned as it asks to be, and cut to the part of it that is shown (the crop box)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix, Rect, apply_matrix_rect

from postroom.contact import Box


def standing(page: PDFPage) -> Matrix:
    """What turns the PDF's own coordinates into those of the page as pdfminer lays it out (PDF 32000-1, 8.3.2.3)."""
    x0, y0, x1, y1 = page.mediabox
    turns: dict[int, Matrix] = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    return turns.get(page.rotate, (1, 0, 0, 1, -x0, -y0))


@dataclass(frozen=True, slots=True)
class Window:
    """The shown part of a page, in pdfminer's coordinates: from below, the page's corner at nought."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.right - self.left, self.top - self.bottom

    def place(self, rect: Rect) -> Box:
        """A place in pdfminer's coordinates as one on the page that is seen, from its top left."""
        x0, y0, x1, y1 = rect
        return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0

    def shown_of(self, box: Box) -> Box:
        """The part of a place (from the top left) that is shown."""
        width, height = self.size
        return max(box[0], 0), max(box[1], 0), max(min(box[2], width), 0), max(min(box[3], height), 0)

    def shows(self, box: Box) -> bool:
        """Whether the middle of a place (from the top left) is within what is shown."""
        across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return 0 <= across <= self.right - self.left and 0 <= down <= self.top - self.bottom


def window_of(page: PDFPage) -> Window:
    """What of a page is shown. A crop box that leaves nothing is none."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    shown = (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else media
    return Window(*apply_matrix_rect(standing(page), shown))


def _ordered(rect: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = rect
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
