"""Pictures of PDF pages, for OCR and for people."""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from numpy.typing import NDArray

DOTS_AN_INCH = 200
POINTS_AN_INCH = 72


def picture_of_page(data: bytes, number: int, dots: int = DOTS_AN_INCH) -> tuple[NDArray[np.uint8], float]:
    """The page's picture (RGB, rows by columns by 3) and how many points one pixel is. `number` counts from 1."""
    document: Any = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        page = document[number - 1]
        largest = max(page.get_size())
        scale = min(dots / POINTS_AN_INCH, 4000 / largest)
        picture = page.render(scale=scale, rev_byteorder=True, draw_annots=True).to_numpy()
        return np.ascontiguousarray(picture[:, :, :3]), 1 / scale
    finally:
        document.close()
