"""What stands beside a label on a page that is only read, in the ways in which systems print a saved record."""

from __future__ import annotations

import pytest

from filling.map.fields import Field, Origin, Source
from filling.page.asking import Asked
from filling.page.browsing import Browsing
from filling.page.looking import look

FIELDS = tuple(Field(name, name, Source(Origin.RECORD, name)) for name in ("Contact reference", "Surname"))
PAGES = {
    "one piece of text": "<p>Contact reference: C100</p><p>Surname - Marsh</p>",
    "bold labels": "<p><b>Contact reference:</b> C100</p><p><b>Surname:</b> Marsh</p>",
    "bold values": "<p>Contact reference: <b>C100</b></p><p>Surname: <b>Marsh</b></p>",
    "cells beside": "<table><tr><td>Contact reference</td><td>C100</td></tr><tr><td>Surname</td><td>Marsh</td></tr></table>",
    "headings": "<table><tr><th>Contact reference</th><th>Surname</th></tr><tr><td>C100</td><td>Marsh</td></tr></table>",
    "headings of plain cells": "<table><thead><tr><td>Contact reference</td><td>Surname</td></tr></thead><tr><td>C100</td><td>Marsh</td></tr></table>",
    "headings in the row": "<table><tr><th>Contact reference</th><td>C100</td><th>Surname</th><td>Marsh</td></tr></table>",
    "parts one after the other": "<div>Contact reference</div><div>C100</div><div>Surname</div><div>Marsh</div>",
    "a list of terms": "<dl><dt>Contact reference</dt><dd>C100</dd><dt>Surname</dt><dd>Marsh</dd></dl>",
    "broken lines": "<p>Contact reference<br>C100</p><p>Surname<br>Marsh</p>",
    "boxes that are shut": "<label>Contact reference <input readonly value=C100></label><p>Surname</p><p><input disabled value=Marsh></p>",
}


@pytest.fixture(scope="module")
def browsing():
    one = Browsing()
    yield one
    one.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_value_is_read_beside_its_label(browsing, name):
    browsing.page.set_content(f"<!doctype html>{PAGES[name]}")

    sight = look(browsing.page, Asked(FIELDS, shown=("Contact reference",), reading=True))

    assert sight.shown[0] == ["C100"]
    assert [one.shown or [match.value for match in one.matches] for one in sight.fields] == [["C100"], ["Marsh"]]


def test_rows_are_read_one_by_one(browsing):
    browsing.page.set_content(
        "<table><tr><th>Surname</th><th>Town</th></tr><tr><td>Marsh</td><td>Hayes</td></tr><tr><td>Marsh</td><td>Iver</td></tr></table>"
    )

    assert look(browsing.page, Asked(FIELDS, reading=True, in_rows=True)).fields[1].shown == ["Marsh", "Marsh"]
