"""Optical character recognition with RapidOCR, whose models come with its package. Loaded on first use, once a process."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.mending import mended

Picture = NDArray[np.uint8]
PixelBox = tuple[int, int, int, int]  # x0, top, x1, bottom
Quad = NDArray[np.float64]  # four corners of a line of text, clockwise from the top left, in pixels

FINDING_SIDE = 736  # pixels: enough to see how lines run
AROUND = 100  # pixels of the page around its lines
SIDE = 1280  # pixels: finding lines needs no more; reading them uses the full picture
NARROWEST = 96  # pixels: a short line is filled up to this width before it is read, which takes time by the width
SURE = 0.5  # below this a line is noise
PLAIN = 0.9  # what is read by itself has no line that speaks for it
AIR = 8  # pixels of the page around what is read by itself
GAP = 0.35  # heights of a line: wider between the recogniser's boxes is a blank
NO_SPACE = re.compile(r"[·\u3000\u00a0]")  # what the recogniser writes for some blanks
UNSPACED = re.compile(  # where print has a blank, though the recogniser writes none: "Sex:M", "(years)14", "pupilMother", "lives20B"
    r"(?<=[A-Za-z]:)(?=\w)|(?<=\))(?=[A-Z\d])|(?<=[a-z]{3})(?=[A-Z][a-z]|\d)"
)
BEFORE_MAIL = re.compile(r"(?:(?<=^Email)|(?<=^E-mail)|(?<=:))(?=[\w.]+@)")  # "Emailj.smith@..."


@dataclass(frozen=True, slots=True)
class SeenWord:
    """One word with its box in pixels (x0, top, x1, bottom) and the recogniser's own confidence."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float


class _Placed(NamedTuple):
    """A part of a line's text, from letter `start` to before letter `end`, and where it stands (x in pixels)."""

    start: int
    end: int
    left: float
    right: float


@lru_cache(maxsize=1)
def _engine(threads: int) -> Any:
    from rapidocr import RapidOCR  # a second to load: only when a picture must be read

    return RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "critical",
            "Global.max_side_len": 4000,
            "Global.use_cls": False,
            "Global.text_score": SURE,
            "Det.limit_type": "max",
            "Det.limit_side_len": SIDE,
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, 48, NARROWEST],
        }
    )


