"""Lists of records on a page: tables, by the headings of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playwright.sync_api import Page

from filling.map.codes import bare

TABLES = """() => [...document.querySelectorAll('table,[role=table],[role=grid]')].filter(t => t.checkVisibility()).map(t =>
  [...t.querySelectorAll('tr,[role=row]')].map(r => [...r.querySelectorAll('td,th,[role=cell],[role=columnheader],[role=gridcell]')]
    .map(c => c.innerText.trim())))"""


def rows_under(page: Page, headings: Sequence[str]) -> tuple[list[int], list[list[str]]] | None:
    """At which place each heading stands, and the rows below, blank ones left out; None where no table has all of them.

    Raises Playwright's Error when the page is replaced meanwhile.
    """
    for table in _tables(page):
        at = _places(table[0] if table else [], headings)
        if at is not None:
            return at, [row for row in table[1:] if any(row)]
    return None


def _tables(page: Page) -> Iterator[list[list[str]]]:
    for frame in page.frames:
        yield from frame.evaluate(TABLES)


def _places(heads: list[str], headings: Sequence[str]) -> list[int] | None:
    known = [bare(head) for head in heads]
    wanted = [bare(heading) for heading in headings]
    return [known.index(one) for one in wanted] if all(one in known for one in wanted) else None
