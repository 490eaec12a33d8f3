"""Other versions of known forms: a renamed label or heading, a line moved down, more text. Nothing certain may become wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from extractors.forms import load_templates
from extractors.forms.wording import folded
from extractors.page import Line, Sheet
from postroom.contact import Contact, Status
from tests.unit.extractors.forms.golden import Pair, contacts_of, pairs

SMALL = (
    "met-merlin-columns/mis.pdf",
    "met-merlin-text/acn.pdf",
    "marf-v5/half-siblings.docx",
)
FORMS = [pair for pair in pairs() if f"{pair.template}/{pair.form.name}" in SMALL]
Change = Callable[[Line], Line]


def _changed(sheets: tuple[Sheet, ...], change: Change) -> tuple[Sheet, ...]:
    return tuple(
        replace(
            sheet,
            lines=tuple(change(line) for line in sheet.lines),
            grids=tuple(
                replace(
                    grid,
                    cells=tuple(replace(cell, lines=tuple(change(line) for line in cell.lines)) for cell in grid.cells),
                )
                for grid in sheet.grids
            ),
        )
        for sheet in sheets
    )


def _renaming(wording: tuple[str, ...]) -> Change:
    """Every label with this wording gets another name, in the same place, with the same colon."""

    def change(line: Line) -> Line:
        if line.text.startswith("**") or line.text.endswith("."):
            return line  # words of the narrative
        for length in range(len(line.words), 0, -1):
            text = " ".join(word.text for word in line.words[:length])
            whole = length == len(line.words) or text[-1] in ":?"
            if whole and folded(text) == wording:
                end = text[-1] if text[-1] in ":?" else ""
                names = [*("Zone" for _ in range(length - 1)), f"Zone{end}"]
                renamed = tuple(replace(word, text=name) for word, name in zip(line.words, names, strict=False))
                return replace(line, words=renamed + line.words[length:])
        return line

    return change


def _labels_on(sheets: tuple[Sheet, ...], template: str) -> Iterator[tuple[str, ...]]:
    """The wordings of the template's labels and headings that are printed on the form."""
    sections = next(each for each in load_templates() if each.name == template).sections
    wordings = [label for section in sections for rule in section.fields for label in rule.labels]
    wordings += [heading.replace("#", "1") for section in sections for heading in section.headings]
    known = {folded(wording) for wording in wordings}
    printed = {folded(line.text) for sheet in sheets for line in sheet.lines}
    printed |= {
        folded(" ".join(word.text for word in line.words[:end]))
        for sheet in sheets
        for line in sheet.lines
        for end, word in enumerate(line.words, start=1)
        if word.text[-1] in ":?"
    }
    yield from sorted(known & printed)


def _certain(contact: Contact) -> dict[str, object]:
    return {path: leaf.value for path, leaf in contact.every_leaf() if leaf.status is Status.CERTAIN}


def _wrong(after: list[Contact], before: list[Contact]) -> list[str]:
    """Certain values that the unchanged form does not have for anybody. An address may lose its postcode's label."""
    right = {(_leaf(path), str(value)) for contact in before for path, value in _certain(contact).items()}
    found = [(_leaf(path), str(value)) for contact in after for path, value in _certain(contact).items()]
    return [
        f"{leaf}: {value}"
        for leaf, value in found
        if (leaf, value) not in right and not any(leaf == one and other.startswith(value) for one, other in right)
    ]


def _leaf(path: str) -> str:
    return path.rpartition(".")[2]


@pytest.mark.parametrize("pair", FORMS, ids=lambda pair: f"{pair.template}/{pair.form.name}")
def test_renaming_any_label_or_heading_makes_nothing_certain_that_is_wrong(pair: Pair) -> None:
    sheets = pair.sheets()
    before = contacts_of(sheets)[1]
    labels = list(_labels_on(sheets, pair.template))
    assert len(labels) > 15
    some = labels[::2]  # every second one, for the time that it takes
    wrong = {label: _wrong(contacts_of(_changed(sheets, _renaming(label)))[1], before) for label in some}
    assert {label: each for label, each in wrong.items() if each} == {}


@pytest.mark.parametrize("pair", FORMS, ids=lambda pair: f"{pair.template}/{pair.form.name}")
def test_a_form_moved_on_its_page_reads_the_same(pair: Pair) -> None:
    sheets = pair.sheets()

    def moved(line: Line) -> Line:
        def shift(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
            return box[0] + 9, box[1] + 23, box[2] + 9, box[3] + 23

        return Line(tuple(replace(word, box=shift(word.box)) for word in line.words), shift(line.box))

    def moved_cells(sheet: Sheet) -> Sheet:
        grids = tuple(
            replace(
                grid,
                cells=tuple(
                    replace(cell, box=(cell.box[0] + 9, cell.box[1] + 23, cell.box[2] + 9, cell.box[3] + 23))
                    for cell in grid.cells
                ),
            )
            for grid in sheet.grids
        )
        return replace(sheet, grids=grids)

    shifted = tuple(moved_cells(sheet) for sheet in _changed(sheets, moved))
    assert [_certain(each) for each in contacts_of(shifted)[1]] == [_certain(each) for each in contacts_of(sheets)[1]]
