"""Pictures of pages (scans, photos, pages without a sound text layer) to sheets: upright, rules and squares seen, words read."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from extractors.page import Sheet, Tick, Word
from extractors.sheets import marks, ocr, progress
from extractors.sheets.letters import evened
from extractors.sheets.limits import Limits
from extractors.sheets.lines import split_marks
from extractors.sheets.margins import without_margins
from extractors.sheets.ocr import Picture
from extractors.sheets.overlooked import overlooked
from extractors.sheets.ruling import Rules, rules_of_boxes
from extractors.sheets.tables import lay_out
from extractors.sheets.upright import put_upright
from postroom.contact import Box
from postroom.errors import UnreadableDocument

PAGE_HEIGHT = 842.0  # points: a picture without a size of its own is taken for A4
LARGEST_SIDE = 2600  # pixels: more adds nothing to printed forms
SEEN_GAP = 0.95  # heights of a line: the recogniser's boxes are higher than printed letters
EMPTY, FULL = 0.06, 0.12  # share of dark pixels inside a square: below it is empty, above it is ticked


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Every page of a picture file. Raises UnreadableDocument for broken and for huge pictures."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            _refuse_huge(opened, limits)
            found = [
                _sheet(page, number, limits) for number, page in enumerate(ImageSequence.Iterator(opened), start=1)
            ]
    except UnreadableDocument:
        raise
    except Image.DecompressionBombError as problem:  # Pillow refuses before the size can be asked
        raise UnreadableDocument("The picture is too large for a form.", "too_large") from problem
    except Exception as problem:  # Pillow raises anything on a broken picture; a person gets it, not a trace
        raise UnreadableDocument("The picture is broken and cannot be opened.") from problem
    return without_margins(found)


def _refuse_huge(opened: Image.Image, limits: Limits) -> None:
    if opened.width * opened.height > limits.pixels or getattr(opened, "n_frames", 1) > limits.ocr_pages:
        raise UnreadableDocument("The picture is too large for a form.", "too_large")


def _sheet(page: Image.Image, number: int, limits: Limits) -> Sheet:
    if page.width * page.height > limits.pixels:  # the first page's size says nothing of the others'
        raise UnreadableDocument("The picture is too large for a form.", "too_large")
    if not progress.may_begin_picture():
        return unread_sheet(number)
    return sheet_of_picture(np.asarray(ImageOps.exif_transpose(page).convert("RGB")), None, number, limits)


def unread_sheet(number: int) -> Sheet:
    """Stands in for a page that there was no time to read."""
    return Sheet(number, 0.0, 0.0, (), unread=True)


def sheet_of_picture(picture: Picture, points: float | None, number: int, limits: Limits) -> Sheet:
    """The sheet of one page's picture (RGB). `points` is the size of a pixel, None where the picture does not say."""
    shrink = min(1.0, LARGEST_SIDE / max(picture.shape[:2]))
    if shrink < 1.0:
        picture = np.asarray(cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    upright, turned = put_upright(picture, limits.ocr_threads)
    size = points / shrink if points else PAGE_HEIGHT / max(upright.shape[:2])
    dark = _dark(upright)
    solid = _solid(upright, size)
    rules = _rules(_without_solid(dark, solid, size), size)
    edges = rules_of_boxes(box for box, _ in solid)
    rules = Rules(rules.across + edges.across, rules.down)
    ticks = _ticks(_without_rules(dark, size), size)
    bare = _without_squares(upright, ticks, size)
    read = ocr.read_words(bare, limits.ocr_threads)
    read += ocr.read_alone(bare, overlooked(_without_rules(_dark(bare), size), read), limits.ocr_threads)
    words = evened([_word(seen, size) for seen in read])
    light = [word for word in words if _is_light(upright, word.box, size)]
    bars = [bar for bar, share in solid if share > 0.85 and not any(_shares_height(word.box, bar) for word in light)]
    seen = [part for word in marks.without_hidden(words, bars) for part in split_marks(word)]
    lines, grids = lay_out(marks.with_ticks(seen, ticks), ticks, rules, SEEN_GAP, sure_of_ends=False)
    height, width = upright.shape[:2]
    return Sheet(number, width * size, height * size, lines, grids, tuple(ticks), (), tuple(bars), True, turned)


def _word(seen: ocr.SeenWord, size: float) -> Word:
    x0, top, x1, bottom = (side * size for side in seen.box)
    inset = 0.12 * (bottom - top)  # the finder leaves air around a line
    return Word(seen.text, (x0, top + inset, x1, bottom - inset), seen.confidence)


def _dark(picture: Picture) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12), np.uint8
    )


def _rules(dark: NDArray[np.uint8], size: float) -> Rules:
    """Long straight runs of dark pixels."""
    across = _boxes(_runs(dark, (int(25 / size), 1)), size)
    down = _boxes(_runs(dark, (1, int(9 / size))), size)
    return Rules(
        tuple(((top + bottom) / 2, x0, x1) for x0, top, x1, bottom, thick in across if thick < 4),
        tuple(((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom, thick in down if thick < 4),
    )


def _runs(dark: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.uint8]:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (max(shape[0], 1), max(shape[1], 1)))
    thick = cv2.dilate(dark, np.ones((3, 1) if shape[1] == 1 else (1, 3), np.uint8))
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), np.uint8)


