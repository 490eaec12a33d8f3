"""A page of a PDF as it is painted: without the layers that are off, and with the appearance of what lies on top of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTFigure, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Rect, apply_matrix_rect, mult_matrix
from pdfplumber.utils.exceptions import PdfminerException

from extractors.sheets.layers import Layers
from extractors.sheets.pdfvalues import dictionary, name, numbers
from extractors.sheets.standing import standing

UNPAINTED = {3, 7}  # text rendering modes that neither fill nor stroke (PDF 32000-1, 9.3.6)
NOWHERE: Rect = (0, 0, 0, 0)


class _Canvas(PDFPageAggregator):
    """Takes what is painted. What stands on a layer that is off goes to a figure that nobody looks at."""

    def __init__(self, manager: PDFResourceManager, layers: Layers) -> None:
        super().__init__(manager, laparams=None)
        self.layers = layers
        self.hidden = 0
        self.wrote_unpainted = False
        self.fonts: set[Any] = set()

    def hide(self) -> None:
        self.hidden += 1
        self._stack.append(self.cur_item)
        self.cur_item = LTFigure("hidden", NOWHERE, MATRIX_IDENTITY)

    def show(self) -> None:
        self.hidden -= 1
        self.cur_item = self._stack.pop()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        if textstate.render in UNPAINTED and not self.hidden and _writes(seq):
            self.wrote_unpainted = True
        self.fonts.add(textstate.font)
        super().render_string(textstate, seq, ncs, graphicstate)


def _writes(seq: Any) -> bool:
    return any(isinstance(part, bytes) and part.strip() for part in seq)


class _Painter(PDFPageInterpreter):
    """Runs a page's instructions and heeds layers, wherever they are named: around a passage, or by a form or picture itself."""

    device: _Canvas

    def __init__(self, rsrcmgr: PDFResourceManager, device: _Canvas) -> None:
        super().__init__(rsrcmgr, device)
        self._passages: list[bool] = []  # those that have begun; True: hidden

    def do_BMC(self, tag: Any) -> None:
        self._passages.append(False)

    def do_BDC(self, tag: Any, props: Any) -> None:
        hidden = name(tag) == "OC" and self.device.layers.is_off(self._layer(props))
        self._passages.append(hidden)
        if hidden:
            self.device.hide()

    def do_EMC(self) -> None:
        if self._passages and self._passages.pop():
            self.device.show()

    def _layer(self, props: Any) -> Any:
        """The layer by its name among the page's resources, as a reference: a layer is known by its number."""
        return dictionary(self.resources.get("Properties")).get(name(props)) if isinstance(props, PSLiteral) else None

    def do_Do(self, xobjid_arg: Any) -> None:
        drawn = resolve1(self.xobjmap.get(xobjid_arg.name)) if isinstance(xobjid_arg, PSLiteral) else None
        if not (isinstance(drawn, PDFStream) and self.device.layers.is_off(drawn.attrs.get("OC"))):
            super().do_Do(xobjid_arg)

    def render_contents(self, resources: Any, streams: Any, ctm: Matrix = MATRIX_IDENTITY) -> None:
        super().render_contents(resources, streams, ctm=ctm)
        while self._passages:  # begun and never ended
            self.do_EMC()


@dataclass(frozen=True, slots=True)
class Painting:
    """The layout of a page's own contents, the fonts that they are in, and whether any is written without being painted."""

    layout: LTPage
    fonts: frozenset[Any]
    unpainted: bool


def painted(page: Any, layers: Layers) -> Painting:
    """What a pdfplumber page shows without what lies on top of it."""
    canvas = _Canvas(page.pdf.rsrcmgr, layers)
    try:
        _Painter(page.pdf.rsrcmgr, canvas).process_page(page.page_obj)
    except Exception as error:
        raise PdfminerException(error) from error
    return Painting(canvas.get_result(), frozenset(canvas.fonts), canvas.wrote_unpainted)


def painted_appearance(page: Any, layers: Layers, stream: PDFStream, place: Rect) -> LTPage | None:
    """The layout of an appearance that fills `place` (in the PDF's own coordinates); None for a broken one (12.5.5)."""
    try:
        matrix = _matrix(stream, place)
        canvas = _Canvas(page.pdf.rsrcmgr, layers)
        turned = mult_matrix(matrix, standing(page.page_obj))
        canvas.begin_page(page.page_obj, turned)
        _Painter(page.pdf.rsrcmgr, canvas).render_contents(
            dictionary(stream.attrs.get("Resources")), [stream], ctm=turned
        )
        canvas.end_page(page.page_obj)
        return canvas.get_result()
    except Exception:  # noqa: BLE001  # pdfminer raises anything; the page under a broken appearance is still to be read
        return None


def _matrix(stream: PDFStream, place: Rect) -> Matrix:
    """What lays the appearance's box on `place`."""
    box, turn = numbers(stream.attrs.get("BBox")), numbers(stream.attrs.get("Matrix"))
    own: Matrix = (turn[0], turn[1], turn[2], turn[3], turn[4], turn[5]) if len(turn) == 6 else MATRIX_IDENTITY
    if len(box) != 4:
        return mult_matrix(own, (1, 0, 0, 1, place[0], place[1]))
    x0, y0, x1, y1 = apply_matrix_rect(own, (box[0], box[1], box[2], box[3]))
    across = (place[2] - place[0]) / (x1 - x0) if x1 > x0 else 1.0
    down = (place[3] - place[1]) / (y1 - y0) if y1 > y0 else 1.0
    return mult_matrix(own, (across, 0, 0, down, place[0] - x0 * across, place[1] - y0 * down))
