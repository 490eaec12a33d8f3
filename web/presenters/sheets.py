"""The post page by page with a box over each value's words, and the cut-out of one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from postroom.contact import Box, Role
from records.queries.contact import DocumentView, PointView
from records.unread import place_in
from web.presenters.points import anchor_of
from web.presenters.reading import FieldView, Standing

MARGIN = 2.0  # points around the words, so that the frame does not cover them
ABOVE, BEFORE, AFTER = 13.0, 150.0, 60.0  # points of the page shown around a cut-out, so that its label can be read
CUT_WIDTH, CUT_SCALE = 520.0, 1.5  # a cut-out is shown this wide at most, and at most this much enlarged


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float
    anchor: str = ""
    label: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page with its picture. Sizes in points."""

    document: int
    number: int
    of: int
    name: str
    url: str
    width: float
    height: float
    boxes: tuple[Frame, ...] = ()
    is_text = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text; with an anchor where it is the words of a value."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A document without pages: a Word form or a mail's own words."""

    document: int
    name: str
    pieces: tuple[Piece, ...]
    is_text = True


@dataclass(frozen=True, slots=True)
class CutOut:
    """A window on a page around one value."""

    page: Sheet
    view: str  # SVG viewBox
    width: float
    height: float
    box: Frame


PageSizes = Mapping[tuple[int, int], tuple[str, float, float]]
"""(document, page) → (address of the picture, width, height in points)."""


def page_sheets(
    documents: Iterable[DocumentView],
    sizes: PageSizes,
    fields: Iterable[FieldView],
    points: Iterable[PointView] = (),
) -> Iterator[Sheet | TextSheet]:
    """Every page that there is a picture of, and the text of documents without pages; the report before what came with it."""
    placed, unread = list(fields), list(_unread(points))
    for document in sorted(documents, key=lambda each: each.role != Role.PRIMARY):
        for number in document.pictures:
            if (document.position, number) in sizes:
                yield _sheet(document, number, sizes, placed, unread)
        if not document.pictures and document.text:
            yield TextSheet(
                document.position, document.name, tuple(pieces(document.text, _words(document.position, placed)))
            )


def _unread(points: Iterable[PointView]) -> Iterator[tuple[int, int | None, Frame]]:
    """(document, page, frame) of the places whose words were taken for nothing."""
    for point in points:
        place = place_in(point.path)
        if place and place.bbox:
            yield place.document, place.page, _around(place.bbox, anchor_of(point), point.label, Standing.OPEN)


def _sheet(
    document: DocumentView,
    number: int,
    sizes: PageSizes,
    fields: list[FieldView],
    unread: list[tuple[int, int | None, Frame]],
) -> Sheet:
    url, width, height = sizes[document.position, number]
    here = (field for field in fields if field.box and (field.document, field.page) == (document.position, number))
    return Sheet(
        document=document.position,
        number=number,
        of=document.pages or len(document.pictures),
        name=document.name,
        url=url,
        width=width,
        height=height,
        boxes=(
            *(frame(field) for field in here),
            *(box for at, page, box in unread if (at, page) == (document.position, number)),
        ),
    )


def frame(field: FieldView) -> Frame:
    """The box around a value's words, a little wider than they are."""
    return _around(field.box or (0.0, 0.0, 0.0, 0.0), field.anchor, field.label, field.standing)


def _around(box: Box, anchor: str, label: str, standing: Standing) -> Frame:
    x0, top, x1, bottom = box
    return Frame(
        x=round(x0 - MARGIN, 1),
        y=round(top - MARGIN, 1),
        width=round(x1 - x0 + 2 * MARGIN, 1),
        height=round(bottom - top + 2 * MARGIN, 1),
        anchor=anchor,
        label=label,
        standing=standing.value,
    )


def cut_out(field: FieldView, page: Sheet | None) -> CutOut | None:
    """The words of a value with some of the page around them; None where the value has no place on a page."""
    if page is None or field.box is None:
        return None
    box = frame(field)
    left, top = max(0.0, box.x - BEFORE), max(0.0, box.y - ABOVE)
    right, bottom = min(page.width, box.x + box.width + AFTER), min(page.height, box.y + box.height + ABOVE)
    width, height = right - left, bottom - top
    scale = min(CUT_SCALE, CUT_WIDTH / width)
    view = f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"
    return CutOut(page, view, round(width * scale), round(height * scale), box)


def _words(document: int, fields: list[FieldView]) -> Iterator[tuple[str, str]]:
    """(anchor, words) of the values that came from a document without pages, the longest first: they hold the others."""
    here = [
        (field.anchor, field.raw) for field in fields if field.raw and field.document == document and not field.page
    ]
    return iter(sorted(here, key=lambda pair: -len(pair[1])))


def pieces(text: str, marks: Iterator[tuple[str, str]]) -> Iterator[Piece]:
    """The text cut at the first place where each value's words stand that no other value has taken."""
    taken: list[tuple[int, int, str]] = []
    for anchor, words in marks:
        start = _free_place(text, words, taken)
        if start >= 0:
            taken.append((start, start + len(words), anchor))
    end = 0
    for start, stop, anchor in sorted(taken):
        yield Piece(text[end:start])
        yield Piece(text[start:stop], anchor)
        end = stop
    yield Piece(text[end:])


def _free_place(text: str, words: str, taken: list[tuple[int, int, str]]) -> int:
    start = text.find(words)
    while start >= 0 and any(start < stop and begin < start + len(words) for begin, stop, _ in taken):
        start = text.find(words, start + 1)
    return start