def lines_seen(picture: Picture, threads: int, side: int) -> list[Quad]:
    """Where lines of text are, found on the picture shrunk to `side` pixels."""
    scale = min(1.0, side / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = _engine(threads)(small, use_det=True, use_rec=False, use_cls=False)
    boxes = getattr(found, "boxes", None)
    return [] if boxes is None else [np.asarray(box, dtype=float) / scale for box in boxes]


def sureness(picture: Picture, quads: Sequence[Quad], threads: int) -> float:
    """How sure the recogniser is of these lines, 0 to 1: upside-down text makes it unsure."""
    scores = [
        _engine(threads)(_cut(picture, quad), use_det=False, use_rec=True, use_cls=False).scores for quad in quads
    ]
    return float(np.mean([score[0] for score in scores if score])) if scores else 0.0


def _cut(picture: Picture, quad: Quad) -> Picture:
    x0, top = np.maximum(quad.min(axis=0), 0).astype(int)
    x1, bottom = quad.max(axis=0).astype(int)
    return picture[top : bottom + 1, x0 : x1 + 1]


def read_words(picture: Picture, threads: int) -> list[SeenWord]:
    """Every word of an upright picture (RGB). A line that is alone on its page is found only when most of the page is cut away."""
    return _words_of(picture, threads) or _words_of_part(picture, threads)


def read_alone(picture: Picture, places: Sequence[PixelBox], threads: int) -> list[SeenWord]:
    """The letters and digits at these places, which are too few for the finder to be a line."""
    seen = []
    for x0, top, x1, bottom in places:
        part = picture[max(top - AIR, 0) : bottom + AIR, max(x0 - AIR, 0) : x1 + AIR, ::-1]
        found = _engine(threads)(part, use_det=False, use_rec=True, use_cls=False)
        text, score = (found.txts or ("",))[0].strip(), (found.scores or (0.0,))[0]
        if text.isalnum() and text.isascii() and score >= PLAIN:
            seen.append(SeenWord(text, (x0, top, x1, bottom), float(score)))
    return seen


def _words_of_part(picture: Picture, threads: int) -> list[SeenWord]:
    quads = lines_seen(picture, threads, FINDING_SIDE)
    if not quads:
        return []
    corners = np.concatenate(quads)
    left, top = np.maximum(corners.min(axis=0) - AROUND, 0).astype(int).tolist()
    right, bottom = (corners.max(axis=0) + AROUND).astype(int).tolist()
    part = np.ascontiguousarray(picture[top:bottom, left:right])
    return [_moved(word, left, top) for word in _words_of(part, threads)]


def _moved(word: SeenWord, right: float, down: float) -> SeenWord:
    x0, top, x1, bottom = word.box
    return SeenWord(word.text, (x0 + right, top + down, x1 + right, bottom + down), word.confidence)


def _words_of(picture: Picture, threads: int) -> list[SeenWord]:
    found = _engine(threads)(picture[:, :, ::-1], use_det=True, use_rec=True, use_cls=False, return_word_box=True)
    if found.boxes is None or found.txts is None:
        return []
    rows = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    return [word for quad, text, score, parts in rows for word in words_of_line(np.asarray(quad), text, score, parts)]


def words_of_line(quad: Quad, text: str, score: float, parts: Sequence[Any]) -> Iterator[SeenWord]:
    """The line's words. The recogniser gives boxes of words or of letters; they are joined up between blanks.

    It leaves out many a blank that is wider than one: there its boxes stand apart ("SMITHForename:").
    """
    top, bottom = float(quad[:2, 1].mean()), float(quad[2:, 1].mean())
    placed = list(_placed(text, parts))
    edges, ends = _letter_edges(quad, text, placed), {part.end: part.right for part in placed}
    spaced = NO_SPACE.sub(" ", text)
    for start, end in _tokens(spaced, _gaps(spaced, placed, bottom - top)):
        yield SeenWord(mended(text[start:end]), (edges[start], top, ends.get(end, edges[end]), bottom), float(score))


def _placed(text: str, parts: Sequence[Any]) -> Iterator[_Placed]:
    at = 0
    for part, _, box in parts:
        start = text.find(part, at)
        if start < 0 or not part:
            continue
        at = start + len(part)
        corners = np.asarray(box)
        yield _Placed(start, at, float(corners[:, 0].min()), float(corners[:, 0].max()))


def _gaps(text: str, placed: Sequence[_Placed], height: float) -> set[int]:
    """Before which letters there is a blank that is not written: by where the parts stand, or by the letters themselves."""
    apart = {after.start for before, after in itertools.pairwise(placed) if after.left - before.right > GAP * height}
    words = re.finditer(r"\S+", text)
    within = ((word, BEFORE_MAIL if "@" in word[0] else UNSPACED) for word in words)
    return apart | {word.start() + at.start() for word, blanks in within for at in blanks.finditer(word[0])}


def _tokens(text: str, gaps: set[int]) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between blanks, written or seen."""
    begin = 0
    for at in range(len(text) + 1):
        blank = at == len(text) or text[at] == " "
        if (blank or at in gaps) and at > begin:
            yield begin, at
        if blank or at in gaps:
            begin = at + blank


def _letter_edges(quad: Quad, text: str, placed: Iterable[_Placed]) -> list[float]:
    """x of the left edge of each letter, and of the end; letters between known places are spread evenly."""
    known = {0: float(quad[:, 0].min()), len(text): float(quad[:, 0].max())}
    for part in placed:
        known[part.start], known[part.end] = part.left, part.right
    places = sorted(known)
    return [
        float(x) for x in np.interp(range(len(text) + 1), places, np.maximum.accumulate([known[p] for p in places]))
    ]
