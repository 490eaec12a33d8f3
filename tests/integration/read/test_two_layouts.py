"""Two reports in one file, each in a layout of its own: two contacts, and no page dropped without a word."""

from __future__ import annotations

import io
from itertools import permutations
from pathlib import Path

import pypdfium2
import pytest

from extractors.reading import read_post

FOLDER = Path(__file__).resolve().parents[2] / "documents" / "forms"
FORMS = [  # one of each layout whose values are printed
    FOLDER / "met-merlin-columns" / "pac-siblings.pdf",
    FOLDER / "met-merlin-grid" / "pac-siblings.pdf",
    FOLDER / "met-merlin-text" / "pac-unborn.pdf",
    FOLDER / "send-health-notification" / "twins.pdf",
]
PAIRS = list(permutations(FORMS, 2))


def joined(*files):
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def children(reading):
    return sorted(
        str(child.surname.value) for contact in reading.contacts for child in contact.children if child.surname
    )


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda path: path.parent.name)
def test_no_child_of_either_report_is_lost(first, second):
    alone = [read_post(path.read_bytes(), path.name) for path in (first, second)]
    reading = read_post(joined(first.read_bytes(), second.read_bytes()), "two.pdf")

    assert len(reading.contacts) == sum(len(each.contacts) for each in alone)
    assert children(reading) == sorted(name for each in alone for name in children(each))
