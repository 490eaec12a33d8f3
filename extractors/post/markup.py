"""The text of an HTML mail body as it is seen: blocks on lines of their own, nothing hidden, older messages marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, Tag

from extractors.post.controls import CELL_ENDS, write_out
from extractors.post.looks import KEEPS_LINES, show_as_seen

# Private-use characters stand where an older message begins and ends, until the text is parted.
QUOTE_BEGINS, QUOTE_ENDS = "\ue000", "\ue001"

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
UNSEEN = frozenset(["head", "script", "style", "template", "noscript", "title", "meta", "link", "object", "svg"])
QUOTES = "blockquote, .gmail_quote, .moz-cite-prefix, .yahoo_quoted, .OutlookMessageHeader, #divRplyFwdMsg, #appendonsend, [name=quote]"


def seen_text(html: str) -> str:
    """Lines of text in reading order. What script, style, comments and hidden elements hold is not text."""
    soup = shown_page(html)
    for cell in soup.find_all(("td", "th")):
        _flatten(cell)
    for quote in soup.select(QUOTES):
        quote.insert_before(QUOTE_BEGINS)
        quote.insert_after(QUOTE_ENDS)
    text = "".join(_pieces(soup)).replace(CELL_ENDS, "\t")
    lines = (_cells(re.sub(r"[^\S\n\t]+", " ", line)) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def shown_page(html: str) -> BeautifulSoup:
    """The page with what a browser shows of it: nothing hidden, lines through what is struck, controls written out."""
    soup = BeautifulSoup(html.replace(QUOTE_BEGINS, "").replace(QUOTE_ENDS, ""), "lxml")
    show_as_seen(soup)
    write_out(soup)
    return soup


def _cells(line: str) -> str:
    """A line as it is seen; in a table's row the tab behind the last cell goes, and those around blank cells stay."""
    cells = [cell.strip() for cell in line.removesuffix("\t").split("\t")]
    return "\t".join(cells) if any(cells) else ""


def _flatten(cell: Tag) -> None:
    """A cell that holds one paragraph and nothing else is one cell of its row: so Outlook writes every table."""
    blocks = cell.find_all(("p", "div", "br", "table", "ul", "ol"), limit=2)
    if len(blocks) == 1 and blocks[0].name in ("p", "div"):
        blocks[0].unwrap()


def _pieces(soup: BeautifulSoup) -> Iterator[str]:
    """Walks without recursion, so that a thousand nested tables do no harm."""
    stack: list[object] = [soup]
    while stack:
        match stack.pop():
            case str() as ready if not isinstance(ready, NavigableString):
                yield ready
            case Comment() | Doctype():
                continue
            case NavigableString() as words:
                yield str(words) if keeps_lines(words) else re.sub(r"\s+", " ", words)
            case Tag() as tag:
                stack.extend(reversed(_around(tag)))


def _around(tag: Tag) -> list[object]:
    if tag.name in UNSEEN:
        return []
    if tag.name == "br":
        return ["\n"]
    inside: list[object] = list(tag.children)
    if tag.name in ("td", "th"):
        return [*inside, "\n" if tag.find(("br", "p", "div")) else "\t"]
    if tag.name in ("p", "table", "ul", "ol", "blockquote") or (tag.name[:1] == "h" and tag.name[1:].isdigit()):
        return ["\n\n", *inside, "\n\n"]
    return ["\n", *inside, "\n"] if tag.name in BLOCKS else inside


def keeps_lines(words: NavigableString) -> bool:
    """Whether the page keeps the line ends of these words."""
    return words.find_parent("pre") is not None or words.find_parent(attrs={KEEPS_LINES: True}) is not None
