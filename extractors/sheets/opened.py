"""A page of a PDF with what is needed to see it as a person does: the layers that are on, the part that is shown, its picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pdfminer.layout import LTPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Rect, apply_matrix_rect

from extractors.sheets.layers import Layers
from extractors.sheets.painting import Painting, painted, painted_appearance
from extractors.sheets.render import Pictures
from extractors.sheets.standing import Window, standing, window_of
from postroom.contact import Box


@dataclass(slots=True)
class OpenPage:
    """`page` is pdfplumber's, and `window` is what of it is shown."""

    page: Any
    layers: Layers
    pictures: Pictures
    window: Window = field(init=False)

    def __post_init__(self) -> None:
        self.window = window_of(self.page.page_obj)

    @property
    def number(self) -> int:
        """From 1."""
        return int(self.page.page_number)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as shown."""
        return self.window.size

    def place(self, rect: Rect) -> Box:
        """Where a rectangle in the PDF's own coordinates is on the page as it is shown."""
        return self.window.place(apply_matrix_rect(standing(self.page.page_obj), rect))

    def contents(self) -> Painting:
        """What the page shows without what lies on top of it."""
        return painted(self.page, self.layers)

    def appearance(self, stream: PDFStream, rect: Rect) -> LTPage | None:
        """The layout of an annotation's appearance that fills `rect`; None for a broken one."""
        return painted_appearance(self.page, self.layers, stream, rect)

    def annotations(self) -> list[dict[str, Any]]:
        """Everything that lies on top of the page, as the PDF has it."""
        listed = resolve1(self.page.page_obj.annots)
        each = [resolve1(annotation) for annotation in listed] if isinstance(listed, list) else []
        return [data for data in each if isinstance(data, dict)]
