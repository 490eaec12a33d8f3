"""Words that a page's text layer holds and the eye does not see: a scanner's own reading behind its picture, white on white, painted over.

They may say something else than the page does, so a page that has any is read as the eye sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from pdfminer.pdftypes import PDFStream, resolve1

from extractors.sheets.content import Content
from postroom.contact import Box

INVISIBLE = re.compile(rb"(?<![\d.])3\s+Tr\b")  # text rendering mode 3: neither filled nor stroked (PDF 32000-1, 9.3.6)
WHITE = 0.96  # brightness


def has_hidden_words(page: Any, content: Content, light: Sequence[Box]) -> bool:
    """Whether any is hidden on a pdfplumber page. `light` are the boxes of its words in white or nearly."""
    if any(INVISIBLE.search(stream.get_data()) for stream in _streams(page.page_obj.contents)):
        return True
    return _is_groundless(light, content) or _is_painted_over(content)


def _streams(contents: Iterable[Any]) -> Iterable[PDFStream]:
    return (stream for each in contents if isinstance(stream := resolve1(each), PDFStream))


def _is_groundless(light: Sequence[Box], content: Content) -> bool:
    """White words on no ground that is any darker."""
    if not light:
        return False
    grounds = [each.box for each in content.drawn if each.filled and each.brightness < WHITE] + content.pictures
    return not _centres_in(light, grounds).any(axis=1).all()


def _is_painted_over(content: Content) -> bool:
    """Letters that something white was painted over later, as when a value was corrected with an editor."""
    covers = [(written, box) for written, box in content.covers if written]
    if not covers or not content.letters:
        return False
    boxes = [(each["x0"], each["top"], each["x1"], each["bottom"]) for each in content.letters if each["text"].strip()]
    place = [i for i, each in enumerate(content.letters) if each["text"].strip()]
    before = np.array(place)[:, None] < np.array([written for written, _ in covers])[None, :]
    return bool((_centres_in(boxes, [box for _, box in covers]) & before).any())


def _centres_in(boxes: Sequence[Box], outer: Sequence[Box]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """[i, j]: is the middle of boxes[i] in outer[j]?"""
    inner, around = np.array(boxes, dtype=float).reshape(-1, 4), np.array(outer, dtype=float).reshape(-1, 4)
    x, y = (inner[:, 0] + inner[:, 2])[:, None] / 2, (inner[:, 1] + inner[:, 3])[:, None] / 2
    within = (x >= around[:, 0]) & (x <= around[:, 2]) & (y >= around[:, 1]) & (y <= around[:, 3])
    return np.asarray(within)
