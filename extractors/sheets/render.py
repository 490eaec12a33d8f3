"""Pictures of PDF pages, for OCR, for people, and to judge what of a page is seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from numpy.typing import NDArray

DOTS_AN_INCH = 200
POINTS_AN_INCH = 72
LARGEST = 4000  # pixels of one side


class Pictures:
    """Pictures of the pages of one PDF, which is opened for the first of them. To be closed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, *_: object) -> None:
        if self._document is not None:
            self._document.close()

    def drawn(self, number: int, dots: int) -> tuple[NDArray[np.uint8], float] | None:
        """The page's picture in grey as `page` gives it; None where the page cannot be drawn."""
        try:
            return self.page(number, dots, grey=True)
        except (pypdfium2.PdfiumError, ZeroDivisionError):  # a page may have no size
            return None

    def page(self, number: int, dots: int, *, grey: bool = False) -> tuple[NDArray[np.uint8], float]:
        """The page's picture, rows by columns (by 3 where it is not grey), and how many points one pixel is."""
        page = self._opened()[number - 1]
        scale = min(dots / POINTS_AN_INCH, LARGEST / max(page.get_size()))
        picture = page.render(scale=scale, rev_byteorder=True, draw_annots=True, grayscale=grey).to_numpy()
        return np.ascontiguousarray(picture if grey else picture[:, :, :3]), 1 / scale

    def _opened(self) -> Any:
        if self._document is None:
            self._document = pypdfium2.PdfDocument(self._data)
            self._document.init_forms()
        return self._document


def picture_of_page(data: bytes, number: int, dots: int = DOTS_AN_INCH) -> tuple[NDArray[np.uint8], float]:
    """The page's picture (RGB, rows by columns by 3) and how many points one pixel is. `number` counts from 1."""
    with Pictures(data) as pictures:
        return pictures.page(number, dots)