def _boxes(runs: NDArray[np.uint8], size: float) -> list[tuple[float, float, float, float, float]]:
    """The box of each run, and how thick it is: a long rule that slopes a little is thin in a high box."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs)
    return [
        (x * size, y * size, (x + w) * size, (y + h) * size, area / max(w, h) * size)
        for x, y, w, h, area in stats[1:].tolist()
    ]


def _without_rules(dark: NDArray[np.uint8], size: float) -> NDArray[np.uint8]:
    """The dark pixels less those of rules longer than a tick box is wide, which a box may touch."""
    long = int(1.3 * marks.LARGEST / size)
    return np.where(_runs(dark, (long, 1)) | _runs(dark, (1, long)), 0, dark).astype(np.uint8)


def _without_solid(dark: NDArray[np.uint8], solid: list[tuple[Box, float]], size: float) -> NDArray[np.uint8]:
    """The dark pixels less those in solid areas, where the ground between light letters would pass for rules."""
    bare = dark.copy()
    for box, _ in solid:
        x0, top, x1, bottom = (round(side / size) for side in box)
        bare[max(top - 3, 0) : bottom + 3, max(x0 - 3, 0) : x1 + 3] = 0
    return bare


def _without_squares(picture: Picture, ticks: list[Tick], size: float) -> Picture:
    """The picture with the tick boxes painted over, which the recogniser would take for letters."""
    painted = picture.copy()
    for tick in ticks:
        x0, top, x1, bottom = (round(side / size) for side in tick.box)
        rim = painted[max(top - 3, 0) : bottom + 3, max(x0 - 3, 0) : x1 + 3]
        painted[max(top - 1, 0) : bottom + 2, max(x0 - 1, 0) : x1 + 2] = np.percentile(rim, 90, axis=(0, 1))
    return painted


def _ticks(dark: NDArray[np.uint8], size: float) -> list[Tick]:
    """Squares the size of a tick box, and how much is inside them."""
    contours, tree = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Tick] = []
    for contour, (_, _, child, parent) in zip(contours, tree[0] if tree is not None else (), strict=False):
        x, y, width, height = cv2.boundingRect(contour)
        if parent >= 0 or child < 0 or not _is_square(width * size, height * size):
            continue
        if cv2.contourArea(cv2.convexHull(contour)) < 0.85 * width * height or not _is_framed(
            dark, (x, y, width, height)
        ):
            continue
        box = (x * size, y * size, (x + width) * size, (y + height) * size)
        found.append(Tick(box, _filled(dark, (x, y, width, height)), "drawn"))
    return found


def _is_square(width: float, height: float) -> bool:
    return marks.SMALLEST <= width <= marks.LARGEST and abs(width - height) < 0.25 * width


def _is_framed(dark: NDArray[np.uint8], box: tuple[int, int, int, int]) -> bool:
    """Whether all four sides are drawn from end to end, as no letter's are."""
    x, y, width, height = box
    part = dark[y : y + height, x : x + width] > 0
    rim = max(2, round(0.18 * width))
    sides = (part[:rim].any(axis=0), part[-rim:].any(axis=0), part[:, :rim].any(axis=1), part[:, -rim:].any(axis=1))
    rows, columns = part.mean(axis=1), part.mean(axis=0)
    straight = (rows[:rim].max(), rows[-rim:].max(), columns[:rim].max(), columns[-rim:].max())
    return all(side.mean() > 0.87 for side in sides) and min(straight) > 0.8


def _filled(dark: NDArray[np.uint8], box: tuple[int, int, int, int]) -> bool | None:
    x, y, width, height = box
    inset_x, inset_y = max(2, round(0.3 * width)), max(2, round(0.3 * height))
    share = float((dark[y + inset_y : y + height - inset_y, x + inset_x : x + width - inset_x] > 0).mean())
    if share < EMPTY:
        return False
    return True if share > FULL else None


def _solid(picture: Picture, size: float) -> list[tuple[Box, float]]:
    """Solid black areas as high as a line of text or more, and the share of each that is black: a heading's has letters in it."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    black = (grey < 75).astype(np.uint8)
    opened = cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((int(3 / size), int(18 / size)), np.uint8))
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((int(12 / size), int(12 / size)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    return [
        ((x * size, y * size, (x + w) * size, (y + h) * size), float(black[y : y + h, x : x + w].mean()))
        for x, y, w, h, _ in stats[1:].tolist()
        if h * size > 4.5 and w * size > marks.LARGEST
    ]


def _is_light(picture: Picture, box: Box, size: float) -> bool:
    """Whether the word is light on a dark ground, as in the heading of a section."""
    x0, top, x1, bottom = (round(side / size) for side in box)
    return bool(np.median(picture[top:bottom, x0:x1]) < 110) if top < bottom and x0 < x1 else False


def _shares_height(box: Box, bar: Box) -> bool:
    height = box[3] - box[1]  # the band above and below the letters of a heading is dark too
    return bar[1] - height <= (box[1] + box[3]) / 2 <= bar[3] + height
