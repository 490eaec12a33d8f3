"""A page of HTML as a sheet: its paragraphs and tables as a browser shows them, laid out as Word's are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4.element import Comment, Doctype, NavigableString, PreformattedString, Tag

from extractors.page import Sheet
from extractors.post.charset import text_of
from extractors.post.controls import CELL_ENDS
from extractors.post.markup import BLOCKS, UNSEEN, keeps_lines, shown_page
from extractors.sheets.limits import Limits
from extractors.sheets.wordlayout import laid_out
from extractors.sheets.wordwriter import Cells, body, paragraph, pieces_of, spanned, table
from extractors.sheets.wordxml import Piece
from postroom.errors import UnreadableDocument

DEEPEST = 12  # tables inside tables; further down they are running text
HEADING = re.compile(r"h[1-6]$")
BOLD = frozenset(("b", "strong", "th", "legend", "dt", "summary"))


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The whole page as one sheet. Raises UnreadableDocument where it is too long."""
    return sheets_of_markup(text_of(data, None), limits)


def sheets_of_markup(markup: str, limits: Limits) -> tuple[Sheet, ...]:
    """The same of a page that is text already, as a mail's is. Raises UnreadableDocument where it is too long."""
    if len(markup) > limits.characters * 4:
        raise UnreadableDocument("The page is too long to be a form.", "too_large")
    return laid_out(body_of(markup), limits)


def body_of(text: str) -> Any:
    """The page as a Word body."""
    return body(_blocks(shown_page(text), 0))


@dataclass(slots=True)
class _Flow:
    """Words on their way to be a paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    heading: bool = False

    def add(self, text: str, *, bold: bool) -> None:
        ends = self.pieces[-1].text[-1:] if self.pieces else "\n"
        if ends in " \n\t" and text[:1] == " ":
            text = text.lstrip(" ")
        self.pieces += pieces_of(text.replace(CELL_ENDS, "\t"), bold=bold)

    def end(self) -> Iterator[Any]:
        """The paragraph, if anything is in it; the next one begins."""
        if "".join(piece.text for piece in self.pieces).strip():
            yield paragraph(self.pieces, heading=self.heading)
        self.pieces, self.heading = [], False


def _blocks(root: Tag, depth: int) -> Iterator[Any]:
    """Walks without recursion but for tables, so that a thousand nested elements do no harm."""
    flow = _Flow()
    stack: list[tuple[object, bool]] = [(child, False) for child in reversed(list(root.children))]
    while stack:
        node, bold = stack.pop()
        if node is None:
            yield from flow.end()
        elif isinstance(node, NavigableString):
            flow.add(_words(node), bold=bold)
        elif isinstance(node, Tag) and node.name == "br":
            flow.add("\n", bold=False)
        elif isinstance(node, Tag) and node.name == "table" and depth < DEEPEST:
            yield from flow.end()
            rows = spanned(_rows(node, depth))
            yield from [table(rows)] if rows else []
        elif isinstance(node, Tag) and node.name not in UNSEEN:
            is_block = node.name in BLOCKS or node.name in ("td", "th", "caption", "legend")
            if is_block:
                yield from flow.end()
                stack.append((None, False))
                flow.heading = HEADING.match(node.name) is not None
            bold = bold or node.name in BOLD
            stack.extend((child, bold) for child in reversed(list(node.children)))
    yield from flow.end()


def _words(node: NavigableString) -> str:
    if isinstance(node, Comment | Doctype | PreformattedString):
        return ""
    return str(node) if keeps_lines(node) else re.sub(r"\s+", " ", node)


def _rows(found: Tag, depth: int) -> Iterator[Cells]:
    """The cells of the table's own rows, each with its blocks and spans."""
    for row in _own(found, ("tr",), ("thead", "tbody", "tfoot", "form")):
        cells = _own(row, ("td", "th"), ("form",))
        yield [(list(_blocks(cell, depth + 1)), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells]


def _own(tag: Tag, names: tuple[str, ...], through: tuple[str, ...]) -> Iterator[Tag]:
    for child in tag.find_all(True, recursive=False):
        if child.name in names:
            yield child
        elif child.name in through:
            yield from _own(child, names, ())


def _span(cell: Tag, name: str) -> int:
    told = str(cell.get(name) or "1").strip()
    return min(max(int(told), 1), 50) if told.isascii() and told.isdigit() and len(told) < 5 else 1
