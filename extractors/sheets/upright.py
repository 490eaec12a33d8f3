"""Puts the picture of a page upright and straight: quarter turns, upside down, skew, and a camera held askew."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets import ocr
from extractors.sheets.ocr import Picture, Quad

STRAIGHT = 0.002  # slope below which nothing is gained
STEEP_RUN = 35  # pixels: higher than letters; a rule that leans by a twentieth still stays within its three pixels
SAMPLE = 4  # lines read both ways up
PLAINLY_UPRIGHT = 0.95  # sureness that no upside-down print reaches


def put_upright(picture: Picture, threads: int) -> tuple[Picture, int]:
    """The picture standing upright with level lines, and how many degrees clockwise it had been turned (0, 90, 180, 270)."""
    quads = ocr.lines_seen(picture, threads, ocr.FINDING_SIDE)
    if not quads:
        return picture, 0
    turned = 0
    if _runs_upwards(quads):
        picture = np.ascontiguousarray(np.rot90(picture))
        quads, turned = ocr.lines_seen(picture, threads, ocr.FINDING_SIDE), 90
    sample = sorted(quads, key=_width, reverse=True)[:SAMPLE]
    if _is_upside_down(picture, sample, threads):
        quads, turned = [_flip(quad, picture) for quad in quads], turned + 180
        picture = np.ascontiguousarray(np.rot90(picture, 2))
    return _straightened(picture, quads), turned


def _is_upside_down(picture: Picture, sample: Sequence[Quad], threads: int) -> bool:
    """Whether the sample reads better the other way up; not asked where it reads very well already."""
    as_it_is = ocr.sureness(picture, sample, threads)
    if as_it_is >= PLAINLY_UPRIGHT:
        return False
    flipped = np.ascontiguousarray(np.rot90(picture, 2))
    return as_it_is < ocr.sureness(flipped, [_flip(quad, picture) for quad in sample], threads)


def _width(quad: Quad) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))


def _runs_upwards(quads: Sequence[Quad]) -> bool:
    wide = [np.ptp(quad[:, 0]) / max(np.ptp(quad[:, 1]), 1.0) for quad in quads]
    return len([ratio for ratio in wide if ratio < 0.8]) > len([ratio for ratio in wide if ratio > 1.25])


def _flip(quad: Quad, picture: Picture) -> Quad:
    height, width = picture.shape[:2]
    return np.array([width, height], dtype=float) - np.roll(quad, 2, axis=0)


def _straightened(picture: Picture, quads: Sequence[Quad]) -> Picture:
    """Level lines and plumb rules. A photo's lines fan out, so the slope may change along the page."""
    height, width = picture.shape[:2]
    level = _slopes([(quad[0] + quad[3]) / 2 for quad in quads], [(quad[1] + quad[2]) / 2 for quad in quads], along=0)
    plumb = _plumb_slopes(picture, level)
    if max(abs(level).max(), abs(plumb).max()) < STRAIGHT:
        return picture
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    source_y = y + (level[0] + level[1] * y / height) * (x - width / 2)
    source_x = x + (plumb[0] + plumb[1] * x / width) * (y - height / 2)
    return np.asarray(
        cv2.remap(
            picture,
            source_x.astype(np.float32),
            source_y.astype(np.float32),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        dtype=np.uint8,
    )


def _slopes(
    starts: Sequence[NDArray[np.float64]], ends: Sequence[NDArray[np.float64]], along: int
) -> NDArray[np.float64]:
    """(slope at the page's start, change of slope over the page) of lines that run along axis 0 (across) or 1 (down)."""
    if len(starts) < 4:
        return np.zeros(2)
    first, last = np.array(starts), np.array(ends)
    run = last[:, along] - first[:, along]
    rise = last[:, 1 - along] - first[:, 1 - along]
    long = run > max(60.0, np.percentile(run, 40))
    if long.sum() < 4:
        return np.zeros(2)
    slope, weight = (rise / np.maximum(run, 1))[long], run[long]
    place = ((first + last) / 2)[long, 1 - along]
    scale = float(max(place.max(), 1.0))
    good = np.abs(slope - np.median(slope)) < 0.03
    if good.sum() < 4:
        return np.zeros(2)
    change, start = np.polyfit(place[good] / scale, slope[good], 1, w=weight[good])
    if np.ptp(place[good]) < 0.3 * scale or abs(change) > 0.06:
        return np.array([float(np.average(slope[good], weights=weight[good])), 0.0])
    return np.array([float(start), float(change)])


def _long_and_steep(edges: cv2.typing.MatLike) -> cv2.typing.MatLike:
    """The edges less those of letters and noise, which would take minutes to try as lines."""
    runs = cv2.morphologyEx(
        cv2.dilate(edges, np.ones((1, 3), np.uint8)), cv2.MORPH_OPEN, np.ones((STEEP_RUN, 1), np.uint8)
    )
    return cv2.bitwise_and(edges, runs)


def _plumb_slopes(picture: Picture, level: NDArray[np.float64]) -> NDArray[np.float64]:
    """As `_slopes`, of the ruled lines that run down the page; without any, what the level lines' skew implies."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    edges = _long_and_steep(cv2.Canny(grey, 60, 180))
    shortest = picture.shape[0] // 20
    found = cv2.HoughLinesP(edges, 1, np.pi / 720, 80, minLineLength=shortest, maxLineGap=4)
    skew = float(level[0] + level[1] / 2)
    implied = np.array([-skew, 0.0])
    if found is None:
        return implied
    ends = found.reshape(-1, 2, 2).astype(float)
    ends = np.array([pair[pair[:, 1].argsort()] for pair in ends])
    run = ends[:, 1] - ends[:, 0]
    down = np.abs(run[:, 0] / np.maximum(run[:, 1], 1) + skew) < 0.05
    if down.sum() < 6:
        return implied
    slopes = _slopes(list(ends[down, 0]), list(ends[down, 1]), along=1)
    return slopes if slopes.any() else implied
